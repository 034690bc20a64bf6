//! A row of a survey that stands for a block.

use crate::yaml::{Faults, Node, Place};
use std::collections::BTreeMap;

/// `type: block nguoi` with its prefix and what it is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BlockUse {
    /// The block's name: the file `blocks/<block>.yaml`.
    pub block: String,
    /// What the names of its questions begin with.
    pub prefix: String,
    /// Values for the block's parameters.
    pub with: BTreeMap<String, String>,
    /// Rows that are left out, by their names without the prefix.
    pub without: Vec<String>,
    /// Joined by `and` with each row's own condition.
    pub relevant: String,
    /// Rows whose `required` is dropped, by their names without the prefix.
    pub optional: Vec<String>,
}

impl BlockUse {
    pub(super) fn read(block: &str, node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        let known = ["type", "name", "with", "without", "relevant", "optional"];
        let entries = faults.map(node, place, &known)?;
        let prefix = faults.required((node, entries), place, "name");
        let with = faults.optional(entries, place, "with", BTreeMap::new());
        let without = faults.optional(entries, place, "without", Vec::new());
        let relevant = faults.optional(entries, place, "relevant", String::new());
        let optional = faults.optional(entries, place, "optional", Vec::new());
        Some(Self {
            block: block.to_owned(),
            prefix: prefix?,
            with: with?,
            without: without?,
            relevant: relevant?,
            optional: optional?,
        })
    }
}
