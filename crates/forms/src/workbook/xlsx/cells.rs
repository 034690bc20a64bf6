//! calamine's cells → ours.

use super::package::Package;
use crate::workbook::fault::{FaultList, Place, WorkbookProblem};
use crate::workbook::letters::letters;
use crate::workbook::limits::Limits;
use crate::workbook::raw::{
    MergedRange, Nature, RawCell, RawRow, RawSheet, Refusal, RefusedCell, Workbook, clean,
};
use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx, XlsxError};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads all sheets of a package.
///
/// A panic in calamine becomes a fault: it adds and cuts without checks in places (`get_dimension`, the paths
/// of relationships), and a file from outside must not take the server down. Nothing of ours is left half done
/// by that, since the package is ours and the workbook is thrown away.
pub(super) fn read(package: Package, limits: &Limits) -> Result<Workbook, FaultList> {
    let damaged = || WorkbookProblem::Damaged { part: "xl/workbook.xml".to_owned() };
    let reading = AssertUnwindSafe(|| read_sheets(package, limits));
    catch_unwind(reading).unwrap_or_else(|_| Err(FaultList::of_file(damaged())))
}

fn read_sheets(package: Package, limits: &Limits) -> Result<Workbook, FaultList> {
    let Package { bytes, has_merges } = package;
    let mut xlsx: Xlsx<Cursor<Vec<u8>>> = Xlsx::new(Cursor::new(bytes))
        .map_err(|error| FaultList::of_file(problem(&error, "xl/workbook.xml")))?;
    let names = xlsx.sheet_names();
    let mut workbook = Workbook { sheets: Vec::new(), lettered: true };
    let mut counted = Counted { cells: 0, bytes: 0 };
    for name in names {
        match sheet(&mut xlsx, &name, &mut counted, limits) {
            Ok(Some(mut sheet)) => {
                if has_merges {
                    sheet.merged = merges(&mut xlsx, &name, limits);
                }
                workbook.sheets.push(sheet);
            }
            // A sheet with a chart has no cells.
            Ok(None) => {}
            Err(problem) => return Err(FaultList::of(Place::sheet(&name), problem)),
        }
    }
    Ok(workbook)
}

/// What all sheets have together so far.
struct Counted {
    cells: usize,
    bytes: usize,
}

fn sheet(
    xlsx: &mut Xlsx<Cursor<Vec<u8>>>,
    name: &str,
    counted: &mut Counted,
    limits: &Limits,
) -> Result<Option<RawSheet>, WorkbookProblem> {
    let mut cells = match xlsx.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(None),
        Err(error) => return Err(problem(&error, name)),
    };
    let mut sheet = RawSheet { name: name.to_owned(), ..RawSheet::default() };
    // Rows and cells may stand in any order in the file.
    let mut rows: BTreeMap<u32, BTreeMap<u32, RawCell>> = BTreeMap::new();
    // The kind of the formula is enough; expanding shared ones would reserve room for their numbers.
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| problem(&error, name))? {
        let (row, column) = (cell.pos.0.saturating_add(1), cell.pos.1);
        let (text, mut nature) = text(cell.value);
        if cell.formula.is_some() {
            nature = Nature::Formula;
        }
        if text.is_empty() && nature != Nature::Formula {
            continue;
        }
        let why = if row > limits.rows {
            Some(Refusal::RowTooFar)
        } else if column >= limits.columns {
            Some(Refusal::ColumnTooFar)
        } else if text.chars().count() > limits.cell_chars {
            Some(Refusal::TooLong)
        } else {
            None
        };
        if let Some(why) = why {
            if sheet.refused.len() <= limits.faults {
                sheet.refused.push(RefusedCell { row, column, why });
            }
            continue;
        }
        counted.cells += 1;
        counted.bytes = counted.bytes.saturating_add(text.len());
        if counted.cells > limits.cells {
            return Err(WorkbookProblem::TooManyCells { max: limits.cells });
        }
        if counted.bytes > limits.text_bytes {
            return Err(WorkbookProblem::TooMuchText { max: limits.text_bytes });
        }
        rows.entry(row).or_default().insert(column, RawCell { column, text, nature });
    }
    sheet.rows = rows
        .into_iter()
        .map(|(number, cells)| RawRow { number, cells: cells.into_values().collect() })
        .collect();
    Ok(Some(sheet))
}

/// The merged cells of a sheet, as many as can be told.
fn merges(xlsx: &mut Xlsx<Cursor<Vec<u8>>>, name: &str, limits: &Limits) -> Vec<MergedRange> {
    let mut merged: Vec<MergedRange> = xlsx
        .merge_cells_by_sheet_name(name)
        .unwrap_or_default()
        .iter()
        .take(limits.faults + 1)
        .map(|range| {
            let (first, last) = (range.start, range.end);
            let corner = |(row, column): (u32, u32)| format!("{}{}", letters(column), row.saturating_add(1));
            let range = format!("{}:{}", corner(first), corner(last));
            MergedRange { row: first.0.saturating_add(1), column: first.1, range }
        })
        .collect();
    merged.sort();
    merged
}

fn text(value: DataRef<'_>) -> (String, Nature) {
    match value {
        DataRef::Empty => (String::new(), Nature::Plain),
        DataRef::String(text) => (clean(&text), Nature::Plain),
        DataRef::SharedString(text) => (clean(text), Nature::Plain),
        DataRef::Int(number) => (number.to_string(), Nature::Plain),
        // As written: whole numbers have no `.0`.
        DataRef::Float(number) => (number.to_string(), Nature::Plain),
        // As pyxform reads them.
        DataRef::Bool(truth) => ((if truth { "TRUE" } else { "FALSE" }).to_owned(), Nature::Plain),
        DataRef::DateTime(date) => date_text(&date),
        DataRef::DateTimeIso(iso) => (clean(&iso), Nature::Date),
        DataRef::DurationIso(iso) => (clean(&iso), Nature::Duration),
        DataRef::Error(error) => (error.to_string(), Nature::Error),
    }
}

/// A date, a time of day, or both; whatever the cell's own format would show.
fn date_text(date: &ExcelDateTime) -> (String, Nature) {
    let serial = date.as_f64();
    if date.is_duration() {
        return (serial.to_string(), Nature::Duration);
    }
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    let second = if milli >= 500 && second < 59 { second + 1 } else { second };
    let day_text = format!("{year:04}-{month:02}-{day:02}");
    let time_text = format!("{hour:02}:{minute:02}:{second:02}");
    let text = if (0.0..1.0).contains(&serial) {
        time_text
    } else if serial.fract() == 0.0 {
        day_text
    } else {
        format!("{day_text}T{time_text}")
    };
    (text, Nature::Date)
}

/// `part`: what was being read.
fn problem(error: &XlsxError, part: &str) -> WorkbookProblem {
    match error {
        XlsxError::Password => WorkbookProblem::Encrypted,
        XlsxError::FileNotFound(part) => WorkbookProblem::Damaged { part: part.clone() },
        _ => WorkbookProblem::Damaged { part: part.to_owned() },
    }
}
