//! How much is taken, and for how long.

use crate::store::blobs::UploadBounds;
use std::time::Duration;

/// Bytes of one blob.
pub const MAX_BLOB: u64 = 16 * 1024 * 1024;

pub const UPLOADS_OF_A_DEVICE: UploadBounds = UploadBounds { uploads: 64, bytes: 256 * 1024 * 1024 };

/// Bytes of `Upload-Metadata`: a hash, an id and a file's name.
pub(super) const MAX_METADATA: usize = 1024;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// An upload expires so long after its last bytes.
pub(super) const UPLOAD_LIVES_MS: i64 = 7 * DAY_MS;
/// A file without a row is a crash's, not one that is being finished, when it is older than this.
pub(super) const STRAY_AFTER_MS: i64 = DAY_MS;

/// Bytes that are gathered before they are written.
pub(super) const WRITE_AT: usize = 64 * 1024;
/// Bytes after which what was written is brought to the disk and noted: what a kill of the server may cost.
pub(super) const NOTE_AT: u64 = 128 * 1024;
/// Bytes that are read at once.
pub(super) const READ_AT: usize = 64 * 1024;

/// A connection that brings nothing for so long is taken for dead.
pub(super) const SILENCE: Duration = Duration::from_secs(60);
/// When somebody else wants the upload (its device, on a new connection), what is still in the buffers may come.
pub(super) const LAST_SILENCE: Duration = Duration::from_millis(250);
/// And no more than so many bytes of it.
pub(super) const LAST_BYTES: u64 = 1024 * 1024;
