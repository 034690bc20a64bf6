//! Counting nodes reads how the form is built, not what is answered; looking at neighbours reads those only.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use forms::{Environment, Form, FormProblem, Session};
use std::collections::BTreeMap;

fn load(expression: &str) -> Result<Form, Vec<FormProblem>> {
    let yaml = format!(
        "settings: {{ form_title: T, form_id: t, version: '1' }}\nsurvey:\n\
         - {{ type: integer, name: a, label: A }}\n\
         - {{ type: begin_group, name: g, label: G }}\n\
         - {{ type: integer, name: b, label: B, relevant: '${{a}} > 5' }}\n\
         - {{ type: calculate, name: out, calculation: \"{expression}\" }}\n\
         - {{ type: calculate, name: later, calculation: '${{out}} + 1' }}\n\
         - {{ type: end_group }}\n\
         - {{ type: begin_repeat, name: r, label: R }}\n\
         - {{ type: integer, name: so, label: N }}\n\
         - {{ type: calculate, name: inner, calculation: 'count(preceding-sibling::*)' }}\n\
         - {{ type: end_repeat }}\n"
    );
    Form::load(&serde_saphyr::from_str(&yaml).unwrap())
        .map_err(|errors| errors.into_iter().map(|error| error.problem).collect())
}

#[test]
fn what_does_not_hang_on_its_own_value_is_no_circle() {
    let answers: BTreeMap<String, String> =
        [("a", "7"), ("g", ""), ("b", "3"), ("r/x", "1"), ("r/x/so", "4"), ("r/y", "2"), ("r/y/so", "5")]
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
    for (expression, expected) in [
        ("count(preceding-sibling::*)", "1"),
        ("count(following-sibling::*)", "1"),
        ("count(../*)", "3"),
        ("count(//*)", "12"),
        ("count(.)", "1"),
        ("name(.)", "out"),
        ("name(following-sibling::*)", "later"),
        ("count(preceding::*)", "2"),
        ("count(/data/r/so)", "2"),
        ("count(/data/r[so > 4])", "1"),
        ("count(../preceding-sibling::*)", "1"),
        ("sum(preceding-sibling::*)", "3"),
        ("sum(following::so)", "9"),
        ("string(preceding::a)", "7"),
        ("count(/data/nowhere)", "0"),
        ("count(/data/g/b/text())", "1"),
    ] {
        let form = load(expression).unwrap();
        let environment = Environment::new("2026-11-25".parse().unwrap());
        let evaluation = form.evaluate(&answers, &environment);
        assert_eq!(evaluation.question("out").unwrap().value, expected, "{expression}");
        assert_eq!(evaluation.question("r/y/inner").unwrap().value, "1");
    }
}

#[test]
fn what_hangs_on_its_own_value_stays_a_circle() {
    for expression in [
        "sum(../*)",
        "sum(following-sibling::*)",
        "count(../*[. > 1])",
        "count(../*/text())",
        "count(../later/text()/..)",
        "count(..//text())",
        "count(../node()/node())",
        "string(//*)",
        "string(..)",
        "sum(${later} | ../b)",
        "count(${later})",
    ] {
        let problems = load(expression).unwrap_err();
        let circle = problems.iter().any(|problem| matches!(problem, FormProblem::Cycle { .. }));
        assert!(circle, "{expression}: {problems:?}");
    }
    let unknown = load("count(${nowhere})").unwrap_err();
    assert_eq!(unknown, [FormProblem::UnknownReference { name: "nowhere".to_owned() }]);
}

#[test]
fn a_count_follows_the_instances_and_the_texts_that_it_counts() {
    let environment = Environment::new("2026-11-25".parse().unwrap());
    let value = |session: &Session| session.evaluation().question("out").unwrap().value.clone();
    let mut session = Session::new(&load("count(/data/r/so)").unwrap(), &BTreeMap::new(), &environment);
    assert_eq!(value(&session), "0");
    let _ = session.add_instance("r", "x", &environment);
    assert_eq!(value(&session), "1");
    let _ = session.remove_instance("r/x", &environment);
    assert_eq!(value(&session), "0");
    let mut session = Session::new(&load("count(/data/a/node())").unwrap(), &BTreeMap::new(), &environment);
    let _ = session.answer("a", "1", &environment);
    assert_eq!(value(&session), "1");
    let _ = session.answer("a", "", &environment);
    assert_eq!(value(&session), "0");
}
