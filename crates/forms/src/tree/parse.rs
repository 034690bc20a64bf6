//! Text → document. roxmltree reads the XML; the internal subset's ATTLIST declarations, which it skips,
//! are read by [`super::attlist`].

use super::attlist::{AttributeList, attribute_lists, entity_bytes, without_declarations};
use super::node::{Kind, Node, NodeId};
use super::{NONE, Tree, XML_NAMESPACE, XmlError};
use roxmltree::{Document, NodeType, ParsingOptions};
use std::collections::HashMap;

/// Bytes that a document may have.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// Bytes that entities and default attributes may add.
const MAX_DECLARED_BYTES: usize = 512 * 1024 * 1024;
/// Nodes that a document may have.
pub const MAX_NODES: usize = 4_000_000;

impl Tree {
    /// Reads a document. A document type is allowed: its entities, ID attributes and default attributes count;
    /// nothing outside the text is ever fetched.
    pub fn parse(xml: &str) -> Result<Self, XmlError> {
        if xml.len() > MAX_BYTES {
            return Err(XmlError::TooLong { max: MAX_BYTES });
        }
        let limit = u32::try_from(MAX_NODES).unwrap_or(u32::MAX);
        let options = ParsingOptions { allow_dtd: true, nodes_limit: limit, ..ParsingOptions::default() };
        let text = xml.strip_prefix('\u{feff}').unwrap_or(xml);
        if entity_bytes(text) > MAX_DECLARED_BYTES {
            return Err(XmlError::TooMuchDeclared { max: MAX_DECLARED_BYTES });
        }
        let lists = attribute_lists(text);
        let text = &*without_declarations(text);
        let document = Document::parse_with_options(text, options).map_err(|error| match error {
            roxmltree::Error::NodesLimitReached => XmlError::TooManyNodes { max: MAX_NODES },
            error => {
                let at = error.pos();
                XmlError::Malformed { row: at.row, column: at.col, reason: error.to_string() }
            }
        })?;
        Reading { tree: Self::new(), text, document: &document }.read(&lists)
    }
}

struct Reading<'a> {
    tree: Tree,
    text: &'a str,
    document: &'a Document<'a>,
}

impl Reading<'_> {
    fn read(mut self, lists: &[AttributeList]) -> Result<Tree, XmlError> {
        let mut at = self.document.root().first_child();
        let mut parent = self.tree.root();
        while let Some(node) = at {
            if self.tree.len() > MAX_NODES {
                return Err(XmlError::TooManyNodes { max: MAX_NODES });
            }
            let made = self.add(node, parent);
            if let (Some(child), Some(made)) = (node.first_child(), made) {
                parent = made;
                at = Some(child);
                continue;
            }
            let mut climbing = node;
            at = loop {
                if let Some(next) = climbing.next_sibling() {
                    break Some(next);
                }
                match climbing.parent() {
                    Some(above) if !above.is_root() => {
                        climbing = above;
                        parent = self.tree.parent(parent).unwrap_or(parent);
                    }
                    _ => break None,
                }
            };
        }
        self.tree.declare(lists)?;
        Ok(self.tree)
    }
    fn add(&mut self, node: roxmltree::Node<'_, '_>, parent: NodeId) -> Option<NodeId> {
        let text = node.text().unwrap_or_default();
        let new = match node.node_type() {
            NodeType::Root => return None,
            NodeType::Element => return Some(self.add_element(node, parent)),
            NodeType::Text => {
                self.tree.append_text(parent, text);
                return None;
            }
            NodeType::Comment => Node { text: text.to_owned(), ..Node::empty(Kind::Comment) },
            NodeType::PI => {
                let pi = node.pi()?;
                let name = self.tree.intern("", pi.target, "");
                let text = pi.value.unwrap_or_default().to_owned();
                Node { name, text, ..Node::empty(Kind::Instruction) }
            }
        };
        Some(self.tree.append_in_order(parent, new))
    }
    fn add_element(&mut self, node: roxmltree::Node<'_, '_>, parent: NodeId) -> NodeId {
        let tag = node.tag_name();
        let uri = tag.namespace().unwrap_or_default();
        let written = self.text.get(node.range().start + 1..).unwrap_or_default();
        let prefix = prefix_of(written, tag.name()).or_else(|| node.lookup_prefix(uri)).unwrap_or_default();
        let name = self.tree.intern(prefix, tag.name(), uri);
        let scope = self.scope(node, parent);
        let element = self.tree.append_in_order(parent, Node { name, scope, ..Node::empty(Kind::Element) });
        let mut last = NONE;
        for attribute in node.attributes() {
            let uri = attribute.namespace().unwrap_or_default();
            let written = self.text.get(attribute.range_qname()).unwrap_or_default();
            let prefix = match (uri.is_empty(), uri == XML_NAMESPACE) {
                (true, _) => "",
                (_, true) => "xml",
                _ => prefix_of(written, attribute.name())
                    .or_else(|| node.lookup_prefix(uri))
                    .unwrap_or_default(),
            };
            let name = self.tree.intern(prefix, attribute.name(), uri);
            let text = attribute.value().to_owned();
            let parent = element.index;
            let new =
                self.tree.push(Node { name, text, parent, previous: last, ..Node::empty(Kind::Attribute) });
            if last == NONE {
                self.tree.change(parent, |n| n.first_attribute = new);
            } else {
                self.tree.change(last, |n| n.next = new);
            }
            last = new;
        }
        element
    }
    /// The scope of an element: its parent's own unless it declares something.
    fn scope(&mut self, node: roxmltree::Node<'_, '_>, parent: NodeId) -> u32 {
        let inherited = self.tree.node(parent).scope;
        let known = self.tree.scopes.get(inherited as usize).map(Vec::as_slice).unwrap_or_default();
        let mut found = Vec::new();
        for namespace in node.namespaces() {
            let prefix = namespace.name().unwrap_or_default();
            let uri = namespace.uri();
            let again = found.iter().any(|(p, _): &(Box<str>, Box<str>)| **p == *prefix);
            if prefix != "xml" && !again && !(prefix.is_empty() && uri.is_empty()) {
                found.push((prefix.into(), uri.into()));
            }
        }
        // The default namespace first; otherwise as they are declared.
        found.sort_by_key(|(prefix, _)| !prefix.is_empty());
        found.truncate(usize::from(u16::MAX) - 2);
        if known == found {
            return inherited;
        }
        self.tree.scopes.push(found);
        u32::try_from(self.tree.scopes.len() - 1).unwrap_or(0)
    }
}

/// The prefix in a tag as it is written, `p` in `p:name …`, if the tag has this local name.
fn prefix_of<'t>(written: &'t str, local: &str) -> Option<&'t str> {
    let end =
        written.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>' | '=')).unwrap_or(written.len());
    let name = written.get(..end)?;
    match name.split_once(':') {
        Some((prefix, l)) if l == local => Some(prefix),
        None if name == local => Some(""),
        _ => None,
    }
}

impl Tree {
    fn append_in_order(&mut self, parent: NodeId, node: Node) -> NodeId {
        let index = self.push(node);
        self.link_last(index, parent.index);
        NodeId::at(index)
    }
    /// Default attributes and IDs.
    fn declare(&mut self, lists: &[AttributeList]) -> Result<(), XmlError> {
        let mut by_element: HashMap<&str, Vec<&AttributeList>> = HashMap::new();
        for list in lists {
            by_element.entry(&list.element).or_default().push(list);
        }
        // Where no document type says which attributes are IDs, those named `id` are, as in browsers.
        let any_id = lists.iter().any(|l| l.is_id);
        let mut added = 0;
        let elements: Vec<NodeId> =
            self.descendants(self.root()).filter(|n| self.kind(*n) == Kind::Element).collect();
        for element in elements {
            let declared =
                if lists.is_empty() { None } else { by_element.get(&*self.name(element).to_string()) };
            for list in declared.into_iter().flatten() {
                if let Some(default) = &list.default {
                    added += default.len();
                    self.add_default(element, &list.attribute, default);
                }
                if added > MAX_DECLARED_BYTES {
                    return Err(XmlError::TooMuchDeclared { max: MAX_DECLARED_BYTES });
                }
                if self.len() > MAX_NODES {
                    return Err(XmlError::TooManyNodes { max: MAX_NODES });
                }
                if list.is_tokenized {
                    self.collapse(element, &list.attribute);
                }
                if list.is_id {
                    self.index_id(element, &list.attribute);
                }
            }
            self.index_id(element, "xml:id");
            if !any_id {
                self.index_id(element, "id");
            }
        }
        Ok(())
    }
    fn written_attribute(&self, element: NodeId, written: &str) -> Option<NodeId> {
        self.attributes(element).find(|a| {
            let name = self.name(*a);
            match written.split_once(':') {
                Some((prefix, local)) => *name.prefix == *prefix && *name.local == *local,
                None => name.prefix.is_empty() && *name.local == *written,
            }
        })
    }
    fn add_default(&mut self, element: NodeId, written: &str, value: &str) {
        if self.written_attribute(element, written).is_some() {
            return;
        }
        match written.split_once(':') {
            // Declarations are no attributes, and one that is only a default is not looked for.
            None if written == "xmlns" => {}
            Some(("xmlns", _)) => {}
            Some((prefix, local)) => {
                if let Some(uri) = self.namespace_uri(element, prefix).map(str::to_owned) {
                    self.set_named_attribute(element, prefix, local, &uri, value);
                }
            }
            None => self.set_attribute(element, written, value),
        }
    }
    /// White space in an attribute that is no CDATA: single spaces inside, none at the ends.
    fn collapse(&mut self, element: NodeId, written: &str) {
        if let Some(attribute) = self.written_attribute(element, written) {
            self.change(attribute.index, |n| {
                n.text = n.text.split(' ').filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ");
            });
        }
    }
    fn index_id(&mut self, element: NodeId, written: &str) {
        if let Some(attribute) = self.written_attribute(element, written) {
            let value = self.string_value(attribute).trim().into();
            self.ids.entry(value).or_insert(element.index);
        }
    }
    /// What a prefix means at an element.
    #[must_use]
    pub fn namespace_uri(&self, element: NodeId, prefix: &str) -> Option<&str> {
        if prefix == "xml" {
            return Some(XML_NAMESPACE);
        }
        let scope = self.scopes.get(self.node(element).scope as usize)?;
        scope.iter().find(|(p, _)| **p == *prefix).map(|(_, uri)| &**uri)
    }
}
