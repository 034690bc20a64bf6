//! Nodes come and go: the form at first, instances of repeats later.

use super::node::{NONE, Node, NodeIndex, Role, TOP};
use super::{Run, Session};
use crate::form::What;
use crate::state::FailureReason;
use crate::tree::NodeId;
use std::cmp::Reverse;
use std::sync::Arc;

/// Instances that one repeat may have in one place.
pub(super) const MAX_INSTANCES: usize = 1_000;
/// Nodes that a filled form may have.
pub(super) const MAX_NODES: usize = 200_000;
/// Places that instances may keep for the items in them.
const MAX_SLOTS: usize = 2_000_000;
/// Steps that making a node takes.
const PLANT_STEPS: u64 = 20;

impl Session {
    /// The whole form, with the instances that the answers tell of.
    pub(super) fn plant_form(&mut self, run: &Run<'_>) {
        let root = self.tree.root();
        let element = self.tree.append_element(root, crate::form::ROOT);
        if crate::xpath::is_ncname(&run.form.id) || !run.form.id.is_empty() {
            self.tree.set_attribute(element, "id", &run.form.id);
            self.tree.set_attribute(element, "version", &run.form.version);
        }
        let top = self.add(Role::Top, NONE, NONE, TOP, element, Arc::from(""));
        self.change(top, |node| node.members = vec![NONE; run.form.items.len()]);
        self.slots = run.form.items.len();
        let top_items = (0..run.form.items.len())
            .filter(|index| run.form.item(*index).is_some_and(|item| item.parent.is_none()));
        for item in top_items {
            self.plant(run, item, top, top, "");
        }
        self.touched_sections.extend(0..run.form.sections.len());
    }

    fn add(
        &mut self,
        role: Role,
        item: u32,
        parent: NodeIndex,
        scope: NodeIndex,
        element: NodeId,
        key: Arc<str>,
    ) -> NodeIndex {
        let index = NodeIndex::try_from(self.nodes.len()).unwrap_or(NONE);
        let place = element.index();
        if self.by_element.len() <= place {
            self.by_element.resize(place + 1, NONE);
        }
        if let Some(slot) = self.by_element.get_mut(place) {
            *slot = index;
        }
        if !key.is_empty() {
            self.by_key.insert(Arc::clone(&key), index);
        }
        self.nodes.push(Node {
            role,
            item,
            parent,
            scope,
            element,
            key,
            alive: true,
            queued: false,
            checking: false,
            relevant: true,
            own: String::new(),
            instances: Vec::new(),
            members: Vec::new(),
            first: 0,
            state: None,
            rows: None,
        });
        self.living += 1;
        index
    }

    /// An item below a parent, with everything in it. Forms nest no deeper than loading allows.
    fn plant(&mut self, run: &Run<'_>, index: usize, parent: NodeIndex, scope: NodeIndex, prefix: &str) {
        let Some(item) = run.form.item(index) else { return };
        let Some(parent_element) = self.node(parent).map(|node| node.element) else { return };
        run.charge(PLANT_STEPS);
        let key: Arc<str> = if prefix.is_empty() {
            Arc::from(item.name.as_str())
        } else {
            Arc::from(format!("{prefix}{}", item.name))
        };
        let number = u32::try_from(index).unwrap_or(NONE);
        let node = match &item.what {
            What::Question(_) => {
                let element = self.tree.append_element(parent_element, &item.name);
                self.tree.set_text(element, "");
                self.add(Role::Question, number, parent, scope, element, key)
            }
            What::Group => {
                let element = self.tree.append_element(parent_element, &item.name);
                let node = self.add(Role::Group, number, parent, scope, element, key);
                for child in &item.children {
                    self.plant(run, *child, node, scope, prefix);
                }
                node
            }
            What::Repeat { count } => {
                let anchor = self.tree.append_comment(parent_element, "");
                let node = self.add(Role::Repeat, number, parent, scope, anchor, Arc::clone(&key));
                self.register(scope, index, node);
                if count.is_none() {
                    for (place, (_, id)) in self.told_instances(&key).into_iter().enumerate() {
                        self.plant_instance(run, node, &id, place);
                    }
                }
                node
            }
        };
        self.register(scope, index, node);
        self.enqueue(run, node);
    }

    fn register(&mut self, scope: NodeIndex, item: usize, node: NodeIndex) {
        self.change(scope, |scope| {
            let at = item.checked_sub(scope.first as usize);
            if let Some(slot) = at.and_then(|at| scope.members.get_mut(at)) {
                *slot = node;
            }
        });
    }

    /// The instances that the answers tell of, in order: place and id.
    pub(super) fn told_instances(&self, repeat_key: &str) -> Vec<(f64, String)> {
        let prefix = format!("{repeat_key}/");
        let told = self.answers.range(prefix.clone()..).take_while(|(key, _)| key.starts_with(&prefix));
        let mut found: Vec<(f64, String)> = told
            .filter_map(|(key, place)| {
                let id = key.strip_prefix(&prefix)?;
                (is_id(id) && !place.trim().is_empty()).then(|| (read_place(place), id.to_owned()))
            })
            .collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        found
    }

    /// A new instance at a place among the others; `false` when there are too many.
    pub(super) fn plant_instance(
        &mut self,
        run: &Run<'_>,
        holder: NodeIndex,
        id: &str,
        place: usize,
    ) -> bool {
        let Some(repeat) = self.node(holder) else { return false };
        let Some(item) = run.form.item(repeat.item as usize) else { return false };
        let (number, anchor, parent) = (repeat.item, repeat.element, repeat.parent);
        let following = repeat.instances.get(place).copied();
        let key: Arc<str> = Arc::from(format!("{}/{id}", repeat.key));
        // With all that an instance has in it, what lies in a repeat of its own once.
        let inside = item.end.saturating_sub(number as usize + 1);
        let reason = if repeat.instances.len() >= MAX_INSTANCES {
            Some(FailureReason::TooManyInstances { max: MAX_INSTANCES })
        } else if self.living.saturating_add(inside) >= MAX_NODES
            || self.slots.saturating_add(inside) > MAX_SLOTS
        {
            Some(FailureReason::TooManyNodes { max: MAX_NODES })
        } else {
            None
        };
        if let Some(reason) = reason {
            self.failures.insert((holder, "repeat_count"), reason);
            return false;
        }
        if run.is_spent() {
            self.fall_behind(holder, "repeat_count");
            return false;
        }
        run.charge(PLANT_STEPS);
        let Some(parent_element) = self.node(parent).map(|node| node.element) else { return false };
        let before = following.and_then(|next| self.node(next)).map_or(anchor, |next| next.element);
        let element = self.tree.append_element(parent_element, &item.name);
        self.tree.remove(element);
        self.tree.insert_before(element, before);
        let instance = self.add(Role::Instance, number, holder, holder, element, Arc::clone(&key));
        // What stands in an instance is found in it; the instance itself stands in its repeat's scope.
        let relevant = self.is_relevant(holder);
        self.change(instance, |node| {
            node.relevant = relevant;
            node.own = id.to_owned();
            node.first = number + 1;
            node.members = vec![NONE; inside];
        });
        self.slots = self.slots.saturating_add(inside);
        self.change(holder, |node| {
            let place = place.min(node.instances.len());
            node.instances.insert(place, instance);
        });
        let prefix = format!("{key}/");
        for child in &item.children {
            self.plant(run, *child, instance, instance, &prefix);
        }
        true
    }

    /// Takes an instance out, with everything in it. Its answers stay.
    pub(super) fn uproot(&mut self, instance: NodeIndex) {
        let Some(holder) = self.node(instance).map(|node| node.parent) else { return };
        self.change(holder, |node| node.instances.retain(|other| *other != instance));
        if let Some(element) = self.node(instance).map(|node| node.element) {
            self.tree.remove(element);
        }
        let mut open = vec![instance];
        while let Some(index) = open.pop() {
            let Some(node) = self.nodes.get_mut(index as usize).filter(|node| node.alive) else { continue };
            node.alive = false;
            if let Some(state) = node.state.take() {
                self.uprooted.insert(Arc::clone(&node.key), state);
            }
            open.append(&mut node.instances);
            let members = std::mem::take(&mut node.members);
            self.slots = self.slots.saturating_sub(members.len());
            open.extend(members.into_iter().filter(|member| *member != NONE));
            self.living -= 1;
            let key = Arc::clone(&node.key);
            self.by_key.remove(&key);
            let failed: Vec<_> =
                self.failures.range((index, "")..(index + 1, "")).map(|(at, _)| *at).collect();
            for at in failed {
                self.failures.remove(&at);
            }
        }
    }

    /// Has a node's value computed again.
    pub(super) fn enqueue(&mut self, run: &Run<'_>, index: NodeIndex) {
        let Some(node) = self.nodes.get_mut(index as usize).filter(|n| n.alive && !n.queued) else { return };
        if node.role == Role::Instance || node.role == Role::Top {
            return;
        }
        let place = node.item as usize;
        if self.for_the_name && !run.form.naming.get(place).is_some_and(|names| *names) {
            return;
        }
        node.queued = true;
        let rank = run.form.graph.ranks.get(place).copied().unwrap_or(0);
        self.queued += 1;
        self.queue.push(Reverse((rank, self.queued, index)));
    }
}

/// Ids that the keys of instances may have.
pub(super) fn is_id(id: &str) -> bool {
    (1..=16).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
}

/// Where an instance stands; what is no number stands last.
fn read_place(text: &str) -> f64 {
    text.trim().parse::<f64>().ok().filter(|place| place.is_finite()).unwrap_or(f64::MAX)
}
