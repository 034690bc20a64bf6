//! Expressions over a form's answers that stand outside the form.

use super::uses::Survey;
use super::{Expression, Form};
use crate::session::Session;
use crate::xpath::Expr;
use crate::{Evaluation, ExprError};

/// An expression over a form's answers that stands outside the form, such as a paper's `relevant`.
#[derive(Clone, PartialEq, Debug)]
pub struct Condition(Option<Expr>);

impl Condition {
    /// Whether it holds now. One that cannot be computed holds: a paper too many on the list does less harm
    /// than one too few.
    pub fn holds(&self, evaluation: &Evaluation) -> bool {
        self.holds_in(&evaluation.session)
    }
    /// The same for a form that is being filled in.
    pub fn holds_in(&self, session: &Session) -> bool {
        self.0.as_ref().is_none_or(|condition| session.holds(condition).unwrap_or(true))
    }
}

impl Form {
    /// Reads an expression over this form's questions; an empty one always holds.
    pub fn condition(&self, source: &str) -> Result<Condition, ExprError> {
        if source.trim().is_empty() {
            return Ok(Condition(None));
        }
        let mut expr = Expr::parse(source)?;
        let by_name = &self.0.by_name;
        expr.bind(&mut |name| by_name.get(name).and_then(|item| u32::try_from(*item).ok()))?;
        let expression = Expression { column: "relevant", expr, reads_itself: false, once: false };
        let uses = Survey { items: &self.0.items, by_name }.uses(None, &expression, false);
        // Here nobody reads warnings: what leads nowhere is refused.
        if let Some(name) = uses.bare.into_iter().chain(uses.unknown).chain(uses.nowhere).next() {
            return Err(ExprError::UnknownReference { name });
        }
        Ok(Condition(Some(expression.expr)))
    }
}
