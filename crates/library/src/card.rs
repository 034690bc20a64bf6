//! Which questions of a form an identity card answers.
//!
//! The question blocks name what they ask of a person alike: the person's prefix, then what is asked, such as
//! `ndn_so_dinh_danh`. After a block's expansion, and in a workbook from outside, the names are all that is left of it:
//! so a person is found by the question for the personal number, and the others by the same prefix beside it.

use forms::{Evaluation, QuestionKind, QuestionState, SectionState};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something that stands on a card.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardField {
    Number,
    FullName,
    /// `1985`, `1985-07` or `1985-07-03`.
    Birth,
    /// `nam` or `nu`, as the blocks have it.
    Sex,
    /// As it stands on the card, with districts if it is an old one.
    Residence,
    Issued,
}

/// How the blocks name the questions, behind the person's prefix. A parent's birth is `nam_sinh`.
const NAMES: [(&str, CardField); 7] = [
    ("_so_dinh_danh", CardField::Number),
    ("_ho_ten", CardField::FullName),
    ("_ngay_sinh", CardField::Birth),
    ("_nam_sinh", CardField::Birth),
    ("_gioi_tinh", CardField::Sex),
    ("_noi_cu_tru_chi_tiet", CardField::Residence),
    ("_giay_to_ngay_cap", CardField::Issued),
];
const NUMBER: &str = "_so_dinh_danh";
/// The question which identity paper it is; with this answer the number is asked for.
const PAPER: &str = "_giay_to";
pub const PAPER_IS_A_CARD: &str = "so_dinh_danh";

/// A person of a form whose card can be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CardPerson {
    /// Before the names of the person's questions: the prefix, in a repeat with the instance's key.
    pub prefix: String,
    /// The question which paper it is, where the form asks that.
    pub paper: Option<String>,
    /// Keys of questions, by what they ask.
    pub questions: BTreeMap<CardField, String>,
}

/// Every person whom the form asks for a personal number, shown now or not. One whose number the form only computes or
/// shows is none.
pub fn all(evaluation: &Evaluation) -> Vec<CardPerson> {
    let numbers = evaluation.questions().filter(|q| is_answered(q) && fits(q, CardField::Number));
    let prefixes = numbers.filter_map(|question| question.key.strip_suffix(NUMBER));
    prefixes.map(|prefix| CardPerson::of(prefix, evaluation)).collect()
}

/// Those whose questions a section shows now, each with the key of the first of them: above it the card is read.
pub fn persons(section: &SectionState, evaluation: &Evaluation) -> Vec<(String, CardPerson)> {
    let first = |person: &CardPerson| {
        let mut shown = section.questions().filter(|question| question.is_shown() && is_answered(question));
        shown.find(|question| person.asks(&question.key)).map(|question| question.key.clone())
    };
    all(evaluation).into_iter().filter_map(|person| Some((first(&person)?, person))).collect()
}

impl CardPerson {
    fn of(prefix: &str, evaluation: &Evaluation) -> Self {
        let own = |suffix: &str| evaluation.question(&format!("{prefix}{suffix}")).filter(|q| is_answered(q));
        let takes_cards = |question: &&QuestionState| has_choice(question, PAPER_IS_A_CARD);
        let mut questions = BTreeMap::new();
        for (suffix, field) in NAMES {
            if let Some(question) = own(suffix).filter(|question| fits(question, field)) {
                questions.entry(field).or_insert_with(|| question.key.clone());
            }
        }
        let paper = own(PAPER).filter(takes_cards).map(|question| question.key.clone());
        Self { prefix: prefix.to_owned(), paper, questions }
    }

    /// Whether the question is one that the card answers, or the one which paper it is.
    pub fn asks(&self, key: &str) -> bool {
        self.paper.as_deref() == Some(key) || self.questions.values().any(|own| own == key)
    }
}

fn is_answered(question: &QuestionState) -> bool {
    question.kind.is_asked() && !question.read_only
}

fn has_choice(question: &QuestionState, name: &str) -> bool {
    question.choices.iter().any(|choice| *choice.name == *name)
}

/// Whether the question takes what stands on a card.
fn fits(question: &QuestionState, field: CardField) -> bool {
    match field {
        CardField::Number | CardField::FullName | CardField::Residence => question.kind == QuestionKind::Text,
        CardField::Birth | CardField::Issued => {
            matches!(question.kind, QuestionKind::Date | QuestionKind::PartialDate)
        }
        CardField::Sex => {
            question.kind == QuestionKind::SelectOne
                && has_choice(question, "nam")
                && has_choice(question, "nu")
        }
    }
}

/// What the question takes of the card's value: a day is asked for as a whole, a part of it answers nothing.
pub fn answer_for(question: &QuestionState, value: &str) -> Option<String> {
    let whole = question.kind != QuestionKind::Date || value.len() == "2026-11-26".len();
    (whole && !value.is_empty()).then(|| value.to_owned())
}
