//! Answers → what a screen shows.
//!
//! Values first, in the order of dependence; then the checks, over all values. An answer that is not
//! relevant is empty for every expression but its own check, and stays in [`crate::QuestionState::value`],
//! so it comes back when it is relevant again.

use super::{Answerable, Form, Initial, Item, Question};
use crate::expr::{self, Expr, Scope, parse, split_references};
use crate::{
    AnswerProblem, Choice, Environment, Evaluation, ExprError, Failure, QuestionKind, QuestionState,
    SectionState, Translated, lexical,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

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

    /// Whom or what the dossier is about, by the settings' `instance_name`; empty while not answered.
    pub fn instance_name(&self, answers: &BTreeMap<String, String>, environment: &Environment<'_>) -> String {
        let Some(name) = &self.instance_name else { return String::new() };
        let run = self.values(answers, environment);
        let here = Here { today: environment.today, values: &run.seen, this: "", columns: None };
        let text = expr::evaluate(name, &here).map(|v| v.into_text().into_owned()).unwrap_or_default();
        text.trim().to_owned()
    }

    /// The whole form at this moment. Answers to questions that the form does not have are ignored.
    pub fn evaluate(&self, answers: &BTreeMap<String, String>, environment: &Environment<'_>) -> Evaluation {
        let mut run = self.values(answers, environment);
        let mut failures = std::mem::take(&mut run.failures);
        let mut sections = Vec::with_capacity(self.sections.len());
        for section in &self.sections {
            let mut questions = Vec::with_capacity(section.end.saturating_sub(section.first));
            for index in section.first..section.end {
                if let Some(item) = self.items.get(index)
                    && let Some(question) = &item.question
                {
                    let check = Check { run: &run, environment, item, question, index };
                    questions.push(check.state(&mut failures));
                }
            }
            sections.push(SectionState {
                name: section.name.clone(),
                label: run.filled_in(&section.label),
                relevant: section.group.is_none_or(|group| run.is_relevant(group)),
                questions,
            });
        }
        Evaluation { sections, failures, today: environment.today, values: run.seen }
    }

    fn values(&self, answers: &BTreeMap<String, String>, environment: &Environment<'_>) -> Run {
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
struct Run {
    relevant: Vec<bool>,
    /// By item: the answer, default or calculation, relevant or not.
    own: Vec<String>,
    /// By name: what expressions see.
    seen: BTreeMap<String, String>,
    failures: Vec<Failure>,
}

impl Run {
    fn is_relevant(&self, index: usize) -> bool {
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
    fn filled_in(&self, label: &Translated) -> Translated {
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

/// The checks of one question, when all values are known.
struct Check<'a> {
    run: &'a Run,
    environment: &'a Environment<'a>,
    item: &'a Item,
    question: &'a Question,
    index: usize,
}

impl Check<'_> {
    fn state(&self, failures: &mut Vec<Failure>) -> QuestionState {
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

/// Where an expression stands.
struct Here<'a> {
    today: NaiveDate,
    values: &'a BTreeMap<String, String>,
    this: &'a str,
    columns: Option<&'a BTreeMap<String, String>>,
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
