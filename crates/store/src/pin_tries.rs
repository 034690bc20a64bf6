//! Wrong PINs: how many in a row, and how long somebody has to wait before the next try.
//!
//! The count and the moment of the last try are in a file of their own, since a try is counted before the store can
//! be opened. A PIN of six digits is soon tried out by whoever may try as fast as the machine can; with these waits
//! a day gives about a hundred tries. They hold against hands on the phone, not against a copied file: against that
//! stands the cost of each try ([`crate::vault`]).

use dossier::Timestamp;

pub(crate) const FILE: &str = "pin-failures";
/// Of wrong codes of the office: they wait alike.
pub(crate) const RECOVERY_FILE: &str = "recovery-failures";

/// So many tries cost nothing but the try: fingers are cold, and the sun is on the glass.
const FREE: u32 = 5;
/// What each further one costs, in seconds; the last stays.
const WAITS_S: [u32; 4] = [30, 60, 5 * 60, 15 * 60];

/// What is known of the tries since the PIN was last right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PinTries {
    pub(crate) failures: u32,
    /// Of the last one.
    at: Option<Timestamp>,
}

impl PinTries {
    /// `count` alone, as earlier versions wrote it, or `count moment`. What cannot be read counts as none.
    pub(crate) fn read(text: &str) -> Self {
        let mut words = text.split_whitespace();
        let failures = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
        let at = words.next().and_then(|word| word.parse().ok()).map(Timestamp::from_millis);
        Self { failures, at }
    }

    pub(crate) fn text(self) -> String {
        match self.at {
            Some(at) => format!("{} {}", self.failures, at.millis()),
            None => self.failures.to_string(),
        }
    }

    /// One more that is about to be tried.
    pub(crate) fn one_more(self, now: Timestamp) -> Self {
        Self { failures: self.failures.saturating_add(1), at: Some(now) }
    }

    /// Seconds until the next try; 0: at once. A clock that was set back makes nobody wait longer than once the whole.
    pub(crate) fn wait_s(self, now: Timestamp) -> u32 {
        let Some(place) = self.failures.checked_sub(FREE) else { return 0 };
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        let (Some(whole), Some(at)) = (WAITS_S.get(place).or(WAITS_S.last()), self.at) else { return 0 };
        let passed_ms = now.millis().saturating_sub(at.millis()).max(0);
        let left_ms = (i64::from(*whole) * 1000).saturating_sub(passed_ms).max(0);
        u32::try_from((left_ms + 999) / 1000).unwrap_or(*whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    fn after(failures: u32) -> PinTries {
        (0..failures).fold(PinTries::default(), |tries, _| tries.one_more(at(100)))
    }

    #[test]
    fn the_first_tries_are_free_and_the_waits_grow() {
        let waits: Vec<u32> = (0..11).map(|failures| after(failures).wait_s(at(100))).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 30, 60, 300, 900, 900, 900]);
        assert_eq!(after(5).wait_s(at(129)), 1);
        assert_eq!(after(5).wait_s(at(130)), 0);
    }

    #[test]
    fn a_clock_that_was_set_back_makes_nobody_wait_for_ever() {
        assert_eq!(after(8).wait_s(at(-1_000_000)), 900);
    }

    #[test]
    fn what_was_written_reads_back_also_the_bare_count_of_earlier_versions() {
        assert_eq!(PinTries::read(&after(7).text()), after(7));
        assert_eq!(PinTries::read("3\n"), PinTries { failures: 3, at: None });
        assert_eq!(PinTries::read("9").wait_s(at(0)), 0, "nobody knows when");
        assert_eq!(PinTries::read("nonsense"), PinTries::default());
    }
}
