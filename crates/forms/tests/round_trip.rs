//! A form written as a workbook and read again is the same form.

use forms::workbook::{ExtraSheet, Limits, read_raw_xlsx, read_xlsx, write_xlsx, write_xlsx_with};
use forms::{ChoiceRow, FormSource, Settings, SurveyRow, Translated};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What an author may write into a cell; around it there are no spaces, which are never kept.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[\\PC\n]{0,30}",
        1 => "[0-9=+@/'\"<>&_x]{1,8}",
        1 => Just("_x0041_ & <b>đậm</b> “ngoặc”".to_owned()),
        1 => Just("007".to_owned()),
        1 => Just("=1+1".to_owned()),
        1 => Just("hai  dấu  cách\u{a0}liền".to_owned()),
    ]
    .prop_map(|text| text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned())
}

/// An expression whose texts are quoted straight.
fn expression() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "${a} = 'co'", "concat('“', ${b}, '”') != \"it’s\"", ". &lt; 3", "yes"])
        .prop_map(str::to_owned)
}

fn translated() -> impl Strategy<Value = Translated> {
    let language = prop::sample::select(vec!["", "Tiếng Việt (vi)", "English (en)", "Hmoob (hmn)"]);
    prop::collection::btree_map(language.prop_map(str::to_owned), text(), 0..4)
        .prop_map(|texts| texts.into_iter().filter(|(_, text)| !text.is_empty()).collect())
}

fn media() -> impl Strategy<Value = BTreeMap<String, Translated>> {
    let medium = prop::sample::select(vec!["image", "audio", "video", "big-image"]).prop_map(str::to_owned);
    prop::collection::btree_map(medium, translated(), 0..2)
        .prop_map(|media| media.into_iter().filter(|(_, files)| !files.is_empty()).collect())
}

/// Columns that only the author knows.
fn other() -> impl Strategy<Value = BTreeMap<String, String>> {
    prop::collection::btree_map("cot_[a-z]{1,6}", text(), 0..3)
        .prop_map(|cells| cells.into_iter().filter(|(_, cell)| !cell.is_empty()).collect())
}

fn survey_row() -> impl Strategy<Value = SurveyRow> {
    let texts = (translated(), translated(), translated(), translated(), media());
    let expressions = (expression(), expression(), expression(), expression(), expression(), expression());
    (texts, expressions, text(), text(), other()).prop_map(
        |((label, hint, required_message, constraint_message, media), e, default, appearance, other)| {
            SurveyRow {
                kind: "text".into(),
                name: "a".into(),
                label,
                hint,
                required_message,
                constraint_message,
                media,
                required: e.0,
                relevant: e.1,
                constraint: e.2,
                calculation: e.3,
                choice_filter: e.4,
                read_only: e.5,
                default,
                appearance,
                other,
                ..SurveyRow::default()
            }
        },
    )
}

fn choice_row() -> impl Strategy<Value = ChoiceRow> {
    (text(), translated(), media(), other()).prop_map(|(name, label, media, columns)| ChoiceRow {
        list_name: "l".into(),
        name: name.replace('\u{a0}', " "),
        label,
        media,
        columns,
        ..ChoiceRow::default()
    })
}

fn source() -> impl Strategy<Value = FormSource> {
    let rows = prop::collection::vec(survey_row(), 0..5);
    (rows, prop::collection::vec(choice_row(), 0..5), text(), text(), expression()).prop_map(
        |(survey, choices, form_title, version, instance_name)| FormSource {
            settings: Settings {
                form_title,
                form_id: "1.001193".into(),
                version,
                default_language: "Tiếng Việt (vi)".into(),
                instance_name,
            },
            survey,
            choices,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_form_survives_the_way_through_excel(source in source()) {
        let mut source = source;
        for row in &mut source.survey {
            row.appearance = row.appearance.replace('\u{a0}', " ");
        }
        let bytes = write_xlsx(&source).unwrap();
        prop_assert_eq!(&bytes, &write_xlsx(&source).unwrap(), "the same form, the same bytes");
        let file = read_xlsx(&bytes, &Limits::STANDARD).unwrap();
        prop_assert!(file.faults.is_empty(), "{}", file.faults);
        prop_assert_eq!(&file.warnings, &Vec::new());
        prop_assert_eq!(file.source, source);
    }
}

#[test]
fn further_sheets_go_along_and_do_not_disturb() {
    let source = FormSource {
        settings: Settings { form_id: "x".into(), ..Settings::default() },
        survey: vec![SurveyRow { kind: "text".into(), name: "a".into(), ..SurveyRow::default() }],
        ..FormSource::default()
    };
    let rows =
        vec![vec!["khóa".to_owned(), "giá trị".to_owned()], vec![String::new(), "1.001193".to_owned()]];
    let extra = [ExtraSheet { name: "procedure", rows: &rows }];
    let bytes = write_xlsx_with(&source, &extra).unwrap();
    let file = read_xlsx(&bytes, &Limits::STANDARD).unwrap();
    assert_eq!((file.source, file.warnings), (source.clone(), vec![]));
    let raw = read_raw_xlsx(&bytes, &Limits::STANDARD).unwrap();
    let names: Vec<&str> = raw.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["survey", "choices", "settings", "procedure"]);
    let last = raw.sheets.last().unwrap().rows.last().unwrap();
    assert_eq!((last.number, last.cells.len()), (2, 1));
    assert_eq!((last.cells[0].column, last.cells[0].text.as_str()), (1, "1.001193"));
    assert!(write_xlsx_with(&source, &[ExtraSheet { name: "survey", rows: &rows }]).is_err());
    assert!(write_xlsx_with(&source, &[ExtraSheet { name: "a/b", rows: &rows }]).is_err());
}

#[test]
fn a_text_that_excel_cannot_hold_is_told_at_its_cell() {
    let mut source = FormSource::default();
    source.settings.form_title = "a".repeat(32_768);
    let error = write_xlsx(&source).unwrap_err();
    assert_eq!(
        error.to_string(),
        "sheet settings, row 2, column 1: a cell of Excel holds at most 32,767 characters"
    );
}
