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

/// Why a cell does not do. The last variants are warnings: [`FormProblem::is_warning`].
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
    #[error("the type `{kind}` is XLSForm, but not supported here")]
    NotSupported { kind: String },
    #[error("there is no list `{list}` on the sheet choices")]
    UnknownList { list: String },
    #[error("`{file}` is not a file of choices: its name ends in .csv")]
    BadFileName { file: String },
    #[error("there is no question `{name}`")]
    UnknownReference { name: String },
    #[error("`{name}` is a group or a repeat, and a question is wanted here")]
    NotAQuestion { name: String },
    #[error("answers of the last form that was sent are not kept: `${{last-saved#{name}}}` cannot be used")]
    LastSaved { name: String },
    #[error("`{name}` has a meaning in choice_filter only; a question is ${{{name}}}")]
    BareName { name: String },
    #[error("the choices have no column `{name}`")]
    UnknownChoiceColumn { name: String },
    #[error("there is no list or file `{name}` to look into")]
    UnknownInstance { name: String },
    #[error("{0}")]
    Expression(ExprError),
    #[error("these depend on each other in a circle: {}", path.join(" → "))]
    Cycle { path: Vec<String> },
    #[error("an `end` without its `begin`")]
    EndWithoutBegin,
    #[error("this closes what row {begin_row} opens as something else")]
    WrongEnd { begin_row: usize },
    #[error("this group or repeat is never closed")]
    GroupNotClosed,
    #[error("there is no parameter `{parameter}` for this type")]
    UnknownParameter { parameter: String },
    #[error("`{value}` is no value of the parameter `{parameter}`")]
    BadParameter { parameter: String, value: String },
    #[error("the default `{value}` is no answer to a question of this type")]
    BadDefault { value: String },
    #[error("a trigger is a question, written ${{name}}, or several with a comma between them")]
    BadTrigger,
    #[error("more than {max} rows")]
    TooManyRows { max: usize },
    #[error("groups and repeats nested more than {max} deep")]
    TooDeep { max: usize },
    /// Warning.
    #[error("there is no column `{column}` on this sheet")]
    UnknownColumn { column: String },
    /// Warning: XPath gives no nodes for it.
    #[error("the path `{path}` leads to no question, group or repeat")]
    PathToNowhere { path: String },
    /// Warning.
    #[error("rows of the type `{kind}` are left out here")]
    IgnoredType { kind: String },
    /// Warning.
    #[error("the sheet `{name}` is left out here")]
    IgnoredSheet { name: String },
}

impl FormProblem {
    /// Whether the form can be used all the same.
    pub const fn is_warning(&self) -> bool {
        match self {
            Self::UnknownColumn { .. }
            | Self::PathToNowhere { .. }
            | Self::IgnoredType { .. }
            | Self::IgnoredSheet { .. } => true,
            Self::Missing
            | Self::BadName { .. }
            | Self::DuplicateName { .. }
            | Self::UnknownType { .. }
            | Self::NotSupported { .. }
            | Self::UnknownList { .. }
            | Self::BadFileName { .. }
            | Self::UnknownReference { .. }
            | Self::NotAQuestion { .. }
            | Self::LastSaved { .. }
            | Self::BareName { .. }
            | Self::UnknownChoiceColumn { .. }
            | Self::UnknownInstance { .. }
            | Self::Expression(_)
            | Self::Cycle { .. }
            | Self::EndWithoutBegin
            | Self::WrongEnd { .. }
            | Self::GroupNotClosed
            | Self::UnknownParameter { .. }
            | Self::BadParameter { .. }
            | Self::BadDefault { .. }
            | Self::BadTrigger
            | Self::TooManyRows { .. }
            | Self::TooDeep { .. } => false,
        }
    }
}
