//! A form that was checked and can be evaluated.

mod check;
mod columns;
mod condition;
mod evaluate;
mod kind;
mod load;
mod naming;
mod order;
mod values;

pub use condition::Condition;

use crate::expr::Expr;
use crate::{Choice, QuestionKind, Translated};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A loaded form. Expressions are parsed, names resolved, and the order of computation is fixed.
///
/// **Invariant:** every reference in it names a question of it, and no value depends on itself.
#[derive(Clone, PartialEq, Debug)]
pub struct Form {
    id: String,
    version: String,
    instance_name: Option<Expr>,
    sections: Vec<Section>,
    items: Vec<Item>,
    by_name: BTreeMap<String, usize>,
    /// Indices of `items`, each after those it depends on.
    order: Vec<usize>,
}

/// A run of items on one screen: `items[first..end]`.
#[derive(Clone, PartialEq, Debug)]
struct Section {
    name: String,
    label: Translated,
    /// The group that is the section; `None` for questions outside any group.
    group: Option<usize>,
    first: usize,
    end: usize,
}

/// A row of the survey that evaluation knows: a question or a group.
#[derive(Clone, PartialEq, Debug)]
struct Item {
    row: usize,
    name: String,
    label: Translated,
    hint: Translated,
    appearance: String,
    /// The group around it.
    parent: Option<usize>,
    relevant: Option<Expr>,
    /// `None`: this is a group.
    question: Option<Question>,
}

/// What only a question has.
#[derive(Clone, PartialEq, Debug)]
struct Question {
    kind: QuestionKind,
    required: Answerable,
    required_message: Translated,
    read_only: Answerable,
    constraint: Option<Expr>,
    constraint_message: Translated,
    calculation: Option<Expr>,
    default: Initial,
    choices: Arc<[Choice]>,
    /// Columns of each choice, in the order of `choices`; empty without a filter.
    choice_columns: Vec<BTreeMap<String, String>>,
    choice_filter: Option<Expr>,
}

/// `yes`, empty, or an expression.
#[derive(Clone, PartialEq, Debug)]
enum Answerable {
    Always(bool),
    When(Expr),
}

#[derive(Clone, PartialEq, Debug)]
enum Initial {
    Text(String),
    Computed(Expr),
}

impl Answerable {
    fn expr(&self) -> Option<&Expr> {
        match self {
            Self::Always(_) => None,
            Self::When(expr) => Some(expr),
        }
    }
}

impl Initial {
    fn expr(&self) -> Option<&Expr> {
        match self {
            Self::Text(_) => None,
            Self::Computed(expr) => Some(expr),
        }
    }
}

impl Form {
    /// The column `form_id` of the settings.
    pub fn id(&self) -> &str {
        &self.id
    }
    /// The column `version` of the settings.
    pub fn version(&self) -> &str {
        &self.version
    }
    /// Names of all questions, in order.
    pub fn question_names(&self) -> impl Iterator<Item = &str> {
        self.items.iter().filter(|i| i.question.is_some()).map(|i| i.name.as_str())
    }
    /// What kind of answer a question takes; `None` when there is no such question.
    pub fn kind(&self, name: &str) -> Option<&QuestionKind> {
        let item = self.by_name.get(name).and_then(|i| self.items.get(*i))?;
        item.question.as_ref().map(|q| &q.kind)
    }
}
