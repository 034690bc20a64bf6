//! Every fault of a form is found when it is loaded, at its sheet, row and column.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use forms::{Form, FormSource};

/// A form with these survey rows and choices, in the YAML of the sheets.
fn source(survey: &str, choices: &str) -> FormSource {
    let yaml = format!(
        "settings: {{ form_title: Thử, form_id: thu, version: '1' }}\nsurvey:\n{survey}\nchoices:{}",
        if choices.is_empty() { " []".to_owned() } else { format!("\n{choices}") }
    );
    serde_saphyr::from_str(&yaml).unwrap()
}

fn faults(survey: &str, choices: &str) -> Vec<String> {
    match Form::load(&source(survey, choices)) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

const Q: &str = "  - { type: text, name: a, label: A }";
const LIST: &str = "  - { list_name: l, name: co, label: Có, tinh: '01' }";

#[test]
fn each_fault_is_named_at_its_cell() {
    for (name, row, choices, fault) in [
        (
            "no type",
            "  - { name: b, label: B }",
            "",
            "survey, row 3, column type: there is no question type ``",
        ),
        (
            "an unknown type",
            "  - { type: txt, name: b, label: B }",
            "",
            "survey, row 3, column type: there is no question type `txt`",
        ),
        (
            "a type that this engine has not",
            "  - { type: select_one_external x, name: b, label: B }",
            "",
            "survey, row 3, column type: the type `select_one_external x` is XLSForm, but not supported here",
        ),
        (
            "a file that is no list",
            "  - { type: select_one_from_file communes.xlsx, name: b, label: B }",
            "",
            "survey, row 3, column type: `communes.xlsx` is not a file of choices: its name ends in .csv",
        ),
        (
            "a repeat left open",
            "  - { type: begin repeat, name: b, label: B }",
            "",
            "survey, row 3, column type: this group or repeat is never closed",
        ),
        (
            "a repeat closed as a group",
            "  - { type: begin_repeat, name: b, label: B }\n  - { type: end_group }",
            "",
            "survey, row 4, column type: this closes what row 3 opens as something else",
        ),
        (
            "an answer of the last form",
            "  - { type: text, name: b, label: B, default: \"${last-saved#a}\" }",
            "",
            "survey, row 3, column default: answers of the last form that was sent are not kept: `${last-saved#a}` cannot be used",
        ),
        (
            "an answer of the last form in a label",
            "  - { type: note, name: b, label: \"Lần trước: ${last-saved#a}\" }",
            "",
            "survey, row 3, column label: answers of the last form that was sent are not kept: `${last-saved#a}` cannot be used",
        ),
        (
            "a broken repeat_count",
            "  - { type: begin_repeat, name: b, label: B, repeat_count: \"1 +\" }\n  - { type: end_repeat }",
            "",
            "survey, row 3, column repeat_count: the expression ends too early",
        ),
        (
            "a list that nobody knows",
            "  - { type: calculate, name: b, calculation: \"instance('x')/root/item[name = 'a']/label\" }",
            "",
            "survey, row 3, column calculation: there is no list or file `x` to look into",
        ),
        (
            "a trigger that is no reference",
            "  - { type: calculate, name: b, calculation: \"now()\", trigger: a }",
            "",
            "survey, row 3, column trigger: a trigger is a question, written ${name}, or several with a comma between them",
        ),
        (
            "a trigger that is not there",
            "  - { type: calculate, name: b, calculation: \"now()\", trigger: \"${x}\" }",
            "",
            "survey, row 3, column trigger: there is no question `x`",
        ),
        (
            "a parameter of another type",
            "  - { type: text, name: b, label: B, parameters: max-pixels=100 }",
            "",
            "survey, row 3, column parameters: there is no parameter `max-pixels` for this type",
        ),
        (
            "a parameter with a wrong value",
            "  - { type: range, name: b, label: B, parameters: start=một end=5 }",
            "",
            "survey, row 3, column parameters: `một` is no value of the parameter `start`",
        ),
        (
            "a step of nothing",
            "  - { type: range, name: b, label: B, parameters: step=0 }",
            "",
            "survey, row 3, column parameters: `0` is no value of the parameter `step`",
        ),
        (
            "a default that is no number",
            "  - { type: integer, name: b, label: B, default: hai }",
            "",
            "survey, row 3, column default: the default `hai` is no answer to a question of this type",
        ),
        (
            "a default that is not in the list",
            "  - { type: select_one l, name: b, label: B, default: khong }",
            LIST,
            "survey, row 3, column default: the default `khong` is no answer to a question of this type",
        ),
        ("no name", "  - { type: text, label: B }", "", "survey, row 3, column name: the cell is empty"),
        ("no label", "  - { type: text, name: b }", "", "survey, row 3, column label: the cell is empty"),
        (
            "a name with a space",
            "  - { type: text, name: b c, label: B }",
            "",
            "survey, row 3, column name: `b c` is not a name: letters, digits, `_`, `-` and `.`, beginning with a letter or `_`",
        ),
        (
            "a name twice",
            "  - { type: text, name: a, label: B }",
            "",
            "survey, row 3, column name: the name `a` stands in row 2 too",
        ),
        (
            "a list that is not there",
            "  - { type: select_one x, name: b, label: B }",
            LIST,
            "survey, row 3, column type: there is no list `x` on the sheet choices",
        ),
        (
            "a select without a list",
            "  - { type: select_one, name: b, label: B }",
            "",
            "survey, row 3, column type: there is no list `` on the sheet choices",
        ),
        (
            "a reference in relevant",
            "  - { type: text, name: b, label: B, relevant: \"${x} = 1\" }",
            "",
            "survey, row 3, column relevant: there is no question `x`",
        ),
        (
            "a reference in a label",
            "  - { type: note, name: b, label: \"Chào ${x}\" }",
            "",
            "survey, row 3, column label: there is no question `x`",
        ),
        (
            "a reference in constraint",
            "  - { type: text, name: b, label: B, constraint: \". = ${x}\" }",
            "",
            "survey, row 3, column constraint: there is no question `x`",
        ),
        (
            "a reference in a default",
            "  - { type: text, name: b, label: B, default: \"${x}\" }",
            "",
            "survey, row 3, column default: there is no question `x`",
        ),
        (
            "a broken expression",
            "  - { type: text, name: b, label: B, relevant: \"1 =\" }",
            "",
            "survey, row 3, column relevant: the expression ends too early",
        ),
        (
            "a broken required",
            "  - { type: text, name: b, label: B, required: \"(1\" }",
            "",
            "survey, row 3, column required: the expression ends too early",
        ),
        (
            "a bare name",
            "  - { type: text, name: b, label: B, relevant: \"a = 1\" }",
            "",
            "survey, row 3, column relevant: `a` has a meaning in choice_filter only; a question is ${a}",
        ),
        (
            "a filter over a column that is not there",
            "  - { type: select_one l, name: b, label: B, choice_filter: \"huyen = 1\" }",
            LIST,
            "survey, row 3, column choice_filter: the choices have no column `huyen`",
        ),
        (
            "a calculation that is missing",
            "  - { type: calculate, name: b }",
            "",
            "survey, row 3, column calculation: the cell is empty",
        ),
        (
            "a value that needs itself",
            "  - { type: calculate, name: b, calculation: \"${b} + 1\" }",
            "",
            "survey, row 3, column relevant, calculation: these depend on each other in a circle: b → b",
        ),
        (
            "a group left open",
            "  - { type: begin_group, name: g, label: G }",
            "",
            "survey, row 3, column type: this group or repeat is never closed",
        ),
        (
            "a group closed twice",
            "  - { type: end_group }",
            "",
            "survey, row 3, column type: an `end` without its `begin`",
        ),
        (
            "a choice without a name",
            Q_B,
            "  - { list_name: l, label: Có }",
            "choices, row 2, column name: the cell is empty",
        ),
        (
            "a choice without a label",
            Q_B,
            "  - { list_name: l, name: co }",
            "choices, row 2, column label: the cell is empty",
        ),
        (
            "a choice twice",
            Q_B,
            "  - { list_name: l, name: co, label: Có }\n  - { list_name: l, name: co, label: Có }",
            "choices, row 3, column name: the name `co` stands in row 2 too",
        ),
        (
            "a choice with a space",
            Q_B,
            "  - { list_name: l, name: co khong, label: Có }",
            "choices, row 2, column name: `co khong` is not a name: letters, digits, `_`, `-` and `.`, beginning with a letter or `_`",
        ),
    ] {
        assert_eq!(faults(&format!("{Q}\n{row}"), choices), [fault], "{name}");
    }
}

#[test]
fn what_hinders_nothing_is_a_warning() {
    let survey = "
  - { type: text, name: a, label: A, lable: B, comment: 'Hỏi sau', disabled: no }
  - { type: text, name: b, label: B, lable: C }
  - { type: audit, name: audit }
  - { type: txt, name: c, disabled: yes }
  - { type: text, name: d, label: D, relevant: \"/data/nhom/x = 1\" }
  - { type: calculate, name: e, calculation: \"count(/data/nowhere)\" }";
    let form = Form::load(&source(survey, "")).unwrap();
    let warnings: Vec<String> = form.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "survey, row 2, column lable: there is no column `lable` on this sheet",
            "survey, row 4, column type: rows of the type `audit` are left out here",
            "survey, row 6, column relevant: the path `/data/nhom/x` leads to no question, group or repeat",
            "survey, row 7, column calculation: the path `/data/nowhere` leads to no question, group or repeat",
        ]
    );
    assert_eq!(form.question_names().collect::<Vec<_>>(), ["a", "b", "d", "e"]);
}

#[test]
fn every_circle_is_named() {
    let survey = "
  - { type: calculate, name: a, calculation: \"${b}\" }
  - { type: calculate, name: b, calculation: \"${a}\" }
  - { type: calculate, name: c, calculation: \"../d\" }
  - { type: text, name: d, label: D, relevant: \"/data/c = 1\" }
  - { type: begin_repeat, name: r, label: R, repeat_count: \"${e}\" }
  - { type: integer, name: e, label: E }
  - { type: end_repeat }";
    let found = faults(survey, "");
    let circles: Vec<&str> = found.iter().filter_map(|f| f.split("circle: ").nth(1)).collect();
    assert_eq!(circles, ["a → b → a", "c → d → c", "r → e → r"], "{found:?}");
}

#[test]
fn a_question_may_look_at_itself_and_at_other_instances_of_itself() {
    let survey = "
  - { type: calculate, name: a, calculation: \"once(now())\" }
  - { type: calculate, name: b, calculation: \"if(. = '', 'x', .)\" }
  - { type: begin_repeat, name: r, label: R }
  - { type: integer, name: so, label: N }
  - { type: calculate, name: t, calculation: \"${so} + coalesce(indexed-repeat(${t}, ${r}, position(..) - 1), 0)\" }
  - { type: end_repeat }";
    assert_eq!(faults(survey, ""), Vec::<String>::new());
}

#[test]
fn groups_and_rows_have_their_limits() {
    let mut form = source(Q, "");
    let row = |kind: &str, name: String| forms::SurveyRow {
        kind: kind.to_owned(),
        name,
        ..forms::SurveyRow::default()
    };
    for depth in 0..40 {
        form.survey.push(row("begin group", format!("g{depth}")));
    }
    form.survey.extend((0..40).map(|_| row("end group", String::new())));
    let errors = Form::load(&form).unwrap_err();
    assert!(errors.iter().all(|e| e.problem == forms::FormProblem::TooDeep { max: 32 }) && errors.len() == 8);
    form.survey = (0..20_001).map(|n| row("text", format!("q{n}"))).collect();
    let errors = Form::load(&form).unwrap_err();
    assert!(matches!(errors.as_slice(), [e] if e.problem == forms::FormProblem::TooManyRows { max: 20_000 }));
}

const Q_B: &str = "  - { type: text, name: b, label: B }";

#[test]
fn all_faults_are_reported_not_the_first() {
    let survey = "
  - { type: txt, name: a, label: A }
  - { type: text, name: b, label: B, relevant: \"${x} = ${y}\" }
  - { type: text, name: b, label: B, constraint: 'viet()' }";
    let found = faults(survey, "  - { list_name: l, name: co }");
    assert_eq!(found.len(), 6, "{found:#?}");
}

#[test]
fn a_circle_is_named_from_question_to_question() {
    let survey = "
  - { type: text, name: a, label: A, relevant: \"${c} = 1\" }
  - { type: calculate, name: b, calculation: \"${a}\" }
  - { type: calculate, name: c, calculation: \"${b}\" }";
    let found = faults(survey, "");
    assert_eq!(found.len(), 1);
    assert!(found.first().unwrap().ends_with("a → c → b → a"), "{found:?}");
}

#[test]
fn a_group_that_hides_by_its_own_question_is_a_circle() {
    let survey = "
  - { type: begin_group, name: g, label: G, relevant: \"${a} = 1\" }
  - { type: text, name: a, label: A }
  - { type: end_group }";
    assert!(faults(survey, "").first().unwrap().contains("circle"));
}

#[test]
fn a_check_may_look_at_any_question_even_its_own() {
    let survey = "
  - { type: text, name: a, label: A, constraint: \"${a} = ${b}\", required: \"${b} = ''\" }
  - { type: text, name: b, label: B, constraint: \". != ${a}\" }";
    assert_eq!(faults(survey, ""), Vec::<String>::new());
}

#[test]
fn settings_are_checked_too() {
    let mut form = source(Q, "");
    form.settings.form_id.clear();
    form.settings.instance_name = "${x}".into();
    let found: Vec<String> = Form::load(&form).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "settings, row 2, column form_id: the cell is empty",
            "settings, row 2, column instance_name: there is no question `x`"
        ]
    );
}

#[test]
fn a_long_chain_of_questions_needs_no_deep_stack() {
    let mut form = source("  - { type: text, name: q0, label: A }", "");
    let template = form.survey.first().unwrap().clone();
    for i in 1..15_000 {
        let mut row = template.clone();
        row.name = format!("q{i}");
        row.relevant = format!("${{q{}}} != ''", i - 1);
        form.survey.push(row);
    }
    form.survey.reverse();
    assert_eq!(Form::load(&form).unwrap().question_names().count(), 15_000);
}
