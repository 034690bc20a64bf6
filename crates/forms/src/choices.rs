//! Lists of choices, short or long: by name, by the cells of a column, by what a person types.

mod list;
mod search;

pub use list::ChoiceList;

use crate::Translated;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A choice of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    pub name: Arc<str>,
    pub label: Translated,
    /// File names by medium; most choices have none.
    pub media: Option<Arc<BTreeMap<String, Translated>>>,
}
