//! Which rows are relevant, and every value: in the order of dependence.
//!
//! An answer that is not relevant is empty for every expression but its own check.

use super::{Form, Initial, Item, Question};
use crate::expr::{self, Expr, Scope, split_references};
use crate::{Environment, Failure, Translated};
use chrono::NaiveDate;
use std::collections::BTreeMap;

impl Form {
    pub(super) fn values(&self, answers: &BTreeMap<String, String>, environment: &Environment<'_>) -> Run {
        let mut run = Run {
            relevant: vec![true; self.items.len()],
            own: vec![String::new(); self.items.len()],
            seen: BTreeMap::new(),
            failures: Vec::new(),
        };
        for index in &self.order {
            let Some(item) = self.items.get(*index) else { continue };
            let inside = item.parent.is_none_or(|parent| run.is_relevant(parent));
            let relevant = inside
                && item.relevant.as_ref().is_none_or(|e| {
                    run.computed(environment.today, item, "relevant", e, "", |v| v.to_bool()).unwrap_or(true)
                });
            if let Some(slot) = run.relevant.get_mut(*index) {
                *slot = relevant;
            }
            let Some(question) = &item.question else { continue };
            let own = run.own_value(environment.today, item, question, answers.get(&item.name));
            if relevant {
                run.seen.insert(item.name.clone(), own.clone());
            }
            if let Some(slot) = run.own.get_mut(*index) {
                *slot = own;
            }
        }
        run
    }
}

/// Values while they are computed.
pub(super) struct Run {
    pub(super) relevant: Vec<bool>,
    /// By item: the answer, default or calculation, relevant or not.
    pub(super) own: Vec<String>,
    /// By name: what expressions see.
    pub(super) seen: BTreeMap<String, String>,
    pub(super) failures: Vec<Failure>,
}

impl Run {
    pub(super) fn is_relevant(&self, index: usize) -> bool {
        self.relevant.get(index).copied().unwrap_or(true)
    }
    fn computed<T>(
        &mut self,
        today: NaiveDate,
        item: &Item,
        column: &'static str,
        expr: &Expr,
        this: &str,
        read: impl FnOnce(expr::Value<'_>) -> T,
    ) -> Option<T> {
        let here = Here { today, values: &self.seen, this, columns: None };
        match expr::evaluate(expr, &here) {
            Ok(value) => Some(read(value)),
            Err(error) => {
                self.failures.push(Failure { question: item.name.clone(), column, error });
                None
            }
        }
    }
    fn own_value(
        &mut self,
        today: NaiveDate,
        item: &Item,
        question: &Question,
        answer: Option<&String>,
    ) -> String {
        let answered = answer.map(String::as_str).unwrap_or_default();
        let text = |v: expr::Value<'_>| v.into_text().into_owned();
        match (&question.calculation, answer, &question.default) {
            (Some(calculation), ..) => {
                self.computed(today, item, "calculation", calculation, answered, text).unwrap_or_default()
            }
            (None, Some(answer), _) => answer.clone(),
            (None, None, Initial::Text(default)) => default.clone(),
            (None, None, Initial::Computed(default)) => {
                self.computed(today, item, "default", default, "", text).unwrap_or_default()
            }
        }
    }
    /// A label with its references replaced by the values.
    pub(super) fn filled_in(&self, label: &Translated) -> Translated {
        if !label.iter().any(|(_, words)| words.contains("${")) {
            return label.clone();
        }
        label.map(|words| {
            let (parts, rest) = split_references(words);
            let mut filled = String::with_capacity(words.len());
            for (before, name) in parts {
                filled.push_str(before);
                filled.push_str(self.seen.get(name).map(String::as_str).unwrap_or_default());
            }
            filled + rest
        })
    }
}

/// Where an expression stands.
pub(super) struct Here<'a> {
    pub(super) today: NaiveDate,
    pub(super) values: &'a BTreeMap<String, String>,
    pub(super) this: &'a str,
    pub(super) columns: Option<&'a BTreeMap<String, String>>,
}

impl Scope for Here<'_> {
    fn today(&self) -> NaiveDate {
        self.today
    }
    fn value(&self, name: &str) -> &str {
        self.values.get(name).map(String::as_str).unwrap_or_default()
    }
    fn this(&self) -> &str {
        self.this
    }
    fn column(&self, name: &str) -> &str {
        self.columns.and_then(|c| c.get(name)).map(String::as_str).unwrap_or_default()
    }
}
