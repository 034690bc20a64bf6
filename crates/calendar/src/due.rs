//! When an answer is due.
//!
//! **Invariant:** a due date is on a working day, never before the receipt, and who comes later is never due
//! earlier.

use crate::{Calendar, Rule};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// When an answer is due, on the wall clock in Vietnam.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Due {
    /// The desk's closing hour of the last day.
    pub at: NaiveDateTime,
    /// Some day on the way is not final in the data: the date may still change and says so on screen.
    pub provisional: bool,
}

impl Calendar {
    /// When a dossier that the desk received at `received` is due.
    ///
    /// What comes on a day off, or after the desk has closed, counts as received on the next working day.
    pub fn due(&self, received: NaiveDateTime, rule: Rule) -> Due {
        let came = received.date();
        let first = if self.is_working_day(came) && received.time() < self.closes_at {
            came
        } else {
            self.next_working_day(came)
        };
        let last = match rule {
            Rule::SameDay { cutoff_hour } => {
                if first == came && received.time() >= cutoff(cutoff_hour) {
                    self.next_working_day(first)
                } else {
                    first
                }
            }
            Rule::WorkingDays { days } => (0..days).fold(first, |day, _| self.next_working_day(day)),
            Rule::Days { days } => {
                // Days off count on the way; only the last day must be worked.
                let last = first.checked_add_days(Days::new(u64::from(days))).unwrap_or(first);
                if self.is_working_day(last) { last } else { self.next_working_day(last) }
            }
        };
        Due { at: last.and_time(self.closes_at), provisional: self.may_change(came, last) }
    }
    fn may_change(&self, from: NaiveDate, to: NaiveDate) -> bool {
        from.iter_days().take_while(|day| *day <= to).any(|day| self.is_provisional(day))
    }
}

/// An hour that no clock shows never cuts off.
fn cutoff(hour: u8) -> NaiveTime {
    NaiveTime::from_hms_opt(u32::from(hour), 0, 0)
        .or_else(|| NaiveTime::from_hms_nano_opt(23, 59, 59, 999_999_999))
        .unwrap_or_default()
}
