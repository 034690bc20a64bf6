//! What changes a session: answers, instances, what other devices brought.

use super::grow::is_id;
use super::node::{NodeIndex, Role};
use super::settle::TRIGGERED_STEPS;
use super::{Run, Session, World};
use crate::state::{Environment, FailureReason};
use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::sync::Arc;

/// Triggered calculations that one answer may set going.
const MAX_TRIGGERED: usize = 10_000;
/// Removed nodes that are kept in the arena before everything is made anew.
const MAX_REMOVED: usize = 20_000;

impl Session {
    /// Sets an answer; empty text clears it. Gives the keys of the questions and repeats that look different
    /// now, each once, in no order to rely on. A key that nothing in the form has is kept and changes nothing.
    pub fn answer(&mut self, key: &str, value: &str, environment: &Environment<'_>) -> Vec<String> {
        self.put(key, Some(value), environment)
    }
    /// Takes an answer away, as if nobody had ever given one: a default stands again.
    pub fn forget(&mut self, key: &str, environment: &Environment<'_>) -> Vec<String> {
        self.put(key, None, environment)
    }
    /// Takes over answers that were changed elsewhere. They are as they were left there: nothing is triggered.
    pub fn take_over(
        &mut self,
        answers: &BTreeMap<String, String>,
        environment: &Environment<'_>,
    ) -> Vec<String> {
        let all: BTreeSet<String> = self.answers.keys().chain(answers.keys()).cloned().collect();
        let different: Vec<String> =
            all.into_iter().filter(|key| self.answers.get(key) != answers.get(key)).collect();
        self.with_run(environment, |session, run| {
            session.answers.clone_from(answers);
            // All instances of a repeat find their places at once.
            let mut ordered: HashSet<&str> = HashSet::new();
            for key in &different {
                let repeat = key.rsplit_once('/').map_or("", |(repeat, _)| repeat);
                let known = session.by_key.get(key.as_str()).is_some_and(|index| session.is_question(*index));
                if known || ordered.insert(repeat) {
                    session.touch(run, key);
                }
            }
        })
    }
    /// A new instance behind the others of a repeat; gives the answer to save: its key and its place. `None`:
    /// there is no such repeat, `repeat_count` says how many there are, the id will not do (1 to 16 of `a` to
    /// `z` and `0` to `9`) or is taken, or there are too many.
    pub fn add_instance(
        &mut self,
        repeat: &str,
        id: &str,
        environment: &Environment<'_>,
    ) -> Option<(String, String)> {
        let holder = self.by_key.get(repeat).and_then(|index| self.node(*index))?;
        let counted = self.form.0.item(holder.item as usize).is_none_or(|item| match &item.what {
            crate::form::What::Repeat { count } => count.is_some(),
            _ => true,
        });
        let key = format!("{repeat}/{id}");
        if counted || !is_id(id) || self.by_key.contains_key(key.as_str()) {
            return None;
        }
        let last = self.told_instances(repeat).last().map_or(0.0, |(place, _)| *place);
        let place = if last < 1e15 { last.floor() + 1.0 } else { last };
        let place = place.to_string();
        self.answer(&key, &place, environment);
        self.by_key.contains_key(key.as_str()).then_some((key, place))
    }
    /// Removes an instance by its key; its answers are kept aside. Gives the answer to save.
    pub fn remove_instance(
        &mut self,
        instance: &str,
        environment: &Environment<'_>,
    ) -> Option<(String, String)> {
        let node = self.by_key.get(instance).and_then(|index| self.node(*index))?;
        if node.role != Role::Instance || !self.answers.contains_key(instance) {
            return None;
        }
        self.answer(instance, "", environment);
        Some((instance.to_owned(), String::new()))
    }
    /// What the form has written by itself since this was asked last, to be saved like answers.
    pub fn take_written(&mut self) -> BTreeMap<String, String> {
        std::mem::take(&mut self.written)
    }
    /// Everything anew, for another day or another list.
    pub fn renew(&mut self, environment: &Environment<'_>) {
        let mut renewed = Self::begin(&self.form, &self.answers, environment, self.for_the_name);
        renewed.written.append(&mut self.written);
        *self = renewed;
    }

    fn put(&mut self, key: &str, value: Option<&str>, environment: &Environment<'_>) -> Vec<String> {
        if self.answers.get(key).map(String::as_str) == value {
            return Vec::new();
        }
        // What was triggered last time is past.
        self.failures.retain(|(_, column), _| *column != "trigger");
        self.with_run(environment, |session, run| {
            match value {
                Some(value) => session.answers.insert(key.to_owned(), value.to_owned()),
                None => session.answers.remove(key),
            };
            let before = session.by_key.get(key).copied().filter(|index| session.is_question(*index));
            let seen = before.map(|index| session.node(index).map(|n| n.own.clone()).unwrap_or_default());
            session.touch(run, key);
            run.left.set(TRIGGERED_STEPS);
            session.settle_values(run);
            if let Some(index) = before
                && session.node(index).map(|node| node.own.clone()) != seen
            {
                session.trigger(run, index);
            }
        })
    }

    /// Runs a change, brings everything up to date, and tells what looks different.
    fn with_run(
        &mut self,
        environment: &Environment<'_>,
        change: impl FnOnce(&mut Self, &Run<'_>),
    ) -> Vec<String> {
        let form = Arc::clone(&self.form.0);
        let run = Run::new(&form, environment);
        self.world = World::of(environment);
        self.changed.clear();
        change(self, &run);
        self.settle(&run);
        self.uprooted.clear();
        let mut changed = std::mem::take(&mut self.changed);
        changed.sort_unstable();
        changed.dedup();
        let keys = changed
            .into_iter()
            .filter_map(|index| self.node(index))
            .map(|node| node.key.to_string())
            .collect();
        if self.nodes.len() > self.living.saturating_mul(2).saturating_add(MAX_REMOVED) {
            self.renew(environment);
        }
        keys
    }

    /// Has computed again what an answer with this key belongs to.
    fn touch(&mut self, run: &Run<'_>, key: &str) {
        if let Some(index) = self.by_key.get(key).copied()
            && self.is_question(index)
        {
            self.enqueue(run, index);
        } else if let Some((repeat, id)) = key.rsplit_once('/')
            && is_id(id)
            && let Some(holder) = self.by_key.get(repeat).copied()
        {
            self.reorder(run, holder);
        }
    }

    /// Makes the instances of a repeat those that the answers tell of, in their order.
    pub(super) fn reorder(&mut self, run: &Run<'_>, holder: NodeIndex) {
        let Some(node) = self.node(holder).filter(|node| node.role == Role::Repeat) else { return };
        let counted = self.item_of(run.form, holder).is_none_or(|item| match &item.what {
            crate::form::What::Repeat { count } => count.is_some(),
            _ => true,
        });
        if counted {
            return;
        }
        let key = Arc::clone(&node.key);
        let before = node.instances.clone();
        let told = self.told_instances(&key);
        let ids: HashSet<&str> = told.iter().map(|(_, id)| id.as_str()).collect();
        for instance in &before {
            let id = self.node(*instance).map(|node| node.own.clone()).unwrap_or_default();
            if !ids.contains(id.as_str()) {
                self.uproot(*instance);
            }
        }
        self.failures.remove(&(holder, "repeat_count"));
        for (place, (_, id)) in told.iter().enumerate() {
            let present = self.node(holder).map(|node| node.instances.clone()).unwrap_or_default();
            let at = present.iter().position(|i| self.node(*i).is_some_and(|node| node.own == *id));
            match at {
                Some(at) if at == place => {}
                Some(at) => self.move_instance(holder, at, place),
                None => {
                    if !self.plant_instance(run, holder, id, place) {
                        break;
                    }
                }
            }
        }
        if self.node(holder).is_some_and(|node| node.instances != before) {
            self.restructured(run, holder);
        }
    }

    fn move_instance(&mut self, holder: NodeIndex, from: usize, to: usize) {
        let Some(node) = self.nodes.get_mut(holder as usize) else { return };
        if from >= node.instances.len() || to >= node.instances.len() {
            return;
        }
        let instance = node.instances.remove(from);
        node.instances.insert(to, instance);
        let (anchor, next) = (node.element, node.instances.get(to + 1).copied());
        let before = next.and_then(|next| self.node(next)).map_or(anchor, |next| next.element);
        if let Some(element) = self.node(instance).map(|node| node.element) {
            self.tree.remove(element);
            self.tree.insert_before(element, before);
        }
    }

    /// Computes what waits for a change of this question, and what waits for that.
    fn trigger(&mut self, run: &Run<'_>, index: NodeIndex) {
        let mut pending = VecDeque::from([index]);
        let mut left = MAX_TRIGGERED;
        while let Some(index) = pending.pop_front() {
            let Some(item) = self.node(index).map(|node| node.item as usize) else { continue };
            let triggered = run.form.graph.triggered.get(item).map(Vec::as_slice).unwrap_or_default();
            for waiting in triggered {
                for node in self.nodes_of(run.form, *waiting, index, false) {
                    let Some(rest) = left.checked_sub(1).filter(|_| !run.is_spent()) else {
                        let reason = FailureReason::TooManySteps { max: MAX_TRIGGERED };
                        self.failures.insert((node, "trigger"), reason);
                        return;
                    };
                    left = rest;
                    if self.set_triggered(run, node) {
                        pending.push_back(node);
                    }
                }
            }
        }
    }

    /// Computes one triggered calculation; `true` when its value is another.
    fn set_triggered(&mut self, run: &Run<'_>, index: NodeIndex) -> bool {
        let Some(question) = self.item_of(run.form, index).and_then(|item| item.question()) else {
            return false;
        };
        let value = match &question.calculation {
            Some(calculation) => match self.text(run, index, calculation) {
                None if run.is_spent() => return false,
                value => value.unwrap_or_default(),
            },
            None => String::new(),
        };
        // It went wrong once, now; it is not wrong for as long as the form is open.
        if let Some(reason) = self.failures.remove(&(index, "calculation")) {
            self.failures.insert((index, "trigger"), reason);
        }
        let Some(node) = self.node(index).filter(|node| node.own != value) else { return false };
        let key = Arc::clone(&node.key);
        self.write(&key, &value);
        self.enqueue(run, index);
        self.settle_values(run);
        true
    }
}
