//! Forms look into the list of communes: a cascade, `pulldata()`, `instance()`, and searches over them.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use forms::{AnswerProblem, ChoiceFiles, Environment, Form, FormSource, Session, SurveyRow, Translated};
use library::Communes;
use std::collections::BTreeMap;

fn row(kind: &str, name: &str) -> SurveyRow {
    let label: Translated = [(String::new(), "Câu".to_owned())].into_iter().collect();
    SurveyRow { kind: kind.to_owned(), name: name.to_owned(), label, ..SurveyRow::default() }
}

fn calculate(name: &str, calculation: &str) -> SurveyRow {
    SurveyRow { calculation: calculation.to_owned(), ..row("calculate", name) }
}

fn cascade(column: &str) -> Form {
    let commune = SurveyRow {
        choice_filter: format!("{column} = ${{tinh}}"),
        ..row("select_one_from_file communes.csv", "xa")
    };
    let survey = vec![
        row("select_one_from_file provinces.csv", "tinh"),
        commune,
        calculate("ten_xa", "pulldata('communes', 'label', 'name', ${xa})"),
        calculate("so_xa", "count(instance('communes')/root/item[tinh = ${tinh}])"),
        calculate("ten_tinh", "jr:choice-name(${tinh}, '${tinh}')"),
    ];
    let mut source = FormSource { survey, ..FormSource::default() };
    source.settings.form_id = "thu".to_owned();
    Form::load(&source).unwrap()
}

#[test]
fn the_communes_follow_the_province() {
    let communes = Communes::built_in().unwrap();
    let environment = Environment::new("2026-11-25".parse().unwrap()).with_files(&communes);
    for column in ["tinh", "province"] {
        let mut session = Session::new(&cascade(column), &BTreeMap::new(), &environment);
        assert_eq!(session.question("tinh").unwrap().choices.len(), 34);
        assert_eq!(session.question("xa").unwrap().choices.len(), 0);
        session.answer("tinh", "11", &environment);
        let there = communes.communes().iter().filter(|commune| commune.province == "11").count();
        assert_eq!(session.question("xa").unwrap().choices.len(), there);
        assert_eq!(session.value("so_xa"), there.to_string());
        assert_eq!(session.value("ten_tinh"), "Tỉnh Điện Biên");
        let found = session.search_choices("xa", "muong phang", 5, &environment);
        let wanted = found.first().unwrap();
        assert_eq!(wanted.label.get("en"), "Xã Mường Phăng");
        session.answer("xa", &wanted.name.clone(), &environment);
        assert_eq!(session.value("ten_xa"), "Xã Mường Phăng");
        assert_eq!(session.question("xa").unwrap().problem, None);
        session.answer("tinh", "01", &environment);
        assert_eq!(session.question("xa").unwrap().problem, Some(AnswerProblem::NotAChoice));
        assert_eq!(session.failures(), []);
    }
}

#[test]
fn the_lists_are_made_once_and_have_every_row() {
    let communes = Communes::built_in().unwrap();
    let list = communes.list("communes.csv").unwrap();
    assert_eq!((list.len(), communes.list("provinces.csv").unwrap().len()), (3321, 34));
    assert!(std::ptr::eq(list, communes.list("communes.csv").unwrap()));
    for commune in communes.communes() {
        let row = list.row_of(commune.code.as_str()).unwrap();
        assert_eq!(list.cell(row, "tinh"), Some(commune.province.as_str()));
        assert_eq!(list.cell(row, "label"), Some(commune.full_name().as_str()));
    }
    assert!(communes.list("xyz.csv").is_none());
    assert_eq!(communes.contains("communes.csv", "99999"), Some(false));
}
