//! How a question is drawn and how its value reads: without drawing anything.

use super::time;
use crate::{format, state};
use forms::{QuestionKind, QuestionState};
use i18n::Texts;
use wire::view::AnswerView;

/// Lists up to this length are large radio buttons; longer ones can be searched.
const MOST_RADIO_BUTTONS: usize = 7;

/// A key as a part of an element's id: slashes would have to be escaped wherever an id is looked for.
pub fn dom_id(key: &str) -> String {
    key.replace('/', "--")
}

/// Whether a page shows the question: a calculation only when its author gave it a label.
pub fn is_visible(question: &QuestionState) -> bool {
    let labelled = question.kind == QuestionKind::Calculate && !question.label.is_empty();
    question.relevant && (question.kind.is_visible() || labelled)
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
        _ => false,
    }
}

/// The id of the element that takes the focus for a question.
pub fn focus_id(question: &QuestionState) -> String {
    let base = format!("q-{}", dom_id(&question.key));
    match question.kind {
        QuestionKind::Date | QuestionKind::DateTime if question.looks("year") => format!("{base}-year"),
        QuestionKind::Date | QuestionKind::DateTime if question.looks("month-year") => {
            format!("{base}-month")
        }
        QuestionKind::Date | QuestionKind::PartialDate | QuestionKind::DateTime => format!("{base}-day"),
        QuestionKind::SelectOne | QuestionKind::SelectMultiple if !is_picker(question) => {
            let chosen = question.choices.iter().find(|choice| *choice.name == *question.value);
            match chosen.or_else(|| question.choices.first()) {
                Some(choice) => format!("{base}-{}", choice.name),
                None => base,
            }
        }
        _ => base,
    }
}

/// A value of this question as a person reads it: the label of a choice, a date the Vietnamese way.
pub fn read_value(question: &QuestionState, value: &str, t: &Texts) -> String {
    let label = |name: &str| {
        let choice = question.choices.iter().find(|choice| *choice.name == *name);
        choice.map_or_else(|| name.to_owned(), |choice| choice.label.get(t.language().code()).to_owned())
    };
    let labels = |separator| value.split_whitespace().map(label).collect::<Vec<_>>().join(separator);
    match &question.kind {
        QuestionKind::SelectOne => label(value),
        QuestionKind::SelectMultiple => labels(", "),
        QuestionKind::Rank => labels(" > "),
        QuestionKind::SelectOneFromFile { file } => in_file(file, value).unwrap_or_else(|| label(value)),
        QuestionKind::SelectMultipleFromFile { file } => {
            let names =
                value.split_whitespace().map(|name| in_file(file, name).unwrap_or_else(|| label(name)));
            names.collect::<Vec<_>>().join(", ")
        }
        QuestionKind::Date | QuestionKind::PartialDate => format::written_date(value),
        QuestionKind::Time => time::read(value),
        QuestionKind::DateTime => match value.split_once('T') {
            Some((date, moment)) => format!("{} {}", time::read(moment), format::written_date(date)),
            None => format::written_date(value),
        },
        QuestionKind::Acknowledge if !value.is_empty() => t.yes(),
        _ => value.to_owned(),
    }
}

/// All versions of an answer in one text, where the answer is words: of two dates no third can be woven.
pub fn woven(question: &QuestionState, answer: &AnswerView) -> Option<String> {
    answer.merged.clone().filter(|_| matches!(question.kind, QuestionKind::Text))
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
        AnswerProblem::NotATime => t.wrong_time(),
        AnswerProblem::NotADateTime => t.wrong_moment(),
        AnswerProblem::NotANumber => t.wrong_number(),
        AnswerProblem::NotAnInteger => t.wrong_whole_number(),
        AnswerProblem::NotInRange => t.wrong_range(),
        AnswerProblem::NotAChoice => t.wrong_choice(),
        AnswerProblem::NotARanking => t.wrong_ranking(),
        AnswerProblem::NotAPlace => t.wrong_place(),
    }
}
