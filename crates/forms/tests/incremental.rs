//! A session that is led answer by answer shows what one shows that begins with the same answers.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use forms::{
    ChoiceRow, Environment, Evaluation, FailureReason, Form, FormSource, Session, SurveyRow, Translated,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Expressions over `q0` to `q9`, of which `q4` to `q7` stand in the repeat `r` and `q7` in the inner `s`.
const CELLS: &[&str] = &[
    "",
    "",
    "",
    "${q0} = 'a'",
    "${q1} > 3",
    "${q2} != '' and ${q1} < 10",
    ". != 'b'",
    "string-length(${q3}) mod 2 = 1",
    "count(${r}) > 1",
    "count(${s}) > 0",
    "sum(${q4}) > 5",
    "sum(/data/r/q5)",
    "count-non-empty(/data/r/g/q6)",
    "${q4} = ${q0}",
    "${q5} > ${q1}",
    "${q6} = 'a'",
    "position(..) = 1",
    "position(..) * 2",
    "concat(${q8}, ${q5})",
    "concat(${q6}, '-', ${q9})",
    "../q5 > 2",
    "../../q0 = 'a'",
    "current()/../q4",
    "indexed-repeat(${q5}, ${r}, 1)",
    "indexed-repeat(${q5}, ${r}, position(..) - 1)",
    "/data/r[1]/q5",
    "join(',', /data/r/q5)",
    "max(${q5})",
    "selected(${q3}, 'a')",
    "coalesce(${q4}, ${q0})",
    "if(${q1} > 2, ${q0}, ${q2})",
    "once(${q1})",
    "once(concat(${q5}, 'x'))",
    "jr:choice-name(${q2}, '${q2}')",
    "instance('l')/root/item[k = ${q0}]/name",
    "count(/data/r[q5 > 2])",
    "random() > 0.5",
    "regex(${q0}, ${q1})",
    "1 div 0",
    "${q1}",
    "not(${q2})",
    "boolean(${q4}) and ${q9}",
    "${q1} = ${q5}",
    "${q1} != '3.0'",
    "count(/data/nowhere)",
    "count(preceding-sibling::*)",
    "count(../following-sibling::*)",
    "count(//q4)",
    "count(/data/r/q5)",
    "count(/data/q0/text())",
    "count(../preceding-sibling::r/node())",
    "sum(preceding-sibling::*)",
    "string(preceding::q4)",
    "join(',', following::q6)",
    "date(${q1})",
    "unknown-of(${q0})",
    "yes",
];

fn cell() -> impl Strategy<Value = String> {
    prop::sample::select(CELLS.to_vec()).prop_map(str::to_owned)
}

fn kind() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "text",
        "integer",
        "calculate",
        "select_one l",
        "select_multiple l",
        "note",
        "range",
    ])
    .prop_map(str::to_owned)
}

fn question() -> impl Strategy<Value = SurveyRow> {
    let label = prop::sample::select(vec!["Câu", "Câu ${q0}", "Câu ${q5} của ${q8}"]);
    let filter = prop::sample::select(vec![
        "",
        "",
        "k = ${q0}",
        "k = ${q4} or name = 'c'",
        "k = 'a' and selected(${q3}, name)",
    ]);
    let trigger = prop::sample::select(vec!["", "", "", "${q0}", "${q4}, ${q1}"]);
    (kind(), label, [cell(), cell(), cell(), cell(), cell()], filter, trigger).prop_map(
        |(kind, label, [relevant, constraint, calculation, required, default], filter, trigger)| {
            let select = kind.starts_with("select");
            let computed = kind == "calculate" || kind == "text" && required == "yes";
            SurveyRow {
                label: text(label),
                relevant,
                constraint,
                calculation: if kind == "calculate" && calculation.is_empty() {
                    "${q0}".to_owned()
                } else if computed {
                    calculation
                } else {
                    String::new()
                },
                trigger: if computed { trigger.to_owned() } else { String::new() },
                required,
                default: if kind == "text" { default } else { String::new() },
                choice_filter: if select { filter.to_owned() } else { String::new() },
                kind,
                ..SurveyRow::default()
            }
        },
    )
}

fn text(words: &str) -> Translated {
    [(String::new(), words.to_owned())].into_iter().collect()
}

fn marker(kind: &str, name: &str, relevant: String) -> SurveyRow {
    SurveyRow {
        kind: kind.to_owned(),
        name: name.to_owned(),
        label: text("Nhóm"),
        relevant,
        ..SurveyRow::default()
    }
}

/// q0 … q3, then r: q4, q5, g: q6, s: q7; then q8 and q9. Circles are made rare, not impossible: a form that
/// has one is refused.
fn form() -> impl Strategy<Value = FormSource> {
    let count = prop::sample::select(vec!["", "", "", "${q1}", "2"]);
    (prop::collection::vec(question(), 10), cell(), cell(), count).prop_map(|(rows, group, repeat, count)| {
        let mut rows =
            rows.into_iter().enumerate().map(|(n, row)| SurveyRow { name: format!("q{n}"), ..row });
        let mut survey: Vec<SurveyRow> = rows.by_ref().take(4).collect();
        let mut r = marker("begin repeat", "r", repeat);
        r.repeat_count = count.to_owned();
        survey.push(r);
        survey.extend(rows.by_ref().take(2));
        survey.push(marker("begin group", "g", group));
        survey.extend(rows.by_ref().take(1));
        survey.push(marker("end group", "", String::new()));
        survey.push(marker("begin repeat", "s", String::new()));
        survey.extend(rows.by_ref().take(1));
        survey.push(marker("end repeat", "", String::new()));
        survey.push(marker("end repeat", "", String::new()));
        survey.extend(rows);
        let choice = |name: &str| ChoiceRow {
            list_name: "l".to_owned(),
            name: name.to_owned(),
            label: text(name),
            columns: [("k".to_owned(), name.to_owned())].into_iter().collect(),
            ..ChoiceRow::default()
        };
        let mut source =
            FormSource { survey, choices: ["a", "b", "c"].map(choice).to_vec(), ..FormSource::default() };
        source.settings.form_id = "thu".to_owned();
        source.settings.instance_name = "concat(${q0}, ${q9})".to_owned();
        source
    })
}

/// The form without the cells that hinder it: a circle is opened where it begins, a wrong cell is emptied.
fn mended(mut source: FormSource) -> Option<Form> {
    for _round in 0..50 {
        let errors = match Form::load(&source) {
            Ok(form) => return Some(form),
            Err(errors) => errors,
        };
        for error in errors {
            if let forms::FormProblem::Cycle { path } = &error.problem {
                for row in source.survey.iter_mut().filter(|row| path.contains(&row.name)) {
                    row.relevant.clear();
                    row.default.clear();
                    row.repeat_count.clear();
                    row.calculation = if row.kind == "calculate" { "1".to_owned() } else { String::new() };
                }
                continue;
            }
            let row = source.survey.get_mut(error.row - 2).unwrap();
            match error.column.as_str() {
                "relevant" => row.relevant.clear(),
                "calculation" => row.calculation = "1".to_owned(),
                "constraint" => row.constraint.clear(),
                "required" => row.required.clear(),
                "default" => row.default.clear(),
                column => assert_eq!(column, "", "{error}"),
            }
        }
    }
    None
}

/// What a person does: answers, adds, moves and removes instances, takes an answer away.
fn deeds() -> impl Strategy<Value = Vec<(String, Option<String>)>> {
    let key = prop_oneof![
        5 => "q[0-9]",
        5 => "r/[12a]/q[4-6]",
        2 => "r/[12]/s/[1b]/q7",
        3 => "r/[12a]",
        2 => "r/[12]/s/[1b]",
        1 => "[a-z]{1,3}(/[a-z0-9]{1,2}){0,4}",
    ];
    let value = prop_oneof![
        1 => Just(None),
        8 => prop::sample::select(vec!["", "a", "b", "c", "a b", "1", "2", "3", "7", "12", "x", "(", "1.5"])
            .prop_map(|value| Some(value.to_owned())),
    ];
    prop::collection::vec((key, value), 1..25)
}

fn environment() -> Environment<'static> {
    Environment { seed: 7, ..Environment::new("2026-11-25".parse().unwrap()) }
}

fn chases(evaluation: &Evaluation) -> bool {
    let too_many = |failure: &forms::Failure| matches!(failure.error, FailureReason::TooManySteps { .. });
    evaluation.failures.iter().any(too_many)
}

/// How many forms are tried. `FORMS_CASES=20000 cargo test --release -p forms --test incremental` tries more.
fn cases() -> u32 {
    let told = std::env::var("FORMS_CASES").ok().and_then(|cases| cases.parse().ok());
    told.unwrap_or(if cfg!(debug_assertions) { 500 } else { 5_000 })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn a_session_shows_what_a_new_one_shows(source in form(), deeds in deeds()) {
        let form = mended(source).unwrap();
        let environment = environment();
        let mut session = Session::new(&form, &BTreeMap::new(), &environment);
        for (key, value) in deeds {
            let before = session.evaluation();
            let changed = match &value {
                Some(value) => session.answer(&key, value, &environment),
                None => session.forget(&key, &environment),
            };
            let fresh = form.evaluate(session.answers(), &environment);
            let led = session.evaluation();
            // Values that chase each other through instances end somewhere, each time elsewhere.
            if [&led, &fresh].into_iter().any(chases) {
                return Ok(());
            }
            prop_assert_eq!(&led.sections, &fresh.sections, "after {} = {:?}", key, value);
            let lasting: Vec<_> = led.failures.iter().filter(|f| f.column != "trigger").cloned().collect();
            prop_assert_eq!(&lasting, &fresh.failures, "after {} = {:?}", key, value);
            prop_assert_eq!(session.submitted_values(), fresh.submitted_values());
            prop_assert_eq!(
                session.instance_name(&environment),
                form.instance_name(session.answers(), &environment)
            );
            // What looks different is told, and nothing else.
            for question in led.questions() {
                let other = before.question(&question.key) != Some(question);
                prop_assert_eq!(other, changed.contains(&question.key), "{} after {}", question.key, key);
            }
            for question in led.questions() {
                prop_assert!(question.relevant || question.problem.is_none());
                prop_assert!(question.relevant || !session.submitted_values().contains_key(&question.key));
            }
        }
    }

    #[test]
    fn what_came_from_elsewhere_is_taken_over_whole(source in form(), first in deeds(), then in deeds()) {
        let form = mended(source).unwrap();
        let environment = environment();
        let answers = |deeds: Vec<(String, Option<String>)>| -> BTreeMap<String, String> {
            deeds.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
        };
        let (first, then) = (answers(first), answers(then));
        let mut session = Session::new(&form, &first, &environment);
        session.take_over(&then, &environment);
        let fresh = form.evaluate(session.answers(), &environment);
        if !chases(&session.evaluation()) && !chases(&fresh) {
            prop_assert_eq!(&session.evaluation().sections, &fresh.sections);
        }
    }
}
