//! How long something took, as a person beside it would say.

use std::time::{Duration, Instant};

#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "how long a judge takes is what is looked at here")]
    pub fn begin() -> Self {
        Self(Instant::now())
    }

    pub fn took(self) -> Duration {
        self.0.elapsed()
    }
}
