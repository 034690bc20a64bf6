//! A commune's server, its volunteers' devices and the network between them, in one process: real HTTP on
//! loopback, real SQLite and SQLCipher files in temporary folders, a clock that tests set.
//!
//! **Invariant:** nothing here sleeps or reads the system's clock; what a test waits for, it awaits.

#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "a broken test bench must stop the test")]

mod clock;
mod commune;
mod dice;
mod network;
pub mod packs;
mod phone;
pub mod simulation;

pub use clock::SetClock;
pub use commune::Commune;
pub use dice::Dice;
pub use network::{Network, Passed, Weather};
pub use phone::Phone;

/// The PIN of every device here.
pub const PIN: &str = "246810";

/// A morning on a working day in Vietnam: 2026-11-20 09:00.
pub const MORNING: dossier::Timestamp = dossier::Timestamp::from_millis(1_795_140_000_000);
