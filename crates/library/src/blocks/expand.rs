//! A form with block rows → plain XLSForm sheets.

use super::block::{Block, PREFIX, capitalised, split_mark};
use super::sheet::{Cells, SourceSheets, SurveyLine, choice_row, form_source};
use super::{BlockUse, Blocks};
use crate::fault::{Position, Problem};
use crate::yaml::{Faults, Place};
use forms::{ChoiceRow, FormSource};
use std::collections::{BTreeMap, BTreeSet};

/// Where an expanded row was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Origin {
    pub(crate) at: Position,
    /// Index of the block's use in [`Expanded::uses`].
    pub(crate) of_use: Option<usize>,
}

/// A form as plain sheets that remember their blocks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Expanded {
    pub(crate) form: FormSource,
    pub(crate) uses: Vec<BlockUse>,
    /// As many as survey rows.
    pub(crate) survey: Vec<Origin>,
    /// As many as choices.
    pub(crate) choices: Vec<Origin>,
    pub(crate) settings_at: Position,
}

/// Expands every block row. `None` when a block row cannot be expanded; the faults say why.
pub(crate) fn expand(sheets: &SourceSheets, blocks: &Blocks, faults: &mut Faults) -> Option<Expanded> {
    let mut uses = Vec::new();
    let mut survey: Vec<(Cells, Origin)> = Vec::new();
    let mut whole = true;
    for (index, line) in sheets.survey.iter().enumerate() {
        match &line.row {
            SurveyLine::Plain(cells) => {
                survey.push((cells.clone(), Origin { at: line.at, of_use: None }));
            }
            SurveyLine::Block(usage) => {
                let place = Place::Key(&Place::Root, "survey");
                let place = Place::Item(&place, index + 1);
                let origin = Origin { at: line.at, of_use: Some(uses.len()) };
                match use_block(usage, blocks, line.at, &place, faults) {
                    Some(rows) => survey.extend(rows.into_iter().map(|row| (row, origin))),
                    None => whole = false,
                }
                uses.push((usage.clone(), line.at));
            }
        }
    }
    clashes(&survey, &uses, faults);
    let choices = choices(sheets, &uses, blocks, faults);
    if !whole {
        return None;
    }
    let (rows, origins) = survey.into_iter().unzip();
    let (choice_rows, choice_origins) = choices.into_iter().unzip();
    Some(Expanded {
        form: form_source(&sheets.settings, rows, choice_rows, faults)?,
        uses: uses.into_iter().map(|(usage, _)| usage).collect(),
        survey: origins,
        choices: choice_origins,
        settings_at: sheets.settings.at,
    })
}

/// The rows of one use, or every fault of it.
pub(crate) fn use_block(
    usage: &BlockUse,
    blocks: &Blocks,
    at: Position,
    place: &Place<'_>,
    faults: &mut Faults,
) -> Option<Vec<Cells>> {
    let Some(block) = blocks.get(&usage.block) else {
        let problem = Problem::UnknownBlock { block: usage.block.clone(), known: blocks.names() };
        faults.note(at, place, problem);
        return None;
    };
    let before = faults.found.len();
    for parameter in block.parameters.iter().filter(|p| !usage.with.contains_key(*p)) {
        let problem = Problem::MissingParameter { block: usage.block.clone(), parameter: parameter.clone() };
        faults.note(at, &Place::Key(place, "with"), problem);
    }
    for parameter in usage.with.keys().filter(|p| !block.parameters.contains(p)) {
        let problem = Problem::UnknownParameter { block: usage.block.clone(), parameter: parameter.clone() };
        faults.note(at, &Place::Key(place, "with"), problem);
    }
    let names: BTreeSet<&str> = block.row_names().collect();
    for (key, rows) in [("without", &usage.without), ("optional", &usage.optional)] {
        for row in rows.iter().filter(|row| !names.contains(row.as_str())) {
            let problem = Problem::UnknownBlockRow { block: usage.block.clone(), row: row.clone() };
            faults.note(at, &Place::Key(place, key), problem);
        }
    }
    if faults.found.len() > before {
        return None;
    }
    let values = values(usage);
    Some(block.survey.iter().filter_map(|line| expanded_row(&line.row, usage, &values)).collect())
}

fn expanded_row(row: &Cells, usage: &BlockUse, values: &BTreeMap<String, String>) -> Option<Cells> {
    let name = Block::bare_name(row);
    if name.is_some_and(|name| usage.without.iter().any(|w| w == name)) {
        return None;
    }
    let mut cells: Cells = row.iter().map(|(column, cell)| (column.clone(), filled(cell, values))).collect();
    if name.is_some_and(|name| usage.optional.iter().any(|o| o == name)) {
        cells.remove("required");
        cells.retain(|column, _| !column.starts_with("required_message"));
    }
    let closes = cells.get("type").is_some_and(|kind| kind.starts_with("end"));
    if !usage.relevant.is_empty() && !closes {
        let own = cells.get("relevant").cloned().unwrap_or_default();
        cells.insert("relevant".to_owned(), both(&usage.relevant, &own));
    }
    Some(cells)
}

/// `(a) and (b)`.
fn both(first: &str, second: &str) -> String {
    if second.is_empty() { first.to_owned() } else { format!("({first}) and ({second})") }
}

/// What each mark is replaced by.
fn values(usage: &BlockUse) -> BTreeMap<String, String> {
    let mut values = BTreeMap::from([(PREFIX.to_owned(), usage.prefix.clone())]);
    for (parameter, value) in &usage.with {
        values.insert(capitalised(parameter), capitalised(value));
        values.insert(parameter.clone(), value.clone());
    }
    values
}

/// The cell with its marks replaced; one that is no parameter stays as it is.
fn filled(cell: &str, values: &BTreeMap<String, String>) -> String {
    if !cell.contains("{{") {
        return cell.to_owned();
    }
    let mut text = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some((before, mark, after)) = split_mark(rest) {
        text.push_str(before);
        match values.get(mark) {
            Some(value) => text.push_str(value),
            None => text.extend(["{{", mark, "}}"]),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Names that a block brings and that stand elsewhere too. Clashes without a block are the form's to report.
fn clashes(survey: &[(Cells, Origin)], uses: &[(BlockUse, Position)], faults: &mut Faults) {
    let mut first: BTreeMap<&str, Origin> = BTreeMap::new();
    for (cells, origin) in survey {
        let Some(name) = cells.get("name") else { continue };
        let other = *first.entry(name).or_insert(*origin);
        if other != *origin && (other.of_use.is_some() || origin.of_use.is_some()) {
            let place = origin
                .of_use
                .and_then(|i| uses.get(i))
                .map(|(u, _)| format!("block {} {}", u.block, u.prefix))
                .unwrap_or_default();
            let problem = Problem::NameClash { name: name.clone(), line: other.at.line };
            faults.add(Some(origin.at), place, problem);
        }
    }
}

/// The form's own choices, then the lists of its blocks, each list once.
fn choices(
    sheets: &SourceSheets,
    uses: &[(BlockUse, Position)],
    blocks: &Blocks,
    faults: &mut Faults,
) -> Vec<(ChoiceRow, Origin)> {
    let own = sheets.choices.iter();
    let mut all: Vec<(ChoiceRow, Origin)> =
        own.map(|line| (choice_row(line.row.clone()), Origin { at: line.at, of_use: None })).collect();
    let mut givers: BTreeMap<String, (String, Vec<ChoiceRow>)> = BTreeMap::new();
    for (row, _) in &all {
        let of_form = || ("of the form".to_owned(), Vec::new());
        givers.entry(row.list_name.clone()).or_insert_with(of_form).1.push(row.clone());
    }
    for (index, (usage, at)) in uses.iter().enumerate() {
        let Some(block) = blocks.get(&usage.block) else { continue };
        let used = lists_used(block, usage, &values(usage));
        for (list, rows) in block.lists.iter().filter(|(list, _)| used.contains(*list)) {
            match givers.get(list) {
                None => {
                    let origin = Origin { at: *at, of_use: Some(index) };
                    all.extend(rows.iter().map(|row| (row.clone(), origin)));
                    givers.insert(list.clone(), (format!("of block `{}`", usage.block), rows.clone()));
                }
                Some((other, given)) if given != rows => {
                    let problem = Problem::ListDiffers {
                        list: list.clone(),
                        block: usage.block.clone(),
                        other: other.clone(),
                    };
                    faults.add(Some(*at), "choices".to_owned(), problem);
                }
                Some(_) => {}
            }
        }
    }
    all
}

/// The lists that the rows of this use name, by themselves or through a parameter: a row left out takes its list
/// with it.
fn lists_used(block: &Block, usage: &BlockUse, values: &BTreeMap<String, String>) -> BTreeSet<String> {
    block
        .survey
        .iter()
        .filter(|line| Block::bare_name(&line.row).is_none_or(|n| !usage.without.iter().any(|w| w == n)))
        .filter_map(|line| line.row.get("type"))
        .filter_map(|kind| filled(kind, values).split_whitespace().nth(1).map(str::to_owned))
        .collect()
}
