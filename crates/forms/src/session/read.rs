//! What a session tells. Nothing here computes but [`Session::holds`] and [`Session::instance_name`].

use super::node::{NodeIndex, Role, TOP};
use super::{Run, Session};
use crate::Form;
use crate::state::{Environment, Failure, QuestionKind, QuestionState, SectionState};
use crate::tree::NodeId;
use crate::xpath::{Expr, ExprError};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Session {
    pub fn form(&self) -> &Form {
        &self.form
    }
    /// Every answer, those that are kept aside included.
    pub fn answers(&self) -> &BTreeMap<String, String> {
        &self.answers
    }
    /// The sections now. One whose pointer did not change looks as before.
    pub fn sections(&self) -> &[Arc<SectionState>] {
        &self.sections
    }
    /// Every question in order.
    pub fn questions(&self) -> impl Iterator<Item = &QuestionState> {
        self.sections.iter().flat_map(|section| section.questions())
    }
    /// A question by its key.
    pub fn question(&self, key: &str) -> Option<&QuestionState> {
        self.by_key.get(key).and_then(|index| self.node(*index)).and_then(|node| node.state.as_deref())
    }
    /// Keys of the relevant questions that are required and empty, or wrong, in order.
    pub fn unfinished(&self) -> Vec<String> {
        self.questions().filter(|q| q.problem.is_some()).map(|q| q.key.clone()).collect()
    }
    /// The value of a question as expressions see it: empty while not relevant or not known.
    pub fn value(&self, key: &str) -> &str {
        self.by_key.get(key).map_or("", |index| self.seen(*index))
    }
    /// What could not be computed, in the order of the form.
    pub fn failures(&self) -> Vec<Failure> {
        let mut found: Vec<(usize, NodeId, usize, Failure)> = self
            .failures
            .iter()
            .filter_map(|((index, column), reason)| {
                let node = self.node(*index).filter(|node| node.alive)?;
                let question = node.key.to_string();
                let failure = Failure { question, column, error: reason.clone() };
                Some((node.item as usize, node.element, column_place(column), failure))
            })
            .collect();
        found.sort_by(|a, b| {
            a.0.cmp(&b.0).then_with(|| self.tree.document_order(a.1, b.1)).then_with(|| a.2.cmp(&b.2))
        });
        found.into_iter().map(|(_, _, _, failure)| failure).collect()
    }
    /// What is handed over: answers and calculations that are relevant and not empty, by key, and which
    /// instances there are.
    pub fn submitted_values(&self) -> BTreeMap<String, String> {
        let mut values = BTreeMap::new();
        for node in self.nodes.iter().filter(|node| node.alive && node.relevant) {
            let value = match node.role {
                Role::Question => {
                    let kind = self.form.0.item(node.item as usize).and_then(|item| item.question());
                    if kind.is_none_or(|question| question.kind == QuestionKind::Note) {
                        continue;
                    }
                    Some(&node.own)
                }
                Role::Instance => self.answers.get(&*node.key),
                Role::Top | Role::Group | Role::Repeat => None,
            };
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                values.insert(node.key.to_string(), value.clone());
            }
        }
        values
    }
    /// Whom or what the form is about, by the settings' `instance_name`; empty while not answered.
    pub fn instance_name(&self, environment: &Environment<'_>) -> String {
        let run = Run::new(&self.form.0, environment);
        let Some(name) = &self.form.0.instance_name else { return String::new() };
        let Some(top) = self.node(TOP) else { return String::new() };
        let text = name.expr.text(&self.view(&run, TOP), top.element).unwrap_or_default();
        text.trim().to_owned()
    }
    /// Whether an expression over the answers holds.
    pub(crate) fn holds(&self, expr: &Expr) -> Result<bool, ExprError> {
        let mut environment = Environment::at(self.world.now.naive_local());
        environment.now = self.world.now;
        environment.seed = self.world.seed;
        environment.language = &self.world.language;
        let run = Run::new(&self.form.0, &environment);
        let Some(top) = self.node(TOP) else { return Ok(true) };
        expr.truth(&self.view(&run, TOP), top.element)
    }
    pub(super) fn seen(&self, index: NodeIndex) -> &str {
        match self.node(index) {
            Some(node) if node.relevant && node.role == Role::Question => &node.own,
            _ => "",
        }
    }
}

/// The order in which a page meets the columns.
fn column_place(column: &str) -> usize {
    const COLUMNS: [&str; 10] = [
        "relevant",
        "repeat_count",
        "calculation",
        "trigger",
        "default",
        "required",
        "read_only",
        "choice_filter",
        "constraint",
        "parameters",
    ];
    COLUMNS.iter().position(|known| *known == column).unwrap_or(COLUMNS.len())
}
