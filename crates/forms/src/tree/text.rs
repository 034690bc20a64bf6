//! String-values, as XPath 1.0 section 5 defines them.

use super::Tree;
use super::node::{Kind, NodeId};
use std::borrow::Cow;

impl Tree {
    /// The string-value of a node: what is written in it. Borrowed unless several texts must be joined.
    #[must_use]
    pub fn string_value(&self, node: NodeId) -> Cow<'_, str> {
        match self.kind(node) {
            Kind::Root | Kind::Element => self.joined(node),
            Kind::Namespace => {
                Cow::Borrowed(self.namespace_binding(node).map(|(_, uri)| uri).unwrap_or_default())
            }
            Kind::Attribute | Kind::Text | Kind::Comment | Kind::Instruction => {
                Cow::Borrowed(&self.node(node).text)
            }
        }
    }
    fn joined(&self, node: NodeId) -> Cow<'_, str> {
        // The usual case first: one text and nothing else, or nothing at all.
        let Some(first) = self.first_child(node) else { return Cow::Borrowed("") };
        if self.kind(first) == Kind::Text && self.next_sibling(first).is_none() {
            return Cow::Borrowed(&self.node(first).text);
        }
        let mut texts = self
            .descendants(node)
            .filter(|n| self.kind(*n) == Kind::Text)
            .map(|n| self.node(n).text.as_str());
        let Some(first) = texts.next() else { return Cow::Borrowed("") };
        let Some(second) = texts.next() else { return Cow::Borrowed(first) };
        let mut joined = String::from(first);
        joined.push_str(second);
        joined.extend(texts);
        Cow::Owned(joined)
    }
}
