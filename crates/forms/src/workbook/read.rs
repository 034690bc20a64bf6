//! Sheets of cells → the form's source, with every fault of the sheets at its cell.

use super::fault::{FaultList, FaultProblem, FormFault, Place, WorkbookProblem};
use super::header;
use super::layout::{Column, Layout, SheetLayout};
use super::letters::letters;
use super::limits::Limits;
use super::quotes::straightened;
use super::raw::{Nature, RawCell, RawRow, RawSheet, Refusal, Workbook};
use crate::{ChoiceRow, Form, FormError, FormProblem, FormSource, Origin, Settings, Sheet, SurveyRow};
use std::collections::BTreeMap;

/// Columns whose cells are names or expressions: a date there is a text that the spreadsheet has changed.
const NO_DATES: &[&str] = &[
    "type",
    "name",
    "list_name",
    "required",
    "relevant",
    "constraint",
    "calculation",
    "choice_filter",
    "appearance",
    "read_only",
    "parameters",
    "repeat_count",
    "trigger",
    "form_id",
    "instance_name",
];

/// Columns that hold an expression.
const EXPRESSIONS: &[&str] = &[
    "required",
    "relevant",
    "constraint",
    "calculation",
    "choice_filter",
    "read_only",
    "repeat_count",
    "trigger",
    "instance_name",
];

/// Sheets of XLSForm that have no meaning here.
const NOT_USED: &[&str] = &["entities", "external_choices", "osm"];

/// What was read of a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FormFile {
    /// What could be understood. With faults it is only good for looking for further ones.
    pub source: FormSource,
    pub layout: Layout,
    pub faults: FaultList,
    pub warnings: Vec<FormFault>,
    /// Sheets that are missing or whose header lacks a column without which nothing of them can be understood.
    not_understood: Vec<Sheet>,
    limits: Limits,
}

impl FormFile {
    /// A source whose rows are counted and whose columns have no letters.
    pub(super) fn of(source: FormSource, limits: Limits) -> Self {
        Self { source, limits, ..Self::default() }
    }

    /// The form, or every fault of the file and of the form in it, in the order of the sheets.
    /// A cell that is at fault itself is not told a second time for what follows from it.
    pub fn load(&self) -> Result<Form, FaultList> {
        let mut faults = self.faults.clone();
        let form = Form::load(&self.source);
        for error in form.as_ref().err().into_iter().flatten() {
            let fault = self.layout.fault(self.pointed(error));
            if !self.follows(error) && !self.faults.told.iter().any(|told| told.place == fault.place) {
                faults.note(self.limits.faults, fault.place, fault.problem);
            }
        }
        match form {
            Ok(form) if faults.is_empty() => Ok(form),
            Ok(_) | Err(_) => {
                faults.told.sort_by_key(|fault| self.rank(&fault.place));
                Err(faults)
            }
        }
    }

    /// The fault at one cell, where it names several columns: at the first of them that the row fills.
    fn pointed(&self, error: &FormError) -> FormError {
        let mut error = error.clone();
        if error.column.contains(", ") {
            let survey = self.source.survey.iter().enumerate();
            let row = survey.map(|(at, row)| (row.origin.number(at), row)).find(|(at, _)| *at == error.row);
            let cells: BTreeMap<String, String> = row.map(|(_, row)| row.clone().into()).unwrap_or_default();
            let filled = error.column.split(", ").find(|column| cells.contains_key(*column));
            error.column = filled.map_or_else(|| error.column.clone(), str::to_owned);
        }
        error
    }

    /// What is no hindrance: of the file, and of the form that [`FormFile::load`] gave.
    pub fn warnings_with(&self, form: &Form) -> Vec<FormFault> {
        let of_form = form.warnings().iter().map(|warning| self.layout.fault(warning.clone()));
        self.warnings.iter().cloned().chain(of_form).take(self.limits.faults).collect()
    }

    /// Whether a fault of the form is there only because a whole sheet could not be understood.
    fn follows(&self, error: &FormError) -> bool {
        let lost = |sheet| self.not_understood.contains(&sheet);
        lost(error.sheet)
            || (lost(Sheet::Survey) && matches!(error.problem, FormProblem::UnknownReference { .. }))
            || (lost(Sheet::Choices) && matches!(error.problem, FormProblem::UnknownList { .. }))
    }

    /// The order in which faults are told: file, settings, survey, choices; from the top, from the left.
    fn rank(&self, place: &Place) -> (usize, usize, usize, Option<String>) {
        let known = |sheet| self.layout.of(sheet).map(|layout| layout.name.as_str());
        let sheets = [known(Sheet::Settings), known(Sheet::Survey), known(Sheet::Choices)];
        let sheet = match &place.sheet {
            None => 0,
            Some(name) => sheets.iter().position(|known| *known == Some(name)).map_or(4, |at| at + 1),
        };
        let letter = place.letter.clone();
        (sheet, place.row.unwrap_or_default(), letter.as_ref().map_or(usize::MAX, String::len), letter)
    }
}

impl Workbook {
    /// Understands the sheets of an XLSForm; those of another name are left alone.
    pub fn read(&self, limits: &Limits) -> FormFile {
        let mut reading = Reading { lettered: self.lettered, limits, file: FormFile::default() };
        reading.file.limits = *limits;
        let mut found: BTreeMap<Sheet, &RawSheet> = BTreeMap::new();
        for sheet in &self.sheets {
            let name = sheet.name.trim().to_lowercase();
            match named(&name) {
                Some(kind) => {
                    if let Some(first) = found.insert(kind, sheet) {
                        reading.note(Place::sheet(&sheet.name), WorkbookProblem::SheetTwice);
                        found.insert(kind, first);
                    }
                }
                None => reading.stranger(&sheet.name, &name),
            }
        }
        if let Some(sheet) = found.get(&Sheet::Settings) {
            reading.settings(sheet);
        }
        match found.get(&Sheet::Survey) {
            Some(sheet) => reading.survey(sheet),
            None => {
                reading.file.not_understood.push(Sheet::Survey);
                reading.note(Place::default(), WorkbookProblem::NoSheet { sheet: "survey" });
            }
        }
        if let Some(sheet) = found.get(&Sheet::Choices) {
            reading.choices(sheet);
        }
        reading.file
    }
}

fn named(name: &str) -> Option<Sheet> {
    [Sheet::Settings, Sheet::Survey, Sheet::Choices].into_iter().find(|sheet| sheet.to_string() == name)
}

struct Reading<'a> {
    lettered: bool,
    limits: &'a Limits,
    file: FormFile,
}

impl Reading<'_> {
    fn note(&mut self, place: Place, problem: WorkbookProblem) {
        self.file.faults.note(self.limits.faults, place, FaultProblem::Workbook(problem));
    }
    fn warn(&mut self, place: Place, problem: WorkbookProblem) {
        if self.file.warnings.len() < self.limits.faults {
            self.file.warnings.push(FormFault { place, problem: FaultProblem::Workbook(problem) });
        }
    }
    fn index(&self, column: u32) -> Option<u32> {
        self.lettered.then_some(column)
    }

    /// A sheet that XLSForm does not know, or that is not used here.
    fn stranger(&mut self, spelt: &str, name: &str) {
        let near = ["survey", "choices", "settings"].into_iter().find(|known| distance(name, known) <= 2);
        if NOT_USED.contains(&name) {
            self.warn(Place::sheet(spelt), WorkbookProblem::SheetNotUsed);
        } else if let Some(meant) = near.filter(|_| !name.starts_with('_')) {
            self.warn(Place::sheet(spelt), WorkbookProblem::SheetNameNear { meant });
        }
    }

    fn settings(&mut self, sheet: &RawSheet) {
        let mut layout = self.layout(Sheet::Settings, sheet, header::settings, &[]);
        let mut rows = sheet.rows.iter().filter(|row| row.number > 1);
        if let Some(row) = rows.next() {
            layout.settings_row = Some(row.number);
            let mut cells = self.cells(row, &layout, sheet);
            let mut take = |column: &str| cells.remove(column).unwrap_or_default();
            self.file.source.settings = Settings {
                form_title: take("form_title"),
                form_id: take("form_id"),
                version: take("version"),
                default_language: take("default_language"),
                instance_name: take("instance_name"),
            };
            let unused: Vec<Place> = layout
                .columns
                .iter()
                .filter(|column| cells.contains_key(&column.known_as))
                .map(|column| Place::at(&sheet.name, 1, Some(&column.header), column.index))
                .collect();
            for place in unused {
                self.warn(place, WorkbookProblem::ColumnNotUsed);
            }
        }
        if let Some(row) = rows.next() {
            let place = Place::at(&sheet.name, row.number, None, None);
            self.note(place, WorkbookProblem::SecondSettingsRow);
        }
        self.file.layout.sheets.push(layout);
    }

    fn survey(&mut self, sheet: &RawSheet) {
        let layout = self.layout(Sheet::Survey, sheet, header::survey, &["type", "name"]);
        for row in sheet.rows.iter().filter(|row| row.number > 1) {
            let cells = self.cells(row, &layout, sheet);
            let says = |column: &str| {
                cells.keys().any(|known| {
                    known.strip_prefix(column).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
                })
            };
            if says("type") || says("name") || says("label") {
                self.file.source.survey.push(SurveyRow::from_cells(cells, Origin::row(row.number)));
            } else if !cells.is_empty() {
                self.warn(Place::at(&sheet.name, row.number, None, None), WorkbookProblem::RowNotUsed);
            }
        }
        self.file.layout.sheets.push(layout);
    }

    fn choices(&mut self, sheet: &RawSheet) {
        if sheet.rows.is_empty() && sheet.refused.is_empty() {
            return;
        }
        let layout = self.layout(Sheet::Choices, sheet, header::choices, &["list_name", "name"]);
        for row in sheet.rows.iter().filter(|row| row.number > 1) {
            let cells = self.cells(row, &layout, sheet);
            if !cells.is_empty() {
                self.file.source.choices.push(ChoiceRow::from_cells(cells, Origin::row(row.number)));
            }
        }
        self.file.layout.sheets.push(layout);
    }

    /// The columns by the header in row 1, with the faults of the header and of the sheet as a whole.
    fn layout(
        &mut self,
        kind: Sheet,
        sheet: &RawSheet,
        known_as: fn(&str) -> String,
        needed: &[&'static str],
    ) -> SheetLayout {
        let mut layout =
            SheetLayout { sheet: kind, name: sheet.name.clone(), columns: Vec::new(), settings_row: None };
        let header = sheet.rows.first().filter(|row| row.number == 1);
        for cell in header.iter().flat_map(|row| &row.cells) {
            let column = Column {
                known_as: known_as(&cell.text),
                header: cell.text.clone(),
                index: Some(cell.column),
            };
            let place = Place::at(&sheet.name, 1, Some(&cell.text), self.index(cell.column));
            self.nature(cell, &column.known_as, place.clone());
            match layout.columns.iter().find(|other| other.known_as == column.known_as) {
                Some(first) => {
                    let first = first.index.map(letters).unwrap_or_default();
                    let problem = WorkbookProblem::ColumnTwice { column: column.known_as, first };
                    self.note(place, problem);
                }
                None if !cell.text.is_empty() => layout.columns.push(column),
                None => {}
            }
        }
        match header {
            None => {
                self.file.not_understood.push(kind);
                self.note(Place::at(&sheet.name, 1, None, None), WorkbookProblem::NoHeader);
            }
            Some(_) => {
                for column in needed {
                    if !layout.columns.iter().any(|known| known.known_as == *column) {
                        self.file.not_understood.push(kind);
                        let place = Place::at(&sheet.name, 1, None, None);
                        self.note(place, WorkbookProblem::NoColumn { column });
                    }
                }
            }
        }
        for merged in &sheet.merged {
            let place = self.place(sheet, &layout, merged.row, merged.column);
            self.note(place, WorkbookProblem::Merged { range: merged.range.clone() });
        }
        for refused in &sheet.refused {
            let place = self.place(sheet, &layout, refused.row, refused.column);
            let problem = match refused.why {
                Refusal::RowTooFar => WorkbookProblem::TooManyRows { max: self.limits.rows },
                Refusal::ColumnTooFar => WorkbookProblem::TooManyColumns { max: self.limits.columns },
                Refusal::TooLong => WorkbookProblem::CellTooLong { max: self.limits.cell_chars },
            };
            self.note(place, problem);
        }
        self.without_header(sheet, &layout);
        layout
    }

    /// One warning for each column that has texts but no header.
    fn without_header(&mut self, sheet: &RawSheet, layout: &SheetLayout) {
        let headed = sheet.rows.first().filter(|row| row.number == 1);
        let known: Vec<u32> = headed.iter().flat_map(|row| &row.cells).map(|cell| cell.column).collect();
        let mut told: Vec<u32> = Vec::new();
        if layout.columns.is_empty() {
            return;
        }
        for row in sheet.rows.iter().filter(|row| row.number > 1) {
            for cell in row.cells.iter().filter(|cell| !known.contains(&cell.column)) {
                if !told.contains(&cell.column) {
                    told.push(cell.column);
                    let place = Place::at(&sheet.name, row.number, None, self.index(cell.column));
                    self.warn(place, WorkbookProblem::TextWithoutHeader);
                }
            }
        }
    }

    fn place(&self, sheet: &RawSheet, layout: &SheetLayout, row: u32, column: u32) -> Place {
        let header = layout.columns.iter().find(|known| known.index == Some(column));
        Place::at(&sheet.name, row, header.map(|known| known.header.as_str()), self.index(column))
    }

    /// The row's texts by column.
    fn cells(&mut self, row: &RawRow, layout: &SheetLayout, sheet: &RawSheet) -> BTreeMap<String, String> {
        let mut cells = BTreeMap::new();
        for cell in &row.cells {
            let Some(column) = layout.columns.iter().find(|known| known.index == Some(cell.column)) else {
                continue;
            };
            let place = Place::at(&sheet.name, row.number, Some(&column.header), self.index(cell.column));
            self.nature(cell, &column.known_as, place);
            if !cell.text.is_empty() {
                let known_as = column.known_as.as_str();
                // A no-break space is a space to pyxform everywhere; in a sentence it may stay what it is.
                let text = if EXPRESSIONS.contains(&known_as) {
                    straightened(&cell.text.replace('\u{a0}', " "))
                } else if NO_DATES.contains(&known_as) {
                    cell.text.replace('\u{a0}', " ")
                } else {
                    cell.text.clone()
                };
                cells.insert(column.known_as.clone(), text);
            }
        }
        cells
    }

    /// Notes what is wrong with the way in which a cell came to its text.
    fn nature(&mut self, cell: &RawCell, column: &str, place: Place) {
        match cell.nature {
            Nature::Plain => {}
            Nature::Date if NO_DATES.contains(&column) => {
                self.note(place, WorkbookProblem::DateInText { iso: cell.text.clone() });
            }
            Nature::Date => {}
            Nature::Duration => self.note(place, WorkbookProblem::Duration),
            Nature::Formula => self.note(place, WorkbookProblem::Formula),
            Nature::Error => self.note(place, WorkbookProblem::ErrorValue { value: cell.text.clone() }),
        }
    }
}

/// How many letters differ between two short names.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut line: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().take(40).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (to, above) in b.iter().zip(line.iter_mut().skip(1)) {
            let best = (diagonal + usize::from(from != *to)).min(*above + 1).min(left + 1);
            diagonal = *above;
            *above = best;
            left = best;
        }
        if let Some(first) = line.first_mut() {
            *first = i + 1;
        }
    }
    line.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_by_a_slip_are_near() {
        for (a, b, letters) in [
            ("survey", "survey", 0),
            ("survay", "survey", 1),
            ("", "ab", 2),
            ("choise", "choices", 2),
            ("khảo sát", "survey", 8),
        ] {
            assert_eq!(distance(a, b), letters, "{a} {b}");
        }
    }
}
