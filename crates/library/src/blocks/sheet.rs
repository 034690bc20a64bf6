//! A form as its author wrote it: rows of cells, some of which stand for a block.

use super::BlockUse;
use crate::fault::Position;
use crate::yaml::{Faults, Key, Node, Place, Read, Value};
use forms::{ChoiceRow, FormSource, Settings, SurveyRow};
use serde::Deserialize;
use serde::de::value::{Error as CellError, MapDeserializer};
use std::collections::BTreeMap;

/// Column header → cell.
pub(crate) type Cells = BTreeMap<String, String>;

/// A row and where it stands in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct AuthorRow<T> {
    pub(crate) at: Position,
    pub(crate) row: T,
}

/// A row of the sheet `survey` as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum SurveyLine {
    Plain(Cells),
    Block(BlockUse),
}

/// The three sheets of a `form.yaml`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct SourceSheets {
    pub(crate) settings: AuthorRow<Cells>,
    pub(crate) survey: Vec<AuthorRow<SurveyLine>>,
    pub(crate) choices: Vec<AuthorRow<Cells>>,
}

impl<T: Default> Default for AuthorRow<T> {
    fn default() -> Self {
        Self { at: Position::default(), row: T::default() }
    }
}

impl SourceSheets {
    pub(crate) fn read(root: &Node, faults: &mut Faults) -> Option<Self> {
        let place = Place::Root;
        let entries = faults.map(root, &place, &["settings", "survey", "choices"])?;
        let settings = section(root, entries, "settings", faults).and_then(|node| {
            let row = cells(node, &Place::Key(&place, "settings"), faults)?;
            Some(AuthorRow { at: node.at, row })
        });
        let survey = section(root, entries, "survey", faults)
            .map(|node| rows(node, &Place::Key(&place, "survey"), faults, survey_line));
        let choices = entries
            .iter()
            .find(|(key, _)| key.name == "choices")
            .map(|(_, node)| rows(node, &Place::Key(&place, "choices"), faults, cells))
            .unwrap_or_default();
        Some(Self { settings: settings?, survey: survey?, choices })
    }
}

fn section<'n>(
    root: &Node,
    entries: &'n [(Key, Node)],
    key: &'static str,
    faults: &mut Faults,
) -> Option<&'n Node> {
    let found = entries.iter().find(|(k, _)| k.name == key).map(|(_, node)| node);
    if found.is_none() {
        faults.note(root.at, &Place::Root, crate::fault::Problem::MissingKey { key });
    }
    found
}

/// Every row of a list that can be read; the others are noted.
pub(super) fn rows<T>(
    node: &Node,
    place: &Place<'_>,
    faults: &mut Faults,
    read: impl Fn(&Node, &Place<'_>, &mut Faults) -> Option<T>,
) -> Vec<AuthorRow<T>> {
    match &node.value {
        Value::Null => Vec::new(),
        Value::List(items) => items
            .iter()
            .enumerate()
            .filter_map(|(index, item)| {
                let row = read(item, &Place::Item(place, index + 1), faults)?;
                Some(AuthorRow { at: item.at, row })
            })
            .collect(),
        Value::Text(_) | Value::Map(_) => {
            faults.expected(node, place, crate::Wanted::Rows);
            Vec::new()
        }
    }
}

/// The cells of a row. An empty cell is no cell.
pub(super) fn cells(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Cells> {
    let mut row = Cells::read(node, place, faults)?;
    row.retain(|_, cell| {
        *cell = cell.trim().to_owned();
        !cell.is_empty()
    });
    Some(row)
}

fn survey_line(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<SurveyLine> {
    let kind = node.get("type").and_then(Node::text).unwrap_or_default();
    match kind.trim().strip_prefix("block ") {
        Some(block) => BlockUse::read(block.trim(), node, place, faults).map(SurveyLine::Block),
        None => cells(node, place, faults).map(SurveyLine::Plain),
    }
}

/// Cells → the form's own row: it reads maps of cells, whatever file they come from.
pub(super) fn choice_row(cells: Cells) -> ChoiceRow {
    ChoiceRow::from_cells(cells, forms::Origin::default())
}

/// The sheets of plain rows as the form engine takes them.
pub(super) fn form_source(
    settings: &AuthorRow<Cells>,
    survey: Vec<Cells>,
    choices: Vec<ChoiceRow>,
    faults: &mut Faults,
) -> Option<FormSource> {
    let cells = settings.row.clone().into_iter();
    let read = Settings::deserialize(MapDeserializer::<_, CellError>::new(cells));
    let settings = read.map_err(|error| {
        let reason = error.to_string();
        faults.add(Some(settings.at), "settings".to_owned(), crate::fault::Problem::NotYaml { reason });
    });
    let survey = survey.into_iter().map(|cells| SurveyRow::from_cells(cells, forms::Origin::default()));
    Some(FormSource { settings: settings.ok()?, survey: survey.collect(), choices })
}
