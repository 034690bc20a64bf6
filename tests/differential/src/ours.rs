//! Our engine plays a script.

use crate::TestError;
use crate::case::{Case, Step};
use crate::look::{Look, State};
use crate::table::Table;
use chrono::{DateTime, FixedOffset};
use forms::{
    AnswerProblem, ChoiceFiles, ChoiceList, Entry, Environment, Form, QuestionState, RepeatState, Session,
};
use std::collections::BTreeMap;

/// What the peer is told too.
const DEVICE: &str = "device-1";

/// Files as the form names them: with their ending, or without it in `pulldata()` and `instance()`.
#[derive(Debug)]
struct Files<'a>(&'a BTreeMap<String, Table>);

impl ChoiceFiles for Files<'_> {
    fn list(&self, file: &str) -> Option<&ChoiceList> {
        let table = self.0.get(file).or_else(|| self.0.get(&format!("{file}.csv")));
        table.map(|table| &table.list)
    }
}

/// The state at the beginning and after each step.
pub(crate) fn play(case: &Case) -> Result<Vec<State>, TestError> {
    let refused = |message: String| TestError::Refused { form: case.name.clone(), message };
    let form = Form::load(&case.source).map_err(|errors| {
        refused(errors.iter().map(|error| format!("{error:?}")).collect::<Vec<_>>().join("; "))
    })?;
    let now = DateTime::<FixedOffset>::parse_from_rfc3339(&case.now).map_err(|e| refused(e.to_string()))?;
    let files = Files(&case.files);
    let mut language = code_of(&case.source.settings.default_language).to_owned();
    let mut session = None;
    let mut states = Vec::with_capacity(case.steps.len() + 1);
    let mut made = 0_usize;
    for step in std::iter::once(&Step::default()).chain(&case.steps) {
        if let Some(other) = &step.language {
            language = code_of(other).to_owned();
        }
        let mut environment = Environment::at(now.naive_local()).with_files(&files);
        environment.now = now;
        environment.device_id = DEVICE;
        environment.language = if language.is_empty() { "vi" } else { &language };
        let session = session.get_or_insert_with(|| Session::new(&form, &BTreeMap::new(), &environment));
        if step.language.is_some() {
            session.renew(&environment);
        }
        let missing = |key: &str| TestError::NoSuchKey { form: case.name.clone(), key: key.to_owned() };
        if let Some(repeat) = &step.add {
            made += 1;
            let key = key_of(session, repeat).ok_or_else(|| missing(repeat))?;
            session.add_instance(&key, &format!("i{made}"), &environment).ok_or_else(|| missing(repeat))?;
        }
        if let Some(instance) = &step.remove {
            let key = key_of(session, instance).ok_or_else(|| missing(instance))?;
            session.remove_instance(&key, &environment).ok_or_else(|| missing(instance))?;
        }
        for (place, value) in &step.set {
            let key = key_of(session, place).ok_or_else(|| missing(place))?;
            session.answer(&key, value, &environment);
        }
        states.push(state(session, environment.language));
    }
    Ok(states)
}

/// `Tiếng Việt (vi)` → `vi`.
fn code_of(language: &str) -> &str {
    language
        .rsplit_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'))
        .map_or_else(|| language.trim(), str::trim)
}

/// The key of `outer[1]/inner[2]/name`, or of the instance `outer[1]`.
fn key_of(session: &Session, place: &str) -> Option<String> {
    let mut prefix = String::new();
    let mut parts = place.split('/').peekable();
    while let Some(part) = parts.next() {
        let Some((repeat, number)) = part.strip_suffix(']').and_then(|part| part.split_once('[')) else {
            return Some(format!("{prefix}{part}"));
        };
        let key = format!("{prefix}{repeat}");
        let number: usize = number.parse().ok()?;
        let mut found = None;
        for section in session.sections() {
            found = found.or_else(|| repeat_with(&section.entries, &key));
        }
        let instance = found?.instances.get(number.checked_sub(1)?)?;
        if parts.peek().is_none() {
            return Some(instance.key.clone());
        }
        prefix = format!("{}/", instance.key);
    }
    None
}

fn repeat_with<'a>(entries: &'a [Entry], key: &str) -> Option<&'a RepeatState> {
    entries.iter().find_map(|entry| match entry {
        Entry::Question(_) => None,
        Entry::Group(group) => repeat_with(&group.entries, key),
        Entry::Repeat(repeat) if repeat.key == key => Some(repeat),
        Entry::Repeat(repeat) => {
            repeat.instances.iter().find_map(|instance| repeat_with(&instance.entries, key))
        }
    })
}

fn state(session: &Session, language: &str) -> State {
    let mut state = State::new();
    for section in session.sections() {
        add(session, &section.entries, "", language, &mut state);
    }
    state
}

fn add(session: &Session, entries: &[Entry], prefix: &str, language: &str, state: &mut State) {
    for entry in entries {
        match entry {
            Entry::Question(question) => {
                state.insert(format!("{prefix}{}", question.name), look(session, question, language));
            }
            Entry::Group(group) => add(session, &group.entries, prefix, language, state),
            Entry::Repeat(repeat) => {
                for (index, instance) in repeat.instances.iter().enumerate() {
                    let prefix = format!("{prefix}{}[{}]/", repeat.name, index + 1);
                    add(session, &instance.entries, &prefix, language, state);
                }
            }
        }
    }
}

fn look(session: &Session, question: &QuestionState, language: &str) -> Look {
    if !question.relevant {
        return Look::default();
    }
    let asked = question.kind.is_asked();
    let text = |text: &forms::Translated| Some(text.get(language).to_owned()).filter(|text| !text.is_empty());
    let constraint = match &question.problem {
        None | Some(AnswerProblem::Required { .. }) => Some(true),
        Some(AnswerProblem::Constraint { .. }) => Some(false),
        Some(_) => None,
    };
    let choices = question.kind.is_select().then(|| {
        let choice = |c: &forms::Choice| format!("{}={}", c.name, c.label.get(language));
        question.choices.iter().map(choice).collect()
    });
    Look {
        relevant: true,
        required: asked.then_some(question.required),
        readonly: asked.then_some(question.read_only),
        constraint: constraint.filter(|_| asked),
        value: Some(session.value(&question.key).to_owned()),
        label: question.kind.is_visible().then(|| text(&question.label)).flatten(),
        hint: question.kind.is_visible().then(|| text(&question.hint)).flatten(),
        choices,
    }
}
