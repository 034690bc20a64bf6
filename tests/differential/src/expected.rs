//! `expected-differences.yaml`: where the two engines differ, and why.

use crate::TestError;
use serde::Deserialize;
use std::path::Path;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    pub(crate) differences: Vec<Difference>,
    /// Forms that the peer or pyxform cannot play at all.
    pub(crate) not_comparable: Vec<NotComparable>,
}

/// Differences that one reason explains. `*` at the end of a name stands for anything.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Difference {
    pub(crate) form: String,
    #[serde(default = "anything")]
    pub(crate) question: String,
    pub(crate) aspect: String,
    /// What the peer says; left out: anything.
    #[serde(default)]
    pub(crate) peer: Option<String>,
    /// What our engine says; left out: anything.
    #[serde(default)]
    pub(crate) ours: Option<String>,
    pub(crate) reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NotComparable {
    pub(crate) form: String,
    /// A part of what the peer says.
    pub(crate) says: String,
    pub(crate) reason: String,
}

fn anything() -> String {
    "*".to_owned()
}

pub(crate) fn read(path: &Path) -> Result<Expected, TestError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| TestError::File { path: path.to_path_buf(), source })?;
    serde_saphyr::from_str(&text)
        .map_err(|error| TestError::Shape { path: path.to_path_buf(), message: error.to_string() })
}

/// One difference that was found.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) form: String,
    pub(crate) step: usize,
    pub(crate) question: String,
    pub(crate) aspect: &'static str,
    pub(crate) peer: String,
    pub(crate) ours: String,
}

impl Difference {
    pub(crate) fn explains(&self, found: &Found) -> bool {
        matches(&self.form, &found.form)
            && matches(&self.question, &found.question)
            && self.aspect == found.aspect
            && self.peer.as_ref().is_none_or(|peer| *peer == found.peer)
            && self.ours.as_ref().is_none_or(|ours| *ours == found.ours)
    }
}

impl NotComparable {
    pub(crate) fn explains(&self, form: &str, says: &str) -> bool {
        matches(&self.form, form) && says.contains(&self.says)
    }
}

fn matches(pattern: &str, name: &str) -> bool {
    // An instance's place does not matter: `r[2]/n` is meant by `r/n`.
    let bare: String = name
        .split('/')
        .map(|part| part.split_once('[').map_or(part, |(name, _)| name))
        .collect::<Vec<_>>()
        .join("/");
    match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning) || bare.starts_with(beginning),
        None => pattern == name || pattern == bare,
    }
}
