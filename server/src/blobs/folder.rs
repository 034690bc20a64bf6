//! Blobs as files of a folder, each under its hash: `ab/abcdef…`.
//!
//! **Invariant:** a file has its name only when it is whole and on the disk: synced first, then renamed, then the
//! folder synced.

use super::store::BlobStore;
use crate::data_folder;
use dossier::Timestamp;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use wire::packs::FileHash;

#[derive(Debug)]
pub struct FolderStore {
    root: PathBuf,
}

impl FolderStore {
    pub fn open(root: PathBuf) -> io::Result<Self> {
        data_folder::create(&root)?;
        Ok(Self::at(root))
    }

    /// A folder that is only read from, and need not be there.
    pub fn at(root: PathBuf) -> Self {
        Self { root }
    }

    fn folder(&self, sha256: &FileHash) -> PathBuf {
        let name = sha256.to_string();
        self.root.join(name.get(..2).unwrap_or_default())
    }

    fn path(&self, sha256: &FileHash) -> PathBuf {
        self.folder(sha256).join(sha256.to_string())
    }
}

impl BlobStore for FolderStore {
    fn put(&self, sha256: &FileHash, finished: &Path) -> io::Result<()> {
        File::open(finished)?.sync_all()?;
        let folder = self.folder(sha256);
        if !folder.is_dir() {
            data_folder::create(&folder)?;
            sync_folder(&self.root)?;
        }
        fs::rename(finished, self.path(sha256))?;
        sync_folder(&folder)
    }

    fn open(&self, sha256: &FileHash, range: Range<u64>) -> io::Result<Box<dyn Read + Send>> {
        let mut file = File::open(self.path(sha256))?;
        file.seek(SeekFrom::Start(range.start))?;
        Ok(Box::new(file.take(range.end.saturating_sub(range.start))))
    }

    fn exists(&self, sha256: &FileHash) -> io::Result<bool> {
        self.path(sha256).try_exists()
    }

    fn delete(&self, sha256: &FileHash) -> io::Result<()> {
        remove_if_there(&self.path(sha256))
    }

    fn older_than(&self, moment: Timestamp) -> io::Result<Vec<FileHash>> {
        let mut found = Vec::new();
        for folder in fs::read_dir(&self.root)? {
            let folder = folder?.path();
            if !folder.is_dir() {
                continue;
            }
            // What has no hash for its name is nobody's of ours, and stays.
            let named = files_older_than(&folder, moment)?;
            found.extend(named.iter().filter_map(|name| FileHash::parse(name)));
        }
        Ok(found)
    }
}

/// Brings a folder's own entries to the disk.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    // Elsewhere a folder cannot be opened like a file, and its entries are in the file system's own log.
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

pub(super) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Names of a folder's files that were last written before a moment.
pub(super) fn files_older_than(folder: &Path, moment: Timestamp) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let facts = match entry.metadata() {
            Ok(facts) => facts,
            // Gone meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        if facts.is_file() && written_at(facts.modified()?) < moment {
            names.extend(entry.file_name().into_string());
        }
    }
    Ok(names)
}

fn written_at(moment: SystemTime) -> Timestamp {
    let since = moment.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blob_is_put_under_its_hash_read_by_ranges_and_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let store = FolderStore::open(folder.path().join("blobs")).unwrap();
        let hash = FileHash([0xab; 32]);
        let finished = folder.path().join("finished");
        for _ in 0..2 {
            fs::write(&finished, b"0123456789").unwrap();
            store.put(&hash, &finished).unwrap();
            assert!(!finished.exists() && store.exists(&hash).unwrap());
        }
        let name = "ab".repeat(32);
        assert!(folder.path().join("blobs/ab").join(&name).is_file());
        for (range, expected) in
            [(0..10, "0123456789"), (3..5, "34"), (8..99, "89"), (20..30, ""), (5..5, "")]
        {
            let mut read = String::new();
            store.open(&hash, range.clone()).unwrap().read_to_string(&mut read).unwrap();
            assert_eq!(read, expected, "{range:?}");
        }
        assert_eq!(store.older_than(Timestamp::from_millis(0)).unwrap(), []);
        assert_eq!(store.older_than(Timestamp::from_millis(i64::MAX)).unwrap(), [hash]);
        for _ in 0..2 {
            store.delete(&hash).unwrap();
            assert!(!store.exists(&hash).unwrap());
        }
        let gone = store.open(&hash, 0..1).map(drop).unwrap_err();
        assert_eq!(gone.kind(), io::ErrorKind::NotFound);
    }
}
