//! The sheets of an author → the tree of a `form.yaml`.

use super::sheet::{AuthorRow, Cells, SourceSheets, SurveyLine};
use super::usage::BlockUse;
use crate::fault::Position;
use crate::yaml::{Key, Node, Value};

/// The order in which authors write the columns; others follow by name.
const COLUMNS: &[&str] = &[
    "list_name",
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "choice_filter",
    "appearance",
    "default",
    "read_only",
    "form_title",
    "form_id",
    "version",
    "default_language",
    "instance_name",
];

impl From<&SourceSheets> for Node {
    fn from(sheets: &SourceSheets) -> Self {
        let survey = sheets.survey.iter().map(|line| match &line.row {
            SurveyLine::Plain(cells) => row(cells),
            SurveyLine::Block(usage) => use_row(usage),
        });
        let choices = |rows: &[AuthorRow<Cells>]| list(rows.iter().map(|line| row(&line.row)).collect());
        map(vec![
            ("settings", row(&sheets.settings.row)),
            ("survey", list(survey.collect())),
            ("choices", choices(&sheets.choices)),
        ])
    }
}

fn row(cells: &Cells) -> Node {
    let mut columns: Vec<(&str, &str)> = cells.iter().map(|(c, cell)| (c.as_str(), cell.as_str())).collect();
    columns.sort_by_key(|(column, _)| {
        let (base, language) = column.split_once("::").unwrap_or((column, ""));
        let place = COLUMNS.iter().position(|known| *known == base).unwrap_or(COLUMNS.len());
        // Vietnamese first.
        (place, language.contains("(en)"), *column)
    });
    map(columns.into_iter().map(|(column, cell)| (column, text(cell))).collect())
}

fn use_row(usage: &BlockUse) -> Node {
    let mut entries = vec![("type", text(&format!("block {}", usage.block))), ("name", text(&usage.prefix))];
    if !usage.with.is_empty() {
        let with = usage.with.iter().map(|(parameter, value)| (parameter.as_str(), text(value)));
        entries.push(("with", map(with.collect())));
    }
    for (key, names) in [("without", &usage.without), ("optional", &usage.optional)] {
        if !names.is_empty() {
            entries.push((key, list(names.iter().map(|name| text(name)).collect())));
        }
    }
    if !usage.relevant.is_empty() {
        entries.push(("relevant", text(&usage.relevant)));
    }
    map(entries)
}

fn text(text: &str) -> Node {
    Node::nowhere(Value::Text(text.to_owned()))
}

fn list(items: Vec<Node>) -> Node {
    Node::nowhere(Value::List(items))
}

fn map(entries: Vec<(&str, Node)>) -> Node {
    let key = |name: &str| Key { at: Position::default(), name: name.to_owned() };
    Node::nowhere(Value::Map(entries.into_iter().map(|(name, node)| (key(name), node)).collect()))
}
