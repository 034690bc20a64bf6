//! What a question's type says of its answer in an expression: numbers are numbers, nothing is false. As JavaRosa.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use forms::{Environment, Form};
use std::collections::BTreeMap;

const QUESTIONS: &str = r#"
  - { type: integer, name: i, label: I }
  - { type: decimal, name: d, label: D }
  - { type: range, name: r, label: R, parameters: start=0 end=10 step=0.5 }
  - { type: text, name: t, label: T }
  - { type: select_one l, name: s, label: S }
  - { type: date, name: day, label: Ngày }
  - { type: acknowledge, name: ack, label: Ack }
  - { type: begin_repeat, name: rep, label: Rep }
  - { type: integer, name: so, label: N }
  - { type: end_repeat }
"#;

const CHOICES: &str = r#"
  - { list_name: l, name: "1", label: Một, "label::en": One, k: "1" }
  - { list_name: l, name: "01", label: Không một, "label::en": Zero one, k: "01" }
  - { list_name: l, name: hai, label: Hai, "label::en": Two, k: hai }
"#;

fn form(further: &str) -> Form {
    let yaml = format!(
        "settings: {{ form_title: T, form_id: t, version: '1' }}\n\
         survey:{QUESTIONS}{further}\nchoices:{CHOICES}"
    );
    Form::load(&serde_saphyr::from_str(&yaml).unwrap()).unwrap()
}

fn answers(given: &[(&str, &str)]) -> BTreeMap<String, String> {
    given.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// The value of a calculation in the form.
fn computed(expression: &str, given: &[(&str, &str)]) -> String {
    let form = form(&format!("  - {{ type: calculate, name: out, calculation: \"{expression}\" }}"));
    let evaluation = form.evaluate(&answers(given), &Environment::new("2026-11-25".parse().unwrap()));
    evaluation.question("out").unwrap().value.clone()
}

#[test]
fn numbers_are_compared_as_numbers_however_they_were_typed() {
    for (name, expression, given, expected) in [
        ("two decimals", "${d} = ${r}", &[("d", "3.0"), ("r", "3")][..], "true"),
        ("two decimals that do not differ", "${d} != ${r}", &[("d", "3.0"), ("r", "3")], "false"),
        ("an integer and a decimal", "${i} = ${d}", &[("i", "3"), ("d", "3.00")], "true"),
        ("an integer and a text", "${i} = ${t}", &[("i", "1"), ("t", "01")], "true"),
        ("a text and an integer", "${t} = ${i}", &[("i", "1"), ("t", "01")], "true"),
        ("a number and a literal text", "${d} = '1'", &[("d", "1.0")], "true"),
        ("two texts stay texts", "${t} = '1'", &[("t", "1.0")], "false"),
        ("a number and a text that is none", "${i} = ${t}", &[("i", "1"), ("t", "x")], "false"),
        ("a number and nothing", "${i} = ''", &[("i", "0")], "false"),
        ("two numbers that nobody gave", "${i} = ${d}", &[], "true"),
        ("one number that nobody gave", "${i} = ${d}", &[("i", "0")], "false"),
        ("it differs from nothing", "${i} != ${d}", &[("i", "0")], "true"),
        ("what is no number stays a text", "${i} = ${t}", &[("i", "ba"), ("t", "ba")], "true"),
        ("the days of a date", "${i} = ${day}", &[("i", "20782"), ("day", "2026-11-25")], "true"),
        (
            "the instances of a repeat",
            "${so} = ${d}",
            &[("rep/a", "1"), ("rep/a/so", "2"), ("rep/b", "2"), ("rep/b/so", "7"), ("d", "7.0")],
            "true",
        ),
        ("a column of a list", "instance('l')/root/item[k = ${d}]/label", &[("d", "1.0")], "Một"),
        ("a column of a list, every row", "count(instance('l')/root/item[k = ${i}])", &[("i", "1")], "2"),
        ("a column of a list and a text", "count(instance('l')/root/item[k = ${t}])", &[("t", "1")], "1"),
    ] {
        assert_eq!(computed(expression, given), expected, "{name}: {expression}");
    }
}

#[test]
fn a_choice_filter_compares_numbers_too() {
    let form = form("  - { type: select_one l, name: q, label: Q, choice_filter: \"k = ${i}\" }");
    let environment = Environment::new("2026-11-25".parse().unwrap());
    for (answer, expected) in [("1", &["1", "01"][..]), ("2", &[]), ("hai", &["hai"])] {
        let evaluation = form.evaluate(&answers(&[("i", answer)]), &environment);
        let names: Vec<&str> =
            evaluation.question("q").unwrap().choices.iter().map(|choice| &*choice.name).collect();
        assert_eq!(names, expected, "{answer}");
    }
}

#[test]
fn a_question_is_as_true_as_its_answer() {
    for (name, expression, given, expected) in [
        ("nothing", "boolean(${t})", &[][..], "false"),
        ("a text", "boolean(${t})", &[("t", "không")], "true"),
        ("the text 0", "boolean(${t})", &[("t", "0")], "true"),
        ("no number", "boolean(${i})", &[], "false"),
        ("the number 0", "boolean(${i})", &[("i", "0")], "false"),
        ("the number 0.0", "boolean(${d})", &[("d", "0.0")], "false"),
        ("a number", "boolean(${i})", &[("i", "-1")], "true"),
        ("not nothing", "not(${t})", &[], "true"),
        ("and", "${t} and ${i}", &[("t", "x")], "false"),
        ("or", "${t} or ${i}", &[("t", "x")], "true"),
        ("if", "if(${ack}, 'a', 'b')", &[], "b"),
        ("if ticked", "if(${ack}, 'a', 'b')", &[("ack", "OK")], "a"),
        ("against a truth", "${t} = true()", &[], "false"),
        ("a truth against a number", "false() = ${i}", &[("i", "0")], "true"),
        ("a date", "boolean(${day})", &[("day", "1970-01-01")], "true"),
        ("a path", "boolean(/data/t)", &[], "false"),
        ("a predicate", "count(/data/*[self::t])", &[], "0"),
        ("no node", "boolean(/data/t[2])", &[("t", "x")], "false"),
        ("some instance", "boolean(${so})", &[("rep/a", "1"), ("rep/b", "2"), ("rep/b/so", "7")], "true"),
        ("no instance", "boolean(${so})", &[("rep/a", "1"), ("rep/b", "2")], "false"),
        ("an instance is there", "boolean(${rep})", &[("rep/a", "1")], "true"),
        ("a row is there", "boolean(instance('l')/root/item[name = 'hai'])", &[], "true"),
    ] {
        assert_eq!(computed(expression, given), expected, "{name}: {expression}");
    }
}

#[test]
fn a_bare_question_as_relevant_asks_whether_it_is_answered() {
    let form = form("  - { type: text, name: q, label: Q, relevant: \"${t}\" }");
    let environment = Environment::new("2026-11-25".parse().unwrap());
    for (given, expected) in [(&[][..], false), (&[("t", "x")], true)] {
        let evaluation = form.evaluate(&answers(given), &environment);
        assert_eq!(evaluation.question("q").unwrap().relevant, expected, "{given:?}");
    }
}

#[test]
fn days_are_numbers_and_digits_are_no_date() {
    for (expression, given, expected) in [
        ("date(${t})", &[("t", "1950")][..], ""),
        ("date(concat(${t}, '-01'))", &[], ""),
        ("date(${i})", &[("i", "20782")], "2026-11-25"),
        ("date(${i} + 1)", &[("i", "20782")], "2026-11-26"),
        ("date(${i})", &[], ""),
        ("date(today() - 1)", &[], "2026-11-24"),
        ("format-date(${t}, '%Y')", &[("t", "1950")], ""),
        ("format-date(${i}, '%d/%m')", &[("i", "20782")], "25/11"),
        ("today() - '2020-01-01'", &[], "2520"),
        ("number(${t})", &[("t", "1950")], "1950"),
    ] {
        assert_eq!(computed(expression, given), expected, "{expression} of {given:?}");
    }
}

#[test]
fn texts_are_found_by_the_ids_that_pyxform_gives_them() {
    let further = |id: &str| {
        format!(
            "  - {{ type: begin_group, name: g, label: G }}\n\
             \x20 - {{ type: text, name: a, label: Hỏi, label::en: Ask, hint: Gợi ý, required_message: Cần, \
                 constraint_message: \"Sai ${{t}}!\" }}\n\
             \x20 - {{ type: end_group }}\n\
             \x20 - {{ type: calculate, name: out, calculation: \"jr:itext({id})\" }}"
        )
    };
    for (language, id, expected) in [
        ("vi", "'/data/g/a:label'", "Hỏi"),
        ("en", "'/data/g/a:label'", "Ask"),
        ("vi", "concat('/data/g/', 'a:hint')", "Gợi ý"),
        ("vi", "'/data/g/a:jr:requiredMsg'", "Cần"),
        ("vi", "'/data/g/a:jr:constraintMsg'", "Sai !"),
        ("vi", "'/data/g:label'", "G"),
        ("vi", "'l-2'", "Hai"),
        ("en", "'l-0'", "One"),
        ("vi", "'l-3'", ""),
        ("vi", "'/data/a:label'", ""),
        ("vi", "'/data/x/g/a:label'", ""),
        ("vi", "'/data/g/a:other'", ""),
        ("vi", "'a'", ""),
    ] {
        let environment = Environment { language, ..Environment::new("2026-11-25".parse().unwrap()) };
        let evaluation = form(&further(id)).evaluate(&answers(&[("t", "x")]), &environment);
        assert_eq!(evaluation.question("out").unwrap().value, expected, "{id} in {language}");
    }
}
