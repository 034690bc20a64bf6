//! An XML document as an arena: what expressions walk over and what a session writes its answers into.
//!
//! The model is XPath 1.0's: a root, elements, attributes, namespaces, texts, comments and processing
//! instructions. Adjacent texts and CDATA sections are one text; a text that is empty is not there.
//!
//! **Invariant:** a [`NodeId`] is an index and is checked at every use. One that belongs to no node gives
//! "nothing" (no name, no children, empty text), never a panic.

mod attlist;
mod edit;
mod error;
mod node;
mod order;
mod parse;
mod text;
mod walk;

pub use error::XmlError;
pub use node::{Kind, Name, NodeId};
pub use parse::{MAX_BYTES, MAX_NODES};
pub use walk::{Attributes, Children, Descendants};

use node::{NONE, NOWHERE, Node};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The namespace that the prefix `xml` always has.
pub const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// One document.
#[derive(Clone, Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    names: Vec<Name>,
    /// Indexes into `names`, by local name.
    names_by_local: HashMap<Box<str>, Vec<u32>>,
    /// In-scope namespaces (prefix, URI) without `xml`; an element holds the index of its own.
    scopes: Vec<Vec<(Box<str>, Box<str>)>>,
    /// Elements by what the document type or `xml:id` declares as their ID.
    ids: HashMap<Box<str>, u32>,
    /// Whether a higher index always stands later in the document.
    in_order: bool,
    /// Places in document order by index, made when first asked for after an edit.
    ranks: OnceLock<Vec<u32>>,
}

impl Default for Tree {
    fn default() -> Self {
        Self::new()
    }
}

impl Tree {
    /// A document with a root and nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self {
            nodes: vec![Node::empty(Kind::Root)],
            names: vec![Name::default()],
            names_by_local: HashMap::new(),
            scopes: vec![Vec::new()],
            ids: HashMap::new(),
            in_order: true,
            ranks: OnceLock::new(),
        }
    }
    /// The root: the parent of the document's outermost element.
    #[must_use]
    pub fn root(&self) -> NodeId {
        NodeId::at(0)
    }
    /// The outermost element.
    #[must_use]
    pub fn root_element(&self) -> Option<NodeId> {
        self.children(self.root()).find(|n| self.kind(*n) == Kind::Element)
    }
    /// How many nodes there are, attributes included, namespaces not; removed ones count.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }
    /// Whether it holds nothing but its root.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }
    /// What sort of node this is.
    #[must_use]
    pub fn kind(&self, node: NodeId) -> Kind {
        if node.namespace > 0 { Kind::Namespace } else { self.node(node).kind }
    }
    /// The name of an element or attribute, or a processing instruction's target as its local name.
    #[must_use]
    pub fn name(&self, node: NodeId) -> &Name {
        let index = if node.namespace > 0 { 0 } else { self.node(node).name };
        self.names.get(index as usize).unwrap_or(&node::NAMELESS)
    }
    /// The local name; for a namespace node its prefix.
    #[must_use]
    pub fn local_name(&self, node: NodeId) -> &str {
        match self.namespace_binding(node) {
            Some((prefix, _)) => prefix,
            None => &self.name(node).local,
        }
    }
    /// The element that the document type (or `xml:id`) gives this ID.
    #[must_use]
    pub fn element_by_id(&self, id: &str) -> Option<NodeId> {
        self.ids.get(id).map(|index| NodeId::at(*index))
    }
    /// Prefix and URI of a namespace node.
    #[must_use]
    pub fn namespace_binding(&self, node: NodeId) -> Option<(&str, &str)> {
        match node.namespace {
            0 => None,
            n => {
                let scope = self.scopes.get(self.node(node).scope as usize)?;
                let declared = scope.get(usize::from(n) - 1).map(|(prefix, uri)| (&**prefix, &**uri));
                declared.or(Some(("xml", XML_NAMESPACE)))
            }
        }
    }
    /// How many namespaces are in scope at an element, `xml` included; 0 for anything else.
    pub(crate) fn namespace_count(&self, node: NodeId) -> u16 {
        if self.kind(node) != Kind::Element {
            return 0;
        }
        let declared = self.scopes.get(self.node(node).scope as usize).map_or(0, Vec::len);
        u16::try_from(declared + 1).unwrap_or(u16::MAX)
    }
    fn node(&self, id: NodeId) -> &Node {
        self.nodes.get(id.index as usize).unwrap_or(&NOWHERE)
    }
    fn id(&self, near: NodeId, index: u32) -> Option<NodeId> {
        (index != NONE).then_some(NodeId { document: near.document, index, namespace: 0 })
    }
    /// Numbers of the names that mean this, to compare instead of texts when many nodes are looked at.
    pub(crate) fn name_numbers(&self, local: &str, uri: &str) -> Vec<u32> {
        let same_local = self.names_by_local.get(local).map(Vec::as_slice).unwrap_or_default();
        let meant = |n: &&u32| self.names.get(**n as usize).is_some_and(|name| *name.uri == *uri);
        same_local.iter().filter(meant).copied().collect()
    }
    pub(crate) fn name_number(&self, node: NodeId) -> u32 {
        self.node(node).name
    }
    fn intern(&mut self, prefix: &str, local: &str, uri: &str) -> u32 {
        if let Some(known) = self.names_by_local.get(local) {
            for index in known {
                if self.names.get(*index as usize).is_some_and(|n| *n.prefix == *prefix && *n.uri == *uri) {
                    return *index;
                }
            }
        }
        let index = u32::try_from(self.names.len()).unwrap_or(0);
        self.names.push(Name { prefix: prefix.into(), local: local.into(), uri: uri.into() });
        self.names_by_local.entry(local.into()).or_default().push(index);
        index
    }
}
