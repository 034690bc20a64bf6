//! Where complete blobs are kept. A folder is what the server carries in itself ([`super::FolderStore`]); a store of
//! objects can take its place.

use dossier::Timestamp;
use std::fmt::Debug;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use wire::packs::FileHash;

pub trait BlobStore: Debug + Send + Sync + 'static {
    /// Takes over a finished file that was verified. When it returns, the blob is there for good and the file is not;
    /// a blob that was there is replaced by the same bytes.
    fn put(&self, sha256: &FileHash, finished: &Path) -> io::Result<()>;
    /// The bytes of a range, counted from 0. Errors: [`io::ErrorKind::NotFound`].
    fn open(&self, sha256: &FileHash, range: Range<u64>) -> io::Result<Box<dyn Read + Send>>;
    fn exists(&self, sha256: &FileHash) -> io::Result<bool>;
    /// Deleting what is not there is no error.
    fn delete(&self, sha256: &FileHash) -> io::Result<()>;
    /// Blobs that were put there before a moment: for the sweep.
    fn older_than(&self, moment: Timestamp) -> io::Result<Vec<FileHash>>;
}
