//! Where each column of a form stands in its file, so that a fault of the form is told at its cell.

use super::fault::{FaultProblem, FormFault, Place};
use super::letters::letters;
use crate::{FormError, Sheet};

/// The sheets and columns of a file, by the names that the form knows them under.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    pub(super) sheets: Vec<SheetLayout>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct SheetLayout {
    pub(super) sheet: Sheet,
    /// As the workbook spells it.
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// The row of the settings.
    pub(super) settings_row: Option<u32>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Column {
    /// As the form knows it: `label::English (en)`.
    pub(super) known_as: String,
    /// As its author wrote it.
    pub(super) header: String,
    /// From 0; none where columns have no letters.
    pub(super) index: Option<u32>,
}

impl Layout {
    /// The fault with its place in the file.
    pub fn fault(&self, error: FormError) -> FormFault {
        let place = self.place(error.sheet, error.row, &error.column);
        FormFault { place, problem: FaultProblem::Form(error.problem) }
    }
    /// The place of a column of a row. A column that the file does not have keeps the form's name for it.
    pub fn place(&self, sheet: Sheet, row: usize, column: &str) -> Place {
        let Some(layout) = self.of(sheet) else {
            return Place {
                sheet: Some(sheet.to_string()),
                row: Some(row),
                column: Some(column.to_owned()),
                letter: None,
            };
        };
        let row = match (sheet, layout.settings_row) {
            (Sheet::Settings, Some(row)) => usize::try_from(row).unwrap_or_default(),
            _ => row,
        };
        let found = column.split(", ").find_map(|column| layout.column(column));
        Place {
            sheet: Some(layout.name.clone()),
            row: Some(row),
            column: Some(found.map_or(column, |found| &found.header).to_owned()),
            letter: found.and_then(|found| found.index).map(letters),
        }
    }
    pub(super) fn of(&self, sheet: Sheet) -> Option<&SheetLayout> {
        self.sheets.iter().find(|layout| layout.sheet == sheet)
    }
}

impl SheetLayout {
    /// The column, or the first of its languages.
    fn column(&self, known_as: &str) -> Option<&Column> {
        let exact = self.columns.iter().find(|column| column.known_as == known_as);
        exact.or_else(|| {
            self.columns.iter().find(|column| {
                column.known_as.strip_prefix(known_as).is_some_and(|language| language.starts_with("::"))
            })
        })
    }
}
