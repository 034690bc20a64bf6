//! Building and changing a document.
//!
//! Removed nodes stay in the arena, apart from the document, so ids never come to mean another node.

use super::node::{Kind, Node, NodeId};
use super::{NONE, Tree, XmlError};
use std::sync::OnceLock;

impl Tree {
    /// A new last child element without a namespace.
    pub fn append_element(&mut self, parent: NodeId, local: &str) -> NodeId {
        self.append_named(parent, "", local, "")
    }
    /// A new last child element with a prefix and a namespace.
    pub fn append_named(&mut self, parent: NodeId, prefix: &str, local: &str, uri: &str) -> NodeId {
        let name = self.intern(prefix, local, uri);
        let scope = self.node(parent).scope;
        self.append(parent, Node { name, scope, ..Node::empty(Kind::Element) })
    }
    /// Text at the end of an element; joined with a text that stands there already.
    pub fn append_text(&mut self, parent: NodeId, text: &str) -> NodeId {
        if let Some(last) = self.id(parent, self.node(parent).last_child)
            && let Some(node) = self.nodes.get_mut(last.index as usize)
            && node.kind == Kind::Text
        {
            node.text.push_str(text);
            return last;
        }
        self.append(parent, Node { text: text.to_owned(), ..Node::empty(Kind::Text) })
    }
    /// A comment at the end of an element.
    pub fn append_comment(&mut self, parent: NodeId, text: &str) -> NodeId {
        self.append(parent, Node { text: text.to_owned(), ..Node::empty(Kind::Comment) })
    }
    /// A processing instruction at the end of an element.
    pub fn append_instruction(&mut self, parent: NodeId, target: &str, text: &str) -> NodeId {
        let name = self.intern("", target, "");
        self.append(parent, Node { name, text: text.to_owned(), ..Node::empty(Kind::Instruction) })
    }
    /// Sets an attribute without a namespace.
    pub fn set_attribute(&mut self, element: NodeId, local: &str, value: &str) {
        self.set_named_attribute(element, "", local, "", value);
    }
    /// Sets an attribute with a prefix and a namespace.
    pub fn set_named_attribute(
        &mut self,
        element: NodeId,
        prefix: &str,
        local: &str,
        uri: &str,
        value: &str,
    ) {
        let known = self.attributes(element).find(|a| {
            let name = self.name(*a);
            *name.local == *local && *name.uri == *uri
        });
        if let Some(node) = known.and_then(|a| self.nodes.get_mut(a.index as usize)) {
            value.clone_into(&mut node.text);
            return;
        }
        let name = self.intern(prefix, local, uri);
        let last = self.attributes(element).last();
        let parent = element.index;
        let previous = last.map_or(NONE, |a| a.index);
        let node = Node { name, parent, previous, text: value.to_owned(), ..Node::empty(Kind::Attribute) };
        let new = self.push(node);
        match last {
            Some(last) => self.change(last.index, |n| n.next = new),
            None => self.change(parent, |n| n.first_attribute = new),
        }
        // In order only directly behind its element.
        if previous.wrapping_add(1) != new && parent.wrapping_add(1) != new {
            self.in_order = false;
        }
    }
    /// Makes an element's text this and nothing else. When the element already holds one text (an empty one
    /// counts) or nothing, nothing but that text changes.
    pub fn set_text(&mut self, element: NodeId, text: &str) {
        let (first, last) = (self.node(element).first_child, self.node(element).last_child);
        if first != NONE
            && first == last
            && self.nodes.get(first as usize).is_some_and(|n| n.kind == Kind::Text)
        {
            if let Some(node) = self.nodes.get_mut(first as usize) {
                text.clone_into(&mut node.text);
            }
            return;
        }
        let children: Vec<NodeId> = self.children(element).collect();
        for child in children {
            self.remove(child);
        }
        self.change(element.index, |n| (n.first_child, n.last_child) = (NONE, NONE));
        self.append(element, Node { text: text.to_owned(), ..Node::empty(Kind::Text) });
    }
    /// Moves a node that is in no document (removed or just copied) to stand before `sibling`.
    pub fn insert_before(&mut self, node: NodeId, sibling: NodeId) {
        if self.node(node).parent != NONE || node.index == 0 || self.is_within(sibling, node) {
            return;
        }
        let (parent, previous) = (self.node(sibling).parent, self.node(sibling).previous);
        if parent == NONE {
            return;
        }
        self.change(node.index, |n| {
            (n.parent, n.previous, n.next) = (parent, previous, sibling.index);
        });
        self.change(sibling.index, |n| n.previous = node.index);
        if previous == NONE {
            self.change(parent, |n| n.first_child = node.index);
        } else {
            self.change(previous, |n| n.next = node.index);
        }
        self.reordered();
    }
    /// Moves a node that is in no document to be the last child of `parent`.
    pub fn attach(&mut self, node: NodeId, parent: NodeId) {
        if self.node(node).parent != NONE || node.index == 0 || self.is_within(parent, node) {
            return;
        }
        self.link_last(node.index, parent.index);
        self.reordered();
    }
    /// A copy of an element with everything in it, in no document yet.
    pub fn copy_subtree(&mut self, node: NodeId) -> NodeId {
        let copy = self.copied(node);
        let mut pending = vec![(node, copy)];
        while let Some((from, to)) = pending.pop() {
            let children: Vec<NodeId> = self.children(from).collect();
            for child in children {
                let new = self.copied(child);
                self.link_last(new.index, to.index);
                pending.push((child, new));
            }
        }
        copy
    }
    fn copied(&mut self, node: NodeId) -> NodeId {
        let source = self.node(node);
        let new = Node {
            name: source.name,
            scope: source.scope,
            text: source.text.clone(),
            ..Node::empty(source.kind)
        };
        let copy = NodeId::at(self.push(new));
        self.in_order = false;
        let attributes: Vec<(u32, String)> =
            self.attributes(node).map(|a| (self.node(a).name, self.node(a).text.clone())).collect();
        let mut last = NONE;
        for (name, text) in attributes {
            let attribute =
                Node { name, text, parent: copy.index, previous: last, ..Node::empty(Kind::Attribute) };
            let new = self.push(attribute);
            if last == NONE {
                self.change(copy.index, |n| n.first_attribute = new);
            } else {
                self.change(last, |n| n.next = new);
            }
            last = new;
        }
        copy
    }
    /// Takes a node and everything in it out of the document.
    pub fn remove(&mut self, node: NodeId) {
        let found = self.node(node);
        let (kind, parent, previous, next) = (found.kind, found.parent, found.previous, found.next);
        if parent == NONE {
            return;
        }
        if previous == NONE {
            let attribute = kind == Kind::Attribute;
            self.change(parent, |n| if attribute { n.first_attribute = next } else { n.first_child = next });
        } else {
            self.change(previous, |n| n.next = next);
        }
        if next != NONE {
            self.change(next, |n| n.previous = previous);
        } else if kind != Kind::Attribute {
            self.change(parent, |n| n.last_child = previous);
        }
        self.change(node.index, |n| (n.parent, n.previous, n.next) = (NONE, NONE, NONE));
        self.ranks = OnceLock::new();
    }
    /// Rows as `root/item/column`: how ODK sees a choice list or a CSV file as a secondary instance. A column
    /// whose name cannot be an element's is left out.
    pub fn table<'r, R>(columns: &[&str], rows: R) -> Result<Self, XmlError>
    where
        R: IntoIterator<Item = &'r [&'r str]>,
    {
        let mut tree = Self::new();
        let root = tree.append_element(tree.root(), "root");
        for (index, row) in rows.into_iter().enumerate() {
            if row.len() != columns.len() {
                return Err(XmlError::UnevenRow { row: index, found: row.len() });
            }
            if tree.len() + 2 * row.len() > super::MAX_NODES {
                return Err(XmlError::TooManyNodes { max: super::MAX_NODES });
            }
            let item = tree.append_element(root, "item");
            for (column, value) in columns.iter().zip(row) {
                if crate::xpath::is_ncname(column) {
                    let cell = tree.append_element(item, column);
                    tree.append_text(cell, value);
                }
            }
        }
        Ok(tree)
    }
    pub(super) fn append(&mut self, parent: NodeId, node: Node) -> NodeId {
        let index = self.push(node);
        let last = self.deepest_last(parent);
        self.link_last(index, parent.index);
        if last > index {
            self.in_order = false;
        }
        NodeId { document: parent.document, index, namespace: 0 }
    }
    /// In order when nothing that stands before the new node was made after it: the new one always has the
    /// highest index, so all that matters is whether something follows it in the document.
    fn deepest_last(&self, parent: NodeId) -> u32 {
        if !self.in_order {
            return NONE;
        }
        if self.after_subtree(parent).is_some() { NONE } else { 0 }
    }
    pub(super) fn push(&mut self, node: Node) -> u32 {
        let index = u32::try_from(self.nodes.len()).unwrap_or(NONE);
        self.nodes.push(node);
        self.ranks = OnceLock::new();
        index
    }
    pub(super) fn link_last(&mut self, node: u32, parent: u32) {
        let last = self.nodes.get(parent as usize).map_or(NONE, |n| n.last_child);
        self.change(node, |n| (n.parent, n.previous, n.next) = (parent, last, NONE));
        if last == NONE {
            self.change(parent, |n| n.first_child = node);
        } else {
            self.change(last, |n| n.next = node);
        }
        self.change(parent, |n| n.last_child = node);
    }
    pub(super) fn change(&mut self, index: u32, edit: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(index as usize) {
            edit(node);
        }
    }
    fn reordered(&mut self) {
        self.in_order = false;
        self.ranks = OnceLock::new();
    }
}
