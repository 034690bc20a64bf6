//! A form's source as it was read of a file, with everything that is wrong or unusual in it.

use super::fault::{FaultList, FormFault, Place};
use super::layout::Layout;
use super::limits::Limits;
use crate::{Form, FormError, FormProblem, FormSource, Sheet};
use std::collections::BTreeMap;

/// What was read of a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FormFile {
    /// What could be understood. With faults it is only good for looking for further ones.
    pub source: FormSource,
    pub layout: Layout,
    pub faults: FaultList,
    pub warnings: Vec<FormFault>,
    /// Sheets that are missing or whose header lacks a column without which nothing of them can be understood.
    pub(super) not_understood: Vec<Sheet>,
    pub(super) limits: Limits,
}

impl FormFile {
    /// A source whose rows are counted and whose columns have no letters.
    pub(super) fn of(source: FormSource, limits: Limits) -> Self {
        Self { source, limits, ..Self::default() }
    }

    /// The form, or every fault of the file and of the form in it, in the order of the sheets.
    /// A cell that is at fault itself is not told a second time for what follows from it.
    pub fn load(&self) -> Result<Form, FaultList> {
        let mut faults = self.faults.clone();
        let form = Form::load(&self.source);
        for error in form.as_ref().err().into_iter().flatten() {
            let fault = self.layout.fault(self.pointed(error));
            if !self.follows(error) && !self.faults.told.iter().any(|told| told.place == fault.place) {
                faults.note(self.limits.faults, fault.place, fault.problem);
            }
        }
        match form {
            Ok(form) if faults.is_empty() => Ok(form),
            Ok(_) | Err(_) => {
                faults.told.sort_by_key(|fault| self.rank(&fault.place));
                Err(faults)
            }
        }
    }

    /// The fault at one cell, where it names several columns: at the first of them that the row fills.
    fn pointed(&self, error: &FormError) -> FormError {
        let mut error = error.clone();
        if error.column.contains(", ") {
            let survey = self.source.survey.iter().enumerate();
            let row = survey.map(|(at, row)| (row.origin.number(at), row)).find(|(at, _)| *at == error.row);
            let cells: BTreeMap<String, String> = row.map(|(_, row)| row.clone().into()).unwrap_or_default();
            let filled = error.column.split(", ").find(|column| cells.contains_key(*column));
            error.column = filled.map_or_else(|| error.column.clone(), str::to_owned);
        }
        error
    }

    /// What is no hindrance: of the file, and of the form that [`FormFile::load`] gave.
    pub fn warnings_with(&self, form: &Form) -> Vec<FormFault> {
        let of_form = form.warnings().iter().map(|warning| self.layout.fault(warning.clone()));
        self.warnings.iter().cloned().chain(of_form).take(self.limits.faults).collect()
    }

    /// Whether a fault of the form is there only because a whole sheet could not be understood.
    fn follows(&self, error: &FormError) -> bool {
        let lost = |sheet| self.not_understood.contains(&sheet);
        lost(error.sheet)
            || (lost(Sheet::Survey) && matches!(error.problem, FormProblem::UnknownReference { .. }))
            || (lost(Sheet::Choices) && matches!(error.problem, FormProblem::UnknownList { .. }))
    }

    /// The order in which faults are told: file, settings, survey, choices; from the top, from the left.
    fn rank(&self, place: &Place) -> (usize, usize, usize, Option<String>) {
        let known = |sheet| self.layout.of(sheet).map(|layout| layout.name.as_str());
        let sheets = [known(Sheet::Settings), known(Sheet::Survey), known(Sheet::Choices)];
        let sheet = match &place.sheet {
            None => 0,
            Some(name) => sheets.iter().position(|known| *known == Some(name)).map_or(4, |at| at + 1),
        };
        let letter = place.letter.clone();
        (sheet, place.row.unwrap_or_default(), letter.as_ref().map_or(usize::MAX, String::len), letter)
    }
}
