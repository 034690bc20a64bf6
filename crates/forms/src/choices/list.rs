//! A list with its columns, and an index for each column that is asked for.
//!
//! **Invariant:** an index never changes what a filter keeps, nor its order: rows stand as in the sheet.

use super::Choice;
use super::search::Folded;
use crate::Translated;
use crate::tree::{NodeId, Tree};
use crate::xpath::is_ncname;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A list of choices with further columns, such as one of the sheet `choices` or of `communes.csv`.
#[derive(Default)]
pub struct ChoiceList {
    choices: Arc<[Choice]>,
    columns: BTreeMap<String, Column>,
    rows_by_name: OnceLock<HashMap<Arc<str>, u32>>,
    pub(super) folded: OnceLock<Folded>,
    document: OnceLock<Document>,
}

/// The list as ODK's secondary instance: `root/item/column`.
struct Document {
    tree: Tree,
    /// The `item` of each row; their indexes rise.
    elements: Vec<NodeId>,
}

#[derive(Default)]
struct Column {
    cells: Vec<Arc<str>>,
    rows_by_cell: OnceLock<HashMap<Arc<str>, Vec<u32>>>,
}

impl ChoiceList {
    /// Choices in their order, each with its further cells by header.
    pub fn new<'a>(rows: impl IntoIterator<Item = (Choice, &'a BTreeMap<String, String>)>) -> Self {
        let mut choices: Vec<Choice> = Vec::new();
        let mut columns: BTreeMap<String, Column> = BTreeMap::new();
        for (choice, cells) in rows {
            for (header, cell) in cells {
                if !columns.contains_key(header) {
                    columns.insert(header.clone(), Column::default());
                }
                if let Some(column) = columns.get_mut(header) {
                    column.put(choices.len(), cell);
                }
            }
            choices.push(choice);
        }
        let empty: Arc<str> = Arc::from("");
        for column in columns.values_mut() {
            column.cells.resize(choices.len(), Arc::clone(&empty));
        }
        let list = Self { choices: choices.into(), columns, ..Self::default() };
        list.prepare_search();
        list
    }

    /// A table with one row a choice: `value` and `label` are the headers of its names and labels; headers
    /// `label::language` are labels in that language. Columns that a row lacks are empty.
    pub fn from_table<'a>(
        headers: &[&str],
        rows: impl IntoIterator<Item = Vec<&'a str>>,
        value: &str,
        label: &str,
    ) -> Self {
        let mut collected = Vec::new();
        for row in rows {
            let cells: BTreeMap<String, String> = headers
                .iter()
                .zip(row.iter().copied().chain(std::iter::repeat("")))
                .map(|(header, cell)| ((*header).to_owned(), cell.to_owned()))
                .collect();
            let name = cells.get(value).map_or("", String::as_str);
            let texts: Translated = cells
                .iter()
                .filter_map(|(header, cell)| {
                    let rest = header.strip_prefix(label)?;
                    let language = if rest.is_empty() { "" } else { rest.strip_prefix("::")? };
                    Some((language.to_owned(), cell.clone()))
                })
                .collect();
            collected.push((Choice { name: Arc::from(name), label: texts, media: None }, cells));
        }
        Self::new(collected.iter().map(|(choice, cells)| (choice.clone(), cells)))
    }

    /// All choices, in the order of the sheet.
    pub fn choices(&self) -> &Arc<[Choice]> {
        &self.choices
    }
    pub fn len(&self) -> usize {
        self.choices.len()
    }
    pub fn is_empty(&self) -> bool {
        self.choices.is_empty()
    }
    pub fn choice(&self, row: u32) -> Option<&Choice> {
        self.choices.get(row as usize)
    }
    /// The choice with this name.
    pub fn named(&self, name: &str) -> Option<&Choice> {
        self.row_of(name).and_then(|row| self.choice(row))
    }
    /// The row of the choice with this name; the first, where two have it.
    pub fn row_of(&self, name: &str) -> Option<u32> {
        let rows = self.rows_by_name.get_or_init(|| {
            let mut rows = HashMap::with_capacity(self.choices.len());
            for (row, choice) in (0u32..).zip(self.choices.iter()) {
                rows.entry(Arc::clone(&choice.name)).or_insert(row);
            }
            rows
        });
        rows.get(name).copied()
    }
    /// The list as a document, made when something looks into it by a path.
    pub(crate) fn tree(&self) -> &Tree {
        &self.document().tree
    }
    /// The `item` of a row.
    pub(crate) fn element(&self, row: u32) -> Option<NodeId> {
        self.document().elements.get(row as usize).copied()
    }
    /// The row of an `item`.
    pub(crate) fn row_of_element(&self, element: NodeId) -> Option<u32> {
        let place = self.document().elements.binary_search_by_key(&element.index(), |e| e.index()).ok()?;
        u32::try_from(place).ok()
    }
    fn document(&self) -> &Document {
        self.document.get_or_init(|| {
            let mut tree = Tree::new();
            let root = tree.append_element(tree.root(), "root");
            let own = ["name", "label"].into_iter().filter(|own| !self.columns.contains_key(*own));
            let headers: Vec<&str> = own.chain(self.headers().filter(|header| is_ncname(header))).collect();
            let mut elements = Vec::with_capacity(self.len());
            for row in 0..u32::try_from(self.len()).unwrap_or(u32::MAX) {
                let item = tree.append_element(root, "item");
                elements.push(item);
                for header in &headers {
                    let cell = tree.append_element(item, header);
                    tree.append_text(cell, self.cell(row, header).unwrap_or_default());
                }
            }
            Document { tree, elements }
        })
    }
    /// Headers of the further columns.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        self.columns.keys().map(String::as_str)
    }
    /// Whether a filter may name this column: `name`, `label`, or a further one.
    pub fn has_column(&self, column: &str) -> bool {
        matches!(column, "name" | "label") || self.columns.contains_key(column)
    }
    /// The cell of a row; `name` is the choice's name, `label` its text without a language or, failing that,
    /// in Vietnamese.
    pub fn cell(&self, row: u32, column: &str) -> Option<&str> {
        if let Some(column) = self.columns.get(column) {
            return column.cells.get(row as usize).map(|cell| &**cell);
        }
        let choice = self.choice(row)?;
        match column {
            "name" => Some(&choice.name),
            "label" => Some(choice.label.exactly("").unwrap_or_else(|| choice.label.get("vi"))),
            _ => None,
        }
    }
    /// The rows whose cell in `column` is exactly `value`, in order; `None` when there is no such column.
    pub fn rows_where(&self, column: &str, value: &str) -> Option<Vec<u32>> {
        if let Some(column) = self.columns.get(column) {
            return Some(column.index().get(value).cloned().unwrap_or_default());
        }
        match column {
            "name" => Some(self.row_of(value).into_iter().collect()),
            "label" => {
                let rows = 0..u32::try_from(self.choices.len()).unwrap_or(u32::MAX);
                Some(rows.filter(|row| self.cell(*row, "label") == Some(value)).collect())
            }
            _ => None,
        }
    }
}

impl Column {
    fn put(&mut self, row: usize, cell: &str) {
        // Neighbours often have the same cell: communes of one province stand together.
        let cell = match self.cells.last() {
            Some(last) if **last == *cell => Arc::clone(last),
            _ => Arc::from(cell),
        };
        if self.cells.len() < row {
            self.cells.resize(row, Arc::from(""));
        }
        self.cells.push(cell);
    }
    fn index(&self) -> &HashMap<Arc<str>, Vec<u32>> {
        self.rows_by_cell.get_or_init(|| {
            let mut rows: HashMap<Arc<str>, Vec<u32>> = HashMap::new();
            for (row, cell) in (0u32..).zip(&self.cells) {
                rows.entry(Arc::clone(cell)).or_default().push(row);
            }
            rows
        })
    }
}

/// Two lists are the same when their cells are; which indexes exist already does not matter.
impl PartialEq for ChoiceList {
    fn eq(&self, other: &Self) -> bool {
        self.choices == other.choices
            && self.columns.len() == other.columns.len()
            && self.columns.iter().zip(&other.columns).all(|(a, b)| a.0 == b.0 && a.1.cells == b.1.cells)
    }
}

impl fmt::Debug for ChoiceList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChoiceList")
            .field("choices", &self.choices.len())
            .field("columns", &self.columns.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> ChoiceList {
        ChoiceList::from_table(
            &["name", "label", "tinh"],
            [vec!["a", "An", "11"], vec!["b", "Bình", "01"], vec!["c", "Cúc", "11"], vec!["d"]],
            "name",
            "label",
        )
    }

    #[test]
    fn rows_are_found_by_name_and_by_cell() {
        let list = list();
        assert_eq!(list.row_of("c"), Some(2));
        assert_eq!(list.row_of("x"), None);
        assert_eq!(list.rows_where("tinh", "11"), Some(vec![0, 2]));
        assert_eq!(list.rows_where("tinh", ""), Some(vec![3]));
        assert_eq!(list.rows_where("tinh", "99"), Some(vec![]));
        assert_eq!(list.rows_where("huyen", "11"), None);
        assert_eq!(list.rows_where("label", "Bình"), Some(vec![1]));
        assert_eq!(
            (list.cell(1, "label"), list.cell(1, "tinh"), list.cell(9, "tinh")),
            (Some("Bình"), Some("01"), None)
        );
    }
}
