//! What is wrong with a form, at its cell.

use crate::ExprError;
use std::fmt;

/// A sheet of the workbook.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
pub enum Sheet {
    Settings,
    Survey,
    Choices,
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Settings => "settings",
            Self::Survey => "survey",
            Self::Choices => "choices",
        })
    }
}

/// One fault of a form. Rows count as in a spreadsheet: the header is row 1.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, serde::Serialize)]
#[error("{sheet}, row {row}, column {column}: {problem}")]
pub struct FormError {
    pub sheet: Sheet,
    pub row: usize,
    pub column: String,
    pub problem: FormProblem,
}

/// Why a cell does not do.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, serde::Serialize)]
pub enum FormProblem {
    #[error("the cell is empty")]
    Missing,
    #[error("`{name}` is not a name: letters, digits, `_`, `-` and `.`, beginning with a letter or `_`")]
    BadName { name: String },
    #[error("the name `{name}` stands in row {first_row} too")]
    DuplicateName { name: String, first_row: usize },
    #[error("there is no question type `{kind}`")]
    UnknownType { kind: String },
    #[error("the type `{kind}` is XLSForm, but not supported yet")]
    NotSupportedYet { kind: String },
    #[error("there is no column `{column}` on this sheet")]
    UnknownColumn { column: String },
    #[error("there is no list `{list}` on the sheet choices")]
    UnknownList { list: String },
    #[error("there is no question `{name}`")]
    UnknownReference { name: String },
    #[error("the choices have no column `{name}`")]
    UnknownChoiceColumn { name: String },
    #[error("{0}")]
    Expression(ExprError),
    #[error("these depend on each other in a circle: {}", path.join(" → "))]
    Cycle { path: Vec<String> },
    #[error("`end group` without a `begin group`")]
    EndWithoutBegin,
    #[error("this group is never closed")]
    GroupNotClosed,
    #[error("more than {max} rows")]
    TooManyRows { max: usize },
}
