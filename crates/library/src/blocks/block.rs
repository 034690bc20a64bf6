//! `blocks/<name>.yaml`: one block, and all of them.

use super::sheet::{AuthorRow, Cells, cells, choice_row, rows};
use crate::fault::{Fault, Problem};
use crate::yaml::{Faults, Node, Place};
use crate::{Bilingual, LibraryError};
use forms::ChoiceRow;
use std::collections::{BTreeMap, BTreeSet};

/// The parameter that every block has: the prefix of its use.
pub(super) const PREFIX: &str = "p";
const PREFIX_MARK: &str = "{{p}}_";

/// Rows written once, with places for the prefix and for parameters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    pub name: String,
    pub about: Bilingual,
    /// What `with` must give.
    pub parameters: Vec<String>,
    pub(super) survey: Vec<AuthorRow<Cells>>,
    choices: Vec<AuthorRow<Cells>>,
    /// The lists of `choices`, made once: every form that uses the block shares their texts.
    pub(super) lists: BTreeMap<String, Vec<ChoiceRow>>,
}

/// Every block, by name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Blocks(BTreeMap<String, Block>);

impl Blocks {
    /// Blocks from files: name without `.yaml`, and text.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, LibraryError> {
        let (blocks, faults) = Self::read_all(files);
        if faults.is_empty() {
            Ok(blocks)
        } else {
            Err(LibraryError::Refused { what: "blocks".to_owned(), faults })
        }
    }
    /// The blocks that can be read, and every fault of the others.
    pub fn read_all<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<Fault>) {
        let mut blocks = BTreeMap::new();
        let mut all = Vec::new();
        for (name, text) in files {
            let mut faults = Faults::of(format!("blocks/{name}.yaml"));
            let block = faults.parse(text).and_then(|root| Block::read(name, &root, &mut faults));
            all.append(&mut faults.found);
            blocks.extend(block.map(|block| (name.to_owned(), block)));
        }
        (Self(blocks), all)
    }
    pub fn get(&self, name: &str) -> Option<&Block> {
        self.0.get(name)
    }
    pub fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
    pub fn iter(&self) -> impl Iterator<Item = &Block> {
        self.0.values()
    }
}

impl Block {
    fn read(file: &str, root: &Node, faults: &mut Faults) -> Option<Self> {
        let place = Place::Root;
        let known = ["block", "about", "parameters", "survey", "choices"];
        let entries = faults.map(root, &place, &known)?;
        let name: Option<String> = faults.required((root, entries), &place, "block");
        let about = faults.required((root, entries), &place, "about");
        let parameters: Option<Vec<String>> = faults.optional(entries, &place, "parameters", Vec::new());
        let sheet = |key: &str, faults: &mut Faults| {
            let node = entries.iter().find(|(k, _)| k.name == key).map(|(_, node)| node);
            node.map(|node| rows(node, &Place::Key(&place, key), faults, cells)).unwrap_or_default()
        };
        let survey = sheet("survey", faults);
        let choices = sheet("choices", faults);
        if name.as_deref().is_some_and(|name| name != file) {
            let (found, expected) = (name.clone().unwrap_or_default(), format!("a file {file}.yaml"));
            faults.note(root.at, &Place::Key(&place, "block"), Problem::Differs { found, expected });
        }
        let mut lists: BTreeMap<String, Vec<ChoiceRow>> = BTreeMap::new();
        for line in &choices {
            if let Some(list) = line.row.get("list_name") {
                lists.entry(list.clone()).or_default().push(choice_row(line.row.clone()));
            }
        }
        let block = Self { name: name?, about: about?, parameters: parameters?, survey, choices, lists };
        block.check(faults);
        Some(block)
    }

    /// Parameters that are used and not declared or declared and not used; names without the prefix.
    fn check(&self, faults: &mut Faults) {
        let mut used = BTreeSet::new();
        for (sheet, lines) in [("survey", &self.survey), ("choices", &self.choices)] {
            for (index, line) in lines.iter().enumerate() {
                let place = Place::Key(&Place::Root, sheet);
                let place = Place::Item(&place, index + 1);
                for (column, cell) in &line.row {
                    for parameter in marks(cell) {
                        if sheet == "choices" {
                            let problem = Problem::ParameterInChoices { parameter: parameter.to_owned() };
                            faults.note(line.at, &Place::Key(&place, column), problem);
                            continue;
                        }
                        let plain = parameter_of(parameter, &self.parameters);
                        if parameter != PREFIX && plain.is_none() {
                            let problem = Problem::UndeclaredParameter { parameter: parameter.to_owned() };
                            faults.note(line.at, &Place::Key(&place, column), problem);
                        }
                        used.extend(plain);
                    }
                }
                if sheet == "survey" {
                    let cell = |column: &str| line.row.get(column).map(String::as_str).unwrap_or_default();
                    let kind = cell("type");
                    if kind.starts_with("block ") {
                        faults.note(line.at, &place, Problem::BlockInBlock);
                    }
                    if !kind.starts_with("end") && !cell("name").starts_with(PREFIX_MARK) {
                        faults.note(line.at, &Place::Key(&place, "name"), Problem::NoPrefix);
                    }
                }
            }
        }
        for parameter in self.parameters.iter().filter(|p| !used.contains(p.as_str())) {
            let problem = Problem::UnusedParameter { parameter: parameter.clone() };
            faults.add(None, "parameters".to_owned(), problem);
        }
    }

    /// The names of its rows without the prefix.
    pub(super) fn row_names(&self) -> impl Iterator<Item = &str> {
        self.survey.iter().filter_map(|line| line.row.get("name")?.strip_prefix(PREFIX_MARK))
    }
    /// The name of a row without the prefix.
    pub(super) fn bare_name(row: &Cells) -> Option<&str> {
        row.get("name")?.strip_prefix(PREFIX_MARK)
    }
}

/// The text before the first mark, the mark's name, and the text after it. In `${{{p}}_ten}` the mark is the
/// inner `{{p}}`: the braces nearest to the name count.
pub(super) fn split_mark(text: &str) -> Option<(&str, &str, &str)> {
    let (head, after) = text.split_once("}}")?;
    match head.rsplit_once("{{") {
        Some((before, mark)) => Some((before, mark, after)),
        None => {
            let skipped = text.len() - after.len();
            let (_, mark, after) = split_mark(after)?;
            let before = text.len() - after.len() - mark.len() - "{{}}".len();
            text.get(..before).filter(|_| before >= skipped).map(|before| (before, mark, after))
        }
    }
}

/// The names of all marks of a cell.
pub(super) fn marks(mut cell: &str) -> Vec<&str> {
    let mut found = Vec::new();
    while let Some((_, mark, after)) = split_mark(cell) {
        found.push(mark);
        cell = after;
    }
    found
}

/// The declared parameter that a mark means: `{{Vi}}` is `vi` with its first letter in upper case.
pub(super) fn parameter_of<'a>(mark: &str, parameters: &'a [String]) -> Option<&'a str> {
    parameters.iter().map(String::as_str).find(|p| *p == mark || capitalised(p) == mark)
}

pub(super) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
