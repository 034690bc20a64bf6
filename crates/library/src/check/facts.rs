//! The facts of `procedure.yaml` among themselves.

use super::questions;
use crate::LifeEvents;
use crate::fault::{Fault, Problem};
use crate::pack::{Draft, PackFiles};
use crate::procedure::{Channel, Procedure, Step};
use crate::wanted::{Present, Wanted};
use crate::yaml::{Faults, Node};
use chrono::NaiveDate;
use forms::Form;
use std::collections::BTreeSet;

/// Words that say that a secret is asked for.
const SECRETS: &[&str] = &["mật khẩu", "passcode", "otp", "mã xác thực"];

impl Draft {
    /// Everything that this pack shows by itself; the loaded form if it has one that loads.
    pub(crate) fn check(&self, files: &PackFiles<'_>, faults: &mut Vec<Fault>) -> Option<Form> {
        let mut facts = At { root: &self.root, faults: files.faults("procedure.yaml") };
        identity(&self.procedure, files, &mut facts);
        lists(&self.procedure, &mut facts);
        evidence(&self.procedure, &mut facts);
        cases(&self.procedure, &mut facts);
        steps("desk_steps", &self.procedure.desk_steps, &mut facts);
        steps("portal_steps", &self.procedure.portal_steps, &mut facts);
        let mut of_form = files.faults("form.yaml");
        let form = self.form.as_ref().and_then(|form| questions::form(form, &self.procedure, &mut of_form));
        match (&form, files.form.is_some()) {
            (Some(form), _) => questions::conditions(&self.procedure, form, &mut facts),
            // The form's own faults are told already.
            (None, true) => {}
            (None, false) => {
                questions::no_conditions(&self.procedure, &mut facts);
                if self.procedure.verified {
                    of_form.add(None, String::new(), Problem::NoForm);
                }
            }
        }
        faults.append(&mut facts.faults.found);
        faults.append(&mut of_form.found);
        form
    }

    pub(crate) fn check_events(&self, files: &PackFiles<'_>, events: &LifeEvents, faults: &mut Vec<Fault>) {
        let mut facts = At { root: &self.root, faults: files.faults("procedure.yaml") };
        for (index, id) in self.procedure.life_events.iter().enumerate() {
            if events.get(id).is_none() {
                let known = events.iter().map(|event| event.id.clone()).collect();
                let problem = Problem::UnknownLifeEvent { id: id.clone(), known };
                facts.note(&format!("life_events[{}]", index + 1), problem);
            }
        }
        faults.append(&mut facts.faults.found);
    }
}

/// Notes faults at the place that a path of keys names.
pub(super) struct At<'a> {
    pub(super) root: &'a Node,
    pub(super) faults: Faults,
}

impl At<'_> {
    pub(super) fn note(&mut self, path: &str, problem: Problem) {
        self.faults.add(Some(self.root.position(path)), path.to_owned(), problem);
    }
}

fn identity(procedure: &Procedure, files: &PackFiles<'_>, facts: &mut At<'_>) {
    if !files.folder.is_empty() && procedure.code.as_str() != files.folder {
        facts.note("code", Problem::OtherFolder { folder: files.folder.to_owned() });
    }
    if procedure.version.parse::<NaiveDate>().is_err() {
        let found = Present::Text(procedure.version.clone());
        facts.note("version", Problem::Expected { expected: Wanted::Date, found });
    }
}

fn lists(procedure: &Procedure, facts: &mut At<'_>) {
    for (place, empty) in [
        ("synonyms", procedure.synonyms.is_empty()),
        ("who_may_file", procedure.who_may_file.is_empty()),
        ("channels", procedure.channels.is_empty()),
        ("sources", procedure.sources.is_empty()),
        ("cases", procedure.cases.is_empty()),
        ("legal_basis", procedure.legal_basis.is_empty()),
        // A guide that nobody checked may not know these.
        ("fees", procedure.verified && procedure.fees.is_empty()),
        ("papers", procedure.verified && procedure.papers.is_empty()),
        ("desk_steps", procedure.desk_steps.is_empty()),
        (
            "portal_steps",
            procedure.verified
                && procedure.channels.contains(&Channel::Online)
                && procedure.portal_steps.is_empty(),
        ),
    ] {
        if empty {
            facts.note(place, Problem::EmptyList);
        }
    }
    once("papers", procedure.papers.iter().map(|p| p.id.as_str()), facts);
    once("sources", procedure.sources.iter().map(|s| s.id.as_str()), facts);
    once("cases", procedure.cases.iter().map(|c| c.code.as_str()), facts);
}

fn once<'a>(list: &str, ids: impl Iterator<Item = &'a str>, facts: &mut At<'_>) {
    let mut seen = BTreeSet::new();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            facts.note(&format!("{list}[{}]", index + 1), Problem::Duplicate { id: id.to_owned() });
        }
    }
}

/// Sources that facts name, and dates in their order.
fn evidence(procedure: &Procedure, facts: &mut At<'_>) {
    let known: Vec<String> = procedure.sources.iter().map(|s| s.id.clone()).collect();
    let fees = procedure.fees.iter().map(|f| f.source.as_ref());
    let named = [
        ("cases", procedure.cases.iter().map(|c| c.source.as_ref()).collect::<Vec<_>>()),
        ("fees", fees.collect()),
        ("exemptions", procedure.exemptions.iter().map(|e| e.source.as_ref()).collect()),
        ("papers", procedure.papers.iter().map(|p| p.source.as_ref()).collect()),
    ];
    for (list, sources) in named {
        for (index, source) in sources.into_iter().enumerate() {
            if let Some(id) = source.filter(|id| !known.contains(id)) {
                let problem = Problem::UnknownSource { id: id.clone(), known: known.clone() };
                facts.note(&format!("{list}[{}].source", index + 1), problem);
            }
        }
    }
    let checked = procedure.checked.on;
    for (index, source) in procedure.sources.iter().enumerate() {
        if source.read_on > checked {
            let problem = Problem::DateOutOfOrder { date: source.read_on, checked };
            facts.note(&format!("sources[{}].read_on", index + 1), problem);
        }
    }
    let version = procedure.version.parse().ok().map(|date: NaiveDate| ("version", date));
    let decision = procedure.decision.as_ref().map(|d| ("decision.date", d.date));
    for (place, date) in version.into_iter().chain(decision) {
        if date > checked {
            facts.note(place, Problem::DateOutOfOrder { date, checked });
        }
    }
}

fn cases(procedure: &Procedure, facts: &mut At<'_>) {
    let last = procedure.cases.len();
    for (index, case) in procedure.cases.iter().enumerate() {
        let place = format!("cases[{}]", index + 1);
        let prefix = format!("{}.", procedure.code);
        if !case.code.strip_prefix(&prefix).is_some_and(|n| n.chars().all(|c| c.is_ascii_digit())) {
            facts.note(&format!("{place}.code"), Problem::NotACaseOf { code: procedure.code.to_string() });
        }
        match (case.relevant.is_empty(), index + 1 == last) {
            (true, false) => facts.note(&place, Problem::UnreachableCase),
            (false, true) => facts.note(&format!("{place}.relevant"), Problem::NoCaseForTheRest),
            _ => {}
        }
    }
}

fn steps(list: &str, steps: &[Step], facts: &mut At<'_>) {
    for (index, step) in steps.iter().enumerate() {
        let words = step.text.vi.to_lowercase();
        let asks = SECRETS.iter().any(|secret| words.contains(secret));
        let place = format!("{list}[{}]", index + 1);
        match (asks, step.secret) {
            (true, false) => facts.note(&place, Problem::SecretNotMarked),
            (false, true) => facts.note(&place, Problem::SecretNotSaid),
            _ => {}
        }
    }
}
