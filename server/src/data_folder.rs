//! The data folder: one server at a time serves from it, and a restore needs that none does.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
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

/// Creates the folder when it is not there, for this user alone: what is in it is not encrypted.
pub fn create(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Creates an empty file for this user alone. Errors when it is there.
pub fn create_file(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Takes the folder for this process alone, creating it when it is not there.
pub fn hold(folder: &Path) -> Result<Held, DataFolderError> {
    let unusable = |source| DataFolderError::Unusable { folder: folder.to_owned(), source };
    create(folder).map_err(unusable)?;
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

    #[cfg(unix)]
    #[test]
    fn what_is_made_is_for_this_user_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (data, file) = (folder.path().join("a/data"), folder.path().join("backup.db"));
        create(&data).unwrap();
        create_file(&file).unwrap();
        for (path, mode) in [(&data, 0o700), (&file, 0o600)] {
            assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, mode);
        }
        assert!(create_file(&file).is_err());
    }
}
