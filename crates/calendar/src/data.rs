//! The calendar's tables as comma-separated text, read with every fault at its line.
//!
//! The cells hold no commas and no quotes, so a line is split at its commas and nothing more is needed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What makes a day differ from the plain week.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Holiday,
    /// Nghỉ bù: off because a holiday fell on a weekend.
    Substitute,
    /// Off because it was swapped with a day off.
    SwappedOff,
    /// A weekend day that is worked in place of a swapped one.
    MakeUpWork,
    /// A weekend inside a long break.
    WeekendInBreak,
    /// A day off of a draft that is not final.
    Proposed,
}

impl Kind {
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "holiday" => Self::Holiday,
            "substitute" => Self::Substitute,
            "swapped_off" => Self::SwappedOff,
            "make_up_work" => Self::MakeUpWork,
            "weekend_in_break" => Self::WeekendInBreak,
            "proposed" => Self::Proposed,
            _ => return None,
        })
    }
}

/// A row that cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{table}, line {line}: `{text}` is not a row of this table")]
pub struct CalendarError {
    pub table: &'static str,
    pub line: usize,
    pub text: String,
}

/// A row of `holidays.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Special {
    pub(crate) date: NaiveDate,
    pub(crate) kind: Kind,
    pub(crate) verified: bool,
    pub(crate) name_vi: String,
    pub(crate) name_en: String,
}

/// A row of `fixed.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Fixed {
    pub(crate) month: u32,
    pub(crate) day: u32,
    pub(crate) since: i32,
    pub(crate) name_vi: String,
    pub(crate) name_en: String,
}

pub(crate) fn holidays(text: &str) -> Result<Vec<Special>, CalendarError> {
    rows("holidays", text, |cells| {
        let [date, kind, verified, name_vi, name_en] = cells else { return None };
        Some(Special {
            date: date.parse().ok()?,
            kind: Kind::named(kind)?,
            verified: verified.parse().ok()?,
            name_vi: (*name_vi).to_owned(),
            name_en: (*name_en).to_owned(),
        })
    })
}

/// Years and whether each is final.
pub(crate) fn years(text: &str) -> Result<Vec<(i32, bool)>, CalendarError> {
    rows("years", text, |cells| {
        let [year, is_final] = cells else { return None };
        Some((year.parse().ok()?, is_final.parse().ok()?))
    })
}

pub(crate) fn fixed(text: &str) -> Result<Vec<Fixed>, CalendarError> {
    rows("fixed", text, |cells| {
        let [month, day, since, name_vi, name_en] = cells else { return None };
        Some(Fixed {
            month: month.parse().ok()?,
            day: day.parse().ok()?,
            since: since.parse().ok()?,
            name_vi: (*name_vi).to_owned(),
            name_en: (*name_en).to_owned(),
        })
    })
}

/// Every line after the header, empty lines left out.
fn rows<T>(
    table: &'static str,
    text: &str,
    read: impl Fn(&[&str]) -> Option<T>,
) -> Result<Vec<T>, CalendarError> {
    text.lines()
        .enumerate()
        .skip(1)
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            let cells: Vec<&str> = line.split(',').map(str::trim).collect();
            read(&cells).ok_or_else(|| CalendarError { table, line: index + 1, text: line.to_owned() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_cannot_be_read_is_named_by_its_line() {
        let error =
            holidays("date,kind\n2026-01-01,holiday,true,Tết,New Year\n2026-13-01,holiday,true,a,b\n");
        let error = error.unwrap_err();
        assert_eq!((error.table, error.line), ("holidays", 3));
        assert_eq!(years("year,final\n2026,maybe\n").unwrap_err().line, 2);
        assert_eq!(fixed("m,d\n1,1,1900,Tết\n").unwrap_err().line, 2);
    }

    #[test]
    fn an_unknown_kind_is_refused_not_guessed() {
        assert!(holidays("h\n2026-01-01,feast,true,a,b\n").is_err());
    }
}
