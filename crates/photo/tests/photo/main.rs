//! Photos of papers that were never on a table: drawn out of seeds, then prepared.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod by_hand;
mod drawn;
mod good;
mod hostile;
mod pages;
mod upright;
mod verdicts;
