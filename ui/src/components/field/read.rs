//! How a question is drawn and how its value reads: without drawing anything.

use crate::{format, state};
use forms::{QuestionKind, QuestionState};
use i18n::Texts;

/// Lists up to this length are large radio buttons; longer ones can be searched.
const MOST_RADIO_BUTTONS: usize = 7;

/// Whether a page shows the question: a calculation only when its author gave it a label.
pub fn is_visible(question: &QuestionState) -> bool {
    let unlabelled = question.label.is_empty();
    question.relevant
        && match &question.kind {
            QuestionKind::Calculate => !unlabelled,
            kind => kind.is_visible(),
        }
}

/// Whether a choice is made in a searchable list.
pub fn is_picker(question: &QuestionState) -> bool {
    match &question.kind {
        QuestionKind::SelectOneFromFile { .. } => true,
        QuestionKind::SelectOne => {
            question.choices.len() > MOST_RADIO_BUTTONS
                || question.looks("autocomplete")
                || question.looks("minimal")
        }
        QuestionKind::Text
        | QuestionKind::Integer
        | QuestionKind::Decimal
        | QuestionKind::Range(_)
        | QuestionKind::Time
        | QuestionKind::DateTime
        | QuestionKind::SelectMultipleFromFile { .. }
        | QuestionKind::Rank
        | QuestionKind::Hidden
        | QuestionKind::Metadata(_)
        | QuestionKind::Image
        | QuestionKind::Audio
        | QuestionKind::Video
        | QuestionKind::File
        | QuestionKind::Barcode
        | QuestionKind::GeoPoint
        | QuestionKind::GeoTrace
        | QuestionKind::GeoShape
        | QuestionKind::Date
        | QuestionKind::PartialDate
        | QuestionKind::SelectMultiple
        | QuestionKind::Note
        | QuestionKind::Calculate
        | QuestionKind::Acknowledge => false,
    }
}

/// The id of the element that takes the focus for a question.
pub fn focus_id(question: &QuestionState) -> String {
    let base = format!("q-{}", question.name);
    match question.kind {
        QuestionKind::Date | QuestionKind::PartialDate => format!("{base}-day"),
        QuestionKind::SelectOne | QuestionKind::SelectMultiple if !is_picker(question) => {
            let chosen = question.choices.iter().find(|choice| *choice.name == *question.value);
            match chosen.or_else(|| question.choices.first()) {
                Some(choice) => format!("{base}-{}", choice.name),
                None => base,
            }
        }
        QuestionKind::SelectOne
        | QuestionKind::SelectMultiple
        | QuestionKind::SelectOneFromFile { .. }
        | QuestionKind::Text
        | QuestionKind::Integer
        | QuestionKind::Decimal
        | QuestionKind::Range(_)
        | QuestionKind::Time
        | QuestionKind::DateTime
        | QuestionKind::SelectMultipleFromFile { .. }
        | QuestionKind::Rank
        | QuestionKind::Hidden
        | QuestionKind::Metadata(_)
        | QuestionKind::Image
        | QuestionKind::Audio
        | QuestionKind::Video
        | QuestionKind::File
        | QuestionKind::Barcode
        | QuestionKind::GeoPoint
        | QuestionKind::GeoTrace
        | QuestionKind::GeoShape
        | QuestionKind::Note
        | QuestionKind::Calculate
        | QuestionKind::Acknowledge => base,
    }
}

/// A value of this question as a person reads it: the label of a choice, a date the Vietnamese way.
pub fn read_value(question: &QuestionState, value: &str, t: &Texts) -> String {
    let label = |name: &str| {
        let choice = question.choices.iter().find(|choice| *choice.name == *name);
        choice.map_or_else(|| name.to_owned(), |choice| choice.label.get(t.language().code()).to_owned())
    };
    match &question.kind {
        QuestionKind::SelectOne => label(value),
        QuestionKind::SelectMultiple => value.split_whitespace().map(label).collect::<Vec<_>>().join(", "),
        QuestionKind::SelectOneFromFile { file } => in_file(file, value).unwrap_or_else(|| value.to_owned()),
        QuestionKind::Date | QuestionKind::PartialDate => format::written_date(value),
        QuestionKind::Acknowledge if !value.is_empty() => t.yes(),
        QuestionKind::Text
        | QuestionKind::Integer
        | QuestionKind::Decimal
        | QuestionKind::Range(_)
        | QuestionKind::Time
        | QuestionKind::DateTime
        | QuestionKind::SelectMultipleFromFile { .. }
        | QuestionKind::Rank
        | QuestionKind::Hidden
        | QuestionKind::Metadata(_)
        | QuestionKind::Image
        | QuestionKind::Audio
        | QuestionKind::Video
        | QuestionKind::File
        | QuestionKind::Barcode
        | QuestionKind::GeoPoint
        | QuestionKind::GeoTrace
        | QuestionKind::GeoShape
        | QuestionKind::Note
        | QuestionKind::Calculate
        | QuestionKind::Acknowledge => value.to_owned(),
    }
}

/// The full name of a commune or province.
pub(super) fn in_file(file: &str, code: &str) -> Option<String> {
    let list = state::communes::list()?;
    match file {
        "communes.csv" => list.place(code).map(|place| place.full_name()),
        "provinces.csv" => list.province(code).map(library::Province::full_name),
        _ => None,
    }
}

/// Why an answer does not do, in words; the form's own words first.
pub(super) fn wrong(problem: &forms::AnswerProblem, t: &Texts) -> String {
    use forms::AnswerProblem;
    let own = |message: &forms::Translated, else_say: String| match message.get(t.language().code()) {
        "" => else_say,
        own => own.to_owned(),
    };
    match problem {
        AnswerProblem::Required { message } => own(message, t.wrong_required()),
        AnswerProblem::Constraint { message } => own(message, t.wrong_answer()),
        AnswerProblem::NotADate => t.wrong_date(),
        AnswerProblem::NotAPartialDate => t.wrong_partial_date(),
        AnswerProblem::NotANumber => t.wrong_number(),
        AnswerProblem::NotAnInteger => t.wrong_whole_number(),
        AnswerProblem::NotAChoice | AnswerProblem::NotARanking => t.wrong_choice(),
        AnswerProblem::NotInRange => t.wrong_number(),
        AnswerProblem::NotATime | AnswerProblem::NotADateTime | AnswerProblem::NotAPlace => t.wrong_answer(),
    }
}
