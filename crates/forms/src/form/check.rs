//! The checks of a question, over all values: required, kind, choices, constraint.

use super::values::{Here, Run};
use super::{Answerable, Item, Question};
use crate::expr::{self, Expr};
use crate::{AnswerProblem, Choice, Environment, Failure, QuestionKind, QuestionState, lexical};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The checks of one question, when all values are known.
pub(super) struct Check<'a> {
    pub(super) run: &'a Run,
    pub(super) environment: &'a Environment<'a>,
    pub(super) item: &'a Item,
    pub(super) question: &'a Question,
    pub(super) index: usize,
}

impl Check<'_> {
    pub(super) fn state(&self, failures: &mut Vec<Failure>) -> QuestionState {
        let (item, question) = (self.item, self.question);
        let relevant = self.run.is_relevant(self.index);
        let required = relevant && self.truth("required", &question.required, failures);
        let choices = if relevant { self.choices(failures) } else { Arc::clone(&question.choices) };
        let problem = if relevant { self.problem(required, &choices, failures) } else { None };
        QuestionState {
            name: item.name.clone(),
            kind: question.kind.clone(),
            label: self.run.filled_in(&item.label),
            hint: self.run.filled_in(&item.hint),
            appearance: item.appearance.clone(),
            relevant,
            required,
            read_only: self.truth("read_only", &question.read_only, failures),
            value: self.value().to_owned(),
            choices,
            problem,
        }
    }
    fn value(&self) -> &str {
        self.run.own.get(self.index).map(String::as_str).unwrap_or_default()
    }
    fn compute(
        &self,
        column: &'static str,
        expr: &Expr,
        columns: Option<&BTreeMap<String, String>>,
        failures: &mut Vec<Failure>,
    ) -> Option<bool> {
        let here =
            Here { today: self.environment.today, values: &self.run.seen, this: self.value(), columns };
        match expr::evaluate(expr, &here) {
            Ok(value) => Some(value.to_bool()),
            Err(error) => {
                failures.push(Failure { question: self.item.name.clone(), column, error });
                None
            }
        }
    }
    fn truth(&self, column: &'static str, cell: &Answerable, failures: &mut Vec<Failure>) -> bool {
        match cell {
            Answerable::Always(always) => *always,
            Answerable::When(expr) => self.compute(column, expr, None, failures).unwrap_or(false),
        }
    }
    fn choices(&self, failures: &mut Vec<Failure>) -> Arc<[Choice]> {
        let Some(filter) = &self.question.choice_filter else { return Arc::clone(&self.question.choices) };
        let mut kept = Vec::new();
        for (choice, columns) in self.question.choices.iter().zip(&self.question.choice_columns) {
            match self.compute("choice_filter", filter, Some(columns), failures) {
                Some(true) => kept.push(choice.clone()),
                Some(false) => {}
                // One failure tells it; the list is then shown whole.
                None => return Arc::clone(&self.question.choices),
            }
        }
        kept.into()
    }
    fn problem(
        &self,
        required: bool,
        choices: &[Choice],
        failures: &mut Vec<Failure>,
    ) -> Option<AnswerProblem> {
        let question = self.question;
        if !question.kind.is_asked() {
            return None;
        }
        let value = self.value();
        if value.trim().is_empty() {
            let message = question.required_message.clone();
            return required.then_some(AnswerProblem::Required { message });
        }
        if let Some(problem) = self.kind_problem(value, choices) {
            return Some(problem);
        }
        let constraint = question.constraint.as_ref()?;
        let kept = self.compute("constraint", constraint, None, failures).unwrap_or(true);
        (!kept)
            .then(|| AnswerProblem::Constraint { message: self.run.filled_in(&question.constraint_message) })
    }
    fn kind_problem(&self, value: &str, choices: &[Choice]) -> Option<AnswerProblem> {
        let in_list = |name: &str| choices.iter().any(|c| &*c.name == name);
        match &self.question.kind {
            QuestionKind::Integer => (!lexical::is_integer(value)).then_some(AnswerProblem::NotAnInteger),
            QuestionKind::Decimal => (!lexical::is_decimal(value)).then_some(AnswerProblem::NotANumber),
            QuestionKind::Date => expr::iso_date(value).is_none().then_some(AnswerProblem::NotADate),
            QuestionKind::PartialDate => {
                (!lexical::is_partial_date(value)).then_some(AnswerProblem::NotAPartialDate)
            }
            QuestionKind::SelectOne => (!in_list(value)).then_some(AnswerProblem::NotAChoice),
            QuestionKind::SelectMultiple => {
                (!value.split_whitespace().all(in_list)).then_some(AnswerProblem::NotAChoice)
            }
            QuestionKind::SelectOneFromFile { file } => {
                let known = self.environment.files.and_then(|files| files.contains(file, value));
                (known == Some(false)).then_some(AnswerProblem::NotAChoice)
            }
            QuestionKind::Acknowledge => (value != "OK").then_some(AnswerProblem::NotAChoice),
            QuestionKind::Text | QuestionKind::Note | QuestionKind::Calculate => None,
        }
    }
}
