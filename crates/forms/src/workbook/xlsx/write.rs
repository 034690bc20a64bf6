//! A form's source → an Excel workbook that an officer can go on writing.
//!
//! **Invariant:** the same source gives the same bytes, and reading them gives the same source.

use crate::{FormSource, Settings};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::collections::{BTreeMap, BTreeSet};

/// The columns of the sheet `survey` in the order in which they are written; others follow by their names.
const SURVEY: &[&str] = &[
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "choice_filter",
    "appearance",
    "default",
    "read_only",
    "repeat_count",
    "trigger",
    "parameters",
];
const CHOICES: &[&str] = &["list_name", "name", "label"];

/// A sheet beside those of the form: rows of texts, the first of which is the header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExtraSheet<'a> {
    pub name: &'a str,
    pub rows: &'a [Vec<String>],
}

/// Why a workbook cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("sheet {sheet}, row {row}, column {column}: a cell of Excel holds at most 32,767 characters")]
    CellTooLong { sheet: String, row: usize, column: usize },
    #[error("Excel takes no sheet of the name `{name}` here")]
    SheetName { name: String },
    #[error("a sheet of Excel has no more than 1,048,576 rows and 16,384 columns")]
    TooManyCells,
    #[error("Unable to pack the workbook")]
    Packing(#[source] Box<XlsxError>),
}

/// The workbook of a form.
pub fn write_xlsx(source: &FormSource) -> Result<Vec<u8>, WriteError> {
    write_xlsx_with(source, &[])
}

/// The workbook of a form, with further sheets after its own.
pub fn write_xlsx_with(source: &FormSource, extra: &[ExtraSheet<'_>]) -> Result<Vec<u8>, WriteError> {
    let language = source.settings.default_language.as_str();
    let survey: Vec<BTreeMap<String, String>> = source.survey.iter().map(|row| row.clone().into()).collect();
    let choices: Vec<BTreeMap<String, String>> =
        source.choices.iter().map(|row| row.clone().into()).collect();
    let mut workbook = Workbook::new();
    // Without a fixed time the same source would give other bytes each second.
    let created = ExcelDateTime::from_ymd(2026, 1, 1).map_err(packing)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let styles = Styles::default();
    sheet(&mut workbook, &styles, "survey", &table(&survey, SURVEY, language))?;
    sheet(&mut workbook, &styles, "choices", &table(&choices, CHOICES, language))?;
    sheet(&mut workbook, &styles, "settings", &settings(&source.settings))?;
    for ExtraSheet { name, rows } in extra {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        sheet(&mut workbook, &styles, name, &rows)?;
    }
    workbook.save_to_buffer().map_err(packing)
}

struct Styles {
    header: Format,
    /// Excel keeps what is typed into such a cell as it is: `01` stays `01`, `1/2` becomes no date.
    text: Format,
}

impl Default for Styles {
    fn default() -> Self {
        let text = Format::new().set_num_format("@").set_align(FormatAlign::Top);
        Self { header: text.clone().set_bold().set_background_color("#E8EEF4"), text }
    }
}

/// Header and rows; every row as wide as the header.
fn table<'a>(rows: &'a [BTreeMap<String, String>], order: &[&'a str], language: &str) -> Vec<Vec<&'a str>> {
    let used: BTreeSet<&str> = rows.iter().flat_map(|row| row.keys().map(String::as_str)).collect();
    let mut columns: Vec<&str> = used.into_iter().collect();
    // What every form has is there even before the first row needs it.
    for column in order.iter().take(3) {
        let in_a_language =
            |known: &&str| known.strip_prefix(column).is_some_and(|rest| rest.starts_with("::"));
        if !columns.contains(column) && !columns.iter().any(in_a_language) {
            columns.push(column);
        }
    }
    columns.sort_by_key(|column| {
        let (base, spoken) = column.split_once("::").unwrap_or((column, ""));
        let place = order.iter().position(|known| *known == base).unwrap_or(order.len());
        (place, place == order.len() || spoken != language, *column)
    });
    let cells = rows.iter().map(|row| {
        columns.iter().map(|column| row.get(*column).map(String::as_str).unwrap_or_default()).collect()
    });
    std::iter::once(columns.clone()).chain(cells).collect()
}

fn settings(settings: &Settings) -> Vec<Vec<&str>> {
    let Settings { form_title, form_id, version, default_language, instance_name } = settings;
    let columns = [
        ("form_title", form_title),
        ("form_id", form_id),
        ("version", version),
        ("default_language", default_language),
        ("instance_name", instance_name),
    ];
    let (header, row) = columns.iter().map(|(column, cell)| (*column, cell.as_str())).unzip();
    vec![header, row]
}

fn sheet(workbook: &mut Workbook, styles: &Styles, name: &str, rows: &[Vec<&str>]) -> Result<(), WriteError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name).map_err(|_| WriteError::SheetName { name: name.to_owned() })?;
    sheet.set_freeze_panes(1, 0).map_err(packing)?;
    for (column, header) in rows.first().into_iter().flatten().enumerate() {
        let column = u16::try_from(column).map_err(|_| WriteError::TooManyCells)?;
        sheet.set_column_width(column, width(header)).map_err(packing)?;
        sheet.set_column_format(column, &styles.text).map_err(packing)?;
    }
    for (index, cells) in rows.iter().enumerate() {
        let format = if index == 0 { &styles.header } else { &styles.text };
        for (place, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            write_cell(sheet, index, place, cell, format).map_err(|error| match error {
                XlsxError::MaxStringLengthExceeded => {
                    WriteError::CellTooLong { sheet: name.to_owned(), row: index + 1, column: place + 1 }
                }
                XlsxError::RowColumnLimitError => WriteError::TooManyCells,
                error => packing(error),
            })?;
        }
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    row: usize,
    column: usize,
    cell: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let row = u32::try_from(row).map_err(|_| XlsxError::RowColumnLimitError)?;
    let column = u16::try_from(column).map_err(|_| XlsxError::RowColumnLimitError)?;
    // As a text, whatever it looks like: `=1+1` and `007` too.
    sheet.write_string_with_format(row, column, cell, format).map(|_| ())
}

/// Wide enough to read what is usually in such a column, in characters.
fn width(header: &str) -> f64 {
    match header.split("::").next().unwrap_or(header) {
        "label" | "hint" | "guidance_hint" | "constraint_message" | "required_message" => 48.0,
        "relevant" | "constraint" | "calculation" | "choice_filter" | "instance_name" => 40.0,
        "type" | "name" | "list_name" | "form_title" | "default_language" => 26.0,
        _ => 16.0,
    }
}

fn packing(error: XlsxError) -> WriteError {
    WriteError::Packing(Box::new(error))
}
