//! Builds workbooks cell by cell, and breaks them.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What stands in a cell.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Blank,
    Text(String),
    Number(f64),
    Truth(bool),
    Formula(&'static str, &'static str),
    /// Days since 1900, shown as a date.
    Date(f64),
    Duration(f64),
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }
}

/// A workbook that is right as it is made, and broken by what is set in it.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    sheets: Vec<(String, Vec<Vec<Content>>)>,
    merged: Vec<(String, &'static str, &'static str)>,
}

impl Book {
    /// A small form without any fault.
    pub(crate) fn right() -> Self {
        let table = |rows: &[&[&str]]| {
            rows.iter().map(|row| row.iter().map(|cell| Content::from(*cell)).collect()).collect()
        };
        let survey = table(&[
            &[
                "type",
                "name",
                "label",
                "relevant",
                "constraint",
                "calculation",
                "required",
                "default",
                "choice_filter",
            ],
            &["text", "ho_ten", "Họ và tên", "", "", "", "yes", "", ""],
            &["select_one co_khong", "ban_sao", "Có xin bản sao không?", "", "", "", "", "", ""],
            &["integer", "so_ban", "Mấy bản?", "${ban_sao} = 'co'", ". < 10", "", "", "1", ""],
            &["calculate", "gap_doi", "", "", "", "${so_ban} * 2", "", "", ""],
        ]);
        let choices = table(&[
            &["list_name", "name", "label"],
            &["co_khong", "co", "Có"],
            &["co_khong", "khong", "Không"],
        ]);
        let settings = table(&[
            &["form_title", "form_id", "version", "default_language", "instance_name"],
            &["Đơn thử", "thu", "1", "Tiếng Việt (vi)", "${ho_ten}"],
        ]);
        let sheets = [("survey", survey), ("choices", choices), ("settings", settings)];
        Self { sheets: sheets.map(|(name, rows)| (name.to_owned(), rows)).into(), merged: Vec::new() }
    }

    /// Puts something into the cell that the spreadsheet calls `cell`, such as `D4`.
    pub(crate) fn set(mut self, sheet: &str, cell: &str, content: impl Into<Content>) -> Self {
        let (row, column) = place(cell);
        let rows = &mut self.sheets.iter_mut().find(|(name, _)| name == sheet).expect("a sheet").1;
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if rows[row].len() <= column {
            rows[row].resize(column + 1, Content::Blank);
        }
        rows[row][column] = content.into();
        self
    }
    /// Puts a row in; those below move down.
    pub(crate) fn insert(mut self, sheet: &str, row: usize, cells: &[&str]) -> Self {
        let rows = &mut self.sheets.iter_mut().find(|(name, _)| name == sheet).expect("a sheet").1;
        rows.insert(row - 1, cells.iter().map(|cell| Content::from(*cell)).collect());
        self
    }
    pub(crate) fn rename(mut self, sheet: &str, to: &str) -> Self {
        self.sheets.iter_mut().find(|(name, _)| name == sheet).expect("a sheet").0 = to.to_owned();
        self
    }
    pub(crate) fn without(mut self, sheet: &str) -> Self {
        self.sheets.retain(|(name, _)| name != sheet);
        self
    }
    pub(crate) fn with(mut self, sheet: &str) -> Self {
        self.sheets.push((sheet.to_owned(), vec![vec![Content::from("a")]]));
        self
    }
    pub(crate) fn merge(mut self, sheet: &str, first: &'static str, last: &'static str) -> Self {
        self.merged.push((sheet.to_owned(), first, last));
        self
    }
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let date = Format::new().set_num_format("dd/mm/yyyy");
        let duration = Format::new().set_num_format("[h]:mm");
        for (name, rows) in &self.sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).unwrap();
            for (_, first, last) in self.merged.iter().filter(|merged| &merged.0 == name) {
                let ((r, c), (r2, c2)) = (place(first), place(last));
                let at = |n: usize| u16::try_from(n).unwrap();
                sheet.merge_range(at(r).into(), at(c), at(r2).into(), at(c2), "", &Format::new()).unwrap();
            }
            for (row, cells) in (0_u32..).zip(rows) {
                for (column, content) in (0_u16..).zip(cells) {
                    match content {
                        Content::Blank => {}
                        Content::Text(text) => drop(sheet.write_string(row, column, text).unwrap()),
                        Content::Number(number) => drop(sheet.write_number(row, column, *number).unwrap()),
                        Content::Truth(truth) => drop(sheet.write_boolean(row, column, *truth).unwrap()),
                        Content::Formula(formula, shown) => {
                            let formula = Formula::new(*formula).set_result(*shown);
                            sheet.write_formula(row, column, formula).unwrap();
                        }
                        Content::Date(days) => {
                            let day = ExcelDateTime::from_serial_datetime(*days).unwrap();
                            sheet.write_datetime_with_format(row, column, &day, &date).unwrap();
                        }
                        Content::Duration(days) => {
                            sheet.write_number_with_format(row, column, *days, &duration).unwrap();
                        }
                    }
                }
            }
        }
        workbook.save_to_buffer().unwrap()
    }
}

/// Row and column, from 0, of `D4`.
fn place(cell: &str) -> (usize, usize) {
    let digits = cell.find(|c: char| c.is_ascii_digit()).unwrap();
    let column =
        cell[..digits].bytes().fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1);
    (cell[digits..].parse::<usize>().unwrap() - 1, column - 1)
}

/// The parts of a package.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            (entry.name().unwrap().to_string(), content)
        })
        .collect()
}

/// A package of parts.
pub(crate) fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A right workbook, one part of which is changed as text.
pub(crate) fn changed(book: &Book, part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut parts = parts(&book.bytes());
    let content = &mut parts.iter_mut().find(|(name, _)| name == part).expect("the part").1;
    let after = change(String::from_utf8(content.clone()).unwrap());
    assert_ne!(after.as_bytes(), content.as_slice(), "the change changes something");
    *content = after.into_bytes();
    packed(&parts)
}

/// The sheet's XML with another element for one cell.
pub(crate) fn with_cell(xml: &str, cell: &str, element: &str) -> String {
    let from = xml.find(&format!("<c r=\"{cell}\"")).expect("the cell");
    let length = xml[from..].find("</c>").expect("its end") + "</c>".len();
    format!("{}{element}{}", &xml[..from], &xml[from + length..])
}

/// A package with a part that unpacks to `size` spaces, written without holding them.
pub(crate) fn bomb(size: u64) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts(&Book::right().bytes()) {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        archive.write_all(&content).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            std::io::copy(&mut std::io::repeat(b' ').take(size), &mut archive).unwrap();
        }
    }
    archive.finish().unwrap().into_inner()
}

/// Writes `value` over the `offset`-th byte of every header with this signature whose entry is called `name`.
/// `name_at` is where the name begins in such a header.
pub(crate) fn lie(
    bytes: &mut [u8],
    signature: &[u8; 4],
    name_at: usize,
    name: &str,
    offset: usize,
    value: &[u8],
) {
    let found: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(at, window)| *window == signature && bytes[at + name_at..].starts_with(name.as_bytes()))
        .map(|(at, _)| at)
        .collect();
    assert!(!found.is_empty(), "no header of {name}");
    for at in found {
        bytes[at + offset..at + offset + value.len()].copy_from_slice(value);
    }
}
