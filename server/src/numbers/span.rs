//! The days that numbers are told of: a month, or the year up to a month's end. Days are Vietnam's.

use crate::store::numbers::Between;
use chrono::{Datelike, Months, NaiveDate, NaiveTime};
use dossier::Timestamp;

/// Whole months, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    first: NaiveDate,
    last: NaiveDate,
}

impl Span {
    /// `None`: there is no such month.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        // Years that a page could ask for, and that a file could be called by.
        let first = NaiveDate::from_ymd_opt(year, month, 1).filter(|_| (2000..2200).contains(&year))?;
        let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
        Some(Self { first, last })
    }

    /// As addresses say it: `2026-11`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let (year, month) = text
            .split_once('-')
            .filter(|(year, month)| (year.len(), month.len()) == (4, 2) && digits(year) && digits(month))?;
        Self::month(year.parse().ok()?, month.parse().ok()?)
    }

    /// From the year's beginning to the end of this month.
    #[must_use]
    pub fn with_its_year(self) -> Self {
        Self { first: NaiveDate::from_ymd_opt(self.last.year(), 1, 1).unwrap_or(self.first), ..self }
    }

    pub const fn first(self) -> NaiveDate {
        self.first
    }
    pub const fn last(self) -> NaiveDate {
        self.last
    }

    /// From midnight to midnight on the wall clock in Vietnam.
    pub fn between(self) -> Between {
        let midnight = |day: NaiveDate| Timestamp::from_vietnam(day.and_time(NaiveTime::MIN));
        Between { from: midnight(self.first), until: midnight(self.last.succ_opt().unwrap_or(self.last)) }
    }

    /// Every month of it.
    pub fn months(self) -> impl Iterator<Item = Month> {
        let year = self.last.year();
        (self.first.month()..=self.last.month()).map(move |month| Month { year, month })
    }

    /// As addresses say it.
    pub fn key(self) -> String {
        self.last.format("%Y-%m").to_string()
    }
}

/// A month of the wall clock in Vietnam, written as `2026-11`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Month {
    year: i32,
    month: u32,
}

impl Month {
    pub(super) fn of(at: Timestamp) -> Self {
        let day = at.in_vietnam().date();
        Self { year: day.year(), month: day.month() }
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{:02}", self.year, self.month)
    }
}
