//! The stories are in `stories/` and `windows/`. What is here drives real windows, for the tests in
//! `windows/` and for the pictures of every screen.

#[path = "windows/harness/mod.rs"]
pub mod windows;

#[path = "killing/mod.rs"]
pub mod killing;

pub mod pictures;
