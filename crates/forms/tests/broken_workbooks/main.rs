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

use forms::workbook::{FaultList, FormFault, Limits, read_xlsx};
use i18n::{Language, Texts};

/// What is wrong, the file, and every fault in order.
pub(crate) type Case = (&'static str, Vec<u8>, Vec<&'static str>);

/// Every fault of a file, and those of the form in it.
fn faults(bytes: &[u8]) -> FaultList {
    match read_xlsx(bytes, &Limits::STANDARD) {
        Err(faults) => faults,
        Ok(file) => file.load().err().unwrap_or_default(),
    }
}

/// `count`: so many cases there are, so that none is lost unseen.
fn check(count: usize, cases: Vec<Case>) {
    assert_eq!(cases.len(), count);
    let mut wrong = Vec::new();
    for (name, bytes, expected) in cases {
        let found = faults(&bytes);
        let told: Vec<String> = found.told.iter().map(ToString::to_string).collect();
        if told != expected || found.more > 0 {
            wrong.push(format!("{name}: {told:#?} and {} more", found.more));
        }
        let words = [Language::Vi, Language::En].map(Texts::new);
        wrong.extend(found.told.iter().flat_map(|fault| words.iter().filter_map(|t| badly_told(fault, t))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with the sentence of a fault, if anything: it names the sheet, the row and the cell, says what
/// is wrong and what to do, and shows neither keys nor code.
fn badly_told(fault: &FormFault, t: &Texts) -> Option<String> {
    let sentence = wording::sentence(fault, t);
    let line = sentence.line(t);
    let place = &fault.place;
    let named =
        [place.sheet.clone(), place.row.map(|row| row.to_string()), place.column.clone(), place.cell()];
    let complete = named.iter().flatten().all(|name| sentence.place.contains(name))
        && line.contains(&sentence.place)
        && line.contains(&sentence.happened)
        && line.contains(&sentence.to_do)
        && !sentence.happened.is_empty()
        && sentence.to_do.ends_with(['.', ')', '?'])
        && !line.contains("form-fault");
    (!complete).then_some(line)
}

#[test]
fn files_that_are_no_workbooks() {
    check(24, files::cases());
}

#[test]
fn sheets_and_headers() {
    check(20, sheets::cases());
}

#[test]
fn cells_that_hold_no_text() {
    check(12, cells::cases());
}

#[test]
fn forms_that_cannot_work() {
    check(48, form::cases());
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
