//! `Upload-Checksum`: what the bytes of one request hash to.

use super::refusal::Refusal;
use data_encoding::BASE64;
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// As `Tus-Checksum-Algorithm` lists them.
pub const ALGORITHMS: &str = "sha1,sha256";

/// What is expected, and what has been hashed so far.
#[derive(Debug, Clone)]
pub struct Checksum {
    hasher: Hasher,
    expected: Vec<u8>,
}

#[derive(Debug, Clone)]
enum Hasher {
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Checksum {
    pub fn parse(header: &str) -> Result<Self, Refusal> {
        let unreadable = || Refusal::Unreadable { what: "Upload-Checksum" };
        let (algorithm, expected) = header.trim().split_once(' ').ok_or_else(unreadable)?;
        let (hasher, length) = match algorithm {
            "sha1" => (Hasher::Sha1(Sha1::new()), 20),
            "sha256" => (Hasher::Sha256(Sha256::new()), 32),
            _ => return Err(Refusal::Unreadable { what: "algorithm of Upload-Checksum" }),
        };
        let expected = BASE64.decode(expected.as_bytes()).map_err(|_| unreadable())?;
        if expected.len() == length { Ok(Self { hasher, expected }) } else { Err(unreadable()) }
    }

    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.hasher {
            Hasher::Sha1(hasher) => hasher.update(bytes),
            Hasher::Sha256(hasher) => hasher.update(bytes),
        }
    }

    /// Whether everything that came is what was expected.
    pub fn holds(self) -> bool {
        match self.hasher {
            Hasher::Sha1(hasher) => hasher.finalize().as_slice() == self.expected,
            Hasher::Sha256(hasher) => hasher.finalize().as_slice() == self.expected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_algorithms_hold_for_their_bytes_alone() {
        for header in
            ["sha1 Lve95gjOVATpfV8EL5X4nxwjKHE=", "sha256 f4OxZX/x/FO5LcGBSKHWXfwtSx+j1ncoSt3SABJtkGk="]
        {
            let mut checksum = Checksum::parse(header).unwrap();
            checksum.update(b"Hello ");
            assert!(!checksum.clone().holds(), "{header}");
            checksum.update(b"World!");
            assert!(checksum.holds(), "{header}");
        }
    }

    #[test]
    fn what_is_no_checksum_is_refused() {
        for header in [
            "",
            "sha1",
            "sha1 ",
            "md5 1B2M2Y8AsgTpgAmY7PhCfg==",
            "sha1 AAAA",
            "sha256 Lve95gjOVATpfV8EL5X4nxwjKHE=",
            "sha1 ****",
        ] {
            assert!(matches!(Checksum::parse(header), Err(Refusal::Unreadable { .. })), "{header}");
        }
    }
}
