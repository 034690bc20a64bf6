//! What the arena holds.

/// A place in a [`super::Tree`].
///
/// It also carries which of several documents it belongs to (0 is the one at hand, others are secondary
/// instances), and for a namespace node which of its element's namespaces it is: those are not stored.
/// Its `Ord` is a stable order for maps; for document order ask the tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId {
    pub(super) document: u16,
    pub(super) index: u32,
    /// 0 for a stored node; from 1 on a namespace of the element's scope, the last one being `xml`.
    pub(super) namespace: u16,
}

impl NodeId {
    pub(super) const fn at(index: u32) -> Self {
        Self { document: 0, index, namespace: 0 }
    }
    /// Which document it belongs to.
    #[must_use]
    pub const fn document(self) -> u16 {
        self.document
    }
    /// The same place seen as one of the document with this number.
    #[must_use]
    pub const fn in_document(self, document: u16) -> Self {
        Self { document, ..self }
    }
    /// Its index in the arena: dense, so that a caller can keep a `Vec` beside the tree.
    #[must_use]
    pub const fn index(self) -> usize {
        self.index as usize
    }
    pub(crate) const fn namespace_at(self, namespace: u16) -> Self {
        Self { namespace, ..self }
    }
}

/// XPath's seven sorts of nodes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Root,
    Element,
    Attribute,
    Namespace,
    Text,
    Comment,
    Instruction,
}

/// A name as written and as meant.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Name {
    pub prefix: Box<str>,
    pub local: Box<str>,
    pub uri: Box<str>,
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.prefix.is_empty() {
            f.write_str(&self.local)
        } else {
            write!(f, "{}:{}", self.prefix, self.local)
        }
    }
}

/// No node.
pub(super) const NONE: u32 = u32::MAX;

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Index into the tree's names; 0 is the empty name.
    pub(super) name: u32,
    pub(super) parent: u32,
    pub(super) previous: u32,
    pub(super) next: u32,
    pub(super) first_child: u32,
    pub(super) last_child: u32,
    pub(super) first_attribute: u32,
    /// Index into the tree's scopes.
    pub(super) scope: u32,
    /// Of a text, comment, attribute or processing instruction.
    pub(super) text: String,
}

/// What an id that belongs to no node is taken for.
pub(super) static NOWHERE: Node = EMPTY;
const EMPTY: Node = Node {
    kind: Kind::Text,
    name: 0,
    parent: NONE,
    previous: NONE,
    next: NONE,
    first_child: NONE,
    last_child: NONE,
    first_attribute: NONE,
    scope: 0,
    text: String::new(),
};

impl Node {
    pub(super) fn empty(kind: Kind) -> Self {
        Self { kind, ..EMPTY }
    }
}

pub(super) static NAMELESS: std::sync::LazyLock<Name> = std::sync::LazyLock::new(Name::default);
