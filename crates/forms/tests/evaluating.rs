//! What a form says for given answers.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use chrono::NaiveDate;
use forms::{AnswerProblem, ChoiceFiles, Environment, Evaluation, Form, QuestionKind};
use std::collections::BTreeMap;

const FORM: &str = r#"
settings: { form_title: Thử, form_id: thu, version: "1", instance_name: "concat(${ten}, ' ', ${tuoi})" }
survey:
  - { type: text, name: mo_dau, label: Mở đầu }
  - { type: begin_group, name: nguoi, label: Người }
  - { type: text, name: ten, label: Tên, required: yes, required_message: Xin ghi tên }
  - { type: integer, name: tuoi, label: Tuổi, required: "${ten} != ''", constraint: ". >= 0 and . < 130", constraint_message: "${ten} không thể ${tuoi} tuổi" }
  - { type: decimal, name: can_nang, label: Cân nặng }
  - { type: note, name: loi_chao, label: "Chào ${ten}, ${khong_la_ten", relevant: "${ten} != ''" }
  - { type: begin_group, name: tre_em, label: Trẻ em, relevant: "${tuoi} < 18" }
  - { type: text, name: truong, label: Trường, required: yes }
  - { type: text, name: lop, label: Lớp, relevant: "${truong} != ''" }
  - { type: end_group }
  - { type: end_group }
  - { type: date, name: ngay, label: Ngày, default: "today()" }
  - { type: text, name: nam, label: Năm, appearance: partial-date }
  - { type: select_one tinh, name: tinh, label: Tỉnh, default: "11" }
  - { type: select_one xa, name: xa, label: Xã, choice_filter: "tinh = ${tinh}" }
  - { type: select_multiple mau, name: mau, label: Màu, constraint: "count-selected(.) <= 2" }
  - { type: select_one_from_file communes.csv, name: noi, label: Nơi, appearance: autocomplete }
  - { type: acknowledge, name: cam_doan, label: Cam đoan, required: yes }
  - { type: calculate, name: gap_doi, calculation: "${tuoi} * 2" }
  - { type: text, name: chu, label: Chữ, calculation: "concat('a', ${gap_doi})", read_only: yes }
  - { type: text, name: khoa, label: Khoá, read_only: "${tuoi} > 60" }
choices:
  - { list_name: tinh, name: "11", label: Điện Biên }
  - { list_name: tinh, name: "01", label: Hà Nội }
  - { list_name: xa, name: mp, label: Mường Phăng, tinh: "11" }
  - { list_name: xa, name: bd, label: Ba Đình, tinh: "01" }
  - { list_name: mau, name: do, label: Đỏ }
  - { list_name: mau, name: xanh, label: Xanh }
  - { list_name: mau, name: vang, label: Vàng }
"#;

fn form() -> Form {
    Form::load(&serde_saphyr::from_str(FORM).unwrap()).unwrap()
}

fn environment() -> Environment<'static> {
    Environment::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
}

fn answers(given: &[(&str, &str)]) -> BTreeMap<String, String> {
    given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn look(given: &[(&str, &str)]) -> Evaluation {
    form().evaluate(&answers(given), &environment())
}

fn problem(given: &[(&str, &str)], question: &str) -> Option<AnswerProblem> {
    look(given).question(question).unwrap().problem.clone()
}

#[test]
fn groups_are_sections_and_loose_questions_gather_between_them() {
    let evaluation = look(&[]);
    let shape: Vec<(&str, usize)> =
        evaluation.sections.iter().map(|s| (s.name.as_str(), s.questions().count())).collect();
    assert_eq!(shape, [("", 1), ("nguoi", 6), ("", 10)]);
    assert_eq!(evaluation.sections.get(1).unwrap().label.get("vi"), "Người");
}

#[test]
fn an_empty_form_wants_what_is_required_and_relevant() {
    assert_eq!(look(&[]).unfinished(), ["ten", "cam_doan"]);
    assert_eq!(look(&[("ten", "An")]).unfinished(), ["tuoi", "cam_doan"]);
    assert_eq!(look(&[("ten", "  ")]).unfinished(), ["ten", "tuoi", "cam_doan"]);
    assert_eq!(look(&[("ten", "An"), ("tuoi", "9")]).unfinished(), ["truong", "cam_doan"]);
    assert_eq!(look(&[("ten", "An"), ("tuoi", "30"), ("cam_doan", "OK")]).unfinished(), Vec::<String>::new());
}

#[test]
fn answers_are_checked_by_their_kind() {
    for (question, value, expected) in [
        ("tuoi", "x", Some(AnswerProblem::NotAnInteger)),
        ("tuoi", "1.5", Some(AnswerProblem::NotAnInteger)),
        ("tuoi", "30", None),
        ("can_nang", "3,2", Some(AnswerProblem::NotANumber)),
        ("can_nang", "3.2", None),
        ("ngay", "22/11/2026", Some(AnswerProblem::NotADate)),
        ("ngay", "2026-02-30", Some(AnswerProblem::NotADate)),
        ("ngay", "2026-02-28", None),
        ("nam", "1985", None),
        ("nam", "1985-13", Some(AnswerProblem::NotAPartialDate)),
        ("tinh", "99", Some(AnswerProblem::NotAChoice)),
        ("mau", "do tim", Some(AnswerProblem::NotAChoice)),
        ("mau", "do xanh", None),
        ("cam_doan", "co", Some(AnswerProblem::NotAChoice)),
        ("cam_doan", "OK", None),
        ("noi", "99999", None),
    ] {
        assert_eq!(problem(&[(question, value)], question), expected, "{question} = {value}");
    }
}

#[test]
fn a_message_is_filled_in_with_the_answers() {
    let Some(AnswerProblem::Constraint { message }) = problem(&[("ten", "An"), ("tuoi", "130")], "tuoi")
    else {
        panic!("no constraint")
    };
    assert_eq!(message.get("vi"), "An không thể 130 tuổi");
    let Some(AnswerProblem::Required { message }) = problem(&[], "ten") else { panic!("not required") };
    assert_eq!(message.get("vi"), "Xin ghi tên");
    let evaluation = look(&[("ten", "An")]);
    assert_eq!(evaluation.question("loi_chao").unwrap().label.get("vi"), "Chào An, ${khong_la_ten");
}

#[test]
fn an_answer_that_is_not_relevant_is_kept_aside_and_comes_back() {
    let child = [("ten", "An"), ("tuoi", "9"), ("truong", "Trường Mẫu"), ("lop", "3")];
    assert_eq!(look(&child).submitted_values().get("lop").unwrap(), "3");
    let mut adult = child;
    adult[1] = ("tuoi", "30");
    let evaluation = look(&adult);
    assert!(!evaluation.submitted_values().contains_key("truong"));
    assert_eq!(evaluation.value("truong"), "", "expressions do not see it");
    let school = evaluation.question("truong").unwrap();
    assert_eq!((school.relevant, school.value.as_str()), (false, "Trường Mẫu"));
    assert!(school.problem.is_none() && !school.required);
    assert!(!evaluation.question("lop").unwrap().relevant, "what depends on it falls away too");
}

#[test]
fn defaults_stand_until_somebody_answers_or_clears() {
    let evaluation = look(&[]);
    assert_eq!(evaluation.question("ngay").unwrap().value, "2026-11-22");
    assert_eq!(evaluation.question("tinh").unwrap().value, "11");
    assert_eq!(look(&[("tinh", "01")]).question("tinh").unwrap().value, "01");
    assert_eq!(look(&[("tinh", "")]).question("tinh").unwrap().value, "");
}

#[test]
fn calculations_are_computed_in_their_order_and_never_answered() {
    let evaluation = look(&[("tuoi", "21"), ("gap_doi", "7"), ("chu", "b")]);
    assert_eq!(evaluation.question("gap_doi").unwrap().value, "42");
    assert_eq!(evaluation.question("chu").unwrap().value, "a42");
    assert!(!evaluation.question("gap_doi").unwrap().is_shown());
    assert_eq!(evaluation.submitted_values().get("chu").unwrap(), "a42");
    assert!(!look(&[("tuoi", "21")]).question("khoa").unwrap().read_only);
    assert!(look(&[("tuoi", "61")]).question("khoa").unwrap().read_only);
}

#[test]
fn a_choice_filter_follows_another_answer() {
    let names = |given: &[(&str, &str)]| -> Vec<String> {
        look(given).question("xa").unwrap().choices.iter().map(|c| c.name.to_string()).collect()
    };
    assert_eq!(names(&[]), ["mp"]);
    assert_eq!(names(&[("tinh", "01")]), ["bd"]);
    assert_eq!(problem(&[("xa", "mp")], "xa"), None);
    assert_eq!(problem(&[("xa", "mp"), ("tinh", "01")], "xa"), Some(AnswerProblem::NotAChoice));
}

#[derive(Debug)]
struct OneCommune;

impl ChoiceFiles for OneCommune {
    fn contains(&self, file: &str, name: &str) -> Option<bool> {
        (file == "communes.csv").then_some(name == "00004")
    }
}

#[test]
fn a_list_from_a_file_is_checked_where_the_file_is_known() {
    let environment = environment().with_files(&OneCommune);
    let problem = |value| {
        let evaluation = form().evaluate(&answers(&[("noi", value)]), &environment);
        evaluation.question("noi").unwrap().problem.clone()
    };
    assert_eq!(problem("00004"), None);
    assert_eq!(problem("00005"), Some(AnswerProblem::NotAChoice));
    let kind = QuestionKind::SelectOneFromFile { file: "communes.csv".into() };
    assert_eq!(form().kind("noi"), Some(&kind));
}

#[test]
fn the_instance_is_named_by_its_answers() {
    let form = form();
    assert_eq!(form.instance_name(&answers(&[("ten", "An"), ("tuoi", "9")]), &environment()), "An 9");
    assert_eq!(form.instance_name(&answers(&[]), &environment()), "");
}

#[test]
fn a_condition_outside_the_form_reads_its_answers() {
    let form = form();
    let child = form.condition("${tuoi} < 18 and ${truong} != ''").unwrap();
    assert!(child.holds(&look(&[("tuoi", "9"), ("truong", "Mẫu")])));
    assert!(!child.holds(&look(&[("tuoi", "30"), ("truong", "Mẫu")])));
    assert!(form.condition("").unwrap().holds(&look(&[])));
    assert!(form.condition("${x} = 1").is_err() && form.condition("tuoi = 1").is_err());
    assert!(form.condition("1 +").is_err());
}

#[test]
fn a_form_that_cannot_be_computed_hides_nothing_and_says_so() {
    let source = "
settings: { form_title: T, form_id: t, version: '1' }
survey:
  - { type: text, name: mau, label: Mẫu }
  - { type: text, name: a, label: A, relevant: \"regex('x', ${mau})\", constraint: \"regex(., ${mau})\" }";
    let form = Form::load(&serde_saphyr::from_str(source).unwrap()).unwrap();
    let evaluation = form.evaluate(&answers(&[("mau", "("), ("a", "x")]), &environment());
    let question = evaluation.question("a").unwrap();
    assert!(question.relevant && question.problem.is_none());
    let failed: Vec<_> = evaluation.failures.iter().map(|f| (f.question.as_str(), f.column)).collect();
    assert_eq!(failed, [("a", "relevant"), ("a", "constraint")]);
}
