//! Values, and how one kind becomes another.
//!
//! As in ODK, a date in a calculation is the number of days since 1970-01-01, and a text that is written as
//! a date counts as one, so that `${ngay_sinh} <= today()` compares days.

use chrono::{Days, NaiveDate};
use std::borrow::Cow;

#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Value<'a> {
    Text(Cow<'a, str>),
    Number(f64),
    Bool(bool),
    Date(NaiveDate),
}

impl<'a> Value<'a> {
    pub(crate) fn owned(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
    pub(crate) fn into_text(self) -> Cow<'a, str> {
        match self {
            Self::Text(text) => text,
            Self::Number(n) => Cow::Owned(number_text(n)),
            Self::Bool(true) => Cow::Borrowed("true"),
            Self::Bool(false) => Cow::Borrowed("false"),
            Self::Date(date) => Cow::Owned(date.format("%Y-%m-%d").to_string()),
        }
    }
    pub(crate) fn to_number(&self) -> f64 {
        match self {
            Self::Text(text) => text_number(text),
            Self::Number(n) => *n,
            Self::Bool(b) => f64::from(u8::from(*b)),
            Self::Date(date) => days_since_epoch(*date),
        }
    }
    pub(crate) fn to_bool(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Number(n) => *n != 0.0 && !n.is_nan(),
            Self::Bool(b) => *b,
            Self::Date(_) => true,
        }
    }
    /// A date from a date, from a text written as one, or from days since 1970.
    pub(super) fn to_date(&self) -> Option<NaiveDate> {
        match self {
            Self::Text(text) => iso_date(text.trim()),
            Self::Date(date) => Some(*date),
            Self::Number(days) => date_from_days(*days),
            Self::Bool(_) => None,
        }
    }
    /// XPath's `=`: as truths if one is a truth, else as numbers if one is a number or a date, else as texts.
    pub(super) fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bool(a), b) | (b, Self::Bool(a)) => *a == b.to_bool(),
            (Self::Text(a), Self::Text(b)) => a == b,
            (a, b) => a.to_number() == b.to_number(),
        }
    }
}

fn days_since_epoch(date: NaiveDate) -> f64 {
    // A day of chrono's range (±262,000 years) is exact in an f64.
    date.signed_duration_since(NaiveDate::default()).num_days() as f64
}

fn date_from_days(days: f64) -> Option<NaiveDate> {
    let whole = days.floor();
    if !(-1_000_000.0..=3_000_000.0).contains(&whole) {
        return None;
    }
    let count = Days::new(whole.abs() as u64);
    if whole < 0.0 {
        NaiveDate::default().checked_sub_days(count)
    } else {
        NaiveDate::default().checked_add_days(count)
    }
}

/// `2026-11-22` and nothing else.
pub(crate) fn iso_date(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
    if !shaped {
        return None;
    }
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// XPath's number(): digits with at most one point and a leading minus; else a date's days; else NaN.
fn text_number(text: &str) -> f64 {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().any(|b| b.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.bytes().filter(|b| *b == b'.').count() <= 1;
    if plain { text.parse().unwrap_or(f64::NAN) } else { iso_date(text).map_or(f64::NAN, days_since_epoch) }
}

/// XPath's string(): no exponent, no `.0`, no negative zero.
fn number_text(n: f64) -> String {
    if n == 0.0 {
        "0".to_owned()
    } else if n.is_infinite() {
        if n > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
    } else {
        n.to_string()
    }
}
