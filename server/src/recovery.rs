//! Codes of phones as they are kept: sealed under a key in a file of its own, beside the database.
//!
//! A backup takes the database and not the key: whoever finds a backup opens no phone with it. Where the key is lost,
//! the codes are as good as gone, and every phone brings a new one with its next sync.

use crate::chance;
use crate::store::StoreError;
use crate::store::phones::SealedCode;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use dossier::recovery::RecoveryCode;
use dossier::{CommuneCode, DeviceId};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Name of the key's file within the data folder.
pub const FILE_NAME: &str = "recovery.key";
const CONTEXT: &[u8] = b"donghanh kept code v1";
const KEY: usize = 32;
const NONCE: usize = 24;

/// What codes are sealed under.
#[derive(Clone)]
pub struct RecoveryKey([u8; KEY]);

impl std::fmt::Debug for RecoveryKey {
    /// The key is never printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecoveryKey").finish_non_exhaustive()
    }
}

impl RecoveryKey {
    /// The key of a data folder; made, for this user alone, when there is none.
    pub fn in_folder(data: &Path) -> io::Result<Self> {
        let path = data.join(FILE_NAME);
        match fs::read(&path) {
            Ok(bytes) => {
                let key = bytes.try_into().map_err(|_| io::Error::other("the key has another length"))?;
                return Ok(Self(key));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let key = chance::bytes::<KEY>().map_err(io::Error::other)?;
        // Whole or not at all: a half key would make every code unreadable.
        let beside = data.join(format!("{FILE_NAME}.new"));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&beside)?;
        file.write_all(&key)?;
        file.sync_all()?;
        fs::rename(&beside, &path)?;
        #[cfg(unix)]
        fs::File::open(data)?.sync_all()?;
        Ok(Self(key))
    }

    pub(crate) fn seal(
        &self,
        commune: &CommuneCode,
        device: DeviceId,
        number: u32,
        code: &RecoveryCode,
    ) -> Result<SealedCode, StoreError> {
        let nonce = chance::bytes::<NONCE>()?;
        let (msg, aad) = (code.text(), context(commune, device, number));
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: msg.as_bytes(), aad: &aad })
            .map_err(|_| StoreError::Damaged { what: "code" })?;
        Ok(SealedCode { number, sealed: [nonce.as_slice(), &sealed].concat() })
    }

    /// `None`: it was sealed under another key, or for another device.
    pub(crate) fn open(
        &self,
        commune: &CommuneCode,
        device: DeviceId,
        kept: &SealedCode,
    ) -> Option<RecoveryCode> {
        let (nonce, sealed) = kept.sealed.split_first_chunk::<NONCE>()?;
        let aad = context(commune, device, kept.number);
        let text = self.cipher().decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: &aad }).ok()?;
        RecoveryCode::read(std::str::from_utf8(&text).ok()?).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(self.0))
    }
}

fn context(commune: &CommuneCode, device: DeviceId, number: u32) -> Vec<u8> {
    [CONTEXT, &number.to_be_bytes(), device.as_bytes(), commune.as_str().as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::recovery::RANDOM_LETTERS;

    #[test]
    fn a_code_opens_under_its_key_for_its_device_and_under_no_other() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let key = RecoveryKey::in_folder(one.path()).unwrap();
        let (commune, device) = (CommuneCode::new("00004"), DeviceId::from_bytes([1; 16]));
        let code = RecoveryCode::from_chance([9; RANDOM_LETTERS]);
        let kept = key.seal(&commune, device, 3, &code).unwrap();
        let again = RecoveryKey::in_folder(one.path()).unwrap();
        assert_eq!(again.open(&commune, device, &kept), Some(code));
        assert_eq!(again.open(&commune, DeviceId::from_bytes([2; 16]), &kept), None);
        assert_eq!(again.open(&commune, device, &SealedCode { number: 4, ..kept.clone() }), None);
        let stranger = RecoveryKey::in_folder(other.path()).unwrap();
        assert_eq!(stranger.open(&commune, device, &kept), None);
    }

    #[test]
    fn a_key_that_is_cut_short_is_told_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE_NAME), b"half").unwrap();
        assert!(RecoveryKey::in_folder(folder.path()).is_err());
        assert_eq!(fs::read(folder.path().join(FILE_NAME)).unwrap(), b"half");
    }
}
