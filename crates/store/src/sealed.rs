//! The files of photos: each sealed with XChaCha20-Poly1305 under a key that is in the encrypted store.
//!
//! Not inside the database: that stays small, so that it is looked through at every start and an answer never waits for a
//! photo's pages to be folded in; and the room of a photo that goes is the phone's again at once.
//!
//! **Invariant:** a file has its name only when it is whole and on the disk: written beside, synced, renamed, the folder
//! synced. A crash leaves at most a file without a row, which [`PhotoFiles::sweep`] takes.
//!
//! **Invariant:** what is handed out is what was put in: the seal holds over the bytes and the hash they are asked for by.

use crate::StoreError;
use crate::error::file_error;
use crate::files::sync_folder;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use data_encoding::HEXLOWER;
use dossier::PhotoHash;
use fs4::FileExt;
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

pub(crate) const FOLDER: &str = "photos";
/// Behind the name of a file that is not whole yet.
const BESIDE: &str = ".new";
const CONTEXT: &[u8] = b"donghanh photo v1";
const NONCE: usize = 24;
const TAG: usize = 16;

/// A file's name: by chance, so that it tells nothing of the photo.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct FileName(pub(crate) [u8; 16]);

impl FileName {
    fn text(self) -> String {
        HEXLOWER.encode(&self.0)
    }
}

/// The folder of sealed photos. Clones are the same folder; the store need not be held while one works with it.
#[derive(Clone)]
pub struct PhotoFiles {
    folder: Arc<PathBuf>,
    key: Arc<Zeroizing<[u8; 32]>>,
}

impl std::fmt::Debug for PhotoFiles {
    /// Without the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PhotoFiles").finish_non_exhaustive()
    }
}

/// Room on the disk for one photo, taken before it is made. Given back when it is dropped unused.
#[derive(Debug)]
pub struct Reserved {
    path: PathBuf,
    name: FileName,
    file: File,
    kept: bool,
}

/// A photo's file that is on the disk and has no row yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealed {
    pub(crate) name: FileName,
    pub(crate) sha256: PhotoHash,
    pub(crate) size: u64,
}

impl Sealed {
    pub const fn sha256(&self) -> PhotoHash {
        self.sha256
    }
}

impl PhotoFiles {
    pub(crate) fn new(folder: PathBuf, key: Zeroizing<[u8; 32]>) -> Self {
        Self { folder: Arc::new(folder), key: Arc::new(key) }
    }

    /// Bytes that the disk still has for this app.
    pub fn free_bytes(&self) -> Result<u64, StoreError> {
        fs4::available_space(nearest(&self.folder)).map_err(file_error("ask for the room on the disk"))
    }

    /// Takes room for a photo of at most so many bytes. Errors: [`StoreError::DiskFull`].
    pub fn reserve(&self, bytes: u64) -> Result<Reserved, StoreError> {
        let failed = file_error("make room for a photo");
        let mut name = FileName([0; 16]);
        getrandom::fill(&mut name.0).map_err(|_| StoreError::Crypto)?;
        let path = self.folder.join(format!("{}{BESIDE}", name.text()));
        let room = bytes.saturating_add((NONCE + TAG) as u64);
        let open = || {
            fs::create_dir_all(self.folder.as_path())?;
            OpenOptions::new().write(true).create_new(true).open(&path)
        };
        let file = open().map_err(failed)?;
        let reserved = Reserved { path, name, file, kept: false };
        match reserved.file.allocate(room) {
            Ok(()) => Ok(reserved),
            // A disk that takes no reservation is written to and told by that.
            Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(reserved),
            Err(error) => Err(file_error("make room for a photo")(error)),
        }
    }

    /// Seals the bytes into the room that was taken. When this answers `Ok`, they are on the disk.
    pub fn put(&self, mut reserved: Reserved, sha256: PhotoHash, bytes: &[u8]) -> Result<Sealed, StoreError> {
        let mut nonce = [0u8; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| StoreError::Crypto)?;
        let aad = aad(sha256);
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: bytes, aad: &aad })
            .map_err(|_| StoreError::Crypto)?;
        let length = (nonce.len() as u64).saturating_add(sealed.len() as u64);
        let mut write = || {
            reserved.file.write_all(&nonce)?;
            reserved.file.write_all(&sealed)?;
            reserved.file.set_len(length)?;
            reserved.file.sync_all()?;
            fs::rename(&reserved.path, self.folder.join(reserved.name.text()))?;
            sync_folder(&self.folder)
        };
        write().map_err(file_error("write a photo"))?;
        reserved.kept = true;
        Ok(Sealed { name: reserved.name, sha256, size: bytes.len() as u64 })
    }

    /// The bytes. Errors: [`StoreError::PhotoDamaged`] when the file is gone, or is not what was put in.
    pub(crate) fn read(&self, name: FileName, sha256: PhotoHash) -> Result<Vec<u8>, StoreError> {
        let damaged = || StoreError::PhotoDamaged;
        let file = fs::read(self.folder.join(name.text())).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => StoreError::PhotoDamaged,
            _ => file_error("read a photo")(error),
        })?;
        let (nonce, sealed) = file.split_first_chunk::<NONCE>().ok_or_else(damaged)?;
        let payload = Payload { msg: sealed, aad: &aad(sha256) };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| damaged())
    }

    /// Takes away a file that has no row any more.
    pub(crate) fn remove(&self, name: FileName) -> Result<(), StoreError> {
        match fs::remove_file(self.folder.join(name.text())) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other.map_err(file_error("remove a photo")),
        }
    }

    /// Takes every file that has no row: what a crash has left. What is no photo's file stays.
    pub(crate) fn sweep(&self, rows: &BTreeSet<FileName>) -> Result<u32, StoreError> {
        let failed = file_error("look through the photos");
        let entries = match fs::read_dir(self.folder.as_path()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            other => other.map_err(failed)?,
        };
        let mut gone = 0u32;
        for entry in entries {
            let entry = entry.map_err(file_error("look through the photos"))?;
            let text = entry.file_name().to_string_lossy().into_owned();
            let plain = text.strip_suffix(BESIDE).unwrap_or(&text);
            let name = HEXLOWER.decode(plain.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
            let Some(name) = name.map(FileName) else { continue };
            if plain.len() < text.len() || !rows.contains(&name) {
                fs::remove_file(entry.path()).map_err(file_error("remove a photo"))?;
                gone = gone.saturating_add(1);
            }
        }
        Ok(gone)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(**self.key))
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        // One that could not be removed is taken by the sweep of the next start.
        if !self.kept
            && let Err(error) = fs::remove_file(&self.path)
        {
            tracing::warn!(%error, "room for a photo could not be given back");
        }
    }
}

fn aad(sha256: PhotoHash) -> Vec<u8> {
    [CONTEXT, sha256.as_bytes()].concat()
}

/// The folder itself, or the nearest one above it that is there.
fn nearest(folder: &Path) -> &Path {
    folder.ancestors().find(|folder| folder.exists()).unwrap_or(folder)
}
