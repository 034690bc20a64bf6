//! What can go wrong in the store. Carries data, no sentences and no content of a dossier.

use dossier::DocumentId;
use dossier::document::DocumentError;
use rusqlite::ErrorCode;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the PIN is wrong, {failures} times in a row")]
    WrongPin { failures: u32, wait_s: u32, left: Option<u32> },
    #[error("the code is not this device's, {failures} times in a row")]
    WrongCode { failures: u32, wait_s: u32 },
    #[error("no code of the office opens this store")]
    NoRecovery,
    #[error("everything on this device was wiped by the commune's rule")]
    Wiped,
    #[error("after {failures} wrong PINs the next may be tried in {wait_s} seconds")]
    PinWait { failures: u32, wait_s: u32 },
    #[error("a PIN needs at least {min} digits and nothing else")]
    WeakPin { min: u8 },
    #[error("a PIN was set before")]
    PinAlreadySet,
    #[error("the disk is full")]
    DiskFull,
    #[error("the store file {file} cannot be read")]
    Damaged { file: String },
    #[error("the store has schema {found}; this version knows up to {known}")]
    TooNew { found: i64, known: i64 },
    #[error("another process has the store open")]
    Busy,
    #[error("document {0} is not stored here")]
    Unknown(DocumentId),
    #[error("document {0} is at the office only")]
    Away(DocumentId),
    #[error("document {document} is stored but does not read back: {cause}")]
    DocumentDamaged { document: DocumentId, cause: DocumentError },
    #[error("a photo's file is gone or is not what was put in")]
    PhotoDamaged,
    #[error("the change does not fit the document")]
    Document(#[from] DocumentError),
    #[error("unable to {action}: {source}")]
    File { action: &'static str, source: std::io::Error },
    #[error("the key could not be wrapped or made")]
    Crypto,
    #[error("a record could not be written as JSON")]
    Unwritable,
    #[error("the database answered: {0}")]
    Database(rusqlite::Error),
}

impl StoreError {
    /// Whether trying the same again, later, can succeed without anybody doing anything else.
    pub const fn is_permanent(&self) -> bool {
        match self {
            Self::Busy | Self::PinWait { .. } | Self::DiskFull | Self::File { .. } | Self::Database(_) => {
                false
            }
            Self::WrongPin { .. }
            | Self::WrongCode { .. }
            | Self::NoRecovery
            | Self::Wiped
            | Self::WeakPin { .. }
            | Self::PinAlreadySet
            | Self::Damaged { .. }
            | Self::TooNew { .. }
            | Self::Unknown(_)
            | Self::Away(_)
            | Self::DocumentDamaged { .. }
            | Self::PhotoDamaged
            | Self::Document(_)
            | Self::Unwritable
            | Self::Crypto => true,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::Damaged { file: crate::files::DATABASE.to_owned() }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            _ if is_out_of_space(&error) => Self::DiskFull,
            _ => Self::Database(error),
        }
    }
}

/// A quota or a file size limit reaches SQLite as an I/O error on write or truncate, not as "full".
fn is_out_of_space(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi;
    let extended = error.sqlite_error().map(|error| error.extended_code);
    matches!(extended, Some(ffi::SQLITE_IOERR_WRITE | ffi::SQLITE_IOERR_TRUNCATE))
}

/// An I/O error of our own files, with "no space" told apart.
pub(crate) fn file_error(action: &'static str) -> impl FnOnce(std::io::Error) -> StoreError {
    move |source| match source.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::DiskFull,
        _ => StoreError::File { action, source },
    }
}
