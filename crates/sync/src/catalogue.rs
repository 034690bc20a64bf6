//! The catalogue of packs: signing it, and believing it.
//!
//! **Invariant:** nothing in a catalogue is looked at before its signature holds.

use crate::frame::FrameError;
use dossier::CommuneCode;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use wire::packs::{Catalogue, FileHash, PackFile, PackKey, PackRefusal, SignedCatalogue};

/// Stands before the bytes when they are signed, so that a signature over anything else that a server may sign
/// some day is none over a catalogue.
const CONTEXT: &[u8] = b"donghanh pack catalogue v1\n";

/// Far more than a commune publishes in years.
pub const MAX_CATALOGUE: usize = 1024 * 1024;
const MAX_PACKS: usize = 5_000;
/// One file of a pack. The largest real form has some hundred kilobytes.
pub const MAX_FILE: usize = 2 * 1024 * 1024;

/// What a device holds a catalogue against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// `None`: enrolled before servers had keys; the first key that is seen is trusted.
    pub key: Option<PackKey>,
    pub commune: CommuneCode,
    /// Epoch and serial of the catalogue that was taken last.
    pub held: Option<(u64, u64)>,
    /// The epoch in which the server has just answered a sync.
    pub server_epoch: u64,
}

/// The public half of a server's key.
pub fn public_key(seed: &[u8; 32]) -> PackKey {
    PackKey(SigningKey::from_bytes(seed).verifying_key().to_bytes())
}

pub fn sign(seed: &[u8; 32], catalogue: &Catalogue) -> Result<SignedCatalogue, FrameError> {
    let key = SigningKey::from_bytes(seed);
    let catalogue = minicbor_serde::to_vec(catalogue).map_err(|_| FrameError::Unwritable)?;
    let signature = key.sign(&signed_bytes(&catalogue)).to_bytes().to_vec();
    Ok(SignedCatalogue { catalogue, signature, key: PackKey(key.verifying_key().to_bytes()) })
}

/// Reads a catalogue that is signed with the trusted key, of the right commune, and newer than the last one.
pub fn verify(signed: &SignedCatalogue, trust: &Trust) -> Result<Catalogue, PackRefusal> {
    if signed.catalogue.len() > MAX_CATALOGUE {
        return Err(PackRefusal::CatalogueUnreadable);
    }
    let key = trust.key.unwrap_or(signed.key);
    let key = VerifyingKey::from_bytes(&key.0).map_err(|_| PackRefusal::WrongSignature)?;
    let signature = Signature::from_slice(&signed.signature).map_err(|_| PackRefusal::WrongSignature)?;
    // Strict: a signature has one form only, and weak keys are refused.
    key.verify_strict(&signed_bytes(&signed.catalogue), &signature)
        .map_err(|_| PackRefusal::WrongSignature)?;
    let catalogue: Catalogue =
        minicbor_serde::from_slice(&signed.catalogue).map_err(|_| PackRefusal::CatalogueUnreadable)?;
    if catalogue.packs.len() > MAX_PACKS {
        return Err(PackRefusal::CatalogueUnreadable);
    }
    if catalogue.commune != trust.commune {
        return Err(PackRefusal::OtherCommune);
    }
    // Within one epoch a catalogue only grows. After a restore the server may know less than before: then its
    // new epoch, which is signed and which the sync itself has just told, makes an older serial right.
    let older = match trust.held {
        Some((epoch, serial)) if epoch == catalogue.epoch => catalogue.serial < serial,
        _ => catalogue.epoch != trust.server_epoch,
    };
    if older { Err(PackRefusal::OlderCatalogue) } else { Ok(catalogue) }
}

pub fn hash(bytes: &[u8]) -> FileHash {
    FileHash(Sha256::digest(bytes).into())
}

/// Whether these are the bytes that the catalogue promises.
pub fn is_file(file: &PackFile, bytes: &[u8]) -> bool {
    usize::try_from(file.size) == Ok(bytes.len()) && bytes.len() <= MAX_FILE && hash(bytes) == file.sha256
}

fn signed_bytes(catalogue: &[u8]) -> Vec<u8> {
    [CONTEXT, catalogue].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: [u8; 32] = [7; 32];

    fn catalogue(epoch: u64, serial: u64) -> Catalogue {
        Catalogue { commune: "03325".into(), epoch, serial, packs: Vec::new() }
    }

    fn trust(held: Option<(u64, u64)>) -> Trust {
        Trust { key: Some(public_key(&SEED)), commune: "03325".into(), held, server_epoch: 5 }
    }

    #[test]
    fn the_same_catalogue_is_signed_in_the_same_bytes() {
        let once = sign(&SEED, &catalogue(5, 3)).unwrap();
        assert_eq!(once, sign(&SEED, &catalogue(5, 3)).unwrap());
        assert_eq!(verify(&once, &trust(None)).unwrap(), catalogue(5, 3));
    }

    #[test]
    fn every_flipped_bit_of_catalogue_and_signature_is_seen() {
        let good = sign(&SEED, &catalogue(5, 3)).unwrap();
        for place in 0..good.catalogue.len() {
            let mut bad = good.clone();
            bad.catalogue[place] ^= 1 << (place % 8);
            assert_eq!(
                verify(&bad, &trust(None)),
                Err(PackRefusal::WrongSignature),
                "catalogue, byte {place}"
            );
        }
        for place in 0..good.signature.len() {
            let mut bad = good.clone();
            bad.signature[place] ^= 1 << (place % 8);
            assert_eq!(
                verify(&bad, &trust(None)),
                Err(PackRefusal::WrongSignature),
                "signature, byte {place}"
            );
        }
    }

    #[test]
    fn only_the_pinned_key_counts_and_the_first_seen_where_none_is_pinned() {
        let strangers = sign(&[8; 32], &catalogue(5, 3)).unwrap();
        assert_eq!(verify(&strangers, &trust(None)), Err(PackRefusal::WrongSignature));
        assert!(verify(&strangers, &Trust { key: None, ..trust(None) }).is_ok());
    }

    #[test]
    fn another_communes_catalogue_and_an_older_one_are_refused_and_a_restored_servers_is_not() {
        let signed = |epoch, serial| sign(&SEED, &catalogue(epoch, serial)).unwrap();
        let elsewhere = Trust { commune: "00004".into(), ..trust(None) };
        assert_eq!(verify(&signed(5, 3), &elsewhere), Err(PackRefusal::OtherCommune));
        for (name, epoch, serial, held, taken) in [
            ("the first", 5, 3, None, true),
            ("a newer one", 5, 4, Some((5, 3)), true),
            ("the same again", 5, 3, Some((5, 3)), true),
            ("an older one", 5, 2, Some((5, 3)), false),
            ("a restored server's", 5, 1, Some((4, 9)), true),
            ("one of before the restore", 4, 10, Some((5, 1)), false),
            ("one of another life", 6, 10, Some((5, 1)), false),
        ] {
            assert_eq!(verify(&signed(epoch, serial), &trust(held)).is_ok(), taken, "{name}");
        }
    }

    #[test]
    fn a_file_is_the_one_that_was_promised_or_none() {
        let file = PackFile { name: "form.yaml".into(), sha256: hash(b"abc"), size: 3 };
        assert!(is_file(&file, b"abc"));
        assert!(!is_file(&file, b"abd"));
        assert!(!is_file(&PackFile { size: 4, ..file }, b"abc"));
    }
}
