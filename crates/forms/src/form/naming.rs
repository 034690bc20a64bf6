//! Which answers can change whom the dossier is about.

use super::Form;
use std::collections::BTreeSet;

impl Form {
    /// The questions that [`Form::instance_name`] reads, directly or through what decides their value or
    /// whether they are asked, with the groups and repeats around them. A change of any other answer leaves
    /// the name as it is.
    pub fn naming_questions(&self) -> BTreeSet<&str> {
        let form = &self.0;
        let survey = super::uses::Survey { items: &form.items, by_name: &form.by_name };
        let mut open: Vec<usize> = form
            .instance_name
            .iter()
            .flat_map(|expression| survey.uses(None, expression, false).items.into_keys())
            .collect();
        let mut found = BTreeSet::new();
        while let Some(index) = open.pop() {
            if found.insert(index) {
                open.extend(form.graph.needs.get(index).into_iter().flatten());
                let question = form.items.get(index).and_then(super::Item::question);
                open.extend(question.into_iter().flat_map(|question| &question.triggers));
            }
        }
        found.into_iter().filter_map(|index| form.items.get(index)).map(|item| item.name.as_str()).collect()
    }
}
