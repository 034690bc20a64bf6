//! Any answers to any form: an evaluation comes back, and keeps its promises.

use chrono::NaiveDate;
use forms::{Environment, Form, FormSource, SurveyRow};
use proptest::prelude::*;
use std::collections::BTreeMap;

const CELLS: &[&str] = &[
    "",
    "${q0} = 'co'",
    "${q1} > 3",
    ". < today()",
    "regex(${q2}, '[0-9]+')",
    "selected(${q3}, 'a')",
    "date(${q4}) != ''",
    "not(${q5} = ${q0})",
    "string-length(${q1}) mod 2 = 1",
    "concat(${q2}, ${q3})",
    "${q4} - ${q5}",
    "if(${q0}, ${q1}, ${q2})",
    "regex(${q0}, ${q1})",
    "substr(., ${q1}, ${q2})",
    "yes",
    "true()",
];

fn rows() -> impl Strategy<Value = Vec<SurveyRow>> {
    let cell = || prop::sample::select(CELLS.to_vec());
    let kind = prop::sample::select(vec![
        "text",
        "integer",
        "decimal",
        "date",
        "note",
        "calculate",
        "acknowledge",
        "select_one_from_file x.csv",
    ]);
    let row = (kind, cell(), cell(), cell(), cell(), cell()).prop_map(
        |(kind, relevant, constraint, calc, req, dft)| SurveyRow {
            kind: kind.to_owned(),
            label: [(String::new(), "Câu".to_owned())].into_iter().collect(),
            relevant: relevant.to_owned(),
            constraint: constraint.to_owned(),
            calculation: if kind == "calculate" { calc.to_owned() } else { String::new() },
            required: req.to_owned(),
            default: dft.to_owned(),
            ..SurveyRow::default()
        },
    );
    prop::collection::vec(row, 6).prop_map(|mut rows| {
        for (index, row) in rows.iter_mut().enumerate() {
            row.name = format!("q{index}");
        }
        rows
    })
}

fn answers() -> impl Strategy<Value = BTreeMap<String, String>> {
    let value = prop_oneof![
        "\\PC{0,12}",
        "[0-9]{1,6}",
        Just("2026-11-22".to_owned()),
        Just("co".to_owned()),
        Just("(".to_owned()),
        Just("a b".to_owned()),
        Just(String::new()),
    ];
    prop::collection::btree_map("q[0-7]", value, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn an_evaluation_keeps_its_promises(survey in rows(), answers in answers()) {
        let mut source = FormSource { survey, ..FormSource::default() };
        source.settings.form_id = "thu".into();
        // Circles and bare names are refused, with a reason; that is an answer too.
        let Ok(form) = Form::load(&source) else { return Ok(()) };
        let environment = Environment::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
        let evaluation = form.evaluate(&answers, &environment);
        prop_assert_eq!(&evaluation, &form.evaluate(&answers, &environment), "the same answers, the same form");
        let unfinished = evaluation.unfinished();
        for question in evaluation.questions() {
            prop_assert!(question.relevant || question.problem.is_none());
            if !question.relevant {
                prop_assert!(!evaluation.submitted_values().contains_key(&question.name));
                prop_assert!(!unfinished.contains(&question.name));
                prop_assert_eq!(evaluation.value(&question.name), "");
            }
        }
    }

    #[test]
    fn any_cells_are_loaded_or_refused(cells in prop::collection::vec("\\PC{0,20}", 8)) {
        let mut row = SurveyRow::default();
        let mut cells = cells.into_iter();
        for slot in [&mut row.kind, &mut row.name, &mut row.relevant, &mut row.constraint, &mut row.calculation,
                     &mut row.default, &mut row.required, &mut row.choice_filter] {
            *slot = cells.next().unwrap_or_default();
        }
        let source = FormSource { survey: vec![row], ..FormSource::default() };
        prop_assert!(Form::load(&source).is_err(), "a form without form_id is always refused");
    }
}
