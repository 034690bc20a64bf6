//! What is wrong with a workbook, at its cell.

use super::letters::letters;
use crate::FormProblem;
use std::fmt;

/// Where a fault is. What is not known or not meant is left out: a file that cannot be opened has no sheet.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Place {
    /// The sheet by the name it has in the workbook.
    pub sheet: Option<String>,
    /// The row as the spreadsheet numbers it: the header is row 1.
    pub row: Option<usize>,
    /// The header of the column as its author wrote it.
    pub column: Option<String>,
    /// The letters of the column, such as `F` or `AB`; none in YAML.
    pub letter: Option<String>,
}

impl Place {
    /// The cell as spreadsheets name it, such as `F12`.
    pub fn cell(&self) -> Option<String> {
        Some(format!("{}{}", self.letter.as_deref()?, self.row?))
    }
    pub(super) fn sheet(name: &str) -> Self {
        Self { sheet: Some(name.to_owned()), ..Self::default() }
    }
    pub(super) fn at(sheet: &str, row: u32, column: Option<&str>, index: Option<u32>) -> Self {
        Self {
            sheet: Some(sheet.to_owned()),
            row: usize::try_from(row).ok(),
            column: column.map(str::to_owned),
            letter: index.map(letters),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(sheet) = &self.sheet else { return f.write_str("the file") };
        f.write_str(sheet)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        match (self.cell(), &self.letter) {
            (Some(cell), _) => write!(f, " ({cell})"),
            (None, Some(letter)) => write!(f, " ({letter})"),
            (None, None) => Ok(()),
        }
    }
}

/// One fault, or one warning, of a form in a file.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct FormFault {
    pub place: Place,
    pub problem: FaultProblem,
}

/// A fault of the workbook itself, or of the form that it holds.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, serde::Serialize)]
pub enum FaultProblem {
    #[error("{0}")]
    Workbook(WorkbookProblem),
    #[error("{0}")]
    Form(FormProblem),
}

/// What file this is instead of an Excel workbook.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize)]
pub enum OtherFile {
    /// `.xls`, of Excel before 2007.
    OldExcel,
    /// `.xlsb`.
    BinaryExcel,
    /// A page of the web that was saved under the name of a workbook.
    WebPage,
    /// `.ods` of LibreOffice.
    OpenDocument,
    /// `.docx`, `.pptx`.
    OtherOffice,
    Unknown,
}

/// Why a file or a cell cannot be taken as it is.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, serde::Serialize)]
pub enum WorkbookProblem {
    // The file.
    #[error("the file is empty")]
    EmptyFile,
    #[error("the file is larger than {max} bytes")]
    FileTooLarge { max: usize },
    #[error("the file unpacks to more than {max} bytes")]
    UnpacksTooLarge { max: usize },
    #[error("this is not an Excel workbook (.xlsx): {found:?}")]
    NotAWorkbook { found: OtherFile },
    #[error("the workbook is protected by a password")]
    Encrypted,
    #[error("the file is damaged at {part}")]
    Damaged { part: String },
    #[error("the part {part} declares a document type, which no spreadsheet does")]
    DocumentType { part: String },
    #[error("the text is not UTF-8")]
    NotUtf8,
    #[error("the YAML cannot be read: {reason}")]
    NotYaml { reason: String },
    #[error("the CSV cannot be read")]
    NotCsv,
    // The sheets.
    #[error("there is no sheet `{sheet}`")]
    NoSheet { sheet: &'static str },
    #[error("there are two sheets of this name")]
    SheetTwice,
    #[error("the sheet has no header in row 1")]
    NoHeader,
    #[error("there is no column `{column}`")]
    NoColumn { column: &'static str },
    #[error("the column `{column}` stands at {first} too")]
    ColumnTwice { column: String, first: String },
    #[error("a sheet has at most {max} rows")]
    TooManyRows { max: u32 },
    #[error("a sheet has at most {max} columns")]
    TooManyColumns { max: u32 },
    #[error("a workbook has at most {max} cells with a text")]
    TooManyCells { max: usize },
    #[error("the cells together hold more than {max} bytes")]
    TooMuchText { max: usize },
    #[error("the settings have one row only")]
    SecondSettingsRow,
    // The cell.
    #[error("the cell has more than {max} characters")]
    CellTooLong { max: usize },
    #[error("the cell holds a formula")]
    Formula,
    #[error("the cell shows the error {value}")]
    ErrorValue { value: String },
    #[error("the cells {range} are merged")]
    Merged { range: String },
    #[error("the cell holds a date ({iso}) where a text belongs")]
    DateInText { iso: String },
    #[error("the cell holds a duration")]
    Duration,
    // Warnings: what is read all the same.
    #[error("the sheet is not used")]
    SheetNotUsed,
    #[error("the sheet is not used; was `{meant}` meant?")]
    SheetNameNear { meant: &'static str },
    #[error("the column is not used")]
    ColumnNotUsed,
    #[error("there is a text below an empty header; the column is not used")]
    TextWithoutHeader,
    #[error("a row without type, name and label is not used")]
    RowNotUsed,
    /// In YAML, where `no` without quotes is not a text.
    #[error("`{written}` without quotes is read as {read_as}")]
    TruthForText { written: String, read_as: bool },
}

/// Faults in the order of the sheets; those beyond the limit are counted, not told.
#[derive(Clone, PartialEq, Eq, Debug, Default, thiserror::Error)]
#[error("{} faults, the first: {}", told.len() + more, told.first().map(ToString::to_string).unwrap_or_default())]
pub struct FaultList {
    pub told: Vec<FormFault>,
    pub more: usize,
}

impl FaultList {
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }
    pub(super) fn of_file(problem: WorkbookProblem) -> Self {
        Self::of(Place::default(), problem)
    }
    pub(super) fn of(place: Place, problem: WorkbookProblem) -> Self {
        let problem = FaultProblem::Workbook(problem);
        Self { told: vec![FormFault { place, problem }], more: 0 }
    }
    pub(super) fn note(&mut self, max: usize, place: Place, problem: FaultProblem) {
        if self.told.len() < max {
            self.told.push(FormFault { place, problem });
        } else {
            self.more = self.more.saturating_add(1);
        }
    }
}
