//! Cells such as `name: no`, which YAML 1.1 takes for a truth and whose author meant a text.

use crate::Sheet;
use crate::workbook::fault::{FaultProblem, FormFault, Place, WorkbookProblem};
use crate::workbook::header;
use crate::workbook::limits::Limits;
use crate::workbook::origin::Origin;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use std::collections::BTreeMap;

/// Columns whose cells are truths.
const TRUTHS: &[&str] = &["required", "read_only"];

#[derive(Deserialize)]
struct Sheets<T> {
    #[serde(default = "Vec::new")]
    survey: Vec<BTreeMap<String, T>>,
    #[serde(default = "Vec::new")]
    choices: Vec<BTreeMap<String, T>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Read {
    Truth(bool),
    Other(IgnoredAny),
}

/// The text of a cell where only `true` and `false` are truths.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Other(IgnoredAny),
}

fn sheets<T: DeserializeOwned>(text: &str, strict: bool) -> Option<Sheets<T>> {
    let options = serde_saphyr::options! { strict_booleans: strict };
    serde_saphyr::from_str_with_options(text, options).ok()
}

/// One warning for each cell. `true` and `false` are read as they are written, and need none.
pub(super) fn warnings(text: &str, limits: &Limits) -> Vec<FormFault> {
    let Some(read) = sheets::<Read>(text, false) else { return Vec::new() };
    let is_truth = |row: &BTreeMap<String, Read>| row.values().any(|cell| matches!(cell, Read::Truth(_)));
    // The usual case: there is nothing to tell, and the file is not read a second time.
    if !read.survey.iter().chain(&read.choices).any(is_truth) {
        return Vec::new();
    }
    let Some(written) = sheets::<Written>(text, true) else { return Vec::new() };
    let survey = of_sheet(Sheet::Survey, header::survey, &read.survey, &written.survey);
    let choices = of_sheet(Sheet::Choices, header::choices, &read.choices, &written.choices);
    survey.chain(choices).take(limits.faults).collect()
}

fn of_sheet<'a>(
    sheet: Sheet,
    known_as: fn(&str) -> String,
    read: &'a [BTreeMap<String, Read>],
    written: &'a [BTreeMap<String, Written>],
) -> impl Iterator<Item = FormFault> + 'a {
    read.iter().zip(written).enumerate().flat_map(move |(index, (read, written))| {
        read.iter().filter_map(move |(column, cell)| {
            let (Read::Truth(read_as), Some(Written::Text(text))) = (cell, written.get(column)) else {
                return None;
            };
            if TRUTHS.contains(&known_as(column).as_str()) {
                return None;
            }
            let row = u32::try_from(Origin::default().number(index)).ok()?;
            let place = Place::at(&sheet.to_string(), row, Some(column), None);
            let problem = WorkbookProblem::TruthForText { written: text.clone(), read_as: *read_as };
            Some(FormFault { place, problem: FaultProblem::Workbook(problem) })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_truth_where_a_text_belongs_is_told_at_its_cell() {
        let text = "settings: { form_title: no }\nsurvey:\n\
            - { type: text, name: n, label: On, required: yes, relevant: true }\n\
            - { type: text, name: \"no\", label: 'yes', read_only: no, hint: noon }\n\
            choices:\n- { list_name: y, name: Yes, label: x }\n";
        let told: Vec<String> = warnings(text, &Limits::STANDARD).iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "survey, row 2, column label: `On` without quotes is read as true",
                "survey, row 2, column name: `n` without quotes is read as false",
                "choices, row 2, column list_name: `y` without quotes is read as true",
                "choices, row 2, column name: `Yes` without quotes is read as true",
            ]
        );
    }
}
