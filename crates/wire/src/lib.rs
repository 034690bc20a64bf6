//! What crosses a boundary: sync frames between device and server, IPC commands between page and app,
//! the office's JSON, and the problems that any of them can answer with.
//!
//! **Invariant:** types and serde only. No logic, so both ends can depend on it; [`parcel`] is how a command and a file
//! become one body, [`json`] how the pages read.

pub mod book;
pub mod card;
pub mod counter;
pub mod feed;
pub mod files;
pub mod ipc;
pub mod json;
pub mod lists;
pub mod moves;
pub mod numbers;
pub mod office;
pub mod packs;
pub mod parcel;
pub mod phones;
pub mod photos;
pub mod problem;
pub mod rating;
pub mod rights;
pub mod settings;
pub mod sync;
pub mod view;
pub mod work;

pub use problem::{OtherFile, PictureFault, Problem};
pub use rights::{Right, Role};
