//! Where a fault of a pack stands in the workbook that its form came from.
//!
//! The check looks at the form as sheets of rows and names places by keys (`survey, nyc_ho_ten`, `survey[3].name`,
//! `settings.version`); the author looks for a cell.

use forms::Sheet;
use forms::workbook::{FormFile, Place};
use library::Problem;
use wire::office::PackPlace;

/// The settings are the row below their header.
const SETTINGS_ROW: usize = 2;

pub(super) fn cell(place: &Place) -> PackPlace {
    PackPlace {
        sheet: place.sheet.clone(),
        row: place.row.and_then(|row| u32::try_from(row).ok()),
        column: place.column.clone(),
        cell: place.cell(),
        ..PackPlace::default()
    }
}

/// The cell that keys mean; the keys themselves where no row of the workbook is meant.
pub(super) fn of_keys(file: &FormFile, keys: &str, problem: &Problem) -> PackPlace {
    let found = setting(keys).or_else(|| numbered(file, keys)).or_else(|| named(file, keys));
    match found {
        Some((sheet, row, column)) => {
            let column = column_of(problem).or(column).unwrap_or_default();
            let mut place = cell(&file.layout.place(sheet, row, &column));
            place.column = place.column.filter(|column| !column.is_empty());
            place
        }
        None => {
            PackPlace { keys: Some(keys.to_owned()).filter(|keys| !keys.is_empty()), ..PackPlace::default() }
        }
    }
}

type Found = (Sheet, usize, Option<String>);

/// `settings.version`
fn setting(keys: &str) -> Option<Found> {
    let column = keys.strip_prefix("settings.")?;
    Some((Sheet::Settings, SETTINGS_ROW, Some(column.to_owned())))
}

/// `survey[3].name` is the third row below the header, which stands where the workbook has it.
fn numbered(file: &FormFile, keys: &str) -> Option<Found> {
    let (sheet, rest) = keys.split_once('[')?;
    let (number, rest) = rest.split_once(']')?;
    let index = number.parse::<usize>().ok()?.checked_sub(1)?;
    let column = rest.strip_prefix('.').map(str::to_owned);
    match sheet {
        "survey" => Some((Sheet::Survey, file.source.survey.get(index)?.origin.number(index), column)),
        "choices" => Some((Sheet::Choices, file.source.choices.get(index)?.origin.number(index), column)),
        _ => None,
    }
}

/// `survey, nyc_ho_ten` and `choices, gioi_tinh nam`
fn named(file: &FormFile, keys: &str) -> Option<Found> {
    let (sheet, name) = keys.split_once(", ")?;
    match sheet {
        "survey" => {
            let mut rows = file.source.survey.iter().enumerate();
            let (index, row) = rows.find(|(_, row)| row.name == name)?;
            Some((Sheet::Survey, row.origin.number(index), None))
        }
        "choices" => {
            let (list, name) = name.split_once(' ')?;
            let mut rows = file.source.choices.iter().enumerate();
            let (index, row) = rows.find(|(_, row)| row.list_name == list && row.name == name)?;
            Some((Sheet::Choices, row.origin.number(index), None))
        }
        _ => None,
    }
}

/// The column that a problem is about; of a text, the one in the language that is missing.
fn column_of(problem: &Problem) -> Option<String> {
    match problem {
        Problem::NotAQuestionName { .. } => Some("name".to_owned()),
        Problem::MissingLanguage { column, language } => {
            let name = if *language == "vi" { "Tiếng Việt" } else { "English" };
            Some(format!("{column}::{name} ({language}), {column}::{language}, {column}"))
        }
        _ => None,
    }
}
