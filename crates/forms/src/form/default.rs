//! The column `default`: an answer as it stands, or an expression.

use super::cells::{Faults, last_saved};
use super::lists::Lists;
use super::{Expression, Initial, Question};
use crate::xpath::{Expr, Term};
use crate::{FormProblem, QuestionKind, lexical};

impl Default for Initial {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Initial {
    pub(crate) fn reads_itself(&self) -> bool {
        matches!(self, Self::Computed(expression) if expression.reads_itself)
    }
    pub(super) fn expression_mut(&mut self) -> Option<&mut Expression> {
        match self {
            Self::Text(_) => None,
            Self::Computed(expression) => Some(expression),
        }
    }
}

/// As pyxform does: a default with a function, a reference or a calculation is computed, anything else is a
/// text.
pub(super) fn initial(row: usize, cell: &str, faults: &mut Faults) -> Initial {
    let cell = cell.trim();
    if last_saved(cell).is_some() || cell.contains("${") {
        return faults.expression(row, "default", cell).map_or_else(Initial::default, Initial::Computed);
    }
    let text = || Initial::Text(cell.to_owned());
    match Expr::parse(cell) {
        Ok(expr) if is_computed(&expr, cell) => {
            faults.expression(row, "default", cell).map_or_else(Initial::default, Initial::Computed)
        }
        Ok(expr) => expr.as_text().map_or_else(text, |quoted| Initial::Text(quoted.to_owned())),
        Err(_) => text(),
    }
}

/// A call, or a path that cannot be taken for a word. `2026-11-22` and `a/b` are texts, `1 + 1` is computed.
fn is_computed(expr: &Expr, cell: &str) -> bool {
    let mut calls = false;
    expr.walk(&mut |term| calls |= matches!(term, Term::Call(_)));
    let spaced = |operator: &str| cell.contains(&format!(" {operator} "));
    calls
        || (matches!(expr.term(), Term::Chain(_)) && ["+", "-", "*", "div", "mod"].into_iter().any(spaced))
            && expr.bare_names().is_empty()
        || ["../", "./", "/"].iter().any(|start| cell.starts_with(start)) && expr.paths().len() == 1
}

/// A text that can be no answer to the question is a fault of the form.
pub(super) fn check(row: usize, question: &Question, lists: &Lists, faults: &mut Faults) {
    let Initial::Text(value) = &question.default else { return };
    if value.is_empty() {
        return;
    }
    let in_list = |name: &str| {
        question.list.and_then(|list| lists.lists.get(list)).is_none_or(|list| list.row_of(name).is_some())
    };
    let fits = match &question.kind {
        QuestionKind::Integer => lexical::is_integer(value),
        QuestionKind::Decimal => lexical::is_decimal(value),
        QuestionKind::Range(range) => range.has(value),
        QuestionKind::Date => lexical::is_date(value),
        QuestionKind::PartialDate => lexical::is_partial_date(value),
        QuestionKind::Time => lexical::is_time(value),
        QuestionKind::DateTime => lexical::is_date_time(value),
        QuestionKind::SelectOne => in_list(value),
        QuestionKind::SelectMultiple | QuestionKind::Rank => value.split_whitespace().all(in_list),
        QuestionKind::Acknowledge => value == "OK",
        QuestionKind::GeoPoint => lexical::is_point(value),
        QuestionKind::GeoTrace => lexical::is_line(value, false),
        QuestionKind::GeoShape => lexical::is_line(value, true),
        QuestionKind::Text
        | QuestionKind::SelectOneFromFile { .. }
        | QuestionKind::SelectMultipleFromFile { .. }
        | QuestionKind::Note
        | QuestionKind::Calculate
        | QuestionKind::Hidden
        | QuestionKind::Metadata(_)
        | QuestionKind::Image
        | QuestionKind::Audio
        | QuestionKind::Video
        | QuestionKind::File
        | QuestionKind::Barcode => true,
    };
    if !fits {
        faults.survey(row, "default", FormProblem::BadDefault { value: value.clone() });
    }
}
