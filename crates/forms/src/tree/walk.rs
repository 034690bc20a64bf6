//! From one node to its neighbours. What is returned is of the same document as what was given.

use super::node::{Kind, NodeId};
use super::{NONE, Tree};

impl Tree {
    /// The parent; of an attribute or a namespace node, its element.
    #[must_use]
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        if node.namespace > 0 {
            return Some(node.namespace_at(0));
        }
        self.id(node, self.node(node).parent)
    }
    #[must_use]
    pub fn first_child(&self, node: NodeId) -> Option<NodeId> {
        if node.namespace > 0 {
            return None;
        }
        let first = self.id(node, self.node(node).first_child)?;
        if self.is_there(first) { Some(first) } else { self.next_sibling(first) }
    }
    #[must_use]
    pub fn last_child(&self, node: NodeId) -> Option<NodeId> {
        if node.namespace > 0 {
            return None;
        }
        let last = self.id(node, self.node(node).last_child)?;
        if self.is_there(last) { Some(last) } else { self.previous_sibling(last) }
    }
    /// The next sibling; of an attribute, nothing.
    #[must_use]
    pub fn next_sibling(&self, node: NodeId) -> Option<NodeId> {
        let mut at = node;
        while self.kind(at) != Kind::Attribute && at.namespace == 0 {
            at = self.id(node, self.node(at).next)?;
            if self.is_there(at) {
                return Some(at);
            }
        }
        None
    }
    /// The previous sibling; of an attribute, nothing.
    #[must_use]
    pub fn previous_sibling(&self, node: NodeId) -> Option<NodeId> {
        let mut at = node;
        while self.kind(at) != Kind::Attribute && at.namespace == 0 {
            at = self.id(node, self.node(at).previous)?;
            if self.is_there(at) {
                return Some(at);
            }
        }
        None
    }
    /// A text that is empty is not there.
    fn is_there(&self, node: NodeId) -> bool {
        let node = self.node(node);
        node.kind != Kind::Text || !node.text.is_empty()
    }
    /// All children in order.
    #[must_use]
    pub fn children(&self, node: NodeId) -> Children<'_> {
        Children { tree: self, next: self.first_child(node) }
    }
    /// The attributes as they were written (namespace declarations are none).
    #[must_use]
    pub fn attributes(&self, node: NodeId) -> Attributes<'_> {
        let first = if node.namespace > 0 { NONE } else { self.node(node).first_attribute };
        Attributes { tree: self, next: self.id(node, first) }
    }
    /// The value of the attribute with this local name and no namespace.
    #[must_use]
    pub fn attribute(&self, node: NodeId, local: &str) -> Option<&str> {
        self.attributes(node)
            .find(|a| {
                let name = self.name(*a);
                *name.local == *local && name.uri.is_empty()
            })
            .map(|a| self.node(a).text.as_str())
    }
    /// Everything below a node in document order, without attributes.
    #[must_use]
    pub fn descendants(&self, node: NodeId) -> Descendants<'_> {
        Descendants { tree: self, top: node, next: self.first_child(node) }
    }
    /// The first child element with this local name and no namespace.
    #[must_use]
    pub fn child_element(&self, node: NodeId, local: &str) -> Option<NodeId> {
        self.children(node).find(|n| {
            let name = self.name(*n);
            self.kind(*n) == Kind::Element && *name.local == *local && name.uri.is_empty()
        })
    }
    /// The next node in document order that is not below this one.
    pub(crate) fn after_subtree(&self, node: NodeId) -> Option<NodeId> {
        let mut at = node;
        loop {
            if let Some(next) = self.next_sibling(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
    }
    /// The next node in document order, without attributes.
    pub(crate) fn after(&self, node: NodeId) -> Option<NodeId> {
        self.first_child(node).or_else(|| self.after_subtree(node))
    }
}

/// See [`Tree::children`].
#[derive(Clone, Debug)]
pub struct Children<'a> {
    tree: &'a Tree,
    next: Option<NodeId>,
}

impl Iterator for Children<'_> {
    type Item = NodeId;
    fn next(&mut self) -> Option<NodeId> {
        let node = self.next?;
        self.next = self.tree.next_sibling(node);
        Some(node)
    }
}

/// See [`Tree::attributes`].
#[derive(Clone, Debug)]
pub struct Attributes<'a> {
    tree: &'a Tree,
    next: Option<NodeId>,
}

impl Iterator for Attributes<'_> {
    type Item = NodeId;
    fn next(&mut self) -> Option<NodeId> {
        let node = self.next?;
        self.next = self.tree.id(node, self.tree.node(node).next);
        Some(node)
    }
}

/// See [`Tree::descendants`].
#[derive(Clone, Debug)]
pub struct Descendants<'a> {
    tree: &'a Tree,
    top: NodeId,
    next: Option<NodeId>,
}

impl Iterator for Descendants<'_> {
    type Item = NodeId;
    fn next(&mut self) -> Option<NodeId> {
        let node = self.next?;
        self.next = self.tree.first_child(node).or_else(|| {
            let mut at = node;
            loop {
                if at == self.top {
                    return None;
                }
                if let Some(next) = self.tree.next_sibling(at) {
                    return Some(next);
                }
                at = self.tree.parent(at)?;
            }
        });
        Some(node)
    }
}
