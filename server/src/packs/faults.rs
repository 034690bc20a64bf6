//! Faults as they cross to the office's pages: file, place, code and data. The sentence is the page's.

use forms::workbook::{FaultList, FormFault};
use forms::workbook::{FormFile, Place};
use library::bundle::FORM;
use library::{Fault, LibraryError, Problem};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use wire::office::{PackFault, PackPlace};

pub(super) const WORKBOOK: &str = "form.xlsx";

/// A fault of the upload itself.
pub(super) fn plain(file: &str, code: &str) -> PackFault {
    PackFault {
        file: file.to_owned(),
        place: PackPlace::default(),
        code: code.to_owned(),
        data: BTreeMap::new(),
        said: code.replace('_', " "),
    }
}

/// What the check should have told before.
pub(super) fn unreadable(error: &LibraryError) -> PackFault {
    PackFault { said: error.to_string(), ..plain("", "unreadable") }
}

pub(super) fn of_workbook(list: &FaultList) -> Vec<PackFault> {
    let mut faults: Vec<PackFault> = list.told.iter().map(of_cell).collect();
    if list.more > 0 {
        let data = BTreeMap::from([("count".to_owned(), list.more.to_string())]);
        faults.push(PackFault { data, said: format!("and {} more", list.more), ..plain(WORKBOOK, "more") });
    }
    faults
}

pub(super) fn warnings(warnings: &[FormFault]) -> Vec<PackFault> {
    warnings.iter().map(of_cell).collect()
}

fn of_cell(fault: &FormFault) -> PackFault {
    let (code, data) = code_and_data(&fault.problem);
    let said = fault.problem.to_string();
    PackFault { file: WORKBOOK.to_owned(), place: cell(&fault.place), code, data, said }
}

fn cell(place: &Place) -> PackPlace {
    PackPlace {
        sheet: place.sheet.clone(),
        row: place.row.and_then(|row| u32::try_from(row).ok()),
        column: place.column.clone(),
        cell: place.cell(),
        ..PackPlace::default()
    }
}

/// A fault of the pack. `None`: it is the form's, stands in the workbook and was told there (`told`) already.
pub(super) fn of_pack(fault: &Fault, workbook: Option<&FormFile>, told: bool) -> Option<PackFault> {
    let name = fault.file.rsplit('/').next().unwrap_or_default();
    let (code, data) = code_and_data(&fault.problem);
    let said = fault.problem.to_string();
    let in_workbook = workbook.filter(|_| name == FORM);
    let place = match (in_workbook, &fault.problem) {
        (Some(_), Problem::Form(_)) if told => return None,
        (Some(file), Problem::Form(error)) => cell(&file.layout.fault(error.clone()).place),
        (Some(file), _) => row_of(file, &fault.place),
        (None, _) => PackPlace {
            line: fault.at.map(|at| at.line),
            keys: Some(fault.place.clone()).filter(|keys| !keys.is_empty()),
            ..PackPlace::default()
        },
    };
    let file = if in_workbook.is_some() { WORKBOOK } else { name };
    Some(PackFault { file: file.to_owned(), place, code, data, said })
}

/// `survey[3]…` is the third row below the header, which stands where the workbook has it.
fn row_of(file: &FormFile, keys: &str) -> PackPlace {
    let parsed = keys.split_once('[').and_then(|(sheet, rest)| {
        let index: usize = rest.split(']').next()?.parse().ok()?;
        let index = index.checked_sub(1)?;
        let row = match sheet {
            "survey" => file.source.survey.get(index)?.origin.number(index),
            "choices" => file.source.choices.get(index)?.origin.number(index),
            _ => return None,
        };
        Some((sheet.to_owned(), u32::try_from(row).ok()?))
    });
    match parsed {
        Some((sheet, row)) => {
            let column = keys.rsplit_once("].").map(|(_, column)| column.to_owned());
            PackPlace { sheet: Some(sheet), row: Some(row), column, ..PackPlace::default() }
        }
        None => {
            PackPlace { keys: Some(keys.to_owned()).filter(|keys| !keys.is_empty()), ..PackPlace::default() }
        }
    }
}

/// The variants' names, outermost first, as a code (`form.unknown_type`), and the fields as texts.
fn code_and_data(problem: &impl Serialize) -> (String, BTreeMap<String, String>) {
    let mut data = BTreeMap::new();
    let mut code = Vec::new();
    collect(&serde_json::to_value(problem).unwrap_or_default(), &mut code, &mut data);
    (code.join("."), data)
}

fn collect(value: &Value, code: &mut Vec<String>, data: &mut BTreeMap<String, String>) {
    match value {
        Value::String(variant) if is_variant(variant) => code.push(snake_case(variant)),
        Value::Object(fields) => match (fields.len(), fields.iter().next()) {
            (1, Some((variant, inside))) if is_variant(variant) => {
                code.push(snake_case(variant));
                match inside {
                    // A variant with one unnamed value: `VerifiedNeeds("a source")`.
                    Value::String(text) if !is_variant(text) => {
                        drop(data.insert("what".to_owned(), text.clone()))
                    }
                    inside => collect(inside, code, data),
                }
            }
            _ => {
                for (name, field) in fields {
                    match field {
                        Value::Object(_) => collect(field, code, data),
                        Value::String(text) if name == "problem" || name == "fault" => {
                            collect(&Value::String(text.clone()), code, data);
                        }
                        field => drop(data.insert(name.clone(), text_of(field))),
                    }
                }
            }
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            data.insert("what".to_owned(), text_of(value));
        }
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text_of).collect::<Vec<_>>().join(", "),
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

fn is_variant(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase()) && text.chars().all(|c| c.is_ascii_alphanumeric())
}

fn snake_case(variant: &str) -> String {
    let mut snake = String::new();
    for letter in variant.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;
    use forms::{FormError, FormProblem, Sheet};

    #[test]
    fn a_fault_is_a_code_and_its_data() {
        let form = FormError {
            sheet: Sheet::Survey,
            row: 12,
            column: "type".into(),
            problem: FormProblem::UnknownType { kind: "txt".into() },
        };
        let keys = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            pairs.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
        };
        for (problem, code, data) in [
            (Problem::EmptyText, "empty_text", keys(&[])),
            (
                Problem::UnknownKey { key: "codee".into(), known: vec!["code".into(), "name".into()] },
                "unknown_key",
                keys(&[("key", "codee"), ("known", "code, name")]),
            ),
            (Problem::VerifiedNeeds("a source"), "verified_needs", keys(&[("what", "a source")])),
            (
                Problem::Form(form),
                "form.unknown_type",
                keys(&[("column", "type"), ("kind", "txt"), ("row", "12"), ("sheet", "Survey")]),
            ),
        ] {
            assert_eq!(code_and_data(&problem), (code.to_owned(), data), "{problem:?}");
        }
    }
}
