//! Photos and scans: they come apart from text, by tus 1.0, and are kept as files under their hashes.
//!
//! **Invariant:** an offset that was told stands for bytes that are on the disk; a blob that has a row has its file,
//! whole and verified. File first, row after; what a crash leaves between the two is a file that the sweep takes.

mod begin;
mod bounds;
mod checksum;
mod copies;
mod finish;
mod folder;
mod media_type;
mod metadata;
mod place;
mod receive;
mod refusal;
mod scan;
mod spool;
mod state;
mod store;
mod sweep;
mod turns;

pub use begin::{Wish, begin};
pub use bounds::{MAX_BLOB, UPLOADS_OF_A_DEVICE};
pub use checksum::{ALGORITHMS, Checksum};
pub use copies::{Copied, Looked, copy, look_at};
pub use folder::FolderStore;
pub use metadata::Metadata;
pub use place::BlobPlace;
pub(crate) use receive::{Chunk, pass_over, receive};
pub use refusal::Refusal;
pub use scan::keep_scan;
pub(crate) use state::{end, look};
pub use store::BlobStore;
pub use sweep::{Swept, sweep};
pub(crate) use turns::Turns;
