//! What an expression may know of the world. All of it is handed in.

use super::date::DateNumbers;
use crate::tree::{NodeId, Tree, XML_NAMESPACE};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

/// Time, chance, language, other documents.
#[derive(Clone, Debug)]
pub struct Environment<'a> {
    /// The time; its offset is the time zone of every date and time.
    pub now: DateTime<FixedOffset>,
    /// What random(), uuid() and randomize() without a seed start from.
    pub seed: u64,
    /// For names of months and days, for jr:itext() and jr:choice-name(): `vi`, `en`, or as a form names it.
    pub language: &'a str,
    /// For version().
    pub version: &'a str,
    /// Secondary instances by id: for instance() and pulldata(). Their nodes carry the number of their place
    /// here, from 1.
    pub instances: Vec<(&'a str, &'a Tree)>,
    /// What `/` means when it is not the document's root: an `<instance>` of an XForm, for example.
    pub root: Option<NodeId>,
    pub date_numbers: DateNumbers,
    pub limits: Limits,
}

impl Environment<'_> {
    /// Nothing but the time and its zone; Vietnamese.
    #[must_use]
    pub fn new(now: DateTime<FixedOffset>) -> Self {
        Self {
            now,
            seed: 0,
            language: "vi",
            version: "",
            instances: Vec::new(),
            root: None,
            date_numbers: DateNumbers::default(),
            limits: Limits::default(),
        }
    }
}

/// How much one computation may take. The defaults are far above any real form's needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Work: a part of an expression, a node looked at, 64 bytes of text made are 1 each.
    pub steps: u64,
    /// Bytes of one text.
    pub bytes: usize,
    /// Nodes of one set.
    pub nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 10_000_000, bytes: 1_000_000, nodes: 1_000_000 }
    }
}

/// Prefixes that names in an expression may have. `xml` is always known.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Namespaces {
    uris: BTreeMap<String, String>,
}

impl Namespaces {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Declares a prefix.
    #[must_use]
    pub fn with(mut self, prefix: &str, uri: &str) -> Self {
        self.uris.insert(prefix.to_owned(), uri.to_owned());
        self
    }
    /// The prefixes in scope at an element of a document.
    #[must_use]
    pub fn of(tree: &Tree, element: NodeId) -> Self {
        let bound = (1..=tree.namespace_count(element))
            .filter_map(|n| tree.namespace_binding(element.namespace_at(n)))
            .filter(|(prefix, _)| !prefix.is_empty())
            .map(|(prefix, uri)| (prefix.to_owned(), uri.to_owned()));
        Self { uris: bound.collect() }
    }
    /// What a prefix stands for.
    #[must_use]
    pub fn uri(&self, prefix: &str) -> Option<&str> {
        match self.uris.get(prefix) {
            Some(uri) => Some(uri),
            None => (prefix == "xml").then_some(XML_NAMESPACE),
        }
    }
}
