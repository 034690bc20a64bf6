//! Cells of a row: a map from header to cell, taken apart column by column.

use crate::{Translated, gathered};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A cell as YAML or JSON may spell it; everything is text afterwards, as in a spreadsheet.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Cell {
    Bool(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    Empty(()),
}

impl From<Cell> for String {
    fn from(cell: Cell) -> Self {
        match cell {
            Cell::Bool(true) => "true".to_owned(),
            Cell::Bool(false) => "false".to_owned(),
            Cell::Integer(n) => n.to_string(),
            Cell::Number(n) => n.to_string(),
            Cell::Text(text) => text.trim().to_owned(),
            Cell::Empty(()) => Self::new(),
        }
    }
}

/// A row whose columns are taken out one by one; what is left are columns nobody asked for.
pub(super) struct Row(BTreeMap<String, String>);

impl Row {
    /// Each header in the spelling that `canonical` gives it. A column that is there twice stays under its
    /// own header, so that nothing is lost unseen.
    pub(super) fn new(cells: BTreeMap<String, Cell>, canonical: fn(&str) -> String) -> Self {
        let (own, other): (Vec<_>, Vec<_>) = cells
            .into_iter()
            .map(|(header, cell)| (canonical(&header), header, cell))
            .partition(|c| c.0 == c.1);
        let mut row: BTreeMap<String, String> =
            gathered(own.into_iter().map(|(column, _, c)| (column, c.into())));
        for (column, header, cell) in other {
            let column = if row.contains_key(&column) { header } else { column };
            row.insert(column, cell.into());
        }
        // An empty cell is no cell: a spreadsheet cannot tell the two apart.
        row.retain(|_, cell| !cell.is_empty());
        Self(row)
    }
    pub(super) fn take(&mut self, column: &str) -> String {
        self.0.remove(column).unwrap_or_default()
    }
    /// `label` and every `label::language`.
    pub(super) fn take_translated(&mut self, column: &str) -> Translated {
        let headers: Vec<(String, String)> =
            self.0.keys().filter_map(|h| Some((h.clone(), language_of(h, column)?.to_owned()))).collect();
        headers.into_iter().filter_map(|(h, language)| Some((language, self.0.remove(&h)?))).collect()
    }
    /// Every `media::image`, `media::image::language` and so on, by medium.
    pub(super) fn take_media(&mut self) -> BTreeMap<String, Translated> {
        let media = ["image", "big-image", "audio", "video"]
            .into_iter()
            .map(|medium| (medium.to_owned(), self.take_translated(&format!("media::{medium}"))));
        gathered(media.filter(|(_, files)| !files.is_empty()))
    }
    pub(super) fn rest(self) -> BTreeMap<String, String> {
        self.0
    }
}

/// The language of `header` if it is a header of `column`; empty for the bare column.
fn language_of<'a>(header: &'a str, column: &str) -> Option<&'a str> {
    let rest = header.strip_prefix(column)?;
    if rest.is_empty() { Some("") } else { rest.strip_prefix("::").map(str::trim) }
}

/// Puts a cell back, leaving empty cells out.
pub(super) fn put(cells: &mut BTreeMap<String, String>, column: &str, cell: String) {
    if !cell.is_empty() {
        cells.insert(column.to_owned(), cell);
    }
}

pub(super) fn put_translated(cells: &mut BTreeMap<String, String>, column: &str, text: &Translated) {
    for (language, words) in text.iter() {
        let header = if language.is_empty() { column.to_owned() } else { format!("{column}::{language}") };
        cells.insert(header, words.to_owned());
    }
}

pub(super) fn put_media(cells: &mut BTreeMap<String, String>, media: &BTreeMap<String, Translated>) {
    for (medium, files) in media {
        put_translated(cells, &format!("media::{medium}"), files);
    }
}
