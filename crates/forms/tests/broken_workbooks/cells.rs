//! Cells that hold something else than a text.

use super::Case;
use super::book::{Book, Content, changed, with_cell};

/// 25 November 2026 as Excel counts days.
const DAY: f64 = 46_351.0;

pub(crate) fn cases() -> Vec<Case> {
    let book = Book::right;
    let error = |cell: &'static str, shown: &'static str| {
        changed(&book(), "xl/worksheets/sheet1.xml", |xml| {
            with_cell(&xml, cell, &format!("<c r=\"{cell}\" t=\"e\"><v>{shown}</v></c>"))
        })
    };
    vec![
        (
            "a formula for a condition",
            book().set("survey", "D4", Content::Formula("=CONCAT(\"a\")", "${ban_sao} = 'co'")).bytes(),
            vec!["survey, row 4, column relevant (D4): the cell holds a formula"],
        ),
        (
            "a formula that shows nothing",
            book().set("survey", "C2", Content::Formula("=A99", "")).bytes(),
            vec!["survey, row 2, column label (C2): the cell holds a formula"],
        ),
        (
            "a formula for a name, which others refer to",
            book().set("survey", "B3", Content::Formula("=A99", "ban_sao")).bytes(),
            vec!["survey, row 3, column name (B3): the cell holds a formula"],
        ),
        (
            "formulas shared by a column",
            changed(&book(), "xl/worksheets/sheet2.xml", |xml| {
                let first = "<c r=\"C2\" t=\"str\"><f t=\"shared\" ref=\"C2:C3\" si=\"99999999999\">B2</f><v>co</v></c>";
                let second = "<c r=\"C3\" t=\"str\"><f t=\"shared\" si=\"99999999999\"/><v>khong</v></c>";
                with_cell(&with_cell(&xml, "C2", first), "C3", second)
            }),
            vec![
                "choices, row 2, column label (C2): the cell holds a formula",
                "choices, row 3, column label (C3): the cell holds a formula",
            ],
        ),
        (
            "a reference that Excel has lost",
            error("D4", "#REF!"),
            vec!["survey, row 4, column relevant (D4): the cell shows the error #REF!"],
        ),
        (
            "a name that Excel does not know",
            error("C3", "#NAME?"),
            vec!["survey, row 3, column label (C3): the cell shows the error #NAME?"],
        ),
        (
            "merged cells",
            book().set("survey", "C5", "Gấp đôi").merge("survey", "C4", "D5").bytes(),
            vec!["survey, row 4, column label (C4): the cells C4:D5 are merged"],
        ),
        (
            "a choice that Excel took for a date",
            book().set("choices", "B3", Content::Date(DAY)).bytes(),
            vec!["choices, row 3, column name (B3): the cell holds a date (2026-11-25) where a text belongs"],
        ),
        (
            "a condition that Excel took for a date and a time",
            book().set("survey", "D4", Content::Date(DAY + 0.5)).bytes(),
            vec![
                "survey, row 4, column relevant (D4): the cell holds a date (2026-11-25T12:00:00) where a text belongs",
            ],
        ),
        (
            "a number of the form that Excel took for a date",
            book().set("settings", "B2", Content::Date(DAY)).bytes(),
            vec![
                "settings, row 2, column form_id (B2): the cell holds a date (2026-11-25) where a text belongs",
            ],
        ),
        (
            "a length of time",
            book().set("survey", "H2", Content::Duration(1.5)).bytes(),
            vec!["survey, row 2, column default (H2): the cell holds a duration"],
        ),
        (
            "four things at once, in the order of the sheets",
            book()
                .set("choices", "C2", Content::Formula("=A1", "Có"))
                .set("survey", "B2", Content::Date(DAY))
                .set("survey", "A4", "intejer")
                .set("settings", "E2", "${ho_ten")
                .bytes(),
            vec![
                "settings, row 2, column instance_name (E2): the reference that begins at 0 is not of the form ${name}",
                "survey, row 2, column name (B2): the cell holds a date (2026-11-25) where a text belongs",
                "survey, row 4, column type (A4): there is no question type `intejer`",
                "choices, row 2, column label (C2): the cell holds a formula",
            ],
        ),
    ]
}
