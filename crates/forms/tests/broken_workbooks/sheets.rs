//! Sheets and headers.

use super::Case;
use super::book::{Book, changed};

pub(crate) fn cases() -> Vec<Case> {
    let book = Book::right;
    vec![
        ("no sheet survey", book().without("survey").bytes(), vec!["the file: there is no sheet `survey`"]),
        (
            "a sheet survey that is misspelt",
            book().rename("survey", "survay").bytes(),
            vec!["the file: there is no sheet `survey`"],
        ),
        (
            "two sheets survey",
            book().with("SURVEY ").bytes(),
            vec!["SURVEY : there are two sheets of this name"],
        ),
        (
            "no settings",
            book().without("settings").bytes(),
            vec!["settings, row 2, column form_id: the cell is empty"],
        ),
        (
            "no form_id",
            book().set("settings", "B2", "").bytes(),
            vec!["settings, row 2, column form_id (B2): the cell is empty"],
        ),
        (
            "settings in two rows",
            book().insert("settings", 3, &["Đơn khác", "khac"]).bytes(),
            vec!["settings, row 3: the settings have one row only"],
        ),
        (
            "no choices at all",
            book().without("choices").bytes(),
            vec!["survey, row 3, column type (A3): there is no list `co_khong` on the sheet choices"],
        ),
        (
            "a title above the header",
            book().insert("survey", 1, &["Tờ khai", "", "", ""]).bytes(),
            vec!["survey, row 1: there is no column `type`", "survey, row 1: there is no column `name`"],
        ),
        (
            "a blank row above the header",
            book().insert("choices", 1, &[]).bytes(),
            vec!["choices, row 1: the sheet has no header in row 1"],
        ),
        (
            "no column type",
            book().set("survey", "A1", "kiểu").bytes(),
            vec!["survey, row 1: there is no column `type`"],
        ),
        (
            "no column name",
            book().set("choices", "B1", "").bytes(),
            vec!["choices, row 1: there is no column `name`"],
        ),
        (
            "no column list_name",
            book().set("choices", "A1", "nhóm").bytes(),
            vec!["choices, row 1: there is no column `list_name`"],
        ),
        (
            "a column twice",
            book().set("survey", "H1", "label").bytes(),
            vec!["survey, row 1, column label (H1): the column `label` stands at C too"],
        ),
        (
            "a column twice in two spellings",
            book().set("survey", "E1", "Relevance").bytes(),
            vec!["survey, row 1, column Relevance (E1): the column `relevant` stands at D too"],
        ),
        (
            "a language twice",
            book()
                .set("survey", "C1", "label::Tiếng Việt (vi)")
                .set("survey", "H1", "label : Tiếng Việt (vi)")
                .bytes(),
            vec![
                "survey, row 1, column label : Tiếng Việt (vi) (H1): the column `label::Tiếng Việt (vi)` stands at C too",
            ],
        ),
        (
            "a formula in the header",
            changed(&book(), "xl/worksheets/sheet1.xml", |xml| {
                super::book::with_cell(&xml, "D1", "<c r=\"D1\" t=\"str\"><f>A9</f><v>relevant</v></c>")
            }),
            vec!["survey, row 1, column relevant (D1): the cell holds a formula"],
        ),
        (
            "a header that is merged",
            book().merge("survey", "C1", "C2").bytes(),
            vec!["survey, row 1, column label (C1): the cells C1:C2 are merged"],
        ),
        (
            "a text in the last cell of all",
            changed(&book(), "xl/worksheets/sheet1.xml", |xml| {
                let far = "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData>";
                xml.replacen("</sheetData>", far, 1).replacen(
                    "<dimension ref=\"A1:I5\"/>",
                    "<dimension ref=\"A1:XFD1048576\"/>",
                    1,
                )
            }),
            vec!["survey, row 1048576 (XFD1048576): a sheet has at most 200001 rows"],
        ),
        (
            "a text too far to the right",
            book().set("survey", "IW2", "x").bytes(),
            vec!["survey, row 2 (IW2): a sheet has at most 256 columns"],
        ),
        (
            "a cell with a book in it",
            changed(&book(), "xl/worksheets/sheet1.xml", |xml| {
                let long = "a".repeat(40_000);
                super::book::with_cell(
                    &xml,
                    "C2",
                    &format!("<c r=\"C2\" t=\"inlineStr\"><is><t>{long}</t></is></c>"),
                )
            }),
            vec!["survey, row 2, column label (C2): the cell has more than 32767 characters"],
        ),
    ]
}
