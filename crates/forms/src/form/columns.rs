//! Cells → parsed expressions, with every fault noted at its cell.

use super::{Answerable, Initial};
use crate::expr::{Expr, parse};
use crate::{ExprError, FormError, FormProblem, Sheet};
use std::collections::BTreeMap;

/// Names that expressions may use, and the faults found so far.
pub(super) struct Faults {
    pub(super) found: Vec<FormError>,
}

impl Faults {
    pub(super) fn note(&mut self, sheet: Sheet, row: usize, column: &str, problem: FormProblem) {
        self.found.push(FormError { sheet, row, column: column.to_owned(), problem });
    }
    /// An expression of the survey; `None` for an empty cell and for one that was noted as a fault.
    pub(super) fn expression(&mut self, row: usize, column: &str, cell: &str) -> Option<Expr> {
        let expr = self.parsed(Sheet::Survey, row, column, cell)?;
        if let Some(name) = expr.columns().first() {
            let error = ExprError::BareName { name: (*name).to_owned() };
            self.note(Sheet::Survey, row, column, FormProblem::Expression(error));
            return None;
        }
        Some(expr)
    }
    /// An expression that may use bare names.
    pub(super) fn parsed(&mut self, sheet: Sheet, row: usize, column: &str, cell: &str) -> Option<Expr> {
        if cell.trim().is_empty() {
            return None;
        }
        match parse(cell) {
            Ok(expr) => Some(expr),
            Err(error) => {
                self.note(sheet, row, column, FormProblem::Expression(error));
                None
            }
        }
    }
    /// `required` or `read_only`.
    pub(super) fn answerable(&mut self, row: usize, column: &str, cell: &str) -> Answerable {
        match cell.trim().to_lowercase().as_str() {
            "" | "no" | "false" | "false()" => Answerable::Always(false),
            "yes" | "true" | "true()" => Answerable::Always(true),
            _ => self.expression(row, column, cell).map_or(Answerable::Always(false), Answerable::When),
        }
    }
    /// As pyxform does: a default with a function or a reference is computed, anything else is a text.
    pub(super) fn default(&mut self, row: usize, cell: &str) -> Initial {
        match parse(cell) {
            Ok(expr) if expr.is_dynamic() => self
                .expression(row, "default", cell)
                .map_or_else(|| Initial::Text(String::new()), Initial::Computed),
            Err(error) if cell.contains("${") => {
                self.note(Sheet::Survey, row, "default", FormProblem::Expression(error));
                Initial::Text(String::new())
            }
            Ok(_) | Err(_) => Initial::Text(cell.to_owned()),
        }
    }
    /// Notes each reference of `expr` that is not a question.
    pub(super) fn check_references(
        &mut self,
        sheet: Sheet,
        row: usize,
        column: &str,
        expr: &Expr,
        questions: &BTreeMap<String, usize>,
    ) {
        let mut missing: Vec<&str> =
            expr.references().into_iter().filter(|name| !questions.contains_key(*name)).collect();
        missing.dedup();
        for name in missing {
            self.note(sheet, row, column, FormProblem::UnknownReference { name: name.to_owned() });
        }
    }
}
