//! Nothing a form says can hang or crash its host: whatever stands in its cells, beginning it and answering it
//! ends soon, with a failure where something could not be computed, and an answer is always taken.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test whose setting cannot be built has failed; it measures"
)]

use forms::{ChoiceRow, Environment, FailureReason, Form, FormSource, Session, SurveyRow, Translated};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// An unoptimised build on a machine with much else to do; a release build takes a fiftieth.
const SOON: Duration = Duration::from_secs(60);

fn text(words: &str) -> Translated {
    [(String::new(), words.to_owned())].into_iter().collect()
}

fn row(kind: &str, name: &str) -> SurveyRow {
    let label = if kind.starts_with("end") { Translated::default() } else { text("Câu") };
    SurveyRow { kind: kind.to_owned(), name: name.to_owned(), label, ..SurveyRow::default() }
}

fn calculate(name: &str, calculation: &str) -> SurveyRow {
    SurveyRow { calculation: calculation.to_owned(), ..row("calculate", name) }
}

fn repeat(name: &str, count: &str) -> SurveyRow {
    SurveyRow { repeat_count: count.to_owned(), ..row("begin repeat", name) }
}

fn form(survey: Vec<SurveyRow>) -> Form {
    form_with(survey, Vec::new())
}

fn form_with(survey: Vec<SurveyRow>, choices: Vec<ChoiceRow>) -> Form {
    let mut source = FormSource { survey, choices, ..FormSource::default() };
    source.settings.form_id = "thu".to_owned();
    Form::load(&source).unwrap()
}

fn environment() -> Environment<'static> {
    Environment::new("2026-11-25".parse().unwrap())
}

/// Begins the form and answers `q`, each in a bounded time; the answer stands.
fn survives(name: &str, form: &Form) -> Session {
    let environment = environment();
    let begin = Instant::now();
    let mut session = Session::new(form, &BTreeMap::new(), &environment);
    let answer = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
    session.answer("q", answer, &environment);
    assert_eq!(session.value("q"), answer, "{name}: the answer is taken");
    let question = session.question("q").unwrap();
    assert!(question.relevant && question.problem.is_none(), "{name}: nobody is blocked");
    assert!(begin.elapsed() < SOON, "{name} took {:?}", begin.elapsed());
    session
}

fn has(session: &Session, wanted: impl Fn(&FailureReason) -> bool) -> bool {
    session.failures().iter().any(|failure| wanted(&failure.error))
}

fn too_many_nodes(reason: &FailureReason) -> bool {
    matches!(reason, FailureReason::TooManyNodes { .. })
}

fn too_many_steps(reason: &FailureReason) -> bool {
    matches!(
        reason,
        FailureReason::TooManySteps { .. } | FailureReason::Expression(forms::ExprError::TooManySteps { .. })
    )
}

#[test]
fn repeats_that_multiply_stop_at_the_limit_of_nodes() {
    let mut survey = vec![row("text", "q")];
    for depth in 0..6 {
        survey.push(repeat(&format!("r{depth}"), "1000"));
        survey.push(calculate(&format!("c{depth}"), "count(${r0})"));
    }
    survey.extend((0..6).map(|_| row("end repeat", "")));
    let session = survives("1000^6 instances", &form(survey));
    assert!(has(&session, |reason| too_many_nodes(reason) || too_many_steps(reason)));
    assert!(session.questions().count() <= 200_000);
}

#[test]
fn the_limit_of_nodes_holds_inside_an_instance_with_many_questions() {
    let mut survey = vec![row("text", "q"), repeat("r", "1000"), repeat("s", "1000")];
    survey.extend((0..1_500).map(|n| row("text", &format!("t{n}"))));
    survey.extend([row("end repeat", ""), row("end repeat", "")]);
    let session = survives("1,000,000 instances of 1,500 questions", &form(survey));
    assert!(has(&session, |reason| too_many_nodes(reason) || too_many_steps(reason)));
    assert!(session.questions().count() <= 200_000);
}

#[test]
fn answers_that_tell_of_too_many_instances_are_cut_off_too() {
    let form = form(vec![
        row("text", "q"),
        repeat("r", ""),
        repeat("s", ""),
        row("text", "t"),
        row("end repeat", ""),
        row("end repeat", ""),
    ]);
    let mut answers = BTreeMap::new();
    for outer in 0..300 {
        answers.insert(format!("r/{outer}"), outer.to_string());
        for inner in 0..400 {
            answers.insert(format!("r/{outer}/s/{inner}"), inner.to_string());
        }
    }
    let environment = environment();
    let begin = Instant::now();
    let mut session = Session::new(&form, &answers, &environment);
    assert!(has(&session, too_many_nodes));
    session.take_over(&BTreeMap::new(), &environment);
    assert_eq!(session.questions().count(), 1);
    session.take_over(&answers, &environment);
    assert!(has(&session, too_many_nodes));
    assert_eq!(session.answers(), &answers, "what is left out is kept");
    assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
}

#[test]
fn many_looks_at_many_nodes_end_with_failures_that_say_so() {
    let mut survey = vec![row("text", "q"), row("begin group", "g")];
    for n in 0..10 {
        survey.push(repeat(&format!("r{n}"), "1000"));
        survey.push(row("text", &format!("t{n}")));
        survey.push(row("end repeat", ""));
    }
    survey.push(row("end group", ""));
    for n in 0..100 {
        survey.push(calculate(
            &format!("c{n}"),
            &format!("count(/data/g/*/*[. != '{n}']) + count(/data/g/*/*) + ${{q}}"),
        ));
    }
    // As many answers as nodes, each looked at by all of them.
    survey.push(repeat("all", "1000"));
    survey.push(calculate("of_all", "count(/data/g/*/*[. = ../../q or . > 3])"));
    survey.push(row("end repeat", ""));
    let session = survives("looks at all nodes from all nodes", &form(survey));
    assert!(has(&session, too_many_steps));
}

#[test]
fn patterns_that_explode_end() {
    let mut survey = vec![row("text", "q")];
    for n in 0..200 {
        survey
            .push(calculate(&format!("p{n}"), "regex(${q}, '(a+)+b|((a|aa){1,12}){1,12}|(.{0,20}){0,20}')"));
        survey.push(calculate(
            &format!("d{n}"),
            &format!("regex(concat(${{q}}, ${{q}}), concat('(a*)*', '{n}(a?){{500}}'))"),
        ));
    }
    survives("patterns", &form(survey));
}

#[test]
fn texts_that_double_end() {
    let mut survey =
        vec![row("text", "q"), calculate("c0", "concat(${q}, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')")];
    for n in 1..400 {
        survey.push(calculate(
            &format!("c{n}"),
            &format!("substr(concat(${{c{0}}}, ${{c{0}}}), 0, 250000)", n - 1),
        ));
        survey.push(SurveyRow { label: text(&"${c20}".repeat(50)), ..row("note", &format!("n{n}")) });
    }
    let session = survives("texts", &form(survey));
    assert!(has(&session, |_| true));
}

#[test]
fn triggers_that_chase_each_other_end() {
    let triggered = |name: &str, calculation: &str, trigger: &str| SurveyRow {
        trigger: trigger.to_owned(),
        ..calculate(name, calculation)
    };
    let form = form(vec![
        row("text", "q"),
        triggered("a", "concat(${b}, 'x')", "${q}, ${b}, ${a}"),
        triggered("b", "concat(${a}, 'y')", "${a}"),
        calculate("length", "string-length(${a})"),
    ]);
    let mut session = survives("triggers", &form);
    // They go on from where they stopped as long as one of them is out of date.
    session.forget("b", &environment());
    assert!(has(&session, too_many_steps));
    assert!(!session.value("length").is_empty(), "what is not triggered is computed");
}

#[test]
fn values_that_chase_each_other_through_instances_end() {
    let form = form(vec![
        row("text", "q"),
        repeat("r", "301"),
        // In a ring of an odd number each is what the next is not.
        calculate("v", "if(indexed-repeat(${v}, ${r}, position(..) mod 301 + 1) = 'a', 'b', 'a')"),
        row("end repeat", ""),
    ]);
    let session = survives("instances", &form);
    assert!(has(&session, too_many_steps));
}

#[test]
fn long_lists_asked_again_and_again_end() {
    let mut survey = vec![row("text", "q")];
    for n in 0..300 {
        survey.push(SurveyRow {
            choice_filter: format!("contains(name, ${{q}}) or k = {n}"),
            ..row("select_one l", &format!("s{n}"))
        });
        survey.push(SurveyRow {
            choice_filter: "k = string-length(${q})".to_owned(),
            ..row("select_one l", &format!("t{n}"))
        });
    }
    let choices = (0..20_000).map(|n| ChoiceRow {
        list_name: "l".to_owned(),
        name: format!("c{n}"),
        label: text("Nơi"),
        columns: [("k".to_owned(), (n % 3).to_string())].into_iter().collect(),
        ..ChoiceRow::default()
    });
    let session = survives("filters", &form_with(survey, choices.collect()));
    assert!(has(&session, too_many_steps));
}

#[test]
fn what_was_left_undone_is_done_when_there_is_time_again() {
    let mut survey = vec![row("text", "q"), repeat("r", "if(${q} = 'few', 3, 1000)")];
    survey.push(row("text", "n"));
    survey.push(calculate("v", "count(/data/r[position() > 0 and n != 'x' and string-length(n) < 99])"));
    survey.push(calculate("w", "count(/data/r/v[. != 'x' and . > 1 and string-length(.) < 99])"));
    survey.push(row("end repeat", ""));
    let form = form(survey);
    let environment = environment();
    let mut session = Session::new(&form, &BTreeMap::new(), &environment);
    assert!(has(&session, too_many_steps));
    session.answer("q", "few", &environment);
    session.answer("q", "few ", &environment);
    session.answer("q", "few", &environment);
    let fresh = Session::new(&form, session.answers(), &environment);
    assert_eq!(session.failures(), []);
    assert_eq!(session.sections(), fresh.sections());
}

const HOSTILE: &[&str] = &[
    "1000",
    "99999999999",
    "${q}",
    "count(//*) * 1000",
    "count(//*[count(//*) > 1])",
    "sum(/data/r/s/v)",
    "string-length(concat(/data, /data))",
    "concat(., ., ${q})",
    "regex(., '((a?){50}){50}')",
    "join(' ', //*)",
    "count(/data/r[. = ../r])",
    "indexed-repeat(${v}, ${r}, 1000)",
    "randomize(//*)",
    "digest(join('', //*), 'SHA-512')",
    "if(count(${r}) > 1, 2, 1000)",
];

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(if cfg!(debug_assertions) { 4 } else { 200 })
    })]

    #[test]
    fn any_hostile_cells_end(cells in prop::collection::vec(prop::sample::select(HOSTILE.to_vec()), 7)) {
        let mut cells = cells.into_iter().map(str::to_owned);
        let mut cell = || cells.next().unwrap_or_default();
        let mut survey = vec![row("text", "q"), repeat("r", &cell()), repeat("s", &cell())];
        survey.push(calculate("v", &cell()));
        survey.push(SurveyRow { constraint: cell(), required: cell(), label: text("${v}${w}"), ..row("text", "t") });
        survey.extend([row("end repeat", ""), row("end repeat", ""), calculate("w", &cell()), row("text", "z")]);
        let mut source = FormSource { survey, ..FormSource::default() };
        source.settings.form_id = "thu".to_owned();
        // A circle is refused.
        let Ok(form) = Form::load(&source) else { return Ok(()) };
        let session = survives("cells", &form);
        prop_assert!(session.questions().count() <= 200_000);
    }
}
