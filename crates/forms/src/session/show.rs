//! Sections as pages show them, put together anew only where something changed.

use super::node::{NodeIndex, Role, TOP};
use super::{Run, Session};
use crate::form::{Definition, What};
use crate::state::{Entry, GroupState, InstanceState, RepeatState, SectionState};
use std::sync::Arc;

impl Session {
    pub(super) fn show_sections(&mut self, run: &Run<'_>) {
        for place in std::mem::take(&mut self.touched_sections) {
            let Some(section) = self.section(run, place) else { continue };
            match self.sections.get_mut(place) {
                Some(slot) => *slot = Arc::new(section),
                // The first time they come in order.
                None => self.sections.push(Arc::new(section)),
            }
        }
    }

    fn section(&self, run: &Run<'_>, place: usize) -> Option<SectionState> {
        let section = run.form.sections.get(place)?;
        let Some(item_index) = section.item else {
            let entries = self.entries(run, TOP, &section.members);
            return Some(SectionState { relevant: true, entries, ..SectionState::default() });
        };
        let item = run.form.item(item_index)?;
        let node = self.member(TOP, item_index)?;
        let entries = match item.what {
            What::Repeat { .. } => self.entries(run, TOP, &[item_index]),
            What::Group | What::Question(_) => self.entries(run, TOP, &item.children),
        };
        Some(SectionState {
            name: item.name.clone(),
            label: self.filled(run, node, &item.label),
            relevant: self.is_relevant(node),
            entries,
        })
    }

    fn entries(&self, run: &Run<'_>, scope: NodeIndex, items: &[usize]) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(items.len());
        entries.extend(items.iter().filter_map(|item| self.entry(run, scope, *item)));
        entries
    }

    fn entry(&self, run: &Run<'_>, scope: NodeIndex, index: usize) -> Option<Entry> {
        let form: &Definition = run.form;
        let item = form.item(index)?;
        let node_index = self.member(scope, index)?;
        let node = self.node(node_index)?;
        let label = || self.filled(run, node_index, &item.label);
        Some(match &item.what {
            What::Question(_) => Entry::Question(Arc::clone(node.state.as_ref()?)),
            What::Group => Entry::Group(Box::new(GroupState {
                key: node.key.to_string(),
                name: item.name.clone(),
                label: label(),
                hint: self.filled(run, node_index, &item.hint),
                appearance: item.appearance.clone(),
                relevant: node.relevant,
                entries: self.entries(run, scope, &item.children),
            })),
            What::Repeat { count } => Entry::Repeat(Box::new(RepeatState {
                key: node.key.to_string(),
                name: item.name.clone(),
                label: label(),
                appearance: item.appearance.clone(),
                relevant: node.relevant,
                counted: count.is_some(),
                instances: node
                    .instances
                    .iter()
                    .filter_map(|instance| {
                        let instance_node = self.node(*instance).filter(|n| n.role == Role::Instance)?;
                        Some(InstanceState {
                            key: instance_node.key.to_string(),
                            id: instance_node.own.clone(),
                            relevant: instance_node.relevant,
                            entries: self.entries(run, *instance, &item.children),
                        })
                    })
                    .collect(),
            })),
        })
    }
}
