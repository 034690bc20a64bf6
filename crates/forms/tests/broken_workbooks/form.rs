//! Workbooks whose cells are fine and whose form is not.

use super::Case;
use super::book::Book;

pub(crate) fn cases() -> Vec<Case> {
    let book = Book::right;
    vec![
        (
            "an unknown type",
            book().set("survey", "A2", "txt").bytes(),
            vec!["survey, row 2, column type (A2): there is no question type `txt`"],
        ),
        (
            "no type",
            book().set("survey", "A2", "").bytes(),
            vec!["survey, row 2, column type (A2): there is no question type ``"],
        ),
        (
            "no name",
            book().insert("survey", 6, &["text", "", "Không tên"]).bytes(),
            vec!["survey, row 6, column name (B6): the cell is empty"],
        ),
    ]
}
