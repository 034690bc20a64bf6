//! What has come of uploads that are not complete: a file each, under the upload's id.
//!
//! **Invariant:** an upload's file may hold more than the upload's row says (a kill came between the two); it is cut
//! back before it grows on.

use super::bounds::READ_AT;
use super::folder::{files_older_than, remove_if_there, sync_folder};
use crate::data_folder;
use crate::store::blobs::UploadId;
use data_encoding::HEXLOWER;
use dossier::Timestamp;
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use wire::packs::FileHash;

#[derive(Debug, Clone)]
pub(super) struct Spool {
    root: PathBuf,
}

impl UploadId {
    /// As it stands in an address and names a file.
    pub fn text(self) -> String {
        HEXLOWER.encode(&self.0)
    }
    /// Reads what [`UploadId::text`] writes, and nothing else: no path comes out of an address.
    pub fn parse(text: &str) -> Option<Self> {
        HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok().map(Self)
    }
}

impl Spool {
    pub(super) fn open(root: PathBuf) -> io::Result<Self> {
        data_folder::create(&root)?;
        Ok(Self { root })
    }

    pub(super) fn path(&self, id: UploadId) -> PathBuf {
        self.root.join(id.text())
    }

    /// Bytes that are there; 0 when nothing came yet.
    pub(super) fn length(&self, id: UploadId) -> io::Result<u64> {
        match fs::metadata(self.path(id)) {
            Ok(facts) => Ok(facts.len()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// Opens an upload's file to go on after its first `kept` bytes.
    pub(super) fn grow(&self, id: UploadId, kept: u64) -> io::Result<Growing> {
        let path = self.path(id);
        if !path.is_file() {
            data_folder::create_file(&path)?;
            sync_folder(&self.root)?;
        }
        let mut growing = Growing { file: OpenOptions::new().write(true).open(path)?, length: 0 };
        growing.cut_back(kept)?;
        Ok(growing)
    }

    /// The hash of the whole and its first bytes.
    pub(super) fn digest(&self, id: UploadId) -> io::Result<(FileHash, Vec<u8>)> {
        let mut file = File::open(self.path(id))?;
        let (mut hasher, mut first) = (Sha256::new(), Vec::new());
        let mut bytes = vec![0; READ_AT];
        loop {
            let count = file.read(&mut bytes)?;
            let read = bytes.get(..count).unwrap_or_default();
            if read.is_empty() {
                return Ok((FileHash(hasher.finalize().into()), first));
            }
            if first.is_empty() {
                first = read.to_vec();
            }
            hasher.update(read);
        }
    }

    pub(super) fn remove(&self, id: UploadId) -> io::Result<()> {
        remove_if_there(&self.path(id))
    }

    pub(super) fn older_than(&self, moment: Timestamp) -> io::Result<Vec<UploadId>> {
        Ok(files_older_than(&self.root, moment)?.iter().filter_map(|name| UploadId::parse(name)).collect())
    }
}

/// An upload's file while it grows.
#[derive(Debug)]
pub(super) struct Growing {
    file: File,
    length: u64,
}

impl Growing {
    /// Bytes that were written, on the disk or not.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.length = self.length.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        Ok(())
    }

    pub(super) fn cut_back(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.file.seek(SeekFrom::Start(length))?;
        self.length = length;
        Ok(())
    }

    /// What was written is on the disk when it returns.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_file_of_the_spool_or_nothing() {
        let id = UploadId([7; 16]);
        assert_eq!(UploadId::parse(&id.text()), Some(id));
        for text in ["", "..", "../../commune.db", "07", &"0".repeat(34), &"A".repeat(32), &"é".repeat(16)] {
            assert_eq!(UploadId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_file_that_holds_more_than_was_noted_is_cut_back_before_it_grows() {
        let folder = tempfile::tempdir().unwrap();
        let spool = Spool::open(folder.path().join("uploads")).unwrap();
        let id = UploadId([7; 16]);
        assert_eq!(spool.length(id).unwrap(), 0);
        spool.grow(id, 0).unwrap().append(b"abcdef").unwrap();
        let mut growing = spool.grow(id, 3).unwrap();
        growing.append(b"DEF!").unwrap();
        assert_eq!((growing.length(), spool.length(id).unwrap()), (7, 7));
        assert_eq!(fs::read(spool.path(id)).unwrap(), b"abcDEF!");
        let (hash, first) = spool.digest(id).unwrap();
        assert_eq!(hash, FileHash(Sha256::digest(b"abcDEF!").into()));
        assert_eq!(first, b"abcDEF!");
        spool.remove(id).unwrap();
        spool.remove(id).unwrap();
        assert_eq!(spool.length(id).unwrap(), 0);
    }
}
