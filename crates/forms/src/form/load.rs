//! Sheets → form, with every fault found.

use super::columns::Faults;
use super::kind::{RowKind, row_kind};
use super::{Form, Item, Question, Section, order};
use crate::expr::references_in_text;
use crate::name::is_name;
use crate::{Choice, ChoiceRow, FormError, FormProblem, FormSource, QuestionKind, Sheet, SurveyRow};
use std::collections::BTreeMap;
use std::sync::Arc;

const MAX_SURVEY_ROWS: usize = 20_000;
const MAX_CHOICE_ROWS: usize = 200_000;

/// The choices of each list, with their rows' columns.
type Lists<'a> = BTreeMap<&'a str, Vec<&'a ChoiceRow>>;

/// Rows are counted as in a spreadsheet: the header is row 1.
const fn row_number(index: usize) -> usize {
    index + 2
}

impl Form {
    /// Checks all of a form and makes it ready; or every fault of it, in the order of the sheets.
    pub fn load(source: &FormSource) -> Result<Self, Vec<FormError>> {
        let mut faults = Faults { found: Vec::new() };
        for (sheet, rows, max) in [
            (Sheet::Survey, source.survey.len(), MAX_SURVEY_ROWS),
            (Sheet::Choices, source.choices.len(), MAX_CHOICE_ROWS),
        ] {
            if rows > max {
                faults.note(sheet, row_number(max), "type", FormProblem::TooManyRows { max });
                return Err(faults.found);
            }
        }
        let lists = lists(&source.choices, &mut faults);
        let (sections, items) = rows(&source.survey, &lists, &mut faults);
        let by_name = names(&items, &mut faults);
        for item in &items {
            check_references(item, &by_name, &mut faults);
        }
        let settings = &source.settings;
        if settings.form_id.trim().is_empty() {
            faults.note(Sheet::Settings, row_number(0), "form_id", FormProblem::Missing);
        }
        let instance_name =
            faults.parsed(Sheet::Settings, row_number(0), "instance_name", &settings.instance_name);
        if let Some(expr) = &instance_name {
            faults.check_references(Sheet::Settings, row_number(0), "instance_name", expr, &by_name);
        }
        let order = order::order(&items, &by_name).unwrap_or_else(|circle| {
            let path: Vec<String> =
                circle.iter().filter_map(|i| items.get(*i)).map(|i| i.name.clone()).collect();
            let row = circle.first().and_then(|i| items.get(*i)).map_or(0, |i| i.row);
            faults.note(Sheet::Survey, row, "relevant, calculation", FormProblem::Cycle { path });
            Vec::new()
        });
        if faults.found.is_empty() {
            let (id, version) = (settings.form_id.clone(), settings.version.clone());
            Ok(Self { id, version, instance_name, sections, items, by_name, order })
        } else {
            faults.found.sort_by_key(|f| (f.sheet, f.row));
            Err(faults.found)
        }
    }
}

fn lists<'a>(choices: &'a [ChoiceRow], faults: &mut Faults) -> Lists<'a> {
    let mut lists: Lists<'a> = BTreeMap::new();
    let mut first_rows: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (index, choice) in choices.iter().enumerate() {
        let row = choice.origin.number(index);
        let missing = [("list_name", choice.list_name.is_empty()), ("name", choice.name.is_empty())];
        for (column, _) in missing.into_iter().filter(|(_, empty)| *empty) {
            faults.note(Sheet::Choices, row, column, FormProblem::Missing);
        }
        if choice.name.contains(char::is_whitespace) {
            faults.note(Sheet::Choices, row, "name", FormProblem::BadName { name: choice.name.clone() });
        }
        if choice.label.is_empty() {
            faults.note(Sheet::Choices, row, "label", FormProblem::Missing);
        }
        let first_row = *first_rows.entry((&choice.list_name, &choice.name)).or_insert(row);
        if first_row != row {
            let problem = FormProblem::DuplicateName { name: choice.name.clone(), first_row };
            faults.note(Sheet::Choices, row, "name", problem);
        }
        lists.entry(&choice.list_name).or_default().push(choice);
    }
    lists
}

fn rows(survey: &[SurveyRow], lists: &Lists<'_>, faults: &mut Faults) -> (Vec<Section>, Vec<Item>) {
    let mut sections: Vec<Section> = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (index, source) in survey.iter().enumerate() {
        let row = source.origin.number(index);
        for column in source.other.keys() {
            let problem = FormProblem::UnknownColumn { column: column.clone() };
            faults.note(Sheet::Survey, row, column, problem);
        }
        let question = match row_kind(&source.kind, &source.appearance) {
            Err(problem) => {
                faults.note(Sheet::Survey, row, "type", problem);
                // Noted; the name stays known, so that references to it are not reported as well.
                items.extend(item(row, source, open.last().copied(), None, faults));
                continue;
            }
            Ok(RowKind::EndGroup) => {
                if open.pop().is_none() {
                    faults.note(Sheet::Survey, row, "type", FormProblem::EndWithoutBegin);
                }
                continue;
            }
            Ok(RowKind::BeginGroup) => None,
            Ok(RowKind::Question { kind, list }) => Some(question(row, source, kind, list, lists, faults)),
        };
        let is_group = question.is_none();
        let Some(item) = item(row, source, open.last().copied(), question, faults) else { continue };
        let at = items.len();
        if open.is_empty() && (is_group || sections.last().is_none_or(|s| s.group.is_some())) {
            let (name, label) =
                if is_group { (item.name.clone(), item.label.clone()) } else { Default::default() };
            sections.push(Section { name, label, group: is_group.then_some(at), first: at, end: at });
        }
        if let Some(section) = sections.last_mut() {
            section.end = at + 1;
        }
        items.push(item);
        if is_group {
            open.push(at);
        }
    }
    for row in open.into_iter().filter_map(|i| items.get(i)).map(|i| i.row) {
        faults.note(Sheet::Survey, row, "type", FormProblem::GroupNotClosed);
    }
    (sections, items)
}

fn item(
    row: usize,
    source: &SurveyRow,
    parent: Option<usize>,
    question: Option<Question>,
    faults: &mut Faults,
) -> Option<Item> {
    if source.name.is_empty() {
        faults.note(Sheet::Survey, row, "name", FormProblem::Missing);
        return None;
    }
    if !is_name(&source.name) {
        faults.note(Sheet::Survey, row, "name", FormProblem::BadName { name: source.name.clone() });
        return None;
    }
    let silent = question.as_ref().is_some_and(|q| q.kind == QuestionKind::Calculate);
    if source.label.is_empty() && !silent {
        faults.note(Sheet::Survey, row, "label", FormProblem::Missing);
    }
    Some(Item {
        row,
        name: source.name.clone(),
        label: source.label.clone(),
        hint: source.hint.clone(),
        appearance: source.appearance.clone(),
        parent,
        relevant: faults.expression(row, "relevant", &source.relevant),
        question,
    })
}

fn question(
    row: usize,
    source: &SurveyRow,
    kind: QuestionKind,
    list: Option<String>,
    lists: &Lists<'_>,
    faults: &mut Faults,
) -> Question {
    let rows: &[&ChoiceRow] = match list {
        None => &[],
        Some(list) => lists.get(list.as_str()).map(Vec::as_slice).unwrap_or_else(|| {
            faults.note(Sheet::Survey, row, "type", FormProblem::UnknownList { list });
            &[]
        }),
    };
    let choice_filter = faults.parsed(Sheet::Survey, row, "choice_filter", &source.choice_filter);
    for name in choice_filter.iter().flat_map(|f| f.columns()) {
        if name != "name" && !rows.iter().any(|r| r.columns.contains_key(name)) {
            let problem = FormProblem::UnknownChoiceColumn { name: name.to_owned() };
            faults.note(Sheet::Survey, row, "choice_filter", problem);
        }
    }
    if kind == QuestionKind::Calculate && source.calculation.is_empty() {
        faults.note(Sheet::Survey, row, "calculation", FormProblem::Missing);
    }
    Question {
        kind,
        required: faults.answerable(row, "required", &source.required),
        required_message: source.required_message.clone(),
        read_only: faults.answerable(row, "read_only", &source.read_only),
        constraint: faults.expression(row, "constraint", &source.constraint),
        constraint_message: source.constraint_message.clone(),
        calculation: faults.expression(row, "calculation", &source.calculation),
        default: faults.default(row, &source.default),
        choices: rows
            .iter()
            .map(|r| Choice { name: Arc::from(r.name.as_str()), label: r.label.clone() })
            .collect(),
        choice_columns: if choice_filter.is_some() {
            rows.iter().map(|r| filter_columns(r)).collect()
        } else {
            Vec::new()
        },
        choice_filter,
    }
}

/// What a filter may name: the columns of the choice's row, and its name.
fn filter_columns(row: &ChoiceRow) -> BTreeMap<String, String> {
    let mut columns = row.columns.clone();
    columns.insert("name".to_owned(), row.name.clone());
    columns
}

fn names(items: &[Item], faults: &mut Faults) -> BTreeMap<String, usize> {
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        if let Some(first) = by_name.get(&item.name).and_then(|i| items.get(*i)) {
            let problem = FormProblem::DuplicateName { name: item.name.clone(), first_row: first.row };
            faults.note(Sheet::Survey, item.row, "name", problem);
        } else {
            by_name.insert(item.name.clone(), index);
        }
    }
    by_name
}

fn check_references(item: &Item, by_name: &BTreeMap<String, usize>, faults: &mut Faults) {
    let mut check = |column, expr: Option<&_>| {
        if let Some(expr) = expr {
            faults.check_references(Sheet::Survey, item.row, column, expr, by_name);
        }
    };
    check("relevant", item.relevant.as_ref());
    if let Some(question) = &item.question {
        check("required", question.required.expr());
        check("read_only", question.read_only.expr());
        check("constraint", question.constraint.as_ref());
        check("calculation", question.calculation.as_ref());
        check("default", question.default.expr());
        check("choice_filter", question.choice_filter.as_ref());
    }
    for (column, text) in [("label", &item.label), ("hint", &item.hint)] {
        for name in text.iter().flat_map(|(_, words)| references_in_text(words)) {
            if !by_name.contains_key(name) {
                let problem = FormProblem::UnknownReference { name: name.to_owned() };
                faults.note(Sheet::Survey, item.row, column, problem);
            }
        }
    }
}
