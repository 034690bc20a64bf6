//! Which answers can change whom the dossier is about.

use super::{Definition, Form, Item, uses};
use std::collections::BTreeSet;

impl Definition {
    /// By item: whether the name reads it, directly or through what decides its value or whether it is asked.
    pub(super) fn naming_items(&self) -> Vec<bool> {
        let survey = uses::Survey { items: &self.items, by_name: &self.by_name };
        let mut open: Vec<usize> = self
            .instance_name
            .iter()
            .flat_map(|expression| survey.uses(None, expression, false).items.into_keys())
            .collect();
        let mut found = vec![false; self.items.len()];
        while let Some(index) = open.pop() {
            let Some(slot) = found.get_mut(index).filter(|found| !**found) else { continue };
            *slot = true;
            open.extend(self.graph.needs.get(index).into_iter().flatten());
            let question = self.items.get(index).and_then(Item::question);
            open.extend(question.into_iter().flat_map(|question| &question.triggers));
        }
        found
    }
}

impl Form {
    /// The questions that [`Form::instance_name`] reads, directly or through what decides their value or
    /// whether they are asked, with the groups and repeats around them. A change of any other answer leaves
    /// the name as it is.
    pub fn naming_questions(&self) -> BTreeSet<&str> {
        let items = self.0.items.iter().zip(&self.0.naming);
        items.filter(|(_, names)| **names).map(|(item, _)| item.name.as_str()).collect()
    }
}
