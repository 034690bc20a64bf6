//! The sheet `choices` → one list for each `list_name`.

use super::cells::Faults;
use crate::name::is_name;
use crate::{Choice, ChoiceList, ChoiceRow, FormProblem, Sheet, Translated, gathered};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The lists while the survey is read.
#[derive(Default)]
pub(super) struct Lists {
    pub(super) lists: Vec<Arc<ChoiceList>>,
    pub(super) by_name: HashMap<String, usize>,
    /// By list, the list that has `other` too.
    with_other: HashMap<usize, usize>,
}

/// The name of the choice that `or_other` adds, as pyxform calls it.
pub(super) const OTHER: &str = "other";

pub(super) fn lists(rows: &[ChoiceRow], faults: &mut Faults) -> Lists {
    let mut first_rows: HashMap<(&str, &str), usize> = HashMap::with_capacity(rows.len());
    let mut collected: Vec<Vec<(Choice, &BTreeMap<String, String>)>> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for (index, source) in rows.iter().enumerate() {
        let row = source.origin.number(index);
        let missing = [("list_name", source.list_name.is_empty()), ("name", source.name.is_empty())];
        for (column, _) in missing.into_iter().filter(|(_, empty)| *empty) {
            faults.note(Sheet::Choices, row, column, FormProblem::Missing);
        }
        if source.name.contains(char::is_whitespace) {
            faults.note(Sheet::Choices, row, "name", FormProblem::BadName { name: source.name.clone() });
        }
        if source.label.is_empty() && source.media.is_empty() {
            faults.note(Sheet::Choices, row, "label", FormProblem::Missing);
        }
        let first_row = *first_rows.entry((&source.list_name, &source.name)).or_insert(row);
        if first_row != row {
            let problem = FormProblem::DuplicateName { name: source.name.clone(), first_row };
            faults.note(Sheet::Choices, row, "name", problem);
        }
        let place = match by_name.get(&source.list_name) {
            Some(place) => *place,
            None => {
                by_name.insert(source.list_name.clone(), collected.len());
                collected.push(Vec::new());
                collected.len() - 1
            }
        };
        let media = (!source.media.is_empty()).then(|| Arc::new(source.media.clone()));
        let choice = Choice { name: Arc::from(source.name.as_str()), label: source.label.clone(), media };
        if let Some(list) = collected.get_mut(place) {
            list.push((choice, &source.columns));
        }
    }
    // Headers of columns are the same in every row; each is checked once.
    let mut headers: Vec<&String> = rows.iter().take(1).flat_map(|row| row.columns.keys()).collect();
    headers.retain(|header| !header.trim().is_empty() && !is_name(header));
    for header in headers {
        let problem = FormProblem::UnknownColumn { column: header.clone() };
        faults.note(Sheet::Choices, 1, header, problem);
    }
    let lists = collected.into_iter().map(|rows| Arc::new(ChoiceList::new(rows))).collect();
    Lists { lists, by_name, with_other: HashMap::new() }
}

impl Lists {
    /// The same list with a choice `other` at its end, made once; a list that has one already stays as it is.
    pub(super) fn with_other(&mut self, list: usize) -> usize {
        if let Some(known) = self.with_other.get(&list) {
            return *known;
        }
        let Some(source) = self.lists.get(list).cloned() else { return list };
        if source.row_of(OTHER).is_some() {
            return list;
        }
        let rows = 0..u32::try_from(source.len()).unwrap_or(u32::MAX);
        let cells: Vec<BTreeMap<String, String>> = rows
            .map(|row| {
                let cell = |header: &str| Some((header.to_owned(), source.cell(row, header)?.to_owned()));
                gathered(source.headers().filter_map(cell))
            })
            .chain([BTreeMap::new()])
            .collect();
        let label: Translated = [("vi", "Khác"), ("en", "Other")]
            .into_iter()
            .map(|(language, words)| (language.to_owned(), words.to_owned()))
            .collect();
        let other = Choice { name: Arc::from(OTHER), label, media: None };
        let choices = source.choices().iter().cloned().chain([other]);
        self.lists.push(Arc::new(ChoiceList::new(choices.zip(&cells))));
        self.with_other.insert(list, self.lists.len() - 1);
        self.lists.len() - 1
    }
}
