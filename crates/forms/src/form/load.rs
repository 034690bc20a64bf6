//! Sheets → form, with every fault found.

use super::cells::Faults;
use super::graph::{Graph, add, texts_uses};
use super::lists::lists;
use super::rows::Rows;
use super::uses::{Survey, Uses};
use super::{Definition, Expression, Form, Item, Reach, Shuffle, What};
use crate::xpath::{Expr, ExprError};
use crate::{FormError, FormProblem, FormSource, Sheet, SurveyRow};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

const MAX_SURVEY_ROWS: usize = 20_000;
const MAX_CHOICE_ROWS: usize = 200_000;

/// Rows are counted as in a spreadsheet: the header is row 1.
pub(super) const fn row_number(index: usize) -> usize {
    index + 2
}

impl Form {
    /// Checks all of a form and makes it ready; or every fault of it, in the order of the sheets. What is no
    /// hindrance is in [`Form::warnings`].
    pub fn load(source: &FormSource) -> Result<Self, Vec<FormError>> {
        let mut faults = Faults::default();
        for (sheet, rows, max) in [
            (Sheet::Survey, source.survey.len(), MAX_SURVEY_ROWS),
            (Sheet::Choices, source.choices.len(), MAX_CHOICE_ROWS),
        ] {
            if rows > max {
                faults.note(sheet, row_number(max), "type", FormProblem::TooManyRows { max });
                return Err(faults.found);
            }
        }
        let mut lists = lists(&source.choices, &mut faults);
        let rows = Rows::read(&source.survey, &mut lists, &mut faults);
        let Rows { items, sections, broken, files, .. } = rows;
        let by_name = names(&items, &broken, &mut faults);
        let settings = &source.settings;
        if settings.form_id.trim().is_empty() {
            faults.note(Sheet::Settings, row_number(0), "form_id", FormProblem::Missing);
        }
        let instance_name =
            faults.parsed(Sheet::Settings, row_number(0), "instance_name", &settings.instance_name);
        let mut definition = Definition {
            id: settings.form_id.clone(),
            version: settings.version.clone(),
            instance_name,
            sections,
            items,
            by_name,
            graph: Graph::default(),
            naming: Vec::new(),
            lists: lists.lists,
            lists_by_name: lists.by_name,
            documents: Vec::new(),
            warnings: Vec::new(),
        };
        triggers(&source.survey, &mut definition, &broken, &mut faults);
        Linker::new(&definition, files, broken).link(&mut definition, &mut faults);
        let (warnings, mut errors): (Vec<_>, Vec<_>) =
            faults.found.into_iter().partition(|fault| fault.problem.is_warning());
        definition.warnings = warnings;
        if errors.is_empty() {
            Ok(Self(Arc::new(definition)))
        } else {
            errors.sort_by_key(|fault| (fault.sheet, fault.row));
            Err(errors)
        }
    }
}

/// `broken`: rows with another fault, by name. A name that one of them has too is told all the same.
fn names(items: &[Item], broken: &BTreeMap<String, usize>, faults: &mut Faults) -> HashMap<String, usize> {
    let mut by_name: HashMap<String, usize> = HashMap::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        if let Some(first) = by_name.get(&item.name).and_then(|i| items.get(*i)) {
            let problem = FormProblem::DuplicateName { name: item.name.clone(), first_row: first.row };
            faults.survey(item.row, "name", problem);
        } else {
            if let Some(row) = broken.get(&item.name).filter(|row| **row != item.row) {
                let (first_row, row) = (item.row.min(*row), item.row.max(*row));
                let problem = FormProblem::DuplicateName { name: item.name.clone(), first_row };
                faults.survey(row, "name", problem);
            }
            by_name.insert(item.name.clone(), index);
        }
    }
    by_name
}

/// The column `trigger`: `${a}`, or several with commas between them.
fn triggers(
    survey: &[SurveyRow],
    definition: &mut Definition,
    broken: &BTreeMap<String, usize>,
    faults: &mut Faults,
) {
    let by_row: HashMap<usize, &SurveyRow> =
        survey.iter().enumerate().map(|(index, source)| (source.origin.number(index), source)).collect();
    for index in 0..definition.items.len() {
        let Some(row) = definition.items.get(index).map(|item| item.row) else { continue };
        let source = by_row.get(&row).copied();
        let Some(source) = source.filter(|source| {
            !source.trigger.trim().is_empty()
                && definition.items.get(index).is_some_and(|item| item.name == source.name)
        }) else {
            continue;
        };
        let mut found = Vec::new();
        for part in source.trigger.split(',') {
            let name = part.trim().strip_prefix("${").and_then(|part| part.strip_suffix('}')).map(str::trim);
            let problem = match name {
                None => FormProblem::BadTrigger,
                Some(name) => match definition.by_name.get(name) {
                    Some(item) if definition.items.get(*item).is_some_and(|i| i.question().is_some()) => {
                        found.push(*item);
                        continue;
                    }
                    Some(_) => FormProblem::NotAQuestion { name: name.to_owned() },
                    None if broken.contains_key(name) => continue,
                    None => FormProblem::UnknownReference { name: name.to_owned() },
                },
            };
            faults.survey(row, "trigger", problem);
        }
        if let Some(What::Question(question)) = definition.items.get_mut(index).map(|item| &mut item.what) {
            question.triggers = found;
        }
    }
}

/// Resolves names and finds out what depends on what.
struct Linker {
    by_name: Arc<HashMap<String, usize>>,
    broken: BTreeMap<String, usize>,
    /// Ids that `instance()` may look into.
    instances: BTreeSet<String>,
    /// Files that the form names, besides those that `pulldata()` does.
    files: BTreeSet<String>,
}

/// Where an expression stands.
#[derive(Clone, Copy)]
struct Cell<'a> {
    sheet: Sheet,
    row: usize,
    owner: Option<usize>,
    /// The list whose rows it filters.
    filters: Option<Option<&'a crate::ChoiceList>>,
}

impl Linker {
    fn new(definition: &Definition, external: BTreeSet<String>, broken: BTreeMap<String, usize>) -> Self {
        let mut files: BTreeSet<String> = external.into_iter().map(|name| format!("{name}.csv")).collect();
        files.extend(
            definition
                .items
                .iter()
                .filter_map(Item::question)
                .filter_map(|q| q.kind.file())
                .map(str::to_owned),
        );
        let stems = files.iter().filter_map(|file| file.rsplit_once('.')).map(|(stem, _)| stem.to_owned());
        let instances = stems.chain(definition.lists_by_name.keys().cloned()).collect();
        Self { by_name: Arc::new(definition.by_name.clone()), broken, instances, files }
    }

    fn link(mut self, definition: &mut Definition, faults: &mut Faults) {
        let count = definition.items.len();
        let names = Arc::clone(&self.by_name);
        let (mut values, mut checks) = (vec![BTreeMap::new(); count], vec![BTreeMap::new(); count]);
        for index in 0..count {
            // The item is taken out of the form so that its expressions can be changed while the form is read.
            let Some(mut parts) = definition.items.get_mut(index).map(Parts::take) else { continue };
            let survey = Survey { items: &definition.items, by_name: &names };
            let row = definition.items.get(index).map_or(0, |item| item.row);
            let here = Cell { sheet: Sheet::Survey, row, owner: Some(index), filters: None };
            let (mut value, mut check) = (BTreeMap::new(), BTreeMap::new());
            let holds_others = parts.0.question().is_none();
            for expression in parts.0.value_expressions() {
                let found = self.expression(survey, here, expression, faults);
                add(&mut value, &found.items);
                // The text of a group is that of all its questions.
                if holds_others && found.itself || found.all_of_itself {
                    value.insert(index, Reach::Same);
                }
            }
            for expression in parts.0.check_expressions() {
                add(&mut check, &self.expression(survey, here, expression, faults).items);
            }
            if let Some(expression) = parts.0.triggered_expression() {
                self.expression(survey, here, expression, faults);
            }
            if let What::Question(question) = &mut parts.0.what {
                let list = question.list.and_then(|list| definition.lists.get(list)).map(|list| &**list);
                let file = question.kind.file().is_some();
                let mut filtering = Some(list).filter(|_| list.is_some() || file);
                for expression in question.filter.iter_mut().flat_map(|filter| filter.expressions_mut()) {
                    // The whole filter is first; its values are parts of it that name no column.
                    let cell = Cell { filters: filtering.take(), ..here };
                    let found = if cell.filters.is_some() {
                        self.expression(survey, cell, expression, faults)
                    } else {
                        self.expression(survey, here, expression, &mut Faults::default())
                    };
                    add(&mut check, &found.items);
                }
            }
            if let Some(item) = definition.items.get(index) {
                add(&mut check, &texts_uses(survey, index, &parts.0));
                self.check_texts(item.row, &parts.0, faults);
            }
            if let Some(item) = definition.items.get_mut(index) {
                parts.give_back(item);
            }
            if let (Some(values), Some(checks)) = (values.get_mut(index), checks.get_mut(index)) {
                (*values, *checks) = (value, check);
            }
        }
        if let Some(mut expression) = definition.instance_name.take() {
            let survey = Survey { items: &definition.items, by_name: &names };
            let cell = Cell { sheet: Sheet::Settings, row: row_number(0), owner: None, filters: None };
            self.expression(survey, cell, &mut expression, faults);
            definition.instance_name = Some(expression);
        }
        let (graph, circles) = Graph::of(definition, &values, &checks);
        definition.graph = graph;
        definition.naming = definition.naming_items();
        for circle in circles {
            let path =
                circle.iter().filter_map(|i| definition.items.get(*i)).map(|i| i.name.clone()).collect();
            let row = circle.first().and_then(|i| definition.items.get(*i)).map_or(0, |i| i.row);
            faults.survey(row, "relevant, calculation", FormProblem::Cycle { path });
        }
        definition.documents = self.files.into_iter().collect();
        selections(definition);
    }

    /// Looks through an expression, notes what is wrong with it, and gives its names their numbers.
    fn expression(
        &mut self,
        survey: Survey<'_>,
        cell: Cell<'_>,
        expression: &mut Expression,
        faults: &mut Faults,
    ) -> Uses {
        let uses = survey.uses(cell.owner, expression, cell.filters.is_some());
        // What reads other instances of itself may meet its own: that one reads as not computed yet.
        let among_others = cell.owner.is_some_and(|owner| uses.items.contains_key(&owner));
        (expression.reads_itself, expression.once) = (uses.itself || among_others, uses.once);
        let mut note = |problem| faults.note(cell.sheet, cell.row, expression.column, problem);
        for name in uses.unknown.iter().filter(|name| !self.broken.contains_key(*name)) {
            note(FormProblem::UnknownReference { name: name.clone() });
        }
        for path in &uses.nowhere {
            note(FormProblem::PathToNowhere { path: path.clone() });
        }
        for name in &uses.bare {
            note(FormProblem::BareName { name: name.clone() });
        }
        if let Some(Some(list)) = cell.filters {
            for name in uses.columns.iter().filter(|name| !list.has_column(name)) {
                note(FormProblem::UnknownChoiceColumn { name: name.clone() });
            }
        }
        let pulls = expression.expr.functions().contains(&"pulldata");
        for name in &uses.instances {
            if pulls && !self.instances.contains(name) {
                self.files.insert(if name.ends_with(".csv") { name.clone() } else { format!("{name}.csv") });
            } else if !self.instances.contains(name) {
                note(FormProblem::UnknownInstance { name: name.clone() });
            }
        }
        let by_name = &self.by_name;
        // What is unknown has been noted.
        let _noted: Result<(), ExprError> =
            expression.expr.bind(&mut |name| by_name.get(name).and_then(|item| u32::try_from(*item).ok()));
        uses
    }

    fn check_texts(&self, row: usize, item: &Item, faults: &mut Faults) {
        for (column, text) in item.texts().into_iter().filter(|(_, text)| text.speaks_of_answers) {
            let names: BTreeSet<&str> = text.names().collect();
            for name in names {
                let problem = match name.strip_prefix("last-saved#") {
                    Some(name) => FormProblem::LastSaved { name: name.to_owned() },
                    None if self.by_name.contains_key(name) || self.broken.contains_key(name) => continue,
                    None => FormProblem::UnknownReference { name: name.to_owned() },
                };
                faults.survey(row, column, problem);
            }
        }
    }
}

/// The paths that select rows where an index does not say all.
fn selections(definition: &mut Definition) {
    let Definition { items, lists, documents, by_name, .. } = definition;
    for item in items {
        let What::Question(question) = &mut item.what else { continue };
        let document = match question.kind.file() {
            Some(file) => documents.iter().position(|known| known == file).map(|file| file + lists.len()),
            None => question.list,
        };
        let Some(document) = document.map(|place| place + 1) else { continue };
        let rest = question.filter.as_ref().filter(|filter| !filter.complete);
        if rest.is_none() && question.shuffle.is_none() {
            continue;
        }
        let predicate = question.filter.as_ref().map(|filter| format!("[{}]", filter.whole.expr));
        let mut path = format!("instance('#{document}')/root/item{}", predicate.unwrap_or_default());
        match &question.shuffle {
            Some(Shuffle::Seeded) => path = format!("randomize({path})"),
            Some(Shuffle::By(seed)) => path = format!("randomize({path}, {})", seed.expr),
            None => {}
        }
        // It is made of parts that were read; only its length may be too much, and then the list stays whole.
        let Ok(mut expr) = Expr::parse(&path) else { continue };
        let _noted: Result<(), ExprError> =
            expr.bind(&mut |name| by_name.get(name).and_then(|item| u32::try_from(*item).ok()));
        question.selection =
            Some(Expression { column: "choice_filter", expr, reads_itself: false, once: false });
    }
}

/// An item's expressions and texts, while the item without them stands in the form.
struct Parts(Item);

impl Parts {
    fn take(item: &mut Item) -> Self {
        let what = match &mut item.what {
            What::Group => What::Group,
            What::Repeat { count } => What::Repeat { count: count.take() },
            What::Question(_) => std::mem::replace(&mut item.what, What::Group),
        };
        Self(Item {
            row: item.row,
            name: String::new(),
            label: std::mem::take(&mut item.label),
            hint: std::mem::take(&mut item.hint),
            appearance: String::new(),
            parent: item.parent,
            repeats: item.repeats.clone(),
            children: Vec::new(),
            end: item.end,
            section: item.section,
            relevant: item.relevant.take(),
            what,
        })
    }
    fn give_back(self, item: &mut Item) {
        item.label = self.0.label;
        item.hint = self.0.hint;
        item.relevant = self.0.relevant;
        item.what = self.0.what;
    }
}
