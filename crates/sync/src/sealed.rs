//! A villager's rating, closed on the volunteer's phone so that only the commune's server opens it.
//!
//! An anonymous sealed box: X25519 between a key that lives for one rating and the server's, SHA-256 over everything that
//! went into it, XChaCha20-Poly1305 with the dossier's id as what goes along. The server's key is the one that its receipts
//! are signed with, in its Montgomery form, as libsodium and age do it for keys that were handed out for signatures: so
//! every phone that can check a receipt can seal, also one that was enrolled long ago. The two uses are kept apart by what
//! is signed (texts that begin with their own name) and by the context below.
//!
//! **Invariant:** who has sealed cannot open: the key that lives for one rating is gone when this returns. What is opened
//! for another dossier, or was changed on its way, does not open.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use curve25519_dalek::MontgomeryPoint;
use dossier::DossierId;
use ed25519_dalek::{SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use wire::packs::PackKey;
use zeroize::Zeroizing;

const CONTEXT: &[u8] = b"donghanh sealed rating v1";
const POINT: usize = 32;

/// `chance` is used for this and for nothing else. `None`: the key is no key.
pub fn seal(key: &PackKey, dossier: DossierId, plain: &[u8], chance: Zeroizing<[u8; 32]>) -> Option<Vec<u8>> {
    let theirs = VerifyingKey::from_bytes(&key.0).ok()?.to_montgomery();
    let once = MontgomeryPoint::mul_base_clamped(*chance);
    let cipher = cipher(once, theirs, theirs.mul_clamped(*chance))?;
    let sealed = cipher.encrypt(&nonce(), Payload { msg: plain, aad: dossier.as_bytes() }).ok()?;
    Some([once.as_bytes().as_slice(), &sealed].concat())
}

/// `None`: it was sealed for another server or another dossier, or is not what was sealed.
pub fn open(seed: &[u8; 32], dossier: DossierId, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (once, sealed) = sealed.split_first_chunk::<POINT>()?;
    let (once, signing) = (MontgomeryPoint(*once), SigningKey::from_bytes(seed));
    let ours = signing.verifying_key().to_montgomery();
    let secret = Zeroizing::new(signing.to_scalar_bytes());
    let cipher = cipher(once, ours, once.mul_clamped(*secret))?;
    cipher.decrypt(&nonce(), Payload { msg: sealed, aad: dossier.as_bytes() }).ok().map(Zeroizing::new)
}

/// `None`: a point of small order, which no honest phone sends.
fn cipher(
    once: MontgomeryPoint,
    theirs: MontgomeryPoint,
    shared: MontgomeryPoint,
) -> Option<XChaCha20Poly1305> {
    if shared.as_bytes().iter().all(|byte| *byte == 0) {
        return None;
    }
    let key: Zeroizing<[u8; 32]> = Zeroizing::new(
        Sha256::new()
            .chain_update(CONTEXT)
            .chain_update(once.as_bytes())
            .chain_update(theirs.as_bytes())
            .chain_update(shared.as_bytes())
            .finalize()
            .into(),
    );
    Some(XChaCha20Poly1305::new(&Key::from(*key)))
}

/// Each key closes one message: it needs no nonce of its own.
fn nonce() -> XNonce {
    XNonce::from([0; 24])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::public_key;

    const SEED: [u8; 32] = [7; 32];
    const WORDS: &[u8] = b"The officer was friendly.";

    fn dossier(number: u8) -> DossierId {
        DossierId::from_bytes([number; 16])
    }

    fn sealed(chance: u8) -> Vec<u8> {
        seal(&public_key(&SEED), dossier(1), WORDS, Zeroizing::new([chance; 32])).unwrap()
    }

    #[test]
    fn what_is_sealed_opens_at_its_server_for_its_dossier_and_nowhere_else() {
        let sealed = sealed(9);
        assert_eq!(open(&SEED, dossier(1), &sealed).as_deref().map(Vec::as_slice), Some(WORDS));
        assert_eq!(open(&SEED, dossier(2), &sealed), None, "another dossier");
        assert_eq!(open(&[8; 32], dossier(1), &sealed), None, "another server");
        assert!(!sealed.windows(8).any(|part| WORDS.windows(8).any(|words| part == words)));
    }

    #[test]
    fn a_changed_or_shortened_box_does_not_open() {
        let whole = sealed(9);
        for place in 0..whole.len() {
            // The highest bit of a point does not count in X25519; the key is made over it all the same.
            for bit in [1, 0x80] {
                let mut changed = whole.clone();
                changed[place] ^= bit;
                assert_eq!(open(&SEED, dossier(1), &changed), None, "byte {place}");
            }
        }
        for length in [0, 1, POINT, POINT + 15, whole.len() - 1] {
            assert_eq!(open(&SEED, dossier(1), &whole[..length]), None, "{length} bytes");
        }
        let nothing = [vec![0; POINT], whole[POINT..].to_vec()].concat();
        assert_eq!(open(&SEED, dossier(1), &nothing), None, "a point of small order");
    }

    #[test]
    fn the_same_rating_is_another_box_each_time() {
        assert_ne!(sealed(9), sealed(10));
    }
}
