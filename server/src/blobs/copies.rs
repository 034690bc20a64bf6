//! Photos beside a backup of the database: one folder of files under their hashes, which grows from backup to backup.
//!
//! **Invariant:** a file gets its name in the folder it is copied to only after it was read whole and has the hash that it
//! is called by. Nothing is deleted on either side.

use super::store::BlobStore;
use crate::store::blobs::KeptBlob;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use wire::packs::FileHash;

/// How many photos were looked at, and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Copied {
    pub copied: u32,
    /// They were there before.
    pub there: u32,
    /// They have a row and no file.
    pub missing: u32,
    /// Their bytes are not what they are called.
    pub damaged: u32,
}

/// What a blob's file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looked {
    Sound,
    Missing,
    Damaged,
}

const AT_ONCE: usize = 64 * 1024;

/// Brings the files of these blobs from one store into another. `beside`: a name in the folder of the other one, for a
/// file that is not whole yet.
pub fn copy(
    blobs: &[KeptBlob],
    from: &dyn BlobStore,
    to: &dyn BlobStore,
    beside: &Path,
) -> io::Result<Copied> {
    let mut done = Copied::default();
    for blob in blobs {
        let count = if to.exists(&blob.sha256)? {
            &mut done.there
        } else {
            let mut file = File::create(beside)?;
            match read_through(from, blob, &mut file)? {
                Looked::Sound => {
                    file.sync_all()?;
                    to.put(&blob.sha256, beside)?;
                    &mut done.copied
                }
                Looked::Missing => &mut done.missing,
                Looked::Damaged => &mut done.damaged,
            }
        };
        *count = count.saturating_add(1);
    }
    super::folder::remove_if_there(beside)?;
    Ok(done)
}

/// Reads a blob's file to its end and compares it with its row.
pub fn look_at(store: &dyn BlobStore, blob: &KeptBlob) -> io::Result<Looked> {
    read_through(store, blob, &mut io::sink())
}

fn read_through(store: &dyn BlobStore, blob: &KeptBlob, to: &mut dyn Write) -> io::Result<Looked> {
    // One byte more than it has: a file that has grown is not sound either.
    let mut file = match store.open(&blob.sha256, 0..blob.size.saturating_add(1)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Looked::Missing),
        other => other?,
    };
    let (mut hash, mut piece, mut size) = (Sha256::new(), vec![0; AT_ONCE], 0u64);
    loop {
        let count = file.read(&mut piece)?;
        let Some(bytes) = piece.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
        hash.update(bytes);
        to.write_all(bytes)?;
        size = size.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
    }
    let same = size == blob.size && FileHash(hash.finalize().into()) == blob.sha256;
    Ok(if same { Looked::Sound } else { Looked::Damaged })
}

#[cfg(test)]
mod tests {
    use super::super::FolderStore;
    use super::*;

    #[test]
    fn sound_files_are_copied_once_and_the_others_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let [from, to] = ["from", "to"].map(|name| FolderStore::open(folder.path().join(name)).unwrap());
        let beside = folder.path().join("to/incoming");
        let blob = |bytes: &[u8]| KeptBlob {
            sha256: FileHash(Sha256::digest(bytes).into()),
            size: u64::try_from(bytes.len()).unwrap(),
        };
        let put = |blob: &KeptBlob, bytes: &[u8]| {
            std::fs::write(folder.path().join("new"), bytes).unwrap();
            from.put(&blob.sha256, &folder.path().join("new")).unwrap();
        };
        let (sound, spoilt, grown, gone) = (blob(b"one"), blob(b"two"), blob(b"three"), blob(b"four"));
        put(&sound, b"one");
        put(&spoilt, b"twO");
        put(&grown, b"three!");
        let all = [sound, spoilt, grown, gone];
        let first = copy(&all, &from, &to, &beside).unwrap();
        assert_eq!(first, Copied { copied: 1, there: 0, missing: 1, damaged: 2 });
        let second = copy(&all, &from, &to, &beside).unwrap();
        assert_eq!(second, Copied { copied: 0, there: 1, missing: 1, damaged: 2 });
        assert_eq!(look_at(&to, &sound).unwrap(), Looked::Sound);
        assert!(!to.exists(&spoilt.sha256).unwrap() && !beside.exists());
    }
}
