//! What the functions do to texts. Positions count characters, never bytes.

use super::ExprError;
use chrono::{Datelike, NaiveDate};
use regex_lite::{Regex, RegexBuilder};
use std::collections::BTreeMap;

/// Bytes a compiled pattern may take.
const MAX_PATTERN_BYTES: usize = 50_000;

/// ODK's regex() asks for a match of the whole text.
pub(super) fn compile_pattern(pattern: &str) -> Result<Regex, ExprError> {
    RegexBuilder::new(&format!("^(?:{pattern})$"))
        .size_limit(MAX_PATTERN_BYTES)
        .build()
        .map_err(|e| ExprError::BadPattern { pattern: pattern.to_owned(), reason: e.to_string() })
}

/// ODK's substr(): from `start` (counted from 0) up to but not including `end`.
pub(super) fn substr(text: &str, start: f64, end: Option<f64>) -> String {
    // `as` keeps to the bounds: negative and NaN become 0, too large becomes the largest.
    let start = start.round() as usize;
    let end = end.map_or(usize::MAX, |e| e.round() as usize);
    text.chars().skip(start).take(end.saturating_sub(start)).collect()
}

/// XPath's translate(): each character of `from` becomes the one at its place in `to`, or goes.
pub(super) fn translate(text: &str, from: &str, to: &str) -> String {
    let mut becomes: BTreeMap<char, Option<char>> = BTreeMap::new();
    let mut to = to.chars();
    for c in from.chars() {
        let target = to.next();
        // A character named twice counts where it is named first.
        becomes.entry(c).or_insert(target);
    }
    text.chars().filter_map(|c| becomes.get(&c).copied().unwrap_or(Some(c))).collect()
}

pub(super) fn normalize_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// ODK's format-date(), with the fields that are numbers.
pub(super) fn format_date(date: NaiveDate, format: &str) -> Result<String, ExprError> {
    let mut out = String::new();
    let mut characters = format.chars();
    while let Some(c) = characters.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        match characters.next() {
            Some('Y') => out.push_str(&format!("{:04}", date.year())),
            Some('y') => out.push_str(&format!("{:02}", date.year().rem_euclid(100))),
            Some('m') => out.push_str(&format!("{:02}", date.month())),
            Some('n') => out.push_str(&date.month().to_string()),
            Some('d') => out.push_str(&format!("{:02}", date.day())),
            Some('e') => out.push_str(&date.day().to_string()),
            Some('%') => out.push('%'),
            Some(field) => return Err(ExprError::UnknownDateField { field }),
            None => out.push('%'),
        }
    }
    Ok(out)
}

/// Half up, as XPath says, to so many decimals.
pub(super) fn round(n: f64, decimals: f64) -> f64 {
    let factor = 10f64.powi(decimals.clamp(-15.0, 15.0) as i32);
    let rounded = (n * factor + 0.5).floor() / factor;
    if rounded.is_finite() { rounded } else { n }
}
