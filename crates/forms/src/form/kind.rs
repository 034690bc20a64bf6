//! The column `type` → what a row is. Spellings as pyxform takes them.

use crate::{FormProblem, Metadata, QuestionKind, Range};

/// What a row of the survey is.
#[derive(Debug)]
pub(super) enum RowKind {
    BeginGroup,
    EndGroup,
    BeginRepeat,
    EndRepeat,
    Question {
        kind: QuestionKind,
        list: Option<String>,
        or_other: bool,
    },
    /// `csv-external`: the file with this row's name is known to `instance()`.
    File,
    /// Not for a person and not needed here.
    Ignored,
}

/// Older spellings of a whole type, in lower case.
const ALIASES: &[(&str, &str)] = &[
    ("string", "text"),
    ("int", "integer"),
    ("datetime", "dateTime"),
    ("date time", "dateTime"),
    ("location", "geopoint"),
    ("gps", "geopoint"),
    ("photo", "image"),
    ("picture", "image"),
    ("phone number", "phonenumber"),
    ("start time", "start"),
    ("end time", "end"),
    ("device id", "deviceid"),
    ("imei", "deviceid"),
    ("uri:deviceid", "deviceid"),
    ("uri:username", "username"),
    ("uri:email", "email"),
    ("uri:phonenumber", "phonenumber"),
    ("subscriber id", "subscriberid"),
    ("sim id", "simserial"),
    ("group", "begin group"),
    ("repeat", "begin repeat"),
    ("begin_group", "begin group"),
    ("end_group", "end group"),
    ("begin_repeat", "begin repeat"),
    ("end_repeat", "end repeat"),
];

/// Spellings of the selects, which have a list behind them; longer ones first.
const SELECTS: &[(&str, Select)] = &[
    ("add select multiple prompt using ", Select::Many),
    ("add select one prompt using ", Select::One),
    ("select all that apply from file ", Select::ManyFromFile),
    ("select all that apply from ", Select::Many),
    ("select_multiple_from_file ", Select::ManyFromFile),
    ("select multiple from file ", Select::ManyFromFile),
    ("select_one_from_file ", Select::OneFromFile),
    ("select one from file ", Select::OneFromFile),
    ("select_one_external ", Select::External),
    ("select one external ", Select::External),
    ("select multiple from ", Select::Many),
    ("select one from ", Select::One),
    ("select_multiple ", Select::Many),
    ("select multiple ", Select::Many),
    ("select all that apply ", Select::Many),
    ("select_one ", Select::One),
    ("select one ", Select::One),
    ("select1 ", Select::One),
    ("select ", Select::Many),
    ("rank ", Select::Rank),
];

#[derive(Clone, Copy)]
enum Select {
    One,
    Many,
    OneFromFile,
    ManyFromFile,
    Rank,
    External,
}

/// Types of XLSForm that mean something that this engine cannot do.
const NOT_SUPPORTED: &[&str] = &[
    "xml-external",
    "background-audio",
    "start-geopoint",
    "background-geopoint",
    "osm",
    "begin loop",
    "end loop",
    "large_image",
];

/// Types of which a filled form loses nothing.
const IGNORED: &[&str] = &["audit"];

pub(super) fn row_kind(cell: &str, appearance: &str) -> Result<RowKind, FormProblem> {
    let spaced: Vec<&str> = cell.split_whitespace().collect();
    let cell = spaced.join(" ");
    let lower = cell.to_lowercase();
    if let Some((spelling, select)) =
        SELECTS.iter().find(|(spelling, _)| lower.starts_with(spelling) || lower == spelling.trim_end())
    {
        // Lower case may change lengths outside ASCII; the spelling itself is ASCII and stands at the front.
        return select_kind(*select, cell.get(spelling.len()..).unwrap_or_default(), &cell);
    }
    let known = ALIASES.iter().find(|(alias, _)| *alias == lower).map_or(lower.as_str(), |(_, known)| known);
    let partial = appearance.split_whitespace().any(|w| w == "partial-date");
    let kind = match known {
        "begin group" => return Ok(RowKind::BeginGroup),
        "end group" => return Ok(RowKind::EndGroup),
        "begin repeat" => return Ok(RowKind::BeginRepeat),
        "end repeat" => return Ok(RowKind::EndRepeat),
        "csv-external" => return Ok(RowKind::File),
        "text" | "date" if partial => QuestionKind::PartialDate,
        "text" => QuestionKind::Text,
        "integer" => QuestionKind::Integer,
        "decimal" => QuestionKind::Decimal,
        "range" => {
            let number = |n: &str| n.to_owned();
            QuestionKind::Range(Range { start: number("1"), end: number("10"), step: number("1") })
        }
        "date" => QuestionKind::Date,
        "time" => QuestionKind::Time,
        "dateTime" => QuestionKind::DateTime,
        "note" => QuestionKind::Note,
        "calculate" => QuestionKind::Calculate,
        "hidden" => QuestionKind::Hidden,
        "acknowledge" | "trigger" => QuestionKind::Acknowledge,
        "image" => QuestionKind::Image,
        "audio" => QuestionKind::Audio,
        "video" => QuestionKind::Video,
        "file" => QuestionKind::File,
        "barcode" => QuestionKind::Barcode,
        "geopoint" => QuestionKind::GeoPoint,
        "geotrace" => QuestionKind::GeoTrace,
        "geoshape" => QuestionKind::GeoShape,
        "start" => QuestionKind::Metadata(Metadata::Start),
        "end" => QuestionKind::Metadata(Metadata::End),
        "today" => QuestionKind::Metadata(Metadata::Today),
        "deviceid" => QuestionKind::Metadata(Metadata::DeviceId),
        "username" => QuestionKind::Metadata(Metadata::Username),
        "phonenumber" => QuestionKind::Metadata(Metadata::PhoneNumber),
        "email" => QuestionKind::Metadata(Metadata::Email),
        "subscriberid" | "simserial" => QuestionKind::Metadata(Metadata::Sim),
        ignored if IGNORED.contains(&ignored) => return Ok(RowKind::Ignored),
        other if NOT_SUPPORTED.iter().any(|no| other == *no || other.starts_with(&format!("{no} "))) => {
            return Err(FormProblem::NotSupported { kind: cell });
        }
        _ => return Err(FormProblem::UnknownType { kind: cell }),
    };
    Ok(RowKind::Question { kind, list: None, or_other: false })
}

fn select_kind(select: Select, list: &str, cell: &str) -> Result<RowKind, FormProblem> {
    let list = list.trim();
    let (list, or_other) = ["or_other", "or other", "or specify other"]
        .iter()
        .find_map(|words| list.strip_suffix(words))
        .map_or((list, false), |list| (list.trim_end(), true));
    let file = || match list.rsplit_once('.') {
        Some((_, "csv")) if !list.contains(['/', '\\']) => Ok(list.to_owned()),
        Some((_, "xml" | "geojson")) => Err(FormProblem::NotSupported { kind: cell.to_owned() }),
        _ => Err(FormProblem::BadFileName { file: list.to_owned() }),
    };
    let (kind, list) = match select {
        Select::External => return Err(FormProblem::NotSupported { kind: cell.to_owned() }),
        Select::One if list.ends_with(".csv") => (QuestionKind::SelectOneFromFile { file: file()? }, None),
        Select::OneFromFile => (QuestionKind::SelectOneFromFile { file: file()? }, None),
        Select::ManyFromFile => (QuestionKind::SelectMultipleFromFile { file: file()? }, None),
        Select::One => (QuestionKind::SelectOne, Some(list.to_owned())),
        Select::Many => (QuestionKind::SelectMultiple, Some(list.to_owned())),
        Select::Rank => (QuestionKind::Rank, Some(list.to_owned())),
    };
    Ok(RowKind::Question { kind, list, or_other })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_spelling_of_pyxform_is_known() {
        for (cell, expected) in [
            ("int", "Integer"),
            ("Integer", "Integer"),
            ("string", "Text"),
            ("begin group", "BeginGroup"),
            ("begin_group", "BeginGroup"),
            ("end  repeat", "EndRepeat"),
            ("select one from l", "SelectOne, Some(l)"),
            ("select_one l", "SelectOne, Some(l)"),
            ("select1 l", "SelectOne, Some(l)"),
            ("select_one l or_other", "SelectOne, Some(l), other"),
            ("select all that apply from l", "SelectMultiple, Some(l)"),
            ("select_multiple l or specify other", "SelectMultiple, Some(l), other"),
            ("rank l", "Rank, Some(l)"),
            ("select_one", "SelectOne, Some()"),
            ("select_multiple_from_file a.csv", "SelectMultipleFromFile(a.csv)"),
            ("dateTime", "DateTime"),
            ("phone number", "Metadata(PhoneNumber)"),
            ("trigger", "Acknowledge"),
            ("audit", "Ignored"),
            ("select_one_external l", "NotSupported"),
            ("select_one_from_file a.geojson", "NotSupported"),
            ("select_one_from_file ../a", "BadFileName"),
            ("txt", "UnknownType"),
            ("", "UnknownType"),
            ("sélect_one l", "UnknownType"),
        ] {
            let found = match row_kind(cell, "") {
                Ok(RowKind::Question { kind, list, or_other }) => {
                    let kind = match kind.file() {
                        Some(file) => format!("SelectMultipleFromFile({file})"),
                        None => format!("{kind:?}"),
                    };
                    let list = list.map_or(String::new(), |list| format!(", Some({list})"));
                    format!("{kind}{list}{}", if or_other { ", other" } else { "" })
                }
                Ok(other) => format!("{other:?}"),
                Err(problem) => format!("{problem:?}").split(' ').next().unwrap_or_default().to_owned(),
            };
            assert_eq!(found, expected, "{cell}");
        }
    }
}
