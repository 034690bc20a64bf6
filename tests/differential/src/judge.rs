//! Compares, and tells.

use crate::case::Case;
use crate::expected::{self, Expected, Found};
use crate::look::{Look, ONLY_IF_BOTH, State};
use crate::{TestError, home, ours};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What the peer has written of one form.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Played {
    Failed { error: String },
    Done { steps: Vec<BTreeMap<String, Said>> },
}

/// An entry of a step: a question's look, or the answers that the peer would not take.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Said {
    Refused(Vec<String>),
    Look(Box<Look>),
}

/// The keys that are no questions begin with this.
const REFUSED: &str = "!refused";

#[derive(Default)]
struct Tally {
    forms: usize,
    steps: usize,
    aspects: usize,
    found: Vec<Found>,
    problems: Vec<String>,
    not_comparable: usize,
}

/// Whether every difference is explained.
pub(crate) fn judge(cases: &[Case], folder: &Path) -> Result<bool, TestError> {
    let path = folder.join("peer.json");
    let text =
        std::fs::read_to_string(&path).map_err(|source| TestError::File { path: path.clone(), source })?;
    let mut peer: BTreeMap<String, Played> =
        serde_json::from_str(&text).map_err(|error| TestError::Shape { path, message: error.to_string() })?;
    let expected = expected::read(&home().join("expected-differences.yaml"))?;
    let mut tally = Tally::default();
    let mut used = BTreeSet::new();
    for case in cases {
        let states = match ours::play(case) {
            Ok(states) => states,
            Err(error) => {
                tally.problems.push(error.to_string());
                continue;
            }
        };
        match peer.remove(&case.name) {
            Some(Played::Done { steps }) => compare(case, steps, &states, &mut tally),
            Some(Played::Failed { error }) => fail(case, &error, &expected, &mut used, &mut tally),
            None => tally.problems.push(format!("{}: the peer says nothing", case.name)),
        }
    }
    Ok(tell(tally, &expected, used))
}

fn fail(
    case: &Case,
    error: &str,
    expected: &Expected,
    used: &mut BTreeSet<(&'static str, usize)>,
    tally: &mut Tally,
) {
    let reason = expected.not_comparable.iter().position(|entry| entry.explains(&case.name, error));
    match reason {
        Some(index) => {
            used.insert(("not_comparable", index));
            tally.not_comparable += 1;
        }
        None => tally.problems.push(format!("{}: the peer cannot play it: {error}", case.name)),
    }
}

fn compare(case: &Case, peer: Vec<BTreeMap<String, Said>>, ours: &[State], tally: &mut Tally) {
    tally.forms += 1;
    if peer.len() != ours.len() {
        tally.problems.push(format!("{}: {} states there, {} here", case.name, peer.len(), ours.len()));
    }
    for (step, (theirs, ours)) in peer.into_iter().zip(ours).enumerate() {
        tally.steps += 1;
        let mut there = State::new();
        for (key, said) in theirs {
            match said {
                Said::Refused(what) if key == REFUSED => {
                    for what in what {
                        let (question, why) = what.split_once(": ").unwrap_or((&what, ""));
                        tally.found.push(Found {
                            form: case.name.clone(),
                            step,
                            question: question.to_owned(),
                            aspect: "taken",
                            peer: why.to_owned(),
                            ours: "taken".to_owned(),
                        });
                    }
                }
                Said::Refused(_) => tally.problems.push(format!("{}: odd entry {key}", case.name)),
                Said::Look(look) => {
                    there.insert(key, *look);
                }
            }
        }
        compare_states(case, step, &there, ours, tally);
    }
}

fn compare_states(case: &Case, step: usize, there: &State, ours: &State, tally: &mut Tally) {
    let keys: BTreeSet<&String> = there.keys().chain(ours.keys()).collect();
    for key in keys {
        let aspects = |state: &State| state.get(key).map(Look::aspects).unwrap_or_default();
        let (mut theirs, mut mine) = (aspects(there), aspects(ours));
        if there.contains_key(key) != ours.contains_key(key) {
            theirs = BTreeMap::from([("present", if theirs.is_empty() { "no" } else { "yes" }.to_owned())]);
            mine = BTreeMap::from([("present", if mine.is_empty() { "no" } else { "yes" }.to_owned())]);
        }
        let names: BTreeSet<&'static str> = theirs.keys().chain(mine.keys()).copied().collect();
        for aspect in names {
            let one_sided = theirs.contains_key(aspect) != mine.contains_key(aspect);
            if one_sided && (ONLY_IF_BOTH.contains(&aspect) || !both_relevant(there, ours, key)) {
                continue;
            }
            tally.aspects += 1;
            let said = |aspects: &BTreeMap<&'static str, String>| aspects.get(aspect).cloned();
            let (peer, ours) = (said(&theirs), said(&mine));
            if peer != ours {
                tally.found.push(Found {
                    form: case.name.clone(),
                    step,
                    question: key.clone(),
                    aspect,
                    peer: peer.unwrap_or_else(|| "(nothing)".to_owned()),
                    ours: ours.unwrap_or_else(|| "(nothing)".to_owned()),
                });
            }
        }
    }
}

/// Of a question that one engine finds not relevant, the other says more: that it is relevant is difference enough.
fn both_relevant(there: &State, ours: &State, key: &str) -> bool {
    let relevant = |state: &State| state.get(key).is_none_or(|look| look.relevant);
    relevant(there) && relevant(ours)
}

fn tell(tally: Tally, expected: &Expected, mut used: BTreeSet<(&'static str, usize)>) -> bool {
    let mut explained: BTreeMap<usize, usize> = BTreeMap::new();
    let mut unexplained = Vec::new();
    for found in &tally.found {
        match expected.differences.iter().position(|entry| entry.explains(found)) {
            Some(index) => {
                used.insert(("differences", index));
                *explained.entry(index).or_default() += 1;
            }
            None => unexplained.push(found),
        }
    }
    println!(
        "{} scripts compared, {} steps, {} aspects of questions; {} scripts cannot be compared",
        tally.forms, tally.steps, tally.aspects, tally.not_comparable
    );
    println!("{} differences, {} of them explained", tally.found.len(), explained.values().sum::<usize>());
    for (index, count) in &explained {
        if let Some(entry) = expected.differences.get(*index) {
            println!("  {count:>5} {} {} {}: {}", entry.form, entry.question, entry.aspect, entry.reason);
        }
    }
    for (index, entry) in expected.not_comparable.iter().enumerate() {
        if used.contains(&("not_comparable", index)) {
            println!("  not comparable: {}: {}", entry.form, entry.reason);
        }
    }
    let mut good = unexplained.is_empty();
    for found in unexplained {
        println!(
            "UNEXPLAINED {} step {} {} {}: peer `{}`, ours `{}`",
            found.form, found.step, found.question, found.aspect, found.peer, found.ours
        );
    }
    for problem in &tally.problems {
        good = false;
        println!("PROBLEM {problem}");
    }
    let stale = expected.differences.iter().map(|e| (&e.form, &e.question)).enumerate();
    for (index, (form, question)) in stale {
        if !used.contains(&("differences", index)) {
            good = false;
            println!("STALE the explanation of {form} {question} explains nothing any more");
        }
    }
    for (index, entry) in expected.not_comparable.iter().enumerate() {
        if !used.contains(&("not_comparable", index)) {
            good = false;
            println!("STALE the form {} can be compared now", entry.form);
        }
    }
    good
}
