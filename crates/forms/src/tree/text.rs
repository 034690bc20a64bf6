//! String-values, as XPath 1.0 section 5 defines them.

use super::Tree;
use super::node::{Kind, NodeId};
use std::borrow::Cow;

impl Tree {
    /// The string-value of a node: what is written in it. Borrowed unless several texts must be joined.
    #[must_use]
    pub fn string_value(&self, node: NodeId) -> Cow<'_, str> {
        self.string_value_and_cost(node).0
    }
    /// The same, with how many nodes and lengths of 64 bytes had to be walked for it.
    pub(crate) fn string_value_and_cost(&self, node: NodeId) -> (Cow<'_, str>, usize) {
        match self.kind(node) {
            Kind::Root | Kind::Element => self.joined(node),
            Kind::Namespace => {
                (Cow::Borrowed(self.namespace_binding(node).map(|(_, uri)| uri).unwrap_or_default()), 0)
            }
            Kind::Attribute | Kind::Text | Kind::Comment | Kind::Instruction => {
                (Cow::Borrowed(&self.node(node).text), 0)
            }
        }
    }
    fn joined(&self, node: NodeId) -> (Cow<'_, str>, usize) {
        // The usual case first: one text and nothing else, or nothing at all.
        let Some(first) = self.first_child(node) else { return (Cow::Borrowed(""), 0) };
        if self.kind(first) == Kind::Text && self.next_sibling(first).is_none() {
            return (Cow::Borrowed(&self.node(first).text), 0);
        }
        let mut walked = 0;
        let mut joined = Cow::Borrowed("");
        for below in self.descendants(node) {
            walked += 1;
            if self.kind(below) != Kind::Text {
                continue;
            }
            let text = self.node(below).text.as_str();
            if joined.is_empty() {
                joined = Cow::Borrowed(text);
            } else {
                joined.to_mut().push_str(text);
            }
        }
        let cost = walked + joined.len() / 64;
        (joined, cost)
    }
}
