//! When an answer is due.
//!
//! **Invariant:** a due date is on a working day, never before the receipt, and who comes later is never due
//! earlier. Waiting for a supplement never makes it earlier, and waiting longer never makes it earlier than waiting
//! shorter.

use crate::{Calendar, Rule};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

/// When an answer is due, on the wall clock in Vietnam.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Due {
    /// The desk's closing hour of the last day; of a limit in hours, the minute.
    pub at: NaiveDateTime,
    /// Some day on the way is not final in the data: the date may still change and says so on screen.
    pub provisional: bool,
}

/// The clock stood still: the office asked for a supplement, and then it came.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pause {
    pub asked: NaiveDateTime,
    pub answered: NaiveDateTime,
}

impl Calendar {
    /// When a dossier that the desk received at `received` is due.
    ///
    /// What comes on a day off, or after the desk has closed, counts as received on the next working day; a desk that
    /// receives on Saturdays takes it on the Saturday.
    pub fn due(&self, received: NaiveDateTime, rule: Rule) -> Due {
        self.due_after(received, rule, &[])
    }

    /// The same where the office has waited for supplements, in the order in which it asked for them. The day of a
    /// request has counted; the days after it up to the day on which the answer was received do not count. A request
    /// that was made when the answer was late already moves nothing.
    pub fn due_after(&self, received: NaiveDateTime, rule: Rule, pauses: &[Pause]) -> Due {
        let mut end = self.end(received, rule);
        for pause in pauses {
            if pause.asked < self.closing(end) && pause.asked <= pause.answered {
                end = self.resumed(end, *pause, rule);
            }
        }
        let at = self.closing(end);
        Due { at, provisional: self.may_change(received.date(), at.date()) }
    }

    /// A day that was set by hand, after the office has waited for supplements: the working days that were left of it when
    /// the office asked are counted from the answer on.
    pub fn put_off(&self, due: NaiveDateTime, pauses: &[Pause]) -> NaiveDateTime {
        let mut end = due;
        for pause in pauses {
            if pause.asked < end && pause.asked <= pause.answered {
                // What remains of a day is counted in days, whatever the limit was counted in before.
                let day = match self.resumed(End::On(end.date()), *pause, Rule::WorkingDays { days: 0 }) {
                    End::On(day) => day,
                    End::At(at) => at.date(),
                };
                end = day.and_time(due.time());
            }
        }
        end
    }

    /// The moment at which so much of the worked time from one moment to another is over, in per cent.
    pub fn part_of(&self, from: NaiveDateTime, to: NaiveDateTime, percent: u8) -> NaiveDateTime {
        let whole = self.worked_between(from, to);
        // A year of work in seconds times a hundred fits easily.
        let part = whole.num_seconds().saturating_mul(i64::from(percent.min(100))) / 100;
        self.worked_after(from, TimeDelta::seconds(part)).min(to.max(from))
    }

    /// How many minutes the desk works from one moment to another; begun ones do not count.
    pub fn worked_minutes(&self, from: NaiveDateTime, to: NaiveDateTime) -> u32 {
        u32::try_from(self.worked_between(from, to).num_minutes()).unwrap_or_default()
    }

    /// What is due on a day is due when the desk closes; of a day off, on the next working day.
    pub fn due_on(&self, day: NaiveDate) -> NaiveDateTime {
        self.closing(End::On(day))
    }

    /// The last moment of the limit as it is counted: of a limit in days, that day, which may still be a day off.
    fn end(&self, received: NaiveDateTime, rule: Rule) -> End {
        let first = self.day_of_receipt(received);
        match rule {
            Rule::SameDay { cutoff_hour } => {
                let is_late = first == received.date() && received.time() >= cutoff(cutoff_hour);
                // A Saturday desk only receives.
                let next = is_late || !self.is_working_day(first);
                End::On(if next { self.next_working_day(first) } else { first })
            }
            Rule::WorkingHours { hours } => {
                End::At(self.worked_after(received, TimeDelta::hours(i64::from(hours))))
            }
            Rule::WorkingDays { days } => End::On(self.working_days_after(first, u32::from(days))),
            // Days off count on the way; only the last day must be worked.
            Rule::Days { days } => {
                End::On(first.checked_add_days(Days::new(u64::from(days))).unwrap_or(first))
            }
        }
    }

    /// What was left of the limit when the office asked is counted from the answer on.
    fn resumed(&self, end: End, pause: Pause, rule: Rule) -> End {
        let Pause { asked, answered } = pause;
        match (end, rule) {
            (End::At(end), _) => End::At(self.worked_after(answered, self.worked_between(asked, end))),
            // There is no count of days that could go on: the answer is due as if it came today.
            (End::On(end), Rule::SameDay { .. }) => match self.end(answered, rule) {
                End::On(anew) => End::On(anew.max(end)),
                End::At(anew) => End::At(anew),
            },
            (End::On(end), Rule::Days { .. }) => {
                let left = end.signed_duration_since(asked.date()).num_days().max(0);
                let from = self.day_of_receipt(answered);
                End::On(from.checked_add_signed(TimeDelta::days(left)).unwrap_or(end).max(end))
            }
            (End::On(end), Rule::WorkingDays { .. } | Rule::WorkingHours { .. }) => {
                let left = asked
                    .date()
                    .iter_days()
                    .skip(1)
                    .take_while(|day| *day <= end)
                    .filter(|day| self.is_working_day(*day))
                    .count();
                let from = self.day_of_receipt(answered);
                let left = u32::try_from(left).unwrap_or(u32::MAX);
                End::On(self.working_days_after(from, left).max(end))
            }
        }
    }

    fn working_days_after(&self, day: NaiveDate, days: u32) -> NaiveDate {
        (0..days).fold(day, |day, _| self.next_working_day(day))
    }

    /// The day that counts as the day of receipt.
    fn day_of_receipt(&self, received: NaiveDateTime) -> NaiveDate {
        let came = received.date();
        if self.receives_on(came).is_some_and(|closes| received.time() < closes) {
            return came;
        }
        let mut later = came.iter_days().skip(1).take(crate::working::LONGEST_BREAK_DAYS);
        later.find(|day| self.receives_on(*day).is_some()).unwrap_or(came)
    }

    /// What is due on a day is due when the desk closes; where that is a day off, on the next working day.
    fn closing(&self, end: End) -> NaiveDateTime {
        match end {
            End::At(at) => at,
            End::On(day) => {
                let day = if self.is_working_day(day) { day } else { self.next_working_day(day) };
                day.and_time(self.desk.closes())
            }
        }
    }

    /// The moment at which so much time has been worked after `from`. What is worked up to a closing hour ends there,
    /// not at the next opening.
    fn worked_after(&self, from: NaiveDateTime, mut left: TimeDelta) -> NaiveDateTime {
        let mut day =
            if self.is_working_day(from.date()) { from.date() } else { self.next_working_day(from.date()) };
        let mut after = if day == from.date() { from.time() } else { NaiveTime::MIN };
        loop {
            for stretch in self.desk.stretches() {
                let begins = stretch.opens.max(after);
                let there_is = stretch.closes.signed_duration_since(begins);
                if there_is <= TimeDelta::zero() {
                    continue;
                }
                if left <= there_is {
                    return day.and_time(begins + left);
                }
                left -= there_is;
            }
            let next = self.next_working_day(day);
            if next == day {
                return day.and_time(self.desk.closes());
            }
            (day, after) = (next, NaiveTime::MIN);
        }
    }

    /// How much is worked from one moment to another.
    fn worked_between(&self, from: NaiveDateTime, to: NaiveDateTime) -> TimeDelta {
        let days = from.date().iter_days().take_while(|day| *day <= to.date());
        let on = |day: NaiveDate| {
            let begins = if day == from.date() { from.time() } else { NaiveTime::MIN };
            let within = |stretch: crate::Stretch| {
                let ends = if day == to.date() { stretch.closes.min(to.time()) } else { stretch.closes };
                ends.signed_duration_since(stretch.opens.max(begins))
                    .clamp(TimeDelta::zero(), stretch.length())
            };
            self.desk.stretches().into_iter().map(within).fold(TimeDelta::zero(), |sum, one| sum + one)
        };
        days.filter(|day| self.is_working_day(*day)).map(on).fold(TimeDelta::zero(), |sum, one| sum + one)
    }

    fn may_change(&self, from: NaiveDate, to: NaiveDate) -> bool {
        from.iter_days().take_while(|day| *day <= to).any(|day| self.is_provisional(day))
    }
}

/// The end of a limit.
#[derive(Clone, Copy)]
enum End {
    On(NaiveDate),
    At(NaiveDateTime),
}

/// An hour that no clock shows never cuts off.
fn cutoff(hour: u8) -> NaiveTime {
    NaiveTime::from_hms_opt(u32::from(hour), 0, 0)
        .or_else(|| NaiveTime::from_hms_nano_opt(23, 59, 59, 999_999_999))
        .unwrap_or_default()
}
