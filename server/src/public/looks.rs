//! Looks on the public page, counted so that nobody floods the audit by opening a page again and again.
//!
//! **Invariant:** the first look at a dossier in an hour is a line of the audit before it is shown; those after it are
//! counted into the next line. A restart forgets the count, never a line.

use dossier::{DossierId, Timestamp};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// At most one line a dossier in this time.
const EVERY_MS: i64 = 60 * 60 * 1000;
const MAX_DOSSIERS: usize = 10_000;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    /// A line with so many looks is due.
    Write {
        count: usize,
    },
    Counted,
}

#[derive(Debug, Clone, Copy)]
struct Since {
    line: Timestamp,
    uncounted: usize,
}

#[derive(Debug, Default)]
pub(crate) struct Looks(Mutex<HashMap<DossierId, Since>>);

impl Looks {
    pub(super) fn count(&self, dossier: DossierId, now: Timestamp) -> Look {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MAX_DOSSIERS {
            all.retain(|_, since| since.line.plus_millis(EVERY_MS) > now);
        }
        // More dossiers are looked at in an hour than are remembered: each look at the rest is a line, none goes unnoted.
        if all.len() >= MAX_DOSSIERS && !all.contains_key(&dossier) {
            return Look::Write { count: 1 };
        }
        match all.get_mut(&dossier) {
            Some(since) if since.line.plus_millis(EVERY_MS) > now => {
                since.uncounted = since.uncounted.saturating_add(1);
                Look::Counted
            }
            Some(since) => {
                let count = since.uncounted.saturating_add(1);
                *since = Since { line: now, uncounted: 0 };
                Look::Write { count }
            }
            None => {
                all.insert(dossier, Since { line: now, uncounted: 0 });
                Look::Write { count: 1 }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_millis(minutes * 60_000)
    }

    #[test]
    fn a_thousand_looks_in_an_hour_are_one_line_and_the_next_line_counts_them() {
        let looks = Looks::default();
        let (one, other) = (DossierId::from_bytes([1; 16]), DossierId::from_bytes([2; 16]));
        assert_eq!(looks.count(one, at(0)), Look::Write { count: 1 });
        for _ in 0..999 {
            assert_eq!(looks.count(one, at(59)), Look::Counted);
        }
        assert_eq!(looks.count(other, at(59)), Look::Write { count: 1 }, "each dossier by itself");
        assert_eq!(looks.count(one, at(60)), Look::Write { count: 1000 });
        assert_eq!(looks.count(one, at(61)), Look::Counted);
    }
}
