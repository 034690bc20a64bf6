//! Expanded rows → the rows of their author, with blocks where their rows are unchanged.

use super::sheets::MARK;
use crate::blocks::{AuthorRow, BlockUse, Blocks, Cells, SourceSheets, SurveyLine, expand, use_block};
use crate::yaml::{Faults, Place};
use std::collections::{BTreeMap, BTreeSet};

/// The sheets of an author from rows of cells, some of them with a mark of the block that gave them.
pub(super) fn fold(
    settings: Cells,
    survey: &[Cells],
    choices: &[Cells],
    uses: &BTreeMap<String, BlockUse>,
    blocks: &Blocks,
) -> SourceSheets {
    let folded = attempt(settings.clone(), survey, choices, uses, blocks);
    // Only a form that expands to exactly these rows is the same form.
    let mut faults = Faults::of("");
    let again = expand(&folded, blocks, &mut faults);
    let plain = attempt(settings, survey, choices, &BTreeMap::new(), blocks);
    let expected = expand(&plain, blocks, &mut Faults::of(""));
    match (again, expected) {
        (Some(again), Some(expected)) if faults.found.is_empty() && again.form == expected.form => folded,
        _ => plain,
    }
}

fn attempt(
    settings: Cells,
    survey: &[Cells],
    choices: &[Cells],
    uses: &BTreeMap<String, BlockUse>,
    blocks: &Blocks,
) -> SourceSheets {
    let mut lines = Vec::new();
    let mut folded: BTreeSet<&str> = BTreeSet::new();
    let mut rest = survey;
    while let Some((first, after)) = rest.split_first() {
        let mark = first.get(MARK).map(String::as_str).unwrap_or_default();
        if let Some((usage, rows)) = unchanged(rest, mark, uses, blocks) {
            lines.push(SurveyLine::Block(usage.clone()));
            folded.insert(mark);
            rest = rest.get(rows..).unwrap_or_default();
        } else {
            lines.push(SurveyLine::Plain(unmarked(first)));
            rest = after;
        }
    }
    let given = |row: &&Cells| row.get(MARK).is_some_and(|mark| folded.contains(mark.as_str()));
    let choices = choices.iter().filter(|row| !given(row)).map(unmarked);
    SourceSheets {
        settings: nowhere(settings),
        survey: lines.into_iter().map(nowhere).collect(),
        choices: choices.map(nowhere).collect(),
    }
}

/// The use whose rows these begin with, and how many they are.
fn unchanged<'u>(
    rows: &[Cells],
    mark: &str,
    uses: &'u BTreeMap<String, BlockUse>,
    blocks: &Blocks,
) -> Option<(&'u BlockUse, usize)> {
    let usage = uses.get(mark)?;
    let expected = use_block(usage, blocks, crate::Position::default(), &Place::Root, &mut Faults::of(""))?;
    let found = rows.get(..expected.len()).filter(|found| !found.is_empty())?;
    let same = found
        .iter()
        .zip(&expected)
        .all(|(found, expected)| found.get(MARK).is_some_and(|m| m == mark) && unmarked(found) == *expected);
    same.then_some((usage, expected.len()))
}

fn unmarked(row: &Cells) -> Cells {
    let mut row = row.clone();
    row.remove(MARK);
    row
}

fn nowhere<T>(row: T) -> AuthorRow<T> {
    AuthorRow { at: crate::Position::default(), row }
}
