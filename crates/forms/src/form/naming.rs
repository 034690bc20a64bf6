//! Which answers can change whom the dossier is about.

use super::Form;
use super::order::needs;
use crate::expr::Expr;
use std::collections::BTreeSet;

impl Form {
    /// The questions that [`Form::instance_name`] reads, directly or through what decides their value or
    /// whether they are asked. A change of any other answer leaves the name as it is.
    pub fn naming_questions(&self) -> BTreeSet<&str> {
        let mut open: Vec<usize> = self
            .instance_name
            .iter()
            .flat_map(Expr::references)
            .filter_map(|name| self.by_name.get(name).copied())
            .collect();
        let mut found = BTreeSet::new();
        while let Some(index) = open.pop() {
            if found.insert(index)
                && let Some(item) = self.items.get(index)
            {
                open.extend(needs(item, &self.by_name));
            }
        }
        found.into_iter().filter_map(|index| self.items.get(index)).map(|item| item.name.as_str()).collect()
    }
}
