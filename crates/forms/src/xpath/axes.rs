//! Paths: axes, node tests, predicates.

use super::ast::{Axis, NodeTest, Path, Start, Term};
use super::error::ExprError;
use super::eval::{Context, Evaluator};
use super::lookup::{Condition, is_positional};
use super::nodes::NodeSet;
use super::value::Val;
use crate::tree::{Kind, NodeId, Tree};

/// A node test with its prefix resolved.
pub(super) enum Wanted<'a> {
    Name { uri: &'a str, local: &'a str },
    Any,
    AnyOf { uri: &'a str },
    Node,
    Kind(Kind),
    Instruction(&'a str),
}

impl<'a> Evaluator<'a> {
    pub(super) fn path(&self, path: &'a Path, context: Context) -> Result<NodeSet, ExprError> {
        let mut set = match &path.start {
            Start::Context => NodeSet::One(context.node),
            Start::Root => self.scope.root().into(),
            Start::Of { base, predicates } => {
                let nodes = self.nodes(base, context)?;
                self.filtered(nodes, predicates)?
            }
        };
        let mut steps = path.steps.iter().peekable();
        while let Some(step) = steps.next() {
            let whole_subtree = step.axis == Axis::DescendantOrSelf
                && step.test == NodeTest::Node
                && step.predicates.is_empty();
            // `//name` in one walk, when no predicate counts positions among siblings.
            let next = if whole_subtree {
                steps.next_if(|s| s.axis == Axis::Child && !s.predicates.iter().any(is_positional))
            } else {
                None
            };
            set = match next {
                Some(next) => self.step(Axis::Descendant, &next.test, &next.predicates, set)?,
                None => self.step(step.axis, &step.test, &step.predicates, set)?,
            };
        }
        Ok(set)
    }
    fn step(
        &self,
        axis: Axis,
        test: &'a NodeTest,
        predicates: &'a [Term],
        from: NodeSet,
    ) -> Result<NodeSet, ExprError> {
        let wanted = self.wanted(test)?;
        if let NodeSet::One(node) = from {
            if let Some((found, rest)) = self.looked_up(axis, &wanted, predicates, node)? {
                return self.filtered(found, rest);
            }
            let found = self.along(axis, &wanted, node)?;
            let kept = self.filtered(found, predicates)?;
            return Ok(if axis.is_reverse() { reversed(kept) } else { kept });
        }
        let mut all = Vec::new();
        for node in from.iter() {
            let found = self.along(axis, &wanted, node)?;
            all.extend(self.filtered(found, predicates)?.iter());
            if all.len() > self.environment.limits.nodes {
                return Err(ExprError::TooManyNodes { max: self.environment.limits.nodes });
            }
        }
        self.in_order(all)
    }
    pub(super) fn wanted(&self, test: &'a NodeTest) -> Result<Wanted<'a>, ExprError> {
        let uri = |prefix: &'a str| match prefix {
            "" => Ok(""),
            prefix => self
                .scope
                .namespace(prefix)
                .ok_or_else(|| ExprError::UnknownPrefix { prefix: prefix.to_owned() }),
        };
        Ok(match test {
            NodeTest::Name { prefix, local } => Wanted::Name { uri: uri(prefix)?, local },
            NodeTest::Any => Wanted::Any,
            NodeTest::AnyOf { prefix } => Wanted::AnyOf { uri: uri(prefix)? },
            NodeTest::Node => Wanted::Node,
            NodeTest::Text => Wanted::Kind(Kind::Text),
            NodeTest::Comment => Wanted::Kind(Kind::Comment),
            NodeTest::Instruction { target: None } => Wanted::Kind(Kind::Instruction),
            NodeTest::Instruction { target: Some(target) } => Wanted::Instruction(target),
        })
    }
    /// The nodes along an axis that pass the test, in the axis's own order.
    fn along(&self, axis: Axis, wanted: &Wanted<'_>, from: NodeId) -> Result<NodeSet, ExprError> {
        let tree = self.tree(from);
        let mut found =
            Found { evaluator: self, tree, wanted, axis, looked_at: 0, numbers: None, set: NodeSet::Empty };
        match axis {
            Axis::Itself => found.see(from)?,
            Axis::Child => found.see_all(tree.children(from))?,
            Axis::Parent => {
                // Where `/` is an element, nothing is above it that a path could reach.
                if let Some(parent) = tree.parent(from) {
                    found.see(parent)?;
                }
            }
            Axis::Attribute => found.see_all(tree.attributes(from))?,
            Axis::Namespace => {
                found.see_all((1..=tree.namespace_count(from)).map(|n| from.namespace_at(n)))?;
            }
            Axis::Descendant => found.see_all(tree.descendants(from))?,
            Axis::DescendantOrSelf => {
                found.see(from)?;
                found.see_all(tree.descendants(from))?;
            }
            Axis::Ancestor | Axis::AncestorOrSelf => {
                if axis == Axis::AncestorOrSelf {
                    found.see(from)?;
                }
                found.see_all(std::iter::successors(tree.parent(from), |n| tree.parent(*n)))?;
            }
            Axis::FollowingSibling => {
                found.see_all(std::iter::successors(tree.next_sibling(from), |n| tree.next_sibling(*n)))?;
            }
            Axis::PrecedingSibling => {
                let previous = |n: NodeId| tree.previous_sibling(n);
                found.see_all(std::iter::successors(previous(from), |n| previous(*n)))?;
            }
            Axis::Following => {
                // An attribute's or a namespace's following nodes begin with its element's children.
                let start = match tree.kind(from) {
                    Kind::Attribute | Kind::Namespace => tree.parent(from).and_then(|e| tree.after(e)),
                    _ => tree.after_subtree(from),
                };
                found.see_all(std::iter::successors(start, |n| tree.after(*n)))?;
            }
            Axis::Preceding => {
                let element = match tree.kind(from) {
                    Kind::Attribute | Kind::Namespace => tree.parent(from).unwrap_or(from),
                    _ => from,
                };
                let mut above = Some(element);
                while let Some(node) = above {
                    let mut sibling = tree.previous_sibling(node);
                    while let Some(node) = sibling {
                        found.see_backwards(node)?;
                        sibling = tree.previous_sibling(node);
                    }
                    above = tree.parent(node);
                }
            }
        }
        Ok(found.set)
    }
    /// Those that all predicates let through; positions count in the order given.
    pub(super) fn filtered(&self, nodes: NodeSet, predicates: &'a [Term]) -> Result<NodeSet, ExprError> {
        let mut nodes = nodes;
        for predicate in predicates {
            if nodes.is_empty() {
                break;
            }
            nodes = self.filtered_by(nodes, predicate)?;
        }
        Ok(nodes)
    }
    fn filtered_by(&self, nodes: NodeSet, predicate: &'a Term) -> Result<NodeSet, ExprError> {
        if let Term::Number(n) = predicate {
            let at = nodes.iter().enumerate().find(|(i, _)| (i + 1) as f64 == *n);
            return Ok(at.map(|(_, node)| node).into());
        }
        let size = nodes.len();
        let condition = if size > 2 { self.prepared(predicate)? } else { Condition::General(predicate) };
        let mut kept = NodeSet::Empty;
        for (index, node) in nodes.iter().enumerate() {
            let context = Context { node, position: index + 1, size };
            if self.holds(&condition, context)? {
                kept.push(node);
            }
        }
        Ok(kept)
    }
    /// Whether a predicate lets a node through: a number is a position, anything else a truth.
    pub(super) fn passes(&self, predicate: &'a Term, context: Context) -> Result<bool, ExprError> {
        Ok(match self.eval(predicate, context)? {
            Val::Number(n) => n == context.position as f64,
            other => self.truth_of(&other)?,
        })
    }
}

struct Found<'e, 'a, 'w> {
    evaluator: &'e Evaluator<'a>,
    tree: &'a Tree,
    wanted: &'w Wanted<'w>,
    axis: Axis,
    looked_at: usize,
    /// Of the wanted name, once many nodes have been looked at.
    numbers: Option<Vec<u32>>,
    set: NodeSet,
}

/// After so many nodes it pays to look the name up.
const MANY: usize = 16;

impl Found<'_, '_, '_> {
    fn see_all(&mut self, nodes: impl Iterator<Item = NodeId>) -> Result<(), ExprError> {
        for node in nodes {
            self.see(node)?;
        }
        Ok(())
    }
    fn see(&mut self, node: NodeId) -> Result<(), ExprError> {
        self.evaluator.spend(1)?;
        self.looked_at += 1;
        if self.is_wanted(node) {
            let max = self.evaluator.environment.limits.nodes;
            if self.set.len() >= max {
                return Err(ExprError::TooManyNodes { max });
            }
            self.set.push(node);
        }
        Ok(())
    }
    fn is_wanted(&mut self, node: NodeId) -> bool {
        let Wanted::Name { uri, local } = self.wanted else {
            return self.wanted.matches(self.tree, node, self.axis);
        };
        if self.looked_at < MANY || matches!(self.axis, Axis::Attribute | Axis::Namespace) {
            return self.wanted.matches(self.tree, node, self.axis);
        }
        let numbers = self.numbers.get_or_insert_with(|| self.tree.name_numbers(local, uri));
        numbers.contains(&self.tree.name_number(node)) && self.tree.kind(node) == Kind::Element
    }
    /// A node and all below it, the last first.
    fn see_backwards(&mut self, top: NodeId) -> Result<(), ExprError> {
        let mut at = top;
        while let Some(last) = self.tree.last_child(at) {
            at = last;
        }
        loop {
            self.see(at)?;
            if at == top {
                return Ok(());
            }
            match self.tree.previous_sibling(at) {
                Some(previous) => {
                    at = previous;
                    while let Some(last) = self.tree.last_child(at) {
                        at = last;
                    }
                }
                None => match self.tree.parent(at) {
                    Some(parent) => at = parent,
                    None => return Ok(()),
                },
            }
        }
    }
}

impl Wanted<'_> {
    fn matches(&self, tree: &Tree, node: NodeId, axis: Axis) -> bool {
        let kind = tree.kind(node);
        // A name means an element, but on two axes what is their own.
        let principal = match axis {
            Axis::Attribute => Kind::Attribute,
            Axis::Namespace => Kind::Namespace,
            _ => Kind::Element,
        };
        match self {
            Self::Node => true,
            Self::Kind(wanted) => kind == *wanted,
            Self::Instruction(target) => kind == Kind::Instruction && tree.local_name(node) == *target,
            Self::Any => kind == principal,
            Self::AnyOf { uri } => kind == principal && *tree.name(node).uri == **uri,
            Self::Name { uri, local } => {
                kind == principal && {
                    if kind == Kind::Namespace {
                        uri.is_empty() && tree.local_name(node) == *local
                    } else {
                        let name = tree.name(node);
                        *name.local == **local && *name.uri == **uri
                    }
                }
            }
        }
    }
}

fn reversed(set: NodeSet) -> NodeSet {
    match set {
        NodeSet::Many(mut nodes) => {
            nodes.reverse();
            NodeSet::Many(nodes)
        }
        other => other,
    }
}
