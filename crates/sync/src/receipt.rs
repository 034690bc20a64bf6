//! The office's receipt for a dossier: signing it, and checking it without a network.

use data_encoding::BASE64;
use dossier::receipt::Receipt;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use wire::packs::PackKey;

/// The signature under a receipt, in base64. The text that is signed begins with its own name, so that no signature over
/// anything else is one over a receipt.
pub fn sign(seed: &[u8; 32], receipt: &Receipt<'_>) -> String {
    BASE64.encode(&SigningKey::from_bytes(seed).sign(receipt.text().as_bytes()).to_bytes())
}

/// Whether the holder of the key has signed exactly this receipt.
pub fn is_signed(key: &PackKey, receipt: &Receipt<'_>, signature: &str) -> bool {
    let signature = BASE64.decode(signature.as_bytes()).ok();
    let signature = signature.and_then(|bytes| Signature::from_slice(&bytes).ok());
    let key = VerifyingKey::from_bytes(&key.0).ok();
    let both = key.zip(signature);
    both.is_some_and(|(key, signature)| key.verify_strict(receipt.text().as_bytes(), &signature).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::public_key;
    use dossier::{CommuneCode, DossierId, PhotoHash, Timestamp};

    const SEED: [u8; 32] = [7; 32];

    #[test]
    fn whatever_is_changed_in_a_receipt_breaks_its_signature() {
        let (commune, other) = (CommuneCode::new("03000".to_owned()), CommuneCode::new("03001".to_owned()));
        let (photos, none) = ([PhotoHash::from_bytes([1; 32])], []);
        let due = Some(Timestamp::from_millis(3).in_vietnam());
        let receipt = Receipt {
            commune: &commune,
            dossier: DossierId::from_bytes([1; 16]),
            number: "X-261127-0001",
            version: "aa",
            photos: &photos,
            received_at: Timestamp::from_millis(1),
            accepted_at: Timestamp::from_millis(2),
            due,
        };
        let signature = sign(&SEED, &receipt);
        let key = public_key(&SEED);
        assert!(is_signed(&key, &receipt, &signature));
        assert!(!is_signed(&public_key(&[8; 32]), &receipt, &signature), "another office's key");
        assert!(!is_signed(&key, &receipt, ""), "none at all");
        let changed = [
            Receipt { commune: &other, ..receipt.clone() },
            Receipt { dossier: DossierId::from_bytes([2; 16]), ..receipt.clone() },
            Receipt { number: "X-261127-0002", ..receipt.clone() },
            Receipt { version: "ab", ..receipt.clone() },
            Receipt { photos: &none, ..receipt.clone() },
            Receipt { received_at: Timestamp::from_millis(3), ..receipt.clone() },
            Receipt { accepted_at: Timestamp::from_millis(3), ..receipt.clone() },
            Receipt { due: None, ..receipt.clone() },
        ];
        for (place, changed) in changed.iter().enumerate() {
            assert!(!is_signed(&key, changed, &signature), "change {place}");
        }
    }
}
