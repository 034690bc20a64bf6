//! A question as a page shows it, and what may be wrong with its answer.

use super::QuestionKind;
use crate::{Choice, ExprError, Translated};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A question at this moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuestionState {
    /// Under which its answer is kept: the name, or `<repeat>/<id>/<name>` in a repeat.
    pub key: String,
    pub name: String,
    pub kind: QuestionKind,
    /// References `${name}` in label and hints are filled in.
    pub label: Translated,
    pub hint: Translated,
    /// More on what is meant, for who wants to read it.
    pub guidance_hint: Translated,
    /// Label, hint and guidance as they may be read aloud in a doorway: where they speak of an answer, there is a pause.
    pub aloud: Arc<[Translated; 3]>,
    /// File names by medium: `image`, `audio`, `video`, `big-image`.
    pub media: Arc<BTreeMap<String, Translated>>,
    /// Words separated by spaces; see [`QuestionState::looks`].
    pub appearance: String,
    /// The column `parameters` by name, such as `max-pixels`.
    pub parameters: Arc<BTreeMap<String, String>>,
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
        self.relevant && self.kind.is_visible()
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
    NotATime,
    NotADateTime,
    NotANumber,
    NotAnInteger,
    /// Not on the scale of a `range`.
    NotInRange,
    /// Not in the list, or filtered out by another answer.
    NotAChoice,
    /// A ranking has every choice of the list once.
    NotARanking,
    /// Neither a point, a trace nor a shape, whichever is asked for.
    NotAPlace,
}

/// An expression that could not be computed. The question is then shown, and its answer accepted:
/// a fault of the form never hides a question or blocks a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// The key of the question, group or repeat.
    pub question: String,
    pub column: &'static str,
    pub error: FailureReason,
}

/// Why something of a form could not be computed.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub enum FailureReason {
    Expression(ExprError),
    /// A repeat has more instances than this; the others are left out.
    TooManyInstances {
        max: usize,
    },
    /// The filled form has more questions, groups and instances than this; the others are left out.
    TooManyNodes {
        max: usize,
    },
    /// Values chase each other: they are left as they stand after so many computations.
    TooManySteps {
        max: usize,
    },
}
