//! The data folder: one server at a time serves from it, and a restore needs that none does.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Held as long as this process serves from, or restores, the folder. Released by the operating system
/// when the process ends, however it ends.
#[derive(Debug)]
pub struct Held {
    _lock: File,
}

#[derive(Debug, thiserror::Error)]
pub enum DataFolderError {
    #[error("another server is running on {folder}")]
    InUse { folder: PathBuf },
    #[error("unable to use the data folder {folder}")]
    Unusable {
        folder: PathBuf,
        #[source]
        source: io::Error,
    },
}

/// Takes the folder for this process alone, creating it when it is not there.
pub fn hold(folder: &Path) -> Result<Held, DataFolderError> {
    let unusable = |source| DataFolderError::Unusable { folder: folder.to_owned(), source };
    std::fs::create_dir_all(folder).map_err(unusable)?;
    let lock = File::create(folder.join("server.lock")).map_err(unusable)?;
    match lock.try_lock() {
        Ok(()) => Ok(Held { _lock: lock }),
        Err(TryLockError::WouldBlock) => Err(DataFolderError::InUse { folder: folder.to_owned() }),
        Err(TryLockError::Error(source)) => Err(unusable(source)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_folder_has_one_server() {
        let folder = tempfile::tempdir().unwrap();
        let held = hold(folder.path()).unwrap();
        assert!(matches!(hold(folder.path()), Err(DataFolderError::InUse { .. })));
        drop(held);
        hold(folder.path()).unwrap();
    }
}
