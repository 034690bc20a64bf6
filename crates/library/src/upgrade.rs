//! Moving a draft from an older version of a pack to this one.

mod preview;
mod read;

pub use preview::{Answers, Moved, Old, Preview, SplitAnswer, preview};

use chrono::NaiveDate;
use forms::xpath::ExprError;
use forms::{Environment, Form};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A mapping of `upgrades.yaml`, from one older version.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Upgrade {
    /// The version that the draft was begun with.
    pub from: String,
    /// Old name → new name.
    #[serde(default)]
    pub renamed: BTreeMap<String, String>,
    #[serde(default)]
    pub split: Vec<Split>,
    /// Questions that the new version no longer asks.
    #[serde(default)]
    pub dropped: Vec<String>,
    #[serde(default)]
    pub tests: Vec<UpgradeTest>,
}

/// One old answer that becomes several.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Split {
    pub from: String,
    /// New name → expression in which `.` is the old answer.
    pub into: BTreeMap<String, String>,
}

/// Answers before, and what must come of them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpgradeTest {
    pub before: BTreeMap<String, String>,
    pub after: BTreeMap<String, String>,
    #[serde(default)]
    pub dropped: BTreeMap<String, String>,
}

/// What is wrong with a mapping.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, serde::Serialize)]
pub enum UpgradeFault {
    #[error("at least one test is needed")]
    NoTest,
    #[error("it must lead from an older version, and leads from {from} to {to}")]
    NotOlder { from: String, to: String },
    #[error("there is no question `{name}` in the new form")]
    UnknownTarget { name: String },
    #[error("`{name}` is named twice: as renamed, split or dropped, one of them")]
    NamedTwice { name: String },
    #[error("two answers would go to `{name}`")]
    TargetTwice { name: String },
    #[error("the expression for `{name}` cannot be computed: {error}")]
    Expression { name: String, error: ExprError },
    #[error("test {number}: after the move `{key}` is `{found}`, not `{expected}`")]
    OtherAnswer { number: usize, key: String, expected: String, found: String },
    #[error("test {number}: the dropped value of `{key}` is `{found}`, not `{expected}`")]
    OtherDropped { number: usize, key: String, expected: String, found: String },
    #[error("test {number}: `{key}` has no place in the new form, and the mapping does not name it")]
    Forgotten { number: usize, key: String },
}

/// Every fault of a mapping to the version `to`, whose form is `form`, with its tests run.
pub fn check(upgrade: &Upgrade, to: &str, form: &Form) -> Vec<UpgradeFault> {
    let mut faults = names(upgrade, form);
    if upgrade.tests.is_empty() {
        faults.push(UpgradeFault::NoTest);
    }
    if upgrade.from.as_str() >= to {
        faults.push(UpgradeFault::NotOlder { from: upgrade.from.clone(), to: to.to_owned() });
    }
    let environment = Environment::new(to.parse::<NaiveDate>().unwrap_or_default());
    for (name, expression) in upgrade.split.iter().flat_map(|split| &split.into) {
        if let Err(error) = preview::part_of("", expression, &environment) {
            faults.push(UpgradeFault::Expression { name: name.clone(), error });
        }
    }
    for (index, test) in upgrade.tests.iter().enumerate() {
        faults.append(&mut run(upgrade, test, index + 1, form, &environment));
    }
    faults
}

/// Names that lead nowhere, or are named twice.
fn names(upgrade: &Upgrade, form: &Form) -> Vec<UpgradeFault> {
    let mut faults = Vec::new();
    let sources: Vec<&String> = (upgrade.renamed.keys())
        .chain(upgrade.split.iter().map(|split| &split.from))
        .chain(&upgrade.dropped)
        .collect();
    let targets: Vec<&String> =
        upgrade.renamed.values().chain(upgrade.split.iter().flat_map(|split| split.into.keys())).collect();
    for (index, name) in sources.iter().enumerate() {
        if sources.iter().take(index).any(|other| other == name) {
            faults.push(UpgradeFault::NamedTwice { name: (*name).clone() });
        }
    }
    for (index, name) in targets.iter().enumerate() {
        if targets.iter().take(index).any(|other| other == name) {
            faults.push(UpgradeFault::TargetTwice { name: (*name).clone() });
        }
        if form.kind(name).is_none() {
            faults.push(UpgradeFault::UnknownTarget { name: (*name).clone() });
        }
    }
    faults
}

fn run(
    upgrade: &Upgrade,
    test: &UpgradeTest,
    number: usize,
    form: &Form,
    environment: &Environment<'_>,
) -> Vec<UpgradeFault> {
    let found = preview(Old { answers: &test.before, form: None }, upgrade, form, environment);
    let forgotten = found.unknown.keys().map(|key| UpgradeFault::Forgotten { number, key: key.clone() });
    let mut faults: Vec<UpgradeFault> = forgotten.collect();
    for (key, expected, found) in differences(&test.after, &found.answers_after) {
        faults.push(UpgradeFault::OtherAnswer { number, key, expected, found });
    }
    for (key, expected, found) in differences(&test.dropped, &found.dropped) {
        faults.push(UpgradeFault::OtherDropped { number, key, expected, found });
    }
    faults
}

/// Keys under which two sets of answers differ, with both values. No answer is an empty one.
fn differences(expected: &Answers, found: &Answers) -> Vec<(String, String, String)> {
    let keys: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
    let value = |answers: &Answers, key: &String| answers.get(key).cloned().unwrap_or_default();
    keys.into_iter()
        .map(|key| (key.clone(), value(expected, key), value(found, key)))
        .filter(|(_, expected, found)| expected != found)
        .collect()
}
