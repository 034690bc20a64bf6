//! The column `type` → [`QuestionKind`].

use crate::{FormProblem, QuestionKind};

/// What a row of the survey is.
pub(super) enum RowKind {
    BeginGroup,
    EndGroup,
    Question { kind: QuestionKind, list: Option<String> },
}

/// Types of XLSForm that are left for later; named so that their author is not told they are unknown.
const LATER: &[&str] = &[
    "range",
    "time",
    "dateTime",
    "rank",
    "hidden",
    "image",
    "audio",
    "video",
    "file",
    "barcode",
    "geopoint",
    "geotrace",
    "geoshape",
    "trigger",
    "begin_repeat",
    "end_repeat",
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "phonenumber",
    "email",
    "audit",
    "background-audio",
    "select_multiple_from_file",
    "xml-external",
    "csv-external",
];

pub(super) fn row_kind(cell: &str, appearance: &str) -> Result<RowKind, FormProblem> {
    let mut words = cell.split_whitespace();
    let mut first = words.next().unwrap_or_default().to_owned();
    let mut second = words.next();
    // `begin group` and `begin_group` are the same; so are `select_one` and its older spellings.
    if matches!(first.as_str(), "begin" | "end")
        && let Some(what @ ("group" | "repeat")) = second
    {
        first = format!("{first}_{what}");
        second = words.next();
    }
    let plain = |kind| Ok(RowKind::Question { kind, list: None });
    let partial = appearance.split_whitespace().any(|w| w == "partial-date");
    match (first.as_str(), second) {
        ("begin_group", _) => Ok(RowKind::BeginGroup),
        ("end_group", _) => Ok(RowKind::EndGroup),
        ("text" | "date", _) if partial => plain(QuestionKind::PartialDate),
        ("text" | "string", _) => plain(QuestionKind::Text),
        ("integer" | "int", _) => plain(QuestionKind::Integer),
        ("decimal", _) => plain(QuestionKind::Decimal),
        ("date", _) => plain(QuestionKind::Date),
        ("note", _) => plain(QuestionKind::Note),
        ("calculate", _) => plain(QuestionKind::Calculate),
        ("acknowledge", _) => plain(QuestionKind::Acknowledge),
        ("select_one", Some(list)) => {
            Ok(RowKind::Question { kind: QuestionKind::SelectOne, list: Some(list.to_owned()) })
        }
        ("select_multiple", Some(list)) => {
            Ok(RowKind::Question { kind: QuestionKind::SelectMultiple, list: Some(list.to_owned()) })
        }
        ("select_one_from_file", Some(file)) => {
            plain(QuestionKind::SelectOneFromFile { file: file.to_owned() })
        }
        ("select_one" | "select_multiple" | "select_one_from_file", None) => {
            Err(FormProblem::UnknownList { list: String::new() })
        }
        (word, _) if LATER.contains(&word) => Err(FormProblem::NotSupportedYet { kind: cell.to_owned() }),
        _ => Err(FormProblem::UnknownType { kind: cell.to_owned() }),
    }
}
