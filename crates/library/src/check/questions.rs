//! The form: it loads, speaks both languages, and everything that names its questions names real ones.

use super::facts::At;
use crate::blocks::Expanded;
use crate::fault::{Position, Problem};
use crate::procedure::Procedure;
use crate::yaml::Faults;
use forms::{Form, Sheet, Translated};

/// The languages that every sentence has.
const LANGUAGES: [&str; 2] = ["vi", "en"];
/// The header is row 1.
const FIRST_ROW: usize = 2;

/// The loaded form, or `None` with its faults noted where the author wrote.
pub(super) fn form(expanded: &Expanded, procedure: &Procedure, faults: &mut Faults) -> Option<Form> {
    let source = &expanded.form;
    for (place, found, expected) in [
        ("settings.form_id", source.settings.form_id.as_str(), procedure.code.as_str()),
        ("settings.version", source.settings.version.as_str(), procedure.version.as_str()),
    ] {
        if found != expected {
            let problem = Problem::Differs { found: found.to_owned(), expected: expected.to_owned() };
            faults.add(Some(expanded.settings_at), place.to_owned(), problem);
        }
    }
    languages(expanded, faults);
    names(expanded, faults);
    match Form::load(source) {
        Ok(form) => Some(form),
        Err(errors) => {
            for error in errors {
                let index = error.row.saturating_sub(FIRST_ROW);
                let (at, place) = match error.sheet {
                    Sheet::Survey => expanded.survey_place(index),
                    Sheet::Choices => expanded.choice_place(index),
                    _ => (expanded.settings_at, "settings".to_owned()),
                };
                faults.add(Some(at), place, Problem::Form(error));
            }
            None
        }
    }
}

/// Names are keys of answers in files, addresses and other programs: plain small letters go everywhere.
fn names(expanded: &Expanded, faults: &mut Faults) {
    for (index, row) in expanded.form.survey.iter().enumerate() {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let begins = row.name.starts_with(|c: char| c.is_ascii_lowercase());
        let is_name = begins && row.name.chars().all(plain);
        // Closing rows have no name; where one is missing, loading says so.
        if !row.name.is_empty() && !is_name {
            let (at, place) = expanded.survey_place(index);
            faults.add(Some(at), place, Problem::NotAQuestionName { name: row.name.clone() });
        }
    }
}

/// Texts that one language has and another lacks.
fn languages(expanded: &Expanded, faults: &mut Faults) {
    let mut check = |(at, place): (Position, String), column: &str, text: &Translated| {
        for language in LANGUAGES {
            if !text.is_empty() && text.exactly(language).is_none() {
                let problem = Problem::MissingLanguage { column: column.to_owned(), language };
                faults.add(Some(at), place.clone(), problem);
            }
        }
    };
    for (index, row) in expanded.form.survey.iter().enumerate() {
        for (column, text) in [
            ("label", &row.label),
            ("hint", &row.hint),
            ("required_message", &row.required_message),
            ("constraint_message", &row.constraint_message),
        ] {
            check(expanded.survey_place(index), column, text);
        }
    }
    for (index, row) in expanded.form.choices.iter().enumerate() {
        check(expanded.choice_place(index), "label", &row.label);
    }
}

/// Every condition can be computed over the form, and every screen copies answers of real questions.
pub(super) fn conditions(procedure: &Procedure, form: &Form, facts: &mut At<'_>) {
    for (place, relevant) in relevants(procedure) {
        if let Err(error) = form.condition(relevant) {
            facts.note(&place, Problem::Condition(error));
        }
    }
    for (place, name) in copied(procedure) {
        if form.kind(name).is_none() {
            facts.note(&place, Problem::UnknownQuestion { name: name.to_owned() });
        }
    }
}

/// Without a form there is nothing that a condition could look at.
pub(super) fn no_conditions(procedure: &Procedure, facts: &mut At<'_>) {
    for (place, relevant) in relevants(procedure) {
        if !relevant.is_empty() {
            facts.note(&place, Problem::ConditionWithoutForm);
        }
    }
    for (place, name) in copied(procedure) {
        facts.note(&place, Problem::UnknownQuestion { name: name.to_owned() });
    }
}

/// Every condition with its place.
fn relevants(procedure: &Procedure) -> Vec<(String, &str)> {
    let place = |list: &str, index: usize| format!("{list}[{}].relevant", index + 1);
    let cases = procedure.cases.iter().enumerate().map(|(i, c)| (place("cases", i), c.relevant.as_str()));
    let fees = procedure.fees.iter().enumerate().map(|(i, f)| (place("fees", i), f.relevant.as_str()));
    let papers = procedure.papers.iter().enumerate().map(|(i, p)| (place("papers", i), p.relevant.as_str()));
    let exemptions = procedure.exemptions.iter().enumerate();
    let exemptions = exemptions.map(|(i, e)| (place("exemptions", i), e.relevant.as_str()));
    cases.chain(fees).chain(exemptions).chain(papers).collect()
}

/// Every question whose answer a screen copies, with its place.
fn copied(procedure: &Procedure) -> Vec<(String, &str)> {
    let lists = [("desk_steps", &procedure.desk_steps), ("portal_steps", &procedure.portal_steps)];
    lists
        .into_iter()
        .flat_map(|(list, steps)| steps.iter().enumerate().map(move |(i, step)| (list, i, step)))
        .flat_map(|(list, i, step)| {
            let place = move |n: usize| format!("{list}[{}].answers[{}]", i + 1, n + 1);
            step.answers.iter().enumerate().map(move |(n, name)| (place(n), name.as_str()))
        })
        .collect()
}

impl Expanded {
    /// Where the author wrote a row of the survey.
    fn survey_place(&self, index: usize) -> (Position, String) {
        let name = self.form.survey.get(index).map(|row| row.name.as_str()).unwrap_or_default();
        let origin = self.survey.get(index);
        let block = origin.and_then(|o| o.of_use).and_then(|i| self.uses.get(i));
        let place = match block {
            Some(block) => format!("survey, {name} (block {})", block.block),
            None => format!("survey, {name}"),
        };
        (origin.map(|o| o.at).unwrap_or_default(), place)
    }
    /// Where the author wrote a choice; for one of a block, where the form uses the block.
    fn choice_place(&self, index: usize) -> (Position, String) {
        let row = self.form.choices.get(index);
        let name = row.map(|row| format!("{} {}", row.list_name, row.name)).unwrap_or_default();
        let origin = self.choices.get(index);
        let block = origin.and_then(|o| o.of_use).and_then(|i| self.uses.get(i));
        let place = match block {
            Some(block) => format!("choices, {name} (block {})", block.block),
            None => format!("choices, {name}"),
        };
        (origin.map(|o| o.at).unwrap_or_default(), place)
    }
}
