//! The sheet `survey` → items: questions, groups and repeats, with who stands in whom.

use super::cells::Faults;
use super::filter::Filter;
use super::kind::{RowKind, row_kind};
use super::lists::{Lists, OTHER};
use super::{Initial, Item, Question, Section, Text, What, default, parameters};
use crate::name::is_name;
use crate::{FormProblem, QuestionKind, SurveyRow, Translated};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Groups and repeats that may stand in one another.
const MAX_DEPTH: usize = 32;

/// Columns that say nothing to a form that is filled in.
const FOR_AUTHORS: &[&str] =
    &["disabled", "note", "notes", "comment", "comments", "save_to", "hxl", "sms_field"];

/// Items and sections while the rows are read.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) items: Vec<Item>,
    pub(super) sections: Vec<Section>,
    /// Names and rows of items that could not be made: a reference to one is not a second fault.
    pub(super) broken: BTreeMap<String, usize>,
    /// Files that `csv-external` declares, by name.
    pub(super) files: BTreeSet<String>,
    open: Vec<Open>,
    unknown_columns: BTreeSet<String>,
}

/// A group or repeat that is not closed yet; one that could not be made still has its end.
struct Open {
    row: usize,
    repeat: bool,
    item: Option<usize>,
}

impl Rows {
    pub(super) fn read(survey: &[SurveyRow], lists: &mut Lists, faults: &mut Faults) -> Self {
        let mut rows = Self::default();
        for (index, source) in survey.iter().enumerate() {
            rows.row(source.origin.number(index), source, lists, faults);
        }
        for open in std::mem::take(&mut rows.open) {
            faults.survey(open.row, "type", FormProblem::GroupNotClosed);
            rows.close(open.item);
        }
        rows
    }

    fn row(&mut self, row: usize, source: &SurveyRow, lists: &mut Lists, faults: &mut Faults) {
        for column in
            source.other.keys().filter(|column| !FOR_AUTHORS.contains(&column.to_lowercase().as_str()))
        {
            if self.unknown_columns.insert(column.clone()) {
                faults.survey(row, column, FormProblem::UnknownColumn { column: column.clone() });
            }
        }
        if is_disabled(source) || is_empty(source) {
            return;
        }
        let kind = match row_kind(&source.kind, &source.appearance) {
            Ok(kind) => kind,
            Err(problem) => {
                faults.survey(row, "type", problem);
                // The rest of the row is looked at whatever the type was meant to be.
                if !source.name.is_empty() && !is_name(&source.name) {
                    faults.survey(row, "name", FormProblem::BadName { name: source.name.clone() });
                }
                for (column, cell) in [
                    ("relevant", &source.relevant),
                    ("constraint", &source.constraint),
                    ("calculation", &source.calculation),
                ] {
                    faults.expression(row, column, cell);
                }
                self.broken.insert(source.name.clone(), row);
                return;
            }
        };
        match kind {
            RowKind::BeginGroup | RowKind::BeginRepeat => {
                let repeat = matches!(kind, RowKind::BeginRepeat);
                if self.open.len() >= MAX_DEPTH {
                    faults.survey(row, "type", FormProblem::TooDeep { max: MAX_DEPTH });
                }
                let what = if repeat {
                    What::Repeat { count: faults.expression(row, "repeat_count", &source.repeat_count) }
                } else {
                    What::Group
                };
                let item = self.item(row, source, what, faults);
                self.open.push(Open { row, repeat, item });
            }
            RowKind::EndGroup | RowKind::EndRepeat => match self.open.pop() {
                None => faults.survey(row, "type", FormProblem::EndWithoutBegin),
                Some(open) => {
                    if open.repeat != matches!(kind, RowKind::EndRepeat) {
                        faults.survey(row, "type", FormProblem::WrongEnd { begin_row: open.row });
                    }
                    self.close(open.item);
                }
            },
            RowKind::Ignored => {
                faults.survey(row, "type", FormProblem::IgnoredType { kind: source.kind.clone() });
            }
            RowKind::File => {
                if source.name.is_empty() {
                    faults.survey(row, "name", FormProblem::Missing);
                }
                self.files.insert(source.name.clone());
            }
            RowKind::Question { kind, list, or_other } => {
                let asked = kind.is_asked();
                let question = question(row, source, kind, list, or_other, lists, faults);
                let unlabelled = source.label.is_empty() && source.hint.is_empty() && source.media.is_empty();
                if asked && unlabelled && source.calculation.is_empty()
                    || question.kind == QuestionKind::Note && unlabelled
                {
                    faults.survey(row, "label", FormProblem::Missing);
                }
                self.item(row, source, What::Question(Box::new(question)), faults);
                if or_other {
                    let other = specify_other(source);
                    self.row(row, &other, lists, faults);
                }
            }
        }
    }

    fn item(&mut self, row: usize, source: &SurveyRow, what: What, faults: &mut Faults) -> Option<usize> {
        // Before the name is judged: a row with two faults tells both.
        let relevant = faults.expression(row, "relevant", &source.relevant);
        if source.name.is_empty() {
            faults.survey(row, "name", FormProblem::Missing);
            return None;
        }
        if !is_name(&source.name) {
            faults.survey(row, "name", FormProblem::BadName { name: source.name.clone() });
            self.broken.insert(source.name.clone(), row);
            return None;
        }
        let index = self.items.len();
        let parent = self.open.iter().rev().find_map(|open| open.item);
        let repeats = self
            .open
            .iter()
            .filter_map(|open| open.item)
            .filter(|item| self.items.get(*item).is_some_and(Item::is_repeat))
            .collect();
        let is_question = matches!(what, What::Question(_));
        let section = self.section(index, parent, is_question);
        if let Some(parent) = parent.and_then(|parent| self.items.get_mut(parent)) {
            parent.children.push(index);
        }
        self.items.push(Item {
            row,
            name: source.name.clone(),
            label: Text::new(&source.label),
            hint: Text::new(&source.hint),
            appearance: source.appearance.clone(),
            parent,
            repeats,
            children: Vec::new(),
            end: index + 1,
            section,
            relevant,
            what,
        });
        Some(index)
    }

    /// The section that the item belongs to: that of its group, the run before it, or a new one.
    fn section(&mut self, index: usize, parent: Option<usize>, is_question: bool) -> usize {
        if let Some(parent) = parent.and_then(|parent| self.items.get(parent)) {
            return parent.section;
        }
        if is_question && let Some(last) = self.sections.last_mut().filter(|section| section.item.is_none()) {
            last.members.push(index);
        } else {
            let (item, members) = if is_question { (None, vec![index]) } else { (Some(index), Vec::new()) };
            self.sections.push(Section { item, members });
        }
        self.sections.len() - 1
    }

    fn close(&mut self, item: Option<usize>) {
        let end = self.items.len();
        if let Some(item) = item.and_then(|item| self.items.get_mut(item)) {
            item.end = end;
        }
    }
}

fn is_disabled(source: &SurveyRow) -> bool {
    let disabled = source.other.iter().find(|(header, _)| header.eq_ignore_ascii_case("disabled"));
    disabled.is_some_and(|(_, cell)| {
        matches!(cell.trim().to_lowercase().as_str(), "yes" | "true" | "true()" | "1")
    })
}

/// A row in which nothing stands is no row, as in a spreadsheet.
fn is_empty(source: &SurveyRow) -> bool {
    source.other.values().all(|cell| cell.trim().is_empty())
        && *source == SurveyRow { other: source.other.clone(), ..SurveyRow::default() }
        && !source.other.is_empty()
}

/// The question that `or_other` adds behind a select.
fn specify_other(source: &SurveyRow) -> SurveyRow {
    let label: Translated = [("vi", "Ghi rõ"), ("en", "Specify other.")]
        .into_iter()
        .map(|(language, words)| (language.to_owned(), words.to_owned()))
        .collect();
    SurveyRow {
        kind: "text".to_owned(),
        name: format!("{}_{OTHER}", source.name),
        label,
        relevant: format!("selected(${{{}}}, '{OTHER}')", source.name),
        ..SurveyRow::default()
    }
}

fn question(
    row: usize,
    source: &SurveyRow,
    kind: QuestionKind,
    list: Option<String>,
    or_other: bool,
    lists: &mut Lists,
    faults: &mut Faults,
) -> Question {
    let list = list.and_then(|name| {
        let known = lists.by_name.get(&name).copied();
        if known.is_none() {
            faults.survey(row, "type", FormProblem::UnknownList { list: name });
        }
        known.map(|list| if or_other { lists.with_other(list) } else { list })
    });
    let told = parameters::parameters(row, &source.parameters, faults);
    parameters::check(row, &kind, &told, faults);
    let kind = match kind {
        QuestionKind::Range(range) => QuestionKind::Range(parameters::range(&range, &told)),
        other => other,
    };
    if kind == QuestionKind::Calculate && source.calculation.is_empty() && source.default.is_empty() {
        faults.survey(row, "calculation", FormProblem::Missing);
    }
    let shuffle = parameters::shuffle(row, &told, faults);
    let question = Question {
        kind,
        guidance_hint: Text::new(&source.guidance_hint),
        aloud: Arc::new(
            [&source.label, &source.hint, &source.guidance_hint].map(|text| Text::new(text).unanswered()),
        ),
        media: Arc::new(source.media.clone()),
        parameters: Arc::new(told),
        required: faults.truth(row, "required", &source.required),
        required_message: Text::new(&source.required_message),
        read_only: faults.truth(row, "read_only", &source.read_only),
        constraint: faults.expression(row, "constraint", &source.constraint),
        constraint_message: Text::new(&source.constraint_message),
        calculation: faults.expression(row, "calculation", &source.calculation),
        triggers: Vec::new(),
        default: if source.default.is_empty() {
            Initial::default()
        } else {
            default::initial(row, &source.default, faults)
        },
        list,
        filter: faults.expression(row, "choice_filter", &source.choice_filter).map(Filter::new),
        selection: None,
        shuffle,
    };
    default::check(row, &question, lists, faults);
    question
}
