//! Which days are worked.

use crate::data::{self, CalendarError, Fixed, Kind, Special};
use crate::desk::Desk;
use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use std::collections::BTreeMap;

/// The days of the offices.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub(crate) specials: BTreeMap<NaiveDate, Special>,
    /// Years that the data covers, and whether they are final.
    pub(crate) years: BTreeMap<i32, bool>,
    fixed: Vec<Fixed>,
    pub(crate) desk: Desk,
}

/// One day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Day {
    pub working: bool,
    /// What the day is, if it is not a plain day of the week.
    pub kind: Option<Kind>,
    /// Names of the day; empty for a plain day of the week.
    pub name_vi: String,
    pub name_en: String,
    /// The year is not final or not known, or the day was not read in a primary source: it may still change.
    pub provisional: bool,
}

/// No stretch of days off comes near this; a bound so that broken data cannot loop for ever.
pub(crate) const LONGEST_BREAK_DAYS: usize = 366;

impl Calendar {
    /// The calendar that is compiled in, from `data/`.
    pub fn built_in() -> Result<Self, CalendarError> {
        Self::read(
            include_str!("../data/holidays.csv"),
            include_str!("../data/years.csv"),
            include_str!("../data/fixed.csv"),
        )
    }
    /// A calendar from tables of the same form as those in `data/`.
    pub fn read(holidays: &str, years: &str, fixed: &str) -> Result<Self, CalendarError> {
        Ok(Self {
            specials: data::holidays(holidays)?.into_iter().map(|s| (s.date, s)).collect(),
            years: data::years(years)?.into_iter().collect(),
            fixed: data::fixed(fixed)?,
            desk: Desk::default(),
        })
    }
    /// The same calendar for a desk with other hours.
    #[must_use]
    pub fn at_desk(mut self, desk: Desk) -> Self {
        self.desk = desk;
        self
    }

    /// Until when the desk receives on a day; `None`: not at all. A Saturday desk keeps public holidays.
    pub(crate) fn receives_on(&self, day: NaiveDate) -> Option<NaiveTime> {
        if self.is_working_day(day) {
            return Some(self.desk.closes());
        }
        let is_plain = !self.specials.contains_key(&day) && self.fixed_holiday(day).is_none();
        let saturday = self.desk.saturday.filter(|_| is_plain && day.weekday() == Weekday::Sat);
        saturday.map(|saturday| saturday.closes)
    }

    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        match self.specials.get(&date).map(|s| s.kind) {
            Some(Kind::MakeUpWork) => true,
            Some(
                Kind::Holiday | Kind::Substitute | Kind::SwappedOff | Kind::WeekendInBreak | Kind::Proposed,
            ) => false,
            None => !is_weekend(date) && self.fixed_holiday(date).is_none(),
        }
    }
    /// The first working day after `date`.
    pub fn next_working_day(&self, date: NaiveDate) -> NaiveDate {
        date.iter_days().skip(1).take(LONGEST_BREAK_DAYS).find(|d| self.is_working_day(*d)).unwrap_or(date)
    }
    /// All that is known of a day.
    pub fn day(&self, date: NaiveDate) -> Day {
        let (kind, name_vi, name_en) = if let Some(special) = self.specials.get(&date) {
            (Some(special.kind), special.name_vi.clone(), special.name_en.clone())
        } else if let Some(fixed) = self.fixed_holiday(date) {
            (Some(Kind::Holiday), fixed.name_vi.clone(), fixed.name_en.clone())
        } else {
            (None, String::new(), String::new())
        };
        Day {
            working: self.is_working_day(date),
            kind,
            name_vi,
            name_en,
            provisional: self.is_provisional(date),
        }
    }
    /// Whether the day may still change: see [`Day::provisional`].
    pub(crate) fn is_provisional(&self, date: NaiveDate) -> bool {
        let year_is_final = self.years.get(&date.year()) == Some(&true);
        !year_is_final || self.specials.get(&date).is_some_and(|s| !s.verified)
    }
    /// A holiday of fixed date in a year that has no table of its own.
    fn fixed_holiday(&self, date: NaiveDate) -> Option<&Fixed> {
        if self.years.contains_key(&date.year()) {
            return None;
        }
        self.fixed.iter().find(|f| (f.month, f.day) == (date.month(), date.day()) && date.year() >= f.since)
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}
