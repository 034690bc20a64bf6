//! What an evaluation says: every section and question as a screen shows it.

use crate::{ExprError, Translated};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What an evaluation takes from outside: nothing in this crate has a clock or reads a file.
#[derive(Clone, Copy, Debug)]
pub struct Environment<'a> {
    /// Today in Vietnam.
    pub today: NaiveDate,
    /// The lists behind `select_one_from_file`; `None`: any answer to such a question is taken.
    pub files: Option<&'a dyn ChoiceFiles>,
}

impl Environment<'_> {
    pub fn new(today: NaiveDate) -> Self {
        Self { today, files: None }
    }
}

/// Lists too long for the sheet `choices`, such as `communes.csv`.
pub trait ChoiceFiles: std::fmt::Debug {
    /// Whether `name` is a row of `file`; `None` when there is no such file.
    fn contains(&self, file: &str, name: &str) -> Option<bool>;
}

/// What kind of answer a question takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum QuestionKind {
    Text,
    Integer,
    Decimal,
    /// `2026-11-22`.
    Date,
    /// `1985`, `1985-07` or `1985-07-03`: type `text` or `date` with the appearance `partial-date`.
    PartialDate,
    SelectOne,
    /// Names separated by a space.
    SelectMultiple,
    /// The choices are rows of a file such as `communes.csv`; [`QuestionState::choices`] is empty.
    SelectOneFromFile {
        file: String,
    },
    /// Shown, not answered. With the appearance `warning`: a soft warning.
    Note,
    /// Neither shown nor answered.
    Calculate,
    /// Ticked (`OK`) or empty.
    Acknowledge,
}

impl QuestionKind {
    /// Whether a person can answer it.
    pub fn is_asked(&self) -> bool {
        !matches!(self, Self::Note | Self::Calculate)
    }
}

/// A choice of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    pub name: Arc<str>,
    pub label: Translated,
}

/// A question at this moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuestionState {
    pub name: String,
    pub kind: QuestionKind,
    /// References `${name}` in label and hint are filled in.
    pub label: Translated,
    pub hint: Translated,
    /// Words separated by spaces; see [`QuestionState::looks`].
    pub appearance: String,
    pub relevant: bool,
    pub required: bool,
    pub read_only: bool,
    /// The answer, or the default, or the calculated value. Kept also while not relevant.
    pub value: String,
    /// What may be chosen now, filtered.
    pub choices: Arc<[Choice]>,
    /// `None` also while the question is not relevant.
    pub problem: Option<AnswerProblem>,
}

impl QuestionState {
    /// Whether the appearance has this word.
    pub fn looks(&self, word: &str) -> bool {
        self.appearance.split_whitespace().any(|w| w == word)
    }
    /// Whether a page shows it now: relevant, and not a bare calculation.
    pub fn is_shown(&self) -> bool {
        self.relevant && self.kind != QuestionKind::Calculate
    }
}

/// Why an answer does not do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AnswerProblem {
    /// Nothing answered; the message may be empty.
    Required {
        message: Translated,
    },
    /// The form's own check; the message may be empty.
    Constraint {
        message: Translated,
    },
    NotADate,
    /// Neither a year, a month and year, nor a date.
    NotAPartialDate,
    NotANumber,
    NotAnInteger,
    /// Not in the list, or filtered out by another answer.
    NotAChoice,
}

/// A top-level group, or a run of questions outside any group (its name and label are then empty).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SectionState {
    pub name: String,
    pub label: Translated,
    pub relevant: bool,
    /// All questions in order, also those that are not relevant now.
    pub questions: Vec<QuestionState>,
}

/// An expression that could not be computed. The question is then shown, and its answer accepted:
/// a fault of the form never hides a question or blocks a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    pub question: String,
    pub column: &'static str,
    pub error: ExprError,
}

/// The whole form at this moment.
#[derive(Clone, PartialEq, Debug)]
pub struct Evaluation {
    pub sections: Vec<SectionState>,
    pub failures: Vec<Failure>,
    pub(crate) today: NaiveDate,
    /// The value of each question as expressions see it: empty while not relevant.
    pub(crate) values: BTreeMap<String, String>,
}

impl Evaluation {
    /// Every question in order.
    pub fn questions(&self) -> impl Iterator<Item = &QuestionState> {
        self.sections.iter().flat_map(|s| &s.questions)
    }
    pub fn question(&self, name: &str) -> Option<&QuestionState> {
        self.questions().find(|q| q.name == name)
    }
    /// Names of the relevant questions that are required and empty, or wrong, in order.
    pub fn unfinished(&self) -> Vec<String> {
        self.questions().filter(|q| q.problem.is_some()).map(|q| q.name.clone()).collect()
    }
    /// What is handed over: answers and calculations that are relevant and not empty. Answers to questions
    /// that are not relevant now are kept by the caller, not here.
    pub fn submitted_values(&self) -> BTreeMap<String, String> {
        self.questions()
            .filter(|q| q.relevant && q.kind != QuestionKind::Note && !q.value.is_empty())
            .map(|q| (q.name.clone(), q.value.clone()))
            .collect()
    }
    /// The value of a question as expressions see it: empty while not relevant or not known.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).map(String::as_str).unwrap_or_default()
    }
}
