//! Sets of nodes, without an allocation for none or one.

use crate::tree::NodeId;

/// Nodes in the order that matters: document order unless a function such as randomize() made another.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum NodeSet {
    #[default]
    Empty,
    One(NodeId),
    /// Usually two or more.
    Many(Vec<NodeId>),
}

impl NodeSet {
    pub(super) fn push(&mut self, node: NodeId) {
        match self {
            Self::Empty => *self = Self::One(node),
            Self::One(first) => *self = Self::Many(vec![*first, node]),
            Self::Many(nodes) => nodes.push(node),
        }
    }
    #[must_use]
    pub fn as_slice(&self) -> &[NodeId] {
        match self {
            Self::Empty => &[],
            Self::One(node) => std::slice::from_ref(node),
            Self::Many(nodes) => nodes,
        }
    }
    #[must_use]
    pub fn len(&self) -> usize {
        self.as_slice().len()
    }
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }
    #[must_use]
    pub fn first(&self) -> Option<NodeId> {
        self.as_slice().first().copied()
    }
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = NodeId> + '_ {
        self.as_slice().iter().copied()
    }
    #[must_use]
    pub fn into_vec(self) -> Vec<NodeId> {
        match self {
            Self::Empty => Vec::new(),
            Self::One(node) => vec![node],
            Self::Many(nodes) => nodes,
        }
    }
}

impl From<Vec<NodeId>> for NodeSet {
    fn from(nodes: Vec<NodeId>) -> Self {
        match *nodes.as_slice() {
            [] => Self::Empty,
            [node] => Self::One(node),
            _ => Self::Many(nodes),
        }
    }
}

impl From<Option<NodeId>> for NodeSet {
    fn from(node: Option<NodeId>) -> Self {
        node.map_or(Self::Empty, Self::One)
    }
}

impl FromIterator<NodeId> for NodeSet {
    fn from_iter<I: IntoIterator<Item = NodeId>>(nodes: I) -> Self {
        let mut set = Self::Empty;
        for node in nodes {
            set.push(node);
        }
        set
    }
}
