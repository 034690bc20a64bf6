//! The sheets of an XLSForm workbook as plain rows: `settings`, `survey`, `choices`.
//!
//! Read from our YAML of the sheets and sent over IPC as JSON; both spell the columns as XLSForm does,
//! so a row is a map from column header to cell. Nothing is checked here but the shape:
//! [`crate::Form::load`] reports what is wrong, with sheet, row and column.

mod cell;
pub(super) mod header;

use super::{Origin, Translated};
use cell::{Cell, Row};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A form as its author wrote it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSource {
    pub settings: Settings,
    pub survey: Vec<SurveyRow>,
    #[serde(default)]
    pub choices: Vec<ChoiceRow>,
}

/// The one row of the sheet `settings`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub form_title: String,
    pub form_id: String,
    pub version: String,
    #[serde(default)]
    pub default_language: String,
    /// An expression: whom or what a filled form is about.
    #[serde(default)]
    pub instance_name: String,
}

/// A row of the sheet `survey`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, Cell>", into = "BTreeMap<String, String>")]
pub struct SurveyRow {
    /// The column `type`, such as `select_one dan_toc`.
    pub kind: String,
    pub name: String,
    pub label: Translated,
    pub hint: Translated,
    pub guidance_hint: Translated,
    /// File names by medium (`image`, `audio`, `video`, `big-image`): the columns `media::image` and so on.
    pub media: BTreeMap<String, Translated>,
    /// `yes`, empty, or an expression.
    pub required: String,
    pub required_message: Translated,
    pub relevant: String,
    pub constraint: String,
    pub constraint_message: Translated,
    pub calculation: String,
    pub choice_filter: String,
    pub appearance: String,
    pub default: String,
    /// The column `read_only`: `yes`, empty, or an expression.
    pub read_only: String,
    /// `start=1 end=10`, `randomize=true seed=${x}`.
    pub parameters: String,
    /// A number or an expression: how many instances a repeat has.
    pub repeat_count: String,
    /// The questions whose change computes this one: `${a}` or `${a}, ${b}`.
    pub trigger: String,
    /// Columns that this version does not know, by header.
    pub other: BTreeMap<String, String>,
    pub origin: Origin,
}

/// A row of the sheet `choices`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, Cell>", into = "BTreeMap<String, String>")]
pub struct ChoiceRow {
    pub list_name: String,
    pub name: String,
    pub label: Translated,
    /// File names by medium, as in [`SurveyRow::media`].
    pub media: BTreeMap<String, Translated>,
    /// Columns for `choice_filter`, by header.
    pub columns: BTreeMap<String, String>,
    pub origin: Origin,
}

impl SurveyRow {
    /// A row by its columns, spelt as pyxform takes them.
    pub fn from_cells(cells: BTreeMap<String, String>, origin: Origin) -> Self {
        let cells: BTreeMap<String, Cell> = cells.into_iter().map(|(h, c)| (h, Cell::Text(c))).collect();
        Self { origin, ..cells.into() }
    }
}

impl ChoiceRow {
    /// A row by its columns, spelt as pyxform takes them.
    pub fn from_cells(cells: BTreeMap<String, String>, origin: Origin) -> Self {
        let cells: BTreeMap<String, Cell> = cells.into_iter().map(|(h, c)| (h, Cell::Text(c))).collect();
        Self { origin, ..cells.into() }
    }
}

impl From<BTreeMap<String, Cell>> for SurveyRow {
    fn from(cells: BTreeMap<String, Cell>) -> Self {
        let mut row = Row::new(cells, header::survey);
        Self {
            kind: row.take("type"),
            name: row.take("name"),
            label: row.take_translated("label"),
            hint: row.take_translated("hint"),
            guidance_hint: row.take_translated("guidance_hint"),
            media: row.take_media(),
            required: row.take("required"),
            required_message: row.take_translated("required_message"),
            relevant: row.take("relevant"),
            constraint: row.take("constraint"),
            constraint_message: row.take_translated("constraint_message"),
            calculation: row.take("calculation"),
            choice_filter: row.take("choice_filter"),
            appearance: row.take("appearance"),
            default: row.take("default"),
            read_only: row.take("read_only"),
            origin: Origin::default(),
            parameters: row.take("parameters"),
            repeat_count: row.take("repeat_count"),
            trigger: row.take("trigger"),
            other: row.rest(),
        }
    }
}

impl From<SurveyRow> for BTreeMap<String, String> {
    fn from(row: SurveyRow) -> Self {
        let mut cells = row.other;
        for (column, cell) in [
            ("type", row.kind),
            ("name", row.name),
            ("required", row.required),
            ("relevant", row.relevant),
            ("constraint", row.constraint),
            ("calculation", row.calculation),
            ("choice_filter", row.choice_filter),
            ("appearance", row.appearance),
            ("default", row.default),
            ("read_only", row.read_only),
            ("parameters", row.parameters),
            ("repeat_count", row.repeat_count),
            ("trigger", row.trigger),
        ] {
            cell::put(&mut cells, column, cell);
        }
        for (column, text) in [
            ("label", &row.label),
            ("hint", &row.hint),
            ("guidance_hint", &row.guidance_hint),
            ("required_message", &row.required_message),
            ("constraint_message", &row.constraint_message),
        ] {
            cell::put_translated(&mut cells, column, text);
        }
        cell::put_media(&mut cells, &row.media);
        cells
    }
}

impl From<BTreeMap<String, Cell>> for ChoiceRow {
    fn from(cells: BTreeMap<String, Cell>) -> Self {
        let mut row = Row::new(cells, header::choices);
        Self {
            list_name: row.take("list_name"),
            name: row.take("name"),
            label: row.take_translated("label"),
            origin: Origin::default(),
            media: row.take_media(),
            columns: row.rest(),
        }
    }
}

impl From<ChoiceRow> for BTreeMap<String, String> {
    fn from(row: ChoiceRow) -> Self {
        let mut cells = row.columns;
        cell::put(&mut cells, "list_name", row.list_name);
        cell::put(&mut cells, "name", row.name);
        cell::put_translated(&mut cells, "label", &row.label);
        cell::put_media(&mut cells, &row.media);
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEETS: &str = r#"
settings: { form_title: Thử, form_id: thu, version: "1" }
survey:
  - type: select_one co_khong
    name: ban_sao
    label::Tiếng Việt (vi): Có xin bản sao không?
    label::English (en): Copies?
    required: true
    default: 1
    media::image: a.png
choices:
  - { list_name: co_khong, name: co, label: Có, tinh: "01" }
"#;

    #[test]
    fn the_yaml_of_the_sheets_is_read_with_the_headers_of_xlsform() {
        let form: FormSource = serde_saphyr::from_str(SHEETS).unwrap();
        let row = form.survey.first().unwrap();
        assert_eq!(row.kind, "select_one co_khong");
        assert_eq!(row.label.get("en"), "Copies?");
        assert_eq!((row.required.as_str(), row.default.as_str()), ("true", "1"));
        assert_eq!(row.media.get("image").map(|image| image.get("vi")), Some("a.png"));
        let choice = form.choices.first().unwrap();
        assert_eq!(choice.columns.get("tinh").map(String::as_str), Some("01"));
        assert_eq!(choice.label.get("vi"), "Có");
    }

    #[test]
    fn writing_the_sheets_and_reading_them_again_changes_nothing() {
        let form: FormSource = serde_saphyr::from_str(SHEETS).unwrap();
        let written = serde_json::to_string(&form).unwrap();
        assert!(written.contains("label::Tiếng Việt (vi)"), "{written}");
        assert_eq!(serde_json::from_str::<FormSource>(&written).unwrap(), form);
    }
}
