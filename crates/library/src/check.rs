//! Whether what can be read also fits together.
//!
//! Every fault is found, each at its place; nothing here is needed to use a pack that was checked before.

mod facts;
mod questions;
mod run;

pub use run::{Context, StoriesNeeded, check, check_events};
