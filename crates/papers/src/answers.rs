//! Answers as a paper prints them: labels of choices, days as dd/MM/yyyy, names of places, sums with points.

use forms::{Choice, Entry, QuestionKind, QuestionState, SectionState, Session};
use library::{Communes, Place, Province};
use serde::Serialize;
use std::collections::BTreeMap;

/// In this language papers are written.
const LANGUAGE: &str = "vi";

/// One answer: as it is printed, and as it was given, which a template may ask.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Answer {
    #[serde(rename = "t")]
    text: String,
    #[serde(rename = "v")]
    value: String,
}

type Named = BTreeMap<String, Answer>;

/// Everything that was answered and applies.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub(crate) struct Answers {
    answers: Named,
    /// The instances of each repeat, in order.
    repeats: BTreeMap<String, Vec<Named>>,
    sections: Vec<Section>,
}

/// Questions and answers in the form's order, for a paper without places of its own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
struct Section {
    label: String,
    lines: Vec<Line>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
struct Line {
    /// Before the first line of an instance of a repeat: its name and number.
    head: Option<String>,
    question: String,
    answer: String,
}

impl Answers {
    pub(crate) fn of(session: &Session, communes: &Communes) -> Self {
        let mut all = Self::default();
        for section in session.sections().iter().filter(|section| section.relevant) {
            let mut lines = Vec::new();
            all.take(&section.entries, communes, &mut lines);
            if !lines.is_empty() {
                all.sections.push(Section { label: label(section), lines });
            }
        }
        all
    }

    /// As it is printed; empty where nothing was answered. Of questions outside repeats.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.answers.get(name).map_or("", |answer| &answer.text)
    }

    fn take(&mut self, entries: &[Entry], communes: &Communes, lines: &mut Vec<Line>) {
        for entry in entries {
            match entry {
                Entry::Question(question) => {
                    if let Some(answer) = answer(question, communes) {
                        lines.extend(line(question, &answer));
                        self.answers.insert(question.name.clone(), answer);
                    }
                }
                Entry::Group(group) if group.relevant => self.take(&group.entries, communes, lines),
                Entry::Repeat(repeat) if repeat.relevant => {
                    let mut instances = Vec::new();
                    for (place, instance) in repeat.instances.iter().filter(|one| one.relevant).enumerate() {
                        let (mut named, mut own) = (Named::new(), Vec::new());
                        for question in instance.questions() {
                            if let Some(answer) = answer(question, communes) {
                                own.extend(line(question, &answer));
                                named.insert(question.name.clone(), answer);
                            }
                        }
                        if let Some(first) = own.first_mut() {
                            first.head = Some(format!("{} {}", repeat.label.get(LANGUAGE), place + 1));
                        }
                        lines.append(&mut own);
                        instances.push(named);
                    }
                    self.repeats.insert(repeat.name.clone(), instances);
                }
                Entry::Group(_) | Entry::Repeat(_) => {}
            }
        }
    }
}

fn label(section: &SectionState) -> String {
    section.label.get(LANGUAGE).to_owned()
}

/// `None`: it is not asked now, or nobody has answered.
fn answer(question: &QuestionState, communes: &Communes) -> Option<Answer> {
    let value = question.value.trim();
    if !question.relevant || value.is_empty() || question.kind == QuestionKind::Note {
        return None;
    }
    Some(Answer { text: printed(question, value, communes), value: value.to_owned() })
}

/// Of a question that a person answers.
fn line(question: &QuestionState, answer: &Answer) -> Option<Line> {
    let question = question.kind.is_asked().then(|| question.label.get(LANGUAGE).to_owned())?;
    Some(Line { head: None, question, answer: answer.text.clone() })
}

fn printed(question: &QuestionState, value: &str, communes: &Communes) -> String {
    match &question.kind {
        QuestionKind::Date | QuestionKind::PartialDate => day(value),
        QuestionKind::DateTime => day(value.get(..10).unwrap_or(value)),
        QuestionKind::Integer | QuestionKind::Decimal => number(value),
        QuestionKind::SelectOne => chosen(&question.choices, value),
        QuestionKind::SelectMultiple | QuestionKind::Rank => {
            let labels: Vec<String> =
                value.split_whitespace().map(|name| chosen(&question.choices, name)).collect();
            labels.join("; ")
        }
        QuestionKind::SelectOneFromFile { file } | QuestionKind::SelectMultipleFromFile { file } => {
            let places: Vec<String> =
                value.split_whitespace().map(|code| place(file, code, communes)).collect();
            places.join("; ")
        }
        QuestionKind::Acknowledge => "Có".to_owned(),
        QuestionKind::Text
        | QuestionKind::Range(_)
        | QuestionKind::Time
        | QuestionKind::Note
        | QuestionKind::Calculate
        | QuestionKind::Hidden
        | QuestionKind::Metadata(_)
        | QuestionKind::Image
        | QuestionKind::Audio
        | QuestionKind::Video
        | QuestionKind::File
        | QuestionKind::Barcode
        | QuestionKind::GeoPoint
        | QuestionKind::GeoTrace
        | QuestionKind::GeoShape => value.to_owned(),
    }
}

/// `2026-11-25`, `2026-11`, `2026` the other way round, with strokes.
fn day(value: &str) -> String {
    value.split('-').rev().collect::<Vec<_>>().join("/")
}

/// `1234567.5` as `1.234.567,5`.
fn number(value: &str) -> String {
    let (whole, part) = value.split_once('.').map_or((value, None), |(whole, part)| (whole, Some(part)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::from(sign);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    match part {
        Some(part) => format!("{grouped},{part}"),
        None => grouped,
    }
}

fn chosen(choices: &[Choice], name: &str) -> String {
    let found = choices.iter().find(|choice| &*choice.name == name);
    found.map_or_else(|| name.to_owned(), |choice| choice.label.get(LANGUAGE).to_owned())
}

/// `xã Mường Phăng, tỉnh Điện Biên`: in the middle of a line the words for the kinds are small.
fn place(file: &str, code: &str, communes: &Communes) -> String {
    match file {
        "communes.csv" => communes.place(code).map(|Place { commune, province }| {
            let kind = commune.kind.word().to_lowercase();
            format!("{kind} {}, {}", commune.name, province_name(province))
        }),
        _ => communes.province(code).map(province_name),
    }
    .unwrap_or_else(|| code.to_owned())
}

fn province_name(province: &Province) -> String {
    format!("{} {}", if province.is_city { "thành phố" } else { "tỉnh" }, province.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_numbers_are_written_as_in_vietnam() {
        for (value, printed) in [("2026-11-05", "05/11/2026"), ("1985-07", "07/1985"), ("1985", "1985")] {
            assert_eq!(day(value), printed);
        }
        for (value, printed) in
            [("7", "7"), ("500", "500"), ("500000", "500.000"), ("-1234567.5", "-1.234.567,5")]
        {
            assert_eq!(number(value), printed);
        }
    }

    #[test]
    fn places_have_their_province() {
        let communes = Communes::built_in().unwrap();
        assert_eq!(place("communes.csv", "03325", &communes), "xã Mường Phăng, tỉnh Điện Biên");
        assert_eq!(place("communes.csv", "nowhere", &communes), "nowhere");
    }
}
