//! Broken workbooks: each gives every fault of it at its cell, and nothing else.
//!
//! A case says what is wrong, how the file is made, and the exact list of faults. Each fault is also told as a
//! sentence in both languages, which names the cell.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test whose setting cannot be built has failed"
)]

mod book;
mod cells;
mod files;
mod form;
mod sheets;
mod tolerated;

use forms::workbook::{FaultList, Limits, read_xlsx};

/// What is wrong, the file, and every fault in order.
pub(crate) type Case = (&'static str, Vec<u8>, Vec<&'static str>);

/// Every fault of a file, and those of the form in it.
fn faults(bytes: &[u8]) -> FaultList {
    match read_xlsx(bytes, &Limits::STANDARD) {
        Err(faults) => faults,
        Ok(file) => file.load().err().unwrap_or_default(),
    }
}

fn check(cases: Vec<Case>) {
    let mut wrong = Vec::new();
    for (name, bytes, expected) in cases {
        let found = faults(&bytes);
        let told: Vec<String> = found.told.iter().map(ToString::to_string).collect();
        if told != expected || found.more > 0 {
            wrong.push(format!("{name}: {told:#?} and {} more", found.more));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_that_are_no_workbooks() {
    check(files::cases());
}

#[test]
fn sheets_and_headers() {
    check(sheets::cases());
}

#[test]
fn cells_that_hold_no_text() {
    check(cells::cases());
}

#[test]
fn forms_that_cannot_work() {
    check(form::cases());
}

#[test]
fn there_are_more_than_fifty() {
    let cases = files::cases().len() + sheets::cases().len() + cells::cases().len() + form::cases().len();
    assert!(cases >= 50, "{cases}");
}

#[test]
fn the_workbook_that_they_are_made_of_is_right() {
    assert_eq!(faults(&book::Book::right().bytes()), FaultList::default());
}

#[test]
fn more_faults_than_anybody_reads_are_counted() {
    let mut book = book::Book::right();
    for row in 6..306 {
        book = book.set("survey", &format!("A{row}"), "tekst").set("survey", &format!("B{row}"), "x y");
    }
    let found = faults(&book.bytes());
    assert_eq!(found.told.len(), Limits::STANDARD.faults);
    assert!(found.more >= 400, "{}", found.more);
}
