//! What happened in a run, in words, with the time of the run.

/// Kept only when somebody will read it: most runs go well, and writing costs.
#[derive(Debug, Clone, Default)]
pub struct Journal(Option<Vec<String>>);

impl Journal {
    pub const fn none() -> Self {
        Self(None)
    }
    pub const fn kept() -> Self {
        Self(Some(Vec::new()))
    }

    pub(super) fn note(&mut self, at_ms: u64, words: impl FnOnce() -> String) {
        if let Some(lines) = &mut self.0 {
            let (minutes, seconds, millis) = (at_ms / 60_000, at_ms / 1_000 % 60, at_ms % 1_000);
            lines.push(format!("{minutes:>4}:{seconds:02}.{millis:03}  {}", words()));
        }
    }

    pub(super) fn take(&mut self) -> Vec<String> {
        self.0.take().unwrap_or_default()
    }
}
