//! Moving a draft from an older version of a pack to this one.

mod read;

use forms::Form;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A mapping of `upgrades.yaml`, from one older version.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
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
pub struct Split {
    pub from: String,
    /// New name → expression in which `.` is the old answer.
    pub into: BTreeMap<String, String>,
}

/// Answers before, and what must come of them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UpgradeTest {
    pub before: BTreeMap<String, String>,
    pub after: BTreeMap<String, String>,
    #[serde(default)]
    pub dropped: BTreeMap<String, String>,
}

/// What is wrong with a mapping.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum UpgradeFault {
    #[error("at least one test is needed")]
    NoTest,
    #[error("it must lead from an older version, and leads from {from} to {to}")]
    NotOlder { from: String, to: String },
    #[error("there is no question `{name}` in the new form")]
    UnknownTarget { name: String },
}

/// Every fault of a mapping to the version `to`, whose form is `form`.
pub fn check(upgrade: &Upgrade, to: &str, form: &Form) -> Vec<UpgradeFault> {
    let mut faults = Vec::new();
    if upgrade.tests.is_empty() {
        faults.push(UpgradeFault::NoTest);
    }
    if upgrade.from.as_str() >= to {
        faults.push(UpgradeFault::NotOlder { from: upgrade.from.clone(), to: to.to_owned() });
    }
    let targets = upgrade.renamed.values().chain(upgrade.split.iter().flat_map(|s| s.into.keys()));
    faults.extend(
        targets
            .filter(|name| form.kind(name).is_none())
            .map(|name| UpgradeFault::UnknownTarget { name: name.clone() }),
    );
    faults
}
