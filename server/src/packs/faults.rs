//! Faults as they cross to the office's pages: file, place, code and data, and the sentences in both languages.

use super::place::{cell, of_keys};
use forms::workbook::{FaultList, FormFault, FormFile};
use library::bundle::FORM;
use library::{Fault, LibraryError, Problem};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use wire::office::{PackFault, PackPlace};
use wording::{Both, Said, UploadFault};

pub(super) const WORKBOOK: &str = "form.xlsx";

/// A fault of the upload itself.
pub(super) fn of_upload(file: &str, fault: &UploadFault) -> PackFault {
    let (code, data) = match fault {
        UploadFault::TwoForms => ("two_forms", None),
        UploadFault::NotBase64 => ("not_base64", None),
        UploadFault::Unreadable { reason } => ("unreadable", Some(("reason", reason.clone()))),
        UploadFault::More { count } => ("more", Some(("count", count.to_string()))),
    };
    let data = data.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    told(file, PackPlace::default(), (code.to_owned(), data), Both::new().of_upload(fault))
}

/// What the check should have told before.
pub(super) fn unreadable(error: &LibraryError) -> PackFault {
    of_upload("", &UploadFault::Unreadable { reason: error.to_string() })
}

pub(super) fn of_workbook(list: &FaultList) -> Vec<PackFault> {
    let more = (list.more > 0).then(|| of_upload(WORKBOOK, &UploadFault::More { count: list.more }));
    of_cells(&list.told).into_iter().chain(more).collect()
}

pub(super) fn of_cells(faults: &[FormFault]) -> Vec<PackFault> {
    let words = Both::new();
    let of_cell = |fault: &FormFault| {
        let said = words.of_workbook(&fault.problem);
        told(WORKBOOK, cell(&fault.place), code_and_data(&fault.problem), said)
    };
    faults.iter().map(of_cell).collect()
}

fn told(
    file: &str,
    place: PackPlace,
    (code, data): (String, BTreeMap<String, String>),
    said: Said,
) -> PackFault {
    PackFault { file: file.to_owned(), place, code, data, said: said.happened, to_do: said.to_do }
}

/// Faults of the pack, without those of the form that stand in the workbook when they were told there (`known`).
pub(super) fn of_pack(faults: &[Fault], workbook: Option<&FormFile>, known: bool) -> Vec<PackFault> {
    let words = Both::new();
    faults.iter().filter_map(|fault| of_pack_fault(fault, workbook, known, &words)).collect()
}

fn of_pack_fault(fault: &Fault, workbook: Option<&FormFile>, known: bool, words: &Both) -> Option<PackFault> {
    let name = fault.file.rsplit('/').next().unwrap_or_default();
    let in_workbook = workbook.filter(|_| name == FORM);
    let place = match (in_workbook, &fault.problem) {
        (Some(_), Problem::Form(_)) if known => return None,
        (Some(file), Problem::Form(error)) => cell(&file.layout.fault(error.clone()).place),
        (Some(file), problem) => of_keys(file, &fault.place, problem),
        (None, _) => PackPlace {
            line: fault.at.map(|at| at.line),
            keys: Some(fault.place.clone()).filter(|keys| !keys.is_empty()),
            ..PackPlace::default()
        },
    };
    let file = if in_workbook.is_some() { WORKBOOK } else { name };
    Some(told(file, place, code_and_data(&fault.problem), words.of_pack(&fault.problem)))
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
                collect(inside, code, data);
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
    use library::{Present, Wanted};

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
            (
                Problem::Expected { expected: Wanted::Date, found: Present::Text("hôm nay".into()) },
                "expected",
                keys(&[("expected", "a date such as 2026-07-18"), ("found", "`hôm nay`")]),
            ),
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
