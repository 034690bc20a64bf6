//! The token under which a villager looks at a dossier on the commune server's public page, and the address that the QR
//! code on a slip or a receipt carries.
//!
//! It is made from the dossier's id alone, so that a phone without a network prints the right code before any server has
//! seen the dossier. Of an id 74 bits are chance; a slip's local code shows 25 of them, and 49 bits with an unknown
//! millisecond stay, far beyond what can be tried over a network. Who has the id (the team's phones, the office, whoever
//! reads the server's log or database) can make the token, and can read more than the page shows anyway.
//!
//! **Invariant:** a token tells nothing of the id, and the server stores its hash, not the token.

use data_encoding::BASE32_NOPAD;
use dossier::DossierId;
use sha2::{Digest, Sha256};

const CONTEXT: &[u8] = b"donghanh public look v1";
const BYTES: usize = 16;

/// 128 bits that are in no list and cannot be counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicToken([u8; BYTES]);

impl std::fmt::Debug for PublicToken {
    /// Whoever has it can look.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PublicToken").finish_non_exhaustive()
    }
}

impl PublicToken {
    pub fn of(dossier: DossierId) -> Self {
        let digest: [u8; 32] =
            Sha256::new().chain_update(CONTEXT).chain_update(dossier.as_bytes()).finalize().into();
        let mut token = [0; BYTES];
        token.iter_mut().zip(digest).for_each(|(place, byte)| *place = byte);
        Self(token)
    }

    /// As addresses have it: 26 small letters and digits.
    pub fn text(&self) -> String {
        BASE32_NOPAD.encode(&self.0).to_ascii_lowercase()
    }

    /// `None`: no token at all. Capitals do not count, since some cameras hand them on so.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = BASE32_NOPAD.decode(text.to_ascii_uppercase().as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// What the server stores and looks for.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

/// What the QR code leads to: the page of one dossier at its commune's server.
pub fn address(server: &str, dossier: DossierId) -> String {
    format!("{}/h/{}", server.trim_end_matches('/'), PublicToken::of(dossier).text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_the_same_everywhere_and_reads_back_in_either_case() {
        let id = DossierId::from_bytes([7; 16]);
        let token = PublicToken::of(id);
        assert_eq!(token.text().len(), 26);
        assert_eq!(PublicToken::read(&token.text()), Some(token));
        assert_eq!(PublicToken::read(&token.text().to_ascii_uppercase()), Some(token));
        assert_ne!(token, PublicToken::of(DossierId::from_bytes([8; 16])));
        for nothing in ["", "a", "7k2qx", "0000000000000000000000000000", "../../office"] {
            assert_eq!(PublicToken::read(nothing), None, "{nothing}");
        }
        assert_eq!(
            address("https://xa.example/", id),
            format!("https://xa.example/h/{}", token.text()),
            "one stroke between the two"
        );
    }

    /// Printed slips must go on leading to their dossiers: a change here is another version of the context.
    #[test]
    fn the_token_of_a_printed_slip_never_changes() {
        assert_eq!(PublicToken::of(DossierId::from_bytes([7; 16])).text(), "6femmmkcxc2e2ojxhldjbv6xfm");
    }

    #[test]
    fn neither_the_id_nor_the_hash_is_in_the_token() {
        let id = DossierId::from_bytes([7; 16]);
        let token = PublicToken::of(id);
        assert_ne!(&token.0, id.as_bytes());
        assert!(!token.hash().windows(4).any(|part| token.0.windows(4).any(|other| part == other)));
        assert_eq!(format!("{token:?}"), "PublicToken { .. }");
    }
}
