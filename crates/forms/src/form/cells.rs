//! Cells → parsed expressions, with every fault noted at its cell.

use super::{Expression, Truth};
use crate::xpath::Expr;
use crate::{FormError, FormProblem, Sheet};

/// The faults and warnings found so far.
#[derive(Default)]
pub(super) struct Faults {
    pub(super) found: Vec<FormError>,
}

impl Faults {
    pub(super) fn note(&mut self, sheet: Sheet, row: usize, column: &str, problem: FormProblem) {
        self.found.push(FormError { sheet, row, column: column.to_owned(), problem });
    }
    pub(super) fn survey(&mut self, row: usize, column: &str, problem: FormProblem) {
        self.note(Sheet::Survey, row, column, problem);
    }
    /// An expression of the survey; `None` for an empty cell and for one that was noted as a fault.
    pub(super) fn expression(&mut self, row: usize, column: &'static str, cell: &str) -> Option<Expression> {
        self.parsed(Sheet::Survey, row, column, cell)
    }
    pub(super) fn parsed(
        &mut self,
        sheet: Sheet,
        row: usize,
        column: &'static str,
        cell: &str,
    ) -> Option<Expression> {
        if cell.trim().is_empty() {
            return None;
        }
        if let Some(name) = last_saved(cell) {
            self.note(sheet, row, column, FormProblem::LastSaved { name: name.to_owned() });
            return None;
        }
        match Expr::parse(cell) {
            Ok(expr) => Some(Expression { column, expr, reads_itself: false, once: false }),
            Err(error) => {
                self.note(sheet, row, column, FormProblem::Expression(error));
                None
            }
        }
    }
    /// `required` or `read_only`.
    pub(super) fn truth(&mut self, row: usize, column: &'static str, cell: &str) -> Truth {
        match cell.trim().to_lowercase().as_str() {
            "" | "no" | "false" | "false()" => Truth::Always(false),
            "yes" | "true" | "true()" => Truth::Always(true),
            _ => self.expression(row, column, cell).map_or(Truth::Always(false), Truth::When),
        }
    }
}

/// The name in `${last-saved#name}`, if the cell has one.
pub(super) fn last_saved(cell: &str) -> Option<&str> {
    let (_, after) = cell.split_once("${last-saved#")?;
    after.split_once('}').map(|(name, _)| name)
}

impl Truth {
    pub(super) fn expression_mut(&mut self) -> Option<&mut Expression> {
        match self {
            Self::Always(_) => None,
            Self::When(expression) => Some(expression),
        }
    }
}
