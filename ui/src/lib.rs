//! The pages: the volunteer's field app (inside the Tauri window) and the office console (in a browser).
//!
//! **Invariant:** one file talks to the outside for each app: `ipc` for the field app, `http` for the office.
//! Everything else draws, and keeps what was typed until the outside has said that it is on a disk.

pub mod browser;
pub mod components;
pub mod format;
pub mod http;
pub mod ipc;
pub mod pages;
pub mod problem;
pub mod speech;
pub mod start;
pub mod state;
