//! The commune server: sync for devices, JSON and live updates for the office, SQLite inside.
//!
//! Routes are thin: each says what it needs of the one who asks, runs one use case on the blocking pool and writes the
//! answer.
//!
//! **Invariant:** the server vouches only for what it has committed; an acknowledgement leaves after the
//! transaction that it speaks of is on the disk.

pub mod app;
pub mod audit;
pub mod blobs;
pub mod chance;
pub mod cli;
pub mod clock;
pub mod compaction;
pub mod data_folder;
pub mod demo;
pub mod enrol;
pub mod failure;
pub mod housekeeping;
pub mod invitation;
pub mod letterheads;
pub mod numbers;
pub mod odata;
pub mod office;
pub mod packs;
pub mod password;
pub mod phone;
pub mod procedures;
pub mod public;
pub mod recovery;
mod routes;
pub mod secret;
pub mod serve;
pub mod settings;
pub mod store;
pub mod sync;
pub mod throttle;
pub mod verify;
pub mod workers;

pub use app::{App, Settings};
pub use blobs::BlobPlace;
pub use recovery::RecoveryKey;
pub use routes::{Entry, Need, listed, router};
pub use serve::{Running, start};
