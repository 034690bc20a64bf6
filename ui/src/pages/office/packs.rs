//! The procedures that devices get: which versions there are, and publishing a new one.
//!
//! **Invariant:** what has a fault cannot be published from here; the server refuses it as well.

mod faults;
mod list;
mod preview;
mod upload;

pub(super) use list::PacksPage;
