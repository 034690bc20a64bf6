//! Dates on a card, which may be partial: many elders know the year only.

use chrono::{Datelike, NaiveDate};
use std::fmt;

/// A year, a month or a day. Written as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as answers and the household book have it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CardDate {
    Year(u16),
    Month { year: u16, month: u8 },
    Day(NaiveDate),
}

/// Nobody who has a card was born before; the personal number has centuries up to 23xx.
const YEARS: std::ops::RangeInclusive<u16> = 1850..=2399;

impl CardDate {
    /// Reads `ddMMyyyy`, with zeros for what is not known, or without it: `MMyyyy`, `yyyy`. Nothing if there is no
    /// such day.
    pub fn of_card(text: &str) -> Option<Self> {
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let part = |range| text.get(range).and_then(|digits: &str| digits.parse::<u16>().ok());
        let (day, month, year) = match text.len() {
            4 => (0, 0, part(0..4)?),
            6 => (0, part(0..2)?, part(2..6)?),
            8 => (part(0..2)?, part(2..4)?, part(4..8)?),
            _ => return None,
        };
        if !YEARS.contains(&year) {
            return None;
        }
        match (day, month) {
            (0, 0) => Some(Self::Year(year)),
            (0, 1..=12) => Some(Self::Month { year, month: u8::try_from(month).ok()? }),
            _ => NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).map(Self::Day),
        }
    }
    pub fn year(self) -> i32 {
        match self {
            Self::Year(year) | Self::Month { year, .. } => year.into(),
            Self::Day(day) => day.year(),
        }
    }
}

impl fmt::Display for CardDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{}", day.format("%Y-%m-%d")),
        }
    }
}

/// Without the date: logs carry no personal data.
impl fmt::Debug for CardDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardDate(…)")
    }
}
