//! Expressions over a form's answers that stand outside the form.

use super::Form;
use super::values::Here;
use crate::expr::{self, Expr, parse};
use crate::{Evaluation, ExprError};

/// An expression over a form's answers that stands outside the form, such as a paper's `relevant`.
#[derive(Clone, PartialEq, Debug)]
pub struct Condition(Option<Expr>);

impl Condition {
    /// Whether it holds now. One that cannot be computed holds: a paper too many on the list does less harm
    /// than one too few.
    pub fn holds(&self, evaluation: &Evaluation) -> bool {
        let Some(condition) = &self.0 else { return true };
        let here = Here { today: evaluation.today, values: &evaluation.values, this: "", columns: None };
        expr::evaluate(condition, &here).map_or(true, |v| v.to_bool())
    }
}

impl Form {
    /// Reads an expression over this form's questions; an empty one always holds.
    pub fn condition(&self, source: &str) -> Result<Condition, ExprError> {
        if source.trim().is_empty() {
            return Ok(Condition(None));
        }
        let expr = parse(source)?;
        if let Some(name) = expr.columns().first() {
            return Err(ExprError::BareName { name: (*name).to_owned() });
        }
        if let Some(name) = expr.references().into_iter().find(|n| !self.by_name.contains_key(*n)) {
            return Err(ExprError::UnknownReference { name: name.to_owned() });
        }
        Ok(Condition(Some(expr)))
    }
}
