//! Publishing procedure packs: reading an upload, checking it whole, the signed catalogue.
//!
//! **Invariant:** a pack with a single fault is not stored; what was published before stays as it was.

mod catalogue;
mod faults;
mod place;
mod publish;
mod read;

pub use catalogue::{file, signed_catalogue};
pub use publish::{check, list, preview, publish, withdraw};
pub use read::{ReadPack, read};
