//! What a filled form is made of: one node for each question, group, repeat and instance that is there.

use super::Session;
use crate::form::{Definition, Item};
use crate::state::QuestionState;
use crate::tree::NodeId;
use std::sync::Arc;

/// Index into the session's nodes.
pub(super) type NodeIndex = u32;

/// No node, no item.
pub(super) const NONE: u32 = u32::MAX;

/// The form itself.
pub(super) const TOP: NodeIndex = 0;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Top,
    Group,
    /// A repeat in one place, with all its instances. Its element is a comment that stands behind them, so
    /// that it has a place in the document even when there is none.
    Repeat,
    Instance,
    Question,
}

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) role: Role,
    /// Of an instance: its repeat's.
    pub(super) item: u32,
    pub(super) parent: NodeIndex,
    /// The top or the instance that it stands in.
    pub(super) scope: NodeIndex,
    pub(super) element: NodeId,
    pub(super) key: Arc<str>,
    pub(super) alive: bool,
    pub(super) queued: bool,
    pub(super) checking: bool,
    pub(super) relevant: bool,
    /// Of a question: answer, default or calculation, relevant or not. Of an instance: its id.
    pub(super) own: String,
    /// Of a repeat: its instances in order.
    pub(super) instances: Vec<NodeIndex>,
    /// Of the top and of an instance: the nodes in it by item, from `first` on; `NONE` for those that stand
    /// in an inner instance.
    pub(super) members: Vec<NodeIndex>,
    pub(super) first: u32,
    pub(super) state: Option<Arc<QuestionState>>,
    /// Of a select with a filter: the rows of its list that may be chosen.
    pub(super) rows: Option<Arc<[u32]>>,
}

impl Session {
    pub(super) fn node(&self, index: NodeIndex) -> Option<&Node> {
        self.nodes.get(index as usize)
    }
    pub(super) fn change(&mut self, index: NodeIndex, edit: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(index as usize) {
            edit(node);
        }
    }
    pub(super) fn is_relevant(&self, index: NodeIndex) -> bool {
        self.node(index).is_none_or(|node| node.relevant)
    }
    /// The node of an item in a top or an instance.
    pub(super) fn member(&self, scope: NodeIndex, item: usize) -> Option<NodeIndex> {
        let node = self.node(scope)?;
        let at = item.checked_sub(node.first as usize)?;
        node.members.get(at).copied().filter(|member| *member != NONE)
    }
    /// The nodes of an item that share the longest repeat path with `from`, in order; `everywhere`: all there
    /// are. Of a repeat: where its instances stand, not the instances.
    pub(super) fn nodes_of(
        &self,
        form: &Definition,
        item: usize,
        from: NodeIndex,
        everywhere: bool,
    ) -> Vec<NodeIndex> {
        let repeats = form.item(item).map_or(&[][..], |item| &item.repeats);
        let (scope, inside) = if everywhere { (TOP, repeats) } else { self.shared_scope(from, repeats) };
        let mut found = Vec::new();
        self.descend(scope, inside, item, &mut found);
        found
    }
    /// The first of them, without looking for the others.
    pub(super) fn first_of(&self, form: &Definition, item: usize, from: NodeIndex) -> Option<NodeIndex> {
        let repeats = form.item(item).map_or(&[][..], |item| &item.repeats);
        let (scope, inside) = self.shared_scope(from, repeats);
        self.first_below(scope, inside, item)
    }
    fn first_below(&self, scope: NodeIndex, repeats: &[usize], item: usize) -> Option<NodeIndex> {
        let Some((repeat, inside)) = repeats.split_first() else { return self.member(scope, item) };
        let holder = self.member(scope, *repeat).and_then(|holder| self.node(holder))?;
        holder.instances.iter().find_map(|instance| self.first_below(*instance, inside, item))
    }
    /// The innermost instance around `from` of one of these repeats, and the repeats that lie inside it.
    pub(super) fn shared_scope<'a>(&self, from: NodeIndex, repeats: &'a [usize]) -> (NodeIndex, &'a [usize]) {
        let mut at = from;
        while !repeats.is_empty() {
            let Some(node) = self.node(at).filter(|node| node.role != Role::Top) else { break };
            if node.role == Role::Instance
                && let Some(place) = repeats.iter().position(|repeat| *repeat == node.item as usize)
            {
                return (at, repeats.get(place + 1..).unwrap_or_default());
            }
            at = if node.role == Role::Instance { node.parent } else { node.scope };
        }
        (TOP, repeats)
    }
    fn descend(&self, scope: NodeIndex, repeats: &[usize], item: usize, found: &mut Vec<NodeIndex>) {
        match repeats.split_first() {
            None => found.extend(self.member(scope, item)),
            Some((repeat, inside)) => {
                let holder = self.member(scope, *repeat).and_then(|holder| self.node(holder));
                for instance in holder.into_iter().flat_map(|holder| &holder.instances) {
                    self.descend(*instance, inside, item, found);
                }
            }
        }
    }
    pub(super) fn item_of<'a>(&self, form: &'a Definition, index: NodeIndex) -> Option<&'a Item> {
        self.node(index).and_then(|node| form.item(node.item as usize))
    }
}
