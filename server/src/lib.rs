//! The commune server: sync for devices, JSON and live updates for the office, SQLite inside.
//!
//! Routes are thin: each authenticates, runs one use case on the blocking pool and writes the answer.
//!
//! **Invariant:** the server vouches only for what it has committed; an acknowledgement leaves after the
//! transaction that it speaks of is on the disk.

pub mod chance;
pub mod store;
