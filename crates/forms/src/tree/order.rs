//! Document order.

use super::Tree;
use super::node::{Kind, NodeId};
use std::cmp::Ordering;

impl Tree {
    /// Which of two nodes of this document stands first: an element, then its namespaces, then its
    /// attributes, then its children.
    #[must_use]
    pub fn document_order(&self, a: NodeId, b: NodeId) -> Ordering {
        let key = |n: NodeId| (n.document, self.rank(n.index), n.namespace);
        key(a).cmp(&key(b))
    }
    fn rank(&self, index: u32) -> u32 {
        if self.in_order {
            return index;
        }
        let ranks = self.ranks.get_or_init(|| self.ranked());
        // A node that was taken out comes after all that are in.
        ranks.get(index as usize).copied().unwrap_or(u32::MAX)
    }
    fn ranked(&self) -> Vec<u32> {
        let mut ranks = vec![u32::MAX; self.nodes.len()];
        let mut rank = 0_u32;
        let mut at = Some(self.root());
        while let Some(node) = at {
            let own = std::iter::once(node).chain(self.attributes(node));
            for n in own {
                if let Some(slot) = ranks.get_mut(n.index as usize) {
                    *slot = rank;
                }
                rank = rank.saturating_add(1);
            }
            at = self.after(node);
        }
        ranks
    }
    /// Whether `above` is `node` or one of its ancestors.
    #[must_use]
    pub fn is_within(&self, node: NodeId, above: NodeId) -> bool {
        let mut at = Some(node);
        while let Some(n) = at {
            if n == above {
                return true;
            }
            at = self.parent(n);
        }
        false
    }
    /// The root above a node of this document: where its ancestors end.
    #[must_use]
    pub fn top(&self, node: NodeId) -> NodeId {
        let mut at = node;
        while let Some(parent) = self.parent(at) {
            at = parent;
        }
        at
    }
    /// Whether it is an element.
    #[must_use]
    pub fn is_element(&self, node: NodeId) -> bool {
        self.kind(node) == Kind::Element
    }
}
