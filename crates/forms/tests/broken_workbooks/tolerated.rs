//! What is unusual and read all the same, as pyxform reads it.

use super::book::{Book, Content, changed};
use forms::workbook::{FormFile, Limits, read_xlsx};

fn read(bytes: &[u8]) -> FormFile {
    let file = read_xlsx(bytes, &Limits::STANDARD).unwrap();
    assert!(file.faults.is_empty(), "{}", file.faults);
    file
}

fn warnings(bytes: &[u8]) -> Vec<String> {
    read(bytes).warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn numbers_are_as_written_truth_is_spelt_out_and_dates_are_iso() {
    let book = Book::right()
        .set("survey", "H2", Content::Number(3.0))
        .set("survey", "H3", Content::Number(0.1))
        .set("survey", "H4", Content::Date(46_351.0))
        .set("survey", "G3", Content::Truth(true))
        .set("settings", "C2", Content::Date(46_351.75));
    let source = read(&book.bytes()).source;
    let defaults: Vec<&str> = source.survey.iter().map(|row| row.default.as_str()).collect();
    assert_eq!(defaults, ["3", "0.1", "2026-11-25", ""]);
    assert_eq!(source.survey[1].required, "TRUE");
    assert_eq!(source.settings.version, "2026-11-25T18:00:00");
}

#[test]
fn blank_rows_and_columns_shift_nothing() {
    let book = Book::right()
        .insert("survey", 2, &[])
        .insert("survey", 5, &[" ", "\u{a0}"])
        .set("survey", "K4", "ghi chú")
        .set("survey", "D6", "${ban_sao} = ");
    let file = read(&book.bytes());
    let rows: Vec<usize> = file.source.survey.iter().map(|row| row.origin.number(0)).collect();
    assert_eq!(rows, [3, 4, 6, 7]);
    let faults = file.load().unwrap_err();
    let [fault] = faults.told.as_slice() else { panic!("{faults}") };
    assert_eq!(fault.place.cell().as_deref(), Some("D6"));
    let told: Vec<String> = file.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["survey, row 4 (K4): there is a text below an empty header; the column is not used"]);
}

#[test]
fn headers_may_be_spelt_as_authors_do() {
    let book = Book::right()
        .set("survey", "A1", " Type ")
        .set("survey", "B1", "NAME")
        .set("survey", "C1", "Label::Tiếng Việt (vi)")
        .set("survey", "D1", "bind::relevant")
        .set("survey", "F1", "calculate")
        .set("survey", "I1", "Choice\u{a0}Filter")
        .set("choices", "A1", "list name")
        .set("choices", "B1", "value")
        .set("choices", "C1", "label:English (en)")
        .set("settings", "A1", "Form Title")
        .set("settings", "B1", "set form id");
    let plain = read(&Book::right().bytes()).source;
    let file = read(&book.bytes());
    assert_eq!(file.source.settings, plain.settings);
    assert_eq!(file.source.survey[2].relevant, plain.survey[2].relevant);
    assert_eq!(file.source.survey[0].label.exactly("vi"), Some("Họ và tên"));
    assert_eq!(file.source.choices[0].label.exactly("en"), Some("Có"));
    assert!(file.load().is_ok());
}

#[test]
fn bent_quotes_and_spaces_that_do_not_break_are_straightened_in_expressions_only() {
    let book = Book::right()
        .set("survey", "C2", "Họ “và”\u{a0}tên")
        .set("survey", "D4", "\u{a0}${ban_sao}\u{a0}= ‘co’ ")
        .set("survey", "A4", "integer\u{a0}");
    let source = read(&book.bytes()).source;
    assert_eq!(source.survey[2].relevant, "${ban_sao} = 'co'");
    assert_eq!(source.survey[2].kind, "integer");
    assert_eq!(source.survey[0].label.get("vi"), "Họ “và”\u{a0}tên");
}

#[test]
fn sheets_are_known_in_any_case_and_others_are_left_alone() {
    let book = Book::right()
        .rename("survey", "Survey")
        .rename("choices", "CHOICES")
        .with("Ghi chú")
        .with("entities")
        .with("setting")
        .with("_settings");
    assert_eq!(
        warnings(&book.bytes()),
        ["entities: the sheet is not used", "setting: the sheet is not used; was `settings` meant?",]
    );
    let broken = book.set("Survey", "A2", "txt").bytes();
    assert!(read(&broken).load().unwrap_err().to_string().contains("Survey, row 2, column type (A2)"));
}

#[test]
fn notes_and_columns_without_a_use_are_told_and_left_out() {
    let book = Book::right()
        .insert("survey", 3, &["", "", "", "", "", "", "", "chỉ là ghi chú"])
        .set("settings", "F1", "style")
        .set("settings", "F2", "pages");
    assert_eq!(
        warnings(&book.bytes()),
        [
            "settings, row 1, column style (F1): the column is not used",
            "survey, row 3: a row without type, name and label is not used",
        ]
    );
}

#[test]
fn a_package_may_be_written_in_other_ways_than_ours() {
    let promise = changed(&Book::right(), "xl/sharedStrings.xml", |xml| {
        let from = xml.find("uniqueCount=\"").unwrap() + "uniqueCount=\"".len();
        let to = from + xml[from..].find('"').unwrap();
        format!("{}18446744073709551615{}", &xml[..from], &xml[to..])
    });
    let lowered = changed(&Book::right(), "xl/worksheets/sheet1.xml", |xml| {
        xml.replacen("<c r=\"B2\"", "<c r=\"b2\"", 1)
    });
    let unnumbered = changed(&Book::right(), "xl/worksheets/sheet2.xml", |xml| {
        xml.replace(" r=\"A1\"", "").replace(" r=\"B1\"", "").replace(" r=\"C1\"", "")
    });
    let plain = read(&Book::right().bytes()).source;
    for (name, bytes) in [("a promise", promise), ("small letters", lowered), ("no numbers", unnumbered)] {
        assert_eq!(read(&bytes).source, plain, "{name}");
    }
}
