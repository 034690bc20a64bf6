//! What crosses a boundary: sync frames between device and server, IPC commands between page and app,
//! the office's JSON, and the problems that any of them can answer with.
//!
//! **Invariant:** types and serde only. No logic, so both ends can depend on it.

pub mod book;
pub mod ipc;
pub mod office;
pub mod packs;
pub mod problem;
pub mod sync;
pub mod view;

pub use problem::Problem;
