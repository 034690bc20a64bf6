//! What names in an expression mean: the hooks of whoever holds the documents.

use super::ast::Reference;
use super::environment::{Environment, Namespaces};
use super::error::ExprError;
use super::nodes::NodeSet;
use super::xform;
use crate::tree::{NodeId, Tree};
use std::borrow::Cow;

/// The documents that nodes belong to: the one at hand has number 0.
pub trait Documents {
    fn tree(&self, document: u16) -> Option<&Tree>;
}

impl Documents for Tree {
    fn tree(&self, document: u16) -> Option<&Tree> {
        (document == 0).then_some(self)
    }
}

/// What a form says of a node's text. ODK compares such nodes, and takes them for truths, by their values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NodeType {
    /// Of the types integer, decimal and range.
    Number,
    Other,
}

/// Where an expression is computed. Only the environment must be given; every other hook has an answer of its
/// own ("there is no such thing").
pub trait Scope: Documents {
    fn environment(&self) -> &Environment<'_>;
    /// What `/` means: a root or an element. It is the same inside predicates over other documents.
    fn root(&self) -> Option<NodeId> {
        self.tree(0).map(Tree::root)
    }
    /// The URI of a prefix in a path.
    fn namespace(&self, _prefix: &str) -> Option<&str> {
        None
    }
    /// The nodes of `${name}`, seen from the node that the expression is computed for (also inside
    /// predicates: there too `${name}` means the question, not something of the candidate).
    fn reference(&self, reference: &Reference, _from: NodeId) -> Result<NodeSet, ExprError> {
        Err(ExprError::UnknownReference { name: reference.name.to_string() })
    }
    /// The nodes of `${name}` in every instance of its repeats: for indexed-repeat().
    fn every(&self, reference: &Reference) -> Result<NodeSet, ExprError> {
        match self.root() {
            Some(root) => self.reference(reference, root),
            None => Ok(NodeSet::Empty),
        }
    }
    /// The node that instance(id) gives: the parent of the secondary instance's `root` element.
    fn instance(&self, _id: &str) -> Option<NodeId> {
        None
    }
    /// An index, if there is one: the children of `parent` named `item` that have a child named `column`
    /// whose text is exactly `value`, in document order. `None` means "look yourself".
    fn lookup(&self, _parent: NodeId, _item: &str, _column: &str, _value: &str) -> Option<NodeSet> {
        None
    }
    /// The label in the active language of the choice `value` of the question at `node`, if the node is one.
    /// `written` is the first argument of jr:choice-name() as text, if it is one: often a quoted path.
    fn choice_label(&self, _node: Option<NodeId>, _written: &str, _value: &str) -> Option<Cow<'_, str>> {
        None
    }
    /// The text of an itext id in the active language.
    fn itext(&self, _id: &str) -> Option<Cow<'_, str>> {
        None
    }
    /// Steps that one computation may take.
    fn steps(&self) -> u64 {
        self.environment().limits.steps
    }
    /// A computation took so many steps; called once for each, also for one that failed.
    fn used(&self, _steps: u64) {}
    /// The type of a node that has one: a question of a form. Nodes of other documents have none, and count as
    /// XPath 1.0 says.
    fn node_type(&self, _node: NodeId) -> Option<NodeType> {
        None
    }
    /// What random() and its like start from in this computation.
    fn seed(&self) -> u64 {
        self.environment().seed
    }
}

/// A document standing alone: what [`super::evaluate`] computes in.
///
/// When the document is a whole XForm, its `<instance id="…">`, `<itext>` and the labels of its controls are
/// found in it.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    pub tree: &'a Tree,
    pub namespaces: &'a Namespaces,
    pub environment: &'a Environment<'a>,
}

impl Documents for Standing<'_> {
    fn tree(&self, document: u16) -> Option<&Tree> {
        match document {
            0 => Some(self.tree),
            n => self.environment.instances.get(usize::from(n) - 1).map(|(_, tree)| *tree),
        }
    }
}

impl Scope for Standing<'_> {
    fn environment(&self) -> &Environment<'_> {
        self.environment
    }
    fn root(&self) -> Option<NodeId> {
        self.environment.root.or_else(|| Some(self.tree.root()))
    }
    fn namespace(&self, prefix: &str) -> Option<&str> {
        self.namespaces.uri(prefix)
    }
    /// As pyxform writes it: the element of that name in the primary instance. The only one; else that which
    /// shares the most ancestors with `from`.
    fn reference(&self, reference: &Reference, from: NodeId) -> Result<NodeSet, ExprError> {
        xform::named(self.tree, self.root(), &reference.name, from)
            .ok_or_else(|| ExprError::UnknownReference { name: reference.name.to_string() })
    }
    fn instance(&self, id: &str) -> Option<NodeId> {
        let place = self.environment.instances.iter().position(|(known, _)| *known == id);
        match place {
            Some(place) => {
                let (_, tree) = self.environment.instances.get(place)?;
                Some(tree.root().in_document(u16::try_from(place + 1).ok()?))
            }
            None => xform::instance(self.tree, id),
        }
    }
    fn choice_label(&self, node: Option<NodeId>, written: &str, value: &str) -> Option<Cow<'_, str>> {
        xform::choice_label(self, node, written, value)
    }
    fn itext(&self, id: &str) -> Option<Cow<'_, str>> {
        xform::itext(self.tree, id, self.environment.language)
    }
}
