//! Question blocks become plain rows, and what is wrong with a use is told at the row of the form.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use forms::FormSource;
use library::check::{Context, StoriesNeeded, check};
use library::{Blocks, LibraryError, LifeEvents, Pack, PackFiles};

const PERSON: &str = r#"
block: nguoi
about: { vi: Một người, en: A person }
parameters: [vi, en]
survey:
  - type: text
    name: "{{p}}_ho_ten"
    label::Tiếng Việt (vi): "Họ và tên {{vi}}"
    label::English (en): "Full name of {{en}}"
    required: yes
    required_message::Tiếng Việt (vi): Xin ghi
    required_message::English (en): Please write
  - type: select_one gioi_tinh
    name: "{{p}}_gioi_tinh"
    label::Tiếng Việt (vi): "{{Vi}} là nam hay nữ?"
    label::English (en): "{{En}}: man or woman?"
    relevant: "${{{p}}_ho_ten} != ''"
  - type: begin_group
    name: "{{p}}_them"
    label::Tiếng Việt (vi): Thêm
    label::English (en): More
  - type: note
    name: "{{p}}_ghi_chu"
    label::Tiếng Việt (vi): "{{la}} ${{{p}}_ho_ten}"
    label::English (en): "{{la}} ${{{p}}_ho_ten}"
  - type: end_group
choices:
  - { list_name: gioi_tinh, name: nam, "label::Tiếng Việt (vi)": Nam, "label::English (en)": Man }
  - { list_name: gioi_tinh, name: nu, "label::Tiếng Việt (vi)": Nữ, "label::English (en)": Woman }
"#;

fn person() -> String {
    PERSON.replace("{{la}}", "Xem")
}

fn blocks() -> Blocks {
    Blocks::read([("nguoi", person().as_str())]).unwrap()
}

/// The small pack with these lines put before its other questions, and these choices.
fn form(rows: &str, choices: &str) -> String {
    let form = include_str!("small/form.yaml");
    form.replacen("survey:\n", &format!("survey:\n{rows}"), 1) + choices
}

fn expanded(rows: &str, choices: &str) -> Result<FormSource, LibraryError> {
    let form = form(rows, choices);
    let procedure = include_str!("small/procedure.yaml");
    let files = PackFiles { folder: "9.000001", procedure, form: Some(&form), ..PackFiles::default() };
    Pack::read(&files, &blocks()).map(|pack| pack.form.unwrap())
}

fn told(rows: &str, choices: &str) -> Vec<String> {
    let form = form(rows, choices);
    let procedure = include_str!("small/procedure.yaml");
    let files = PackFiles { folder: "9.000001", procedure, form: Some(&form), ..PackFiles::default() };
    let (blocks, events) = (blocks(), LifeEvents::default());
    let faults = check(
        &files,
        Context { blocks: &blocks, events: &events, files: None, stories: StoriesNeeded::Three },
    );
    faults.iter().filter(|f| f.file.ends_with("form.yaml")).map(ToString::to_string).collect()
}

const USE: &str = "  - type: block nguoi\n    name: nyc\n    with: { vi: người đi khai, en: the person }\n";

#[test]
fn a_block_becomes_rows_with_its_prefix_and_its_words() {
    let form = expanded(USE, "").unwrap();
    let names: Vec<&str> = form.survey.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names[..5], ["nyc_ho_ten", "nyc_gioi_tinh", "nyc_them", "nyc_ghi_chu", ""]);
    let (name, sex, note) = (&form.survey[0], &form.survey[1], &form.survey[3]);
    assert_eq!(name.label.get("vi"), "Họ và tên người đi khai");
    assert_eq!(name.label.get("en"), "Full name of the person");
    assert_eq!(sex.label.get("vi"), "Người đi khai là nam hay nữ?");
    assert_eq!((sex.kind.as_str(), sex.relevant.as_str()), ("select_one gioi_tinh", "${nyc_ho_ten} != ''"));
    assert_eq!(note.label.get("vi"), "Xem ${nyc_ho_ten}");
    let lists: Vec<&str> = form.choices.iter().map(|row| row.list_name.as_str()).collect();
    assert_eq!(lists, ["co_khong", "co_khong", "gioi_tinh", "gioi_tinh"]);
}

#[test]
fn a_use_leaves_rows_out_makes_them_optional_and_adds_its_condition() {
    let rest = "    without: [gioi_tinh]\n    optional: [ho_ten]\n    relevant: \"${tuoi} > 5\"\n";
    let form = expanded(&format!("{USE}{rest}"), "").unwrap();
    let names: Vec<&str> = form.survey.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names[..4], ["nyc_ho_ten", "nyc_them", "nyc_ghi_chu", ""]);
    let name = &form.survey[0];
    assert_eq!((name.required.as_str(), name.required_message.is_empty()), ("", true));
    assert_eq!(name.relevant, "${tuoi} > 5");
    // A closing row takes no condition, and the list of a row left out is not taken either.
    assert_eq!(form.survey[3].relevant, "");
    assert!(form.choices.iter().all(|row| row.list_name == "co_khong"));

    let both = expanded(&format!("{USE}    relevant: \"${{tuoi}} > 5\"\n"), "").unwrap();
    assert_eq!(both.survey[1].relevant, "(${tuoi} > 5) and (${nyc_ho_ten} != '')");
}

#[test]
fn two_uses_of_a_block_share_its_lists() {
    let second = USE.replace("nyc", "tre");
    let form = expanded(&format!("{USE}{second}"), "").unwrap();
    assert_eq!(form.choices.len(), 4);
    assert_eq!(form.survey.iter().filter(|row| row.name.ends_with("_ho_ten")).count(), 2);
}

#[test]
fn a_list_that_a_parameter_names_is_taken_along() {
    let block =
        person().replace("[vi, en]", "[vi, en, list]").replace("select_one gioi_tinh", "select_one {{list}}");
    let blocks = Blocks::read([("nguoi", block.as_str())]).unwrap();
    let form = form(&USE.replace("vi:", "list: gioi_tinh, vi:"), "");
    let procedure = include_str!("small/procedure.yaml");
    let files = PackFiles { folder: "9.000001", procedure, form: Some(&form), ..PackFiles::default() };
    let form = Pack::read(&files, &blocks).unwrap().form.unwrap();
    assert_eq!(form.survey[1].kind, "select_one gioi_tinh");
    assert_eq!(form.choices.iter().filter(|row| row.list_name == "gioi_tinh").count(), 2);
}

#[test]
fn a_list_of_the_form_that_is_the_same_is_taken_once() {
    let same = person();
    let (_, same) = same.split_once("choices:\n").unwrap();
    assert_eq!(expanded(USE, same).unwrap().choices.len(), 4);
}

#[test]
fn what_is_wrong_with_a_use_is_told_at_its_row() {
    let other_list = "  - { list_name: gioi_tinh, name: nam, \"label::Tiếng Việt (vi)\": Trai, \"label::English (en)\": Boy }\n";
    for (name, rows, choices, expected) in [
        (
            "no such block",
            USE.replace("nguoi\n", "nguoii\n"),
            "",
            "form.yaml:3:5: survey[1]: there is no block `nguoii`; known are nguoi",
        ),
        (
            "no parameter",
            USE.replace(", en: the person", ""),
            "",
            "survey[1].with: the block `nguoi` needs `en`",
        ),
        (
            "a parameter too many",
            USE.replace("vi:", "vii: x, vi:"),
            "",
            "the block `nguoi` has no parameter `vii`",
        ),
        (
            "no such row to leave out",
            format!("{USE}    without: [tuoi]\n"),
            "",
            "survey[1].without: the block `nguoi` has no row `tuoi`",
        ),
        (
            "no such row to make optional",
            format!("{USE}    optional: [tuoi]\n"),
            "",
            "survey[1].optional: the block `nguoi` has no row `tuoi`",
        ),
        ("an unknown key", format!("{USE}    label: x\n"), "", "survey[1]: there is no key `label` here"),
        ("no prefix", USE.replace("    name: nyc\n", ""), "", "survey[1]: the key `name` is missing"),
        (
            "the same use twice",
            format!("{USE}{USE}"),
            "",
            "form.yaml:6:5: block nguoi nyc: the name `nyc_ho_ten` stands in line 3 too",
        ),
        (
            "a name of the form",
            format!("  - {{ type: text, name: nyc_ho_ten, label: x }}\n{USE}"),
            "",
            "the name `nyc_ho_ten` stands in line 3 too",
        ),
        (
            "a list that differs",
            USE.to_owned(),
            other_list,
            "choices: the list `gioi_tinh` of block `nguoi` differs from the one of the form",
        ),
        (
            "a condition over no question",
            format!("{USE}    relevant: \"${{khong_co}} = 1\"\n"),
            "",
            "form.yaml:3:5: survey, nyc_ho_ten (block nguoi): survey, row 2, column relevant",
        ),
    ] {
        let told = told(&rows, choices);
        assert!(told.iter().any(|fault| fault.contains(expected)), "{name}: {told:#?}");
    }
    assert_eq!(told(USE, ""), Vec::<String>::new());
}

#[test]
fn what_is_wrong_with_a_block_is_told_in_its_file() {
    for (name, from, to, expected) in [
        (
            "another name",
            "block: nguoi",
            "block: con_nguoi",
            "blocks/nguoi.yaml:2:1: block: this says con_nguoi",
        ),
        (
            "an undeclared parameter",
            "{{la}}",
            "{{lạ}}",
            "survey[4].label::Tiếng Việt (vi): `{{lạ}}` is no parameter",
        ),
        ("an unused parameter", "[vi, en]", "[vi, en, x]", "the parameter `x` is used nowhere"),
        (
            "no prefix",
            "\"{{p}}_ghi_chu\"",
            "ghi_chu",
            "survey[4].name: the names in a block begin with `{{p}}_`",
        ),
        ("a block in a block", "type: note", "type: block nguoi", "survey[4]: blocks cannot use blocks"),
        ("an unknown key", "about:", "abuot:", "there is no key `abuot` here"),
    ] {
        let text = PERSON.replace(from, to).replace("{{la}}", "Xem");
        let (_, faults) = Blocks::read_all([("nguoi", text.as_str())]);
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(told.iter().any(|fault| fault.contains(expected)), "{name}: {told:#?}");
    }
}
