//! The one place of a device that asks the system for the time.

use dossier::Timestamp;
use std::fmt::Debug;

/// What tells the time. Tests hand in one that they set.
pub trait Clock: Send + Sync + Debug {
    fn now(&self) -> Timestamp;
}

/// The clock of the system, which may be wrong by years: nothing is ordered or counted by it.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else is handed")]
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(chrono::Utc::now().timestamp_millis())
    }
}
