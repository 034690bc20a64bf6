//! Stories of a form that is being filled in: repeats, triggers, lists, what is written by itself.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use forms::{AnswerProblem, ChoiceFiles, ChoiceList, Entry, Environment, FailureReason, Form, Session};
use std::collections::BTreeMap;

fn form(survey: &str, choices: &str) -> Form {
    let yaml = format!(
        "settings: {{ form_title: T, form_id: t, version: '1' }}\nsurvey:\n{survey}\nchoices:{}",
        if choices.is_empty() { " []".to_owned() } else { format!("\n{choices}") }
    );
    Form::load(&serde_saphyr::from_str(&yaml).unwrap()).unwrap()
}

fn environment() -> Environment<'static> {
    Environment::new("2026-11-25".parse().unwrap())
}

fn begin(form: &Form) -> Session {
    Session::new(form, &BTreeMap::new(), &environment())
}

const CHILDREN: &str = r#"
  - { type: integer, name: tuoi_max, label: Tuổi }
  - { type: begin repeat, name: con, label: Con }
  - { type: text, name: ten, label: "Con thứ ${thu}", required: yes }
  - { type: integer, name: tuoi, label: "Tuổi của ${ten}", constraint: ". <= ${tuoi_max}" }
  - { type: calculate, name: thu, calculation: "position(..)" }
  - { type: begin group, name: hoc, label: Học, relevant: "${tuoi} > 5" }
  - { type: text, name: truong, label: Trường }
  - { type: end group }
  - { type: end repeat }
  - { type: calculate, name: so_con, calculation: "count(${con})" }
  - { type: calculate, name: tong, calculation: "sum(${tuoi})" }
  - { type: calculate, name: cac_ten, calculation: "join(', ', ${ten})" }
  - { type: calculate, name: con_dau, calculation: "indexed-repeat(${ten}, ${con}, 1)" }
  - { type: calculate, name: lon, calculation: "count(/data/con[tuoi > 5])" }"#;

#[test]
fn children_are_added_one_by_one_and_removed_without_losing_what_was_said() {
    let form = form(CHILDREN, "");
    let e = environment();
    let mut session = begin(&form);
    assert_eq!((session.value("so_con"), session.value("tong")), ("0", "0"));
    assert_eq!(session.add_instance("con", "a", &e), Some(("con/a".into(), "1".into())));
    assert_eq!(session.add_instance("con", "b", &e), Some(("con/b".into(), "2".into())));
    assert_eq!(session.add_instance("con", "b", &e), None, "the id is taken");
    assert_eq!(session.add_instance("con", "B!", &e), None, "the id will not do");
    assert_eq!(session.add_instance("tong", "c", &e), None, "that is no repeat");
    assert_eq!(session.unfinished(), ["con/a/ten", "con/b/ten"]);
    let mut changed = session.answer("con/a/ten", "An", &e);
    changed.sort_unstable();
    assert_eq!(changed, ["cac_ten", "con/a/ten", "con/a/tuoi", "con_dau"], "the other child is not touched");
    session.answer("con/b/ten", "Bình", &e);
    session.answer("con/a/tuoi", "9", &e);
    session.answer("con/b/tuoi", "3", &e);
    for (key, value) in [
        ("so_con", "2"),
        ("tong", "12"),
        ("cac_ten", "An, Bình"),
        ("con_dau", "An"),
        ("lon", "1"),
        ("con/b/thu", "2"),
    ] {
        assert_eq!(session.value(key), value, "{key}");
    }
    assert_eq!(session.question("con/b/tuoi").unwrap().label.get("vi"), "Tuổi của Bình");
    assert!(session.question("con/a/truong").unwrap().relevant);
    assert!(!session.question("con/b/truong").unwrap().relevant);
    assert!(session.question("con/a/tuoi").unwrap().problem.is_some(), "older than tuoi_max says");
    session.answer("tuoi_max", "10", &e);
    assert!(session.question("con/a/tuoi").unwrap().problem.is_none());

    assert_eq!(session.remove_instance("con/a", &e), Some(("con/a".into(), String::new())));
    assert_eq!(
        (session.value("so_con"), session.value("con_dau"), session.value("con/b/thu")),
        ("1", "Bình", "1")
    );
    assert_eq!(session.answers().get("con/a/ten").unwrap(), "An", "kept aside");
    assert!(!session.submitted_values().contains_key("con/a/ten"));
    assert_eq!(session.submitted_values().get("con/b").unwrap(), "2");
    // It comes back behind the other.
    session.answer("con/a", "3", &e);
    assert_eq!(session.value("cac_ten"), "Bình, An");
    session.answer("con/a", "1.5", &e);
    assert_eq!(session.value("cac_ten"), "An, Bình", "moved before the other");
}

#[test]
fn a_repeat_is_a_section_with_its_instances() {
    let form = form(CHILDREN, "");
    let answers = [("con/b", "1"), ("con/a", "2")].map(|(k, v)| (k.to_owned(), v.to_owned()));
    let session = Session::new(&form, &answers.into_iter().collect(), &environment());
    let section = session.sections().get(1).unwrap();
    let [Entry::Repeat(repeat)] = section.entries.as_slice() else { panic!("{section:?}") };
    assert_eq!((section.name.as_str(), repeat.key.as_str(), repeat.counted), ("con", "con", false));
    let ids: Vec<&str> = repeat.instances.iter().map(|instance| instance.id.as_str()).collect();
    assert_eq!(ids, ["b", "a"]);
    let keys: Vec<&str> = repeat.instances.first().unwrap().questions().map(|q| q.key.as_str()).collect();
    assert_eq!(keys, ["con/b/ten", "con/b/tuoi", "con/b/thu", "con/b/truong"]);
}

#[test]
fn repeat_count_makes_and_takes_instances_and_has_a_limit() {
    let form = form(
        "
  - { type: integer, name: so, label: Số }
  - { type: begin repeat, name: r, label: R, repeat_count: \"${so}\" }
  - { type: text, name: ten, label: Tên, default: 'Mẫu' }
  - { type: begin repeat, name: s, label: S, repeat_count: 2 }
  - { type: calculate, name: cho, calculation: \"concat(position(../..), '.', position(..), ${ten})\" }
  - { type: end repeat }
  - { type: end repeat }
  - { type: calculate, name: dem, calculation: \"count(${s})\" }",
        "",
    );
    let e = environment();
    let mut session = begin(&form);
    session.answer("so", "2", &e);
    session.answer("r/2/ten", "Hai", &e);
    assert_eq!((session.value("dem"), session.value("r/2/s/1/cho")), ("4", "2.1Hai"));
    assert_eq!(session.add_instance("r", "a", &e), None, "the form says how many there are");
    session.answer("so", "1", &e);
    assert_eq!((session.value("dem"), session.value("r/2/ten")), ("2", ""));
    session.answer("so", "2", &e);
    assert_eq!(session.value("r/2/ten"), "Hai", "it comes back");
    session.answer("so", "1000000000", &e);
    let failure = session.failures().into_iter().find(|f| f.question == "r").unwrap();
    assert_eq!(failure.error, FailureReason::TooManyInstances { max: 1_000 });
    assert_eq!(session.value("dem"), "2000");
    session.answer("so", "", &e);
    assert_eq!(session.value("dem"), "0");
}

#[test]
fn a_triggered_calculation_waits_for_its_trigger_and_is_written_down() {
    let form = form(
        "
  - { type: text, name: a, label: A }
  - { type: text, name: b, label: B }
  - { type: calculate, name: khi, calculation: \"concat(${a}, ${b})\", trigger: \"${a}\" }
  - { type: calculate, name: sau, calculation: \"concat(${khi}, '!')\" }
  - { type: calculate, name: lan_dau, calculation: \"once(${a})\" }
  - { type: start, name: bat_dau }
  - { type: today, name: hom_nay }
  - { type: deviceid, name: may }",
        "",
    );
    let e = Environment { device_id: "may-1", ..environment() };
    let mut session = Session::new(&form, &BTreeMap::new(), &e);
    let begun: Vec<(String, String)> = session.take_written().into_iter().collect();
    let expected = [("bat_dau", "2026-11-25T00:00:00.000+07:00"), ("hom_nay", "2026-11-25")];
    assert_eq!(begun, expected.map(|(k, v)| (k.to_owned(), v.to_owned())));
    assert_eq!(session.value("may"), "may-1");
    session.answer("b", "2", &e);
    assert!(session.take_written().is_empty());
    assert_eq!(session.value("khi"), "");
    session.answer("a", "1", &e);
    assert_eq!((session.value("khi"), session.value("sau")), ("12", "12!"));
    let written = session.take_written();
    assert_eq!((written.get("khi").unwrap().as_str(), written.get("lan_dau").unwrap().as_str()), ("12", "1"));
    session.answer("b", "3", &e);
    assert_eq!(session.value("khi"), "12", "only a sets it off");
    session.answer("a", "9", &e);
    assert_eq!((session.value("khi"), session.value("lan_dau")), ("93", "1"));
    let again = form.evaluate(session.answers(), &e);
    assert_eq!((again.value("khi"), again.value("lan_dau")), ("93", "1"), "kept with the answers");
}

const PLACES: &str = "
  - { list_name: tinh, name: '11', label: Điện Biên }
  - { list_name: tinh, name: '01', label: Hà Nội }
  - { list_name: xa, name: mp, label: Mường Phăng, tinh: '11' }
  - { list_name: xa, name: mt, label: Mường Thanh, tinh: '11' }
  - { list_name: xa, name: bd, label: Ba Đình, tinh: '01' }";

#[test]
fn a_triggered_calculation_that_goes_wrong_is_told_until_the_next_answer() {
    let form = form(
        "
  - { type: text, name: mau, label: Mẫu }
  - { type: text, name: khac, label: Khác }
  - { type: calculate, name: khop, calculation: \"regex('a', ${mau})\", trigger: \"${mau}\" }",
        "",
    );
    let e = environment();
    let mut session = begin(&form);
    session.answer("mau", "(", &e);
    let told: Vec<_> = session.failures().into_iter().map(|f| (f.question, f.column)).collect();
    assert_eq!(told, [("khop".to_owned(), "trigger")]);
    assert_eq!(form.evaluate(session.answers(), &e).failures, [], "nothing is triggered by opening it again");
    session.answer("khac", "x", &e);
    assert_eq!(session.failures(), []);
}

#[test]
fn lists_are_filtered_looked_into_searched_and_shuffled() {
    let form = form(
        "
  - { type: select_one tinh, name: tinh, label: Tỉnh }
  - { type: select_one xa, name: xa, label: Xã, choice_filter: \"tinh = ${tinh}\" }
  - { type: select_one xa, name: xa_m, label: Xã, choice_filter: \"tinh = ${tinh} and contains(name, 't')\" }
  - { type: select_multiple xa or_other, name: nhieu, label: Nhiều }
  - { type: rank tinh, name: hang, label: Xếp hạng }
  - { type: select_one xa, name: tron, label: Trộn, parameters: randomize=true seed=3 }
  - { type: calculate, name: ten_xa, calculation: \"jr:choice-name(${xa}, '${xa}')\" }
  - { type: calculate, name: tra, calculation: \"instance('xa')/root/item[name = ${xa}]/label\" }",
        PLACES,
    );
    let e = environment();
    let mut session = begin(&form);
    let names = |session: &Session, key: &str| -> Vec<String> {
        session.question(key).unwrap().choices.iter().map(|c| c.name.to_string()).collect()
    };
    session.answer("tinh", "11", &e);
    session.answer("xa", "mp", &e);
    assert_eq!(
        (names(&session, "xa"), names(&session, "xa_m")),
        (vec!["mp".into(), "mt".into()], vec!["mt".into()])
    );
    assert_eq!((session.value("ten_xa"), session.value("tra")), ("Mường Phăng", "Mường Phăng"));
    let found = session.search_choices("xa", "muong", 9, &e);
    assert_eq!(found.iter().map(|c| &*c.name).collect::<Vec<_>>(), ["mp", "mt"]);
    assert!(session.search_choices("xa", "ba dinh", 9, &e).is_empty(), "it is filtered out");
    session.answer("tinh", "01", &e);
    assert_eq!(session.question("xa").unwrap().problem, Some(AnswerProblem::NotAChoice));
    assert!(!session.question("nhieu_other").unwrap().relevant);
    session.answer("nhieu", "mp other", &e);
    assert!(
        session.question("nhieu_other").unwrap().relevant
            && session.question("nhieu").unwrap().problem.is_none()
    );
    let mut ranking = |value: &str| {
        session.answer("hang", value, &e);
        session.question("hang").unwrap().problem.clone()
    };
    assert_eq!(ranking("01 11"), None);
    assert_eq!(ranking("01"), Some(AnswerProblem::NotARanking));
    assert_eq!(ranking("01 01"), Some(AnswerProblem::NotARanking));
    assert_eq!(ranking("01 99"), Some(AnswerProblem::NotAChoice));
    let mut shuffled = names(&session, "tron");
    assert_eq!(shuffled, names(&begin(&form), "tron"), "the same seed, the same order");
    shuffled.sort();
    assert_eq!(shuffled, ["bd", "mp", "mt"]);
}

#[derive(Debug)]
struct Files(ChoiceList);

impl ChoiceFiles for Files {
    fn list(&self, file: &str) -> Option<&ChoiceList> {
        (file == "xa.csv").then_some(&self.0)
    }
}

#[test]
fn a_file_that_is_handed_in_is_filtered_and_pulled_from() {
    let form = form(
        "
  - { type: text, name: tinh, label: Tỉnh }
  - { type: select_one_from_file xa.csv, name: xa, label: Xã, choice_filter: \"tinh = ${tinh}\" }
  - { type: calculate, name: ten_xa, calculation: \"pulldata('xa', 'label', 'name', ${xa})\" }",
        "",
    );
    let rows = [vec!["1", "Mường Phăng", "11"], vec!["2", "Ba Đình", "01"]];
    let files = Files(ChoiceList::from_table(&["name", "label", "tinh"], rows, "name", "label"));
    let e = environment().with_files(&files);
    let mut session = Session::new(&form, &BTreeMap::new(), &e);
    session.answer("tinh", "11", &e);
    session.answer("xa", "1", &e);
    assert_eq!(session.question("xa").unwrap().choices.len(), 1);
    assert_eq!((session.value("ten_xa"), session.failures().len()), ("Mường Phăng", 0));
    session.answer("xa", "2", &e);
    assert_eq!(session.question("xa").unwrap().problem, Some(AnswerProblem::NotAChoice));
}

#[test]
fn answers_of_every_type_are_checked() {
    let form = form(
        "
  - { type: range, name: thang, label: Thang, parameters: start=0 end=1 step=0.25 }
  - { type: time, name: gio, label: Giờ }
  - { type: dateTime, name: luc, label: Lúc }
  - { type: geopoint, name: noi, label: Nơi }
  - { type: geotrace, name: duong, label: Đường }
  - { type: barcode, name: ma, label: Mã }
  - { type: image, name: anh, label: Ảnh }",
        "",
    );
    let e = environment();
    let mut session = begin(&form);
    for (key, value, expected) in [
        ("thang", "0.75", None),
        ("thang", "0.8", Some(AnswerProblem::NotInRange)),
        ("thang", "a", Some(AnswerProblem::NotANumber)),
        ("gio", "07:30", None),
        ("gio", "7h", Some(AnswerProblem::NotATime)),
        ("luc", "2026-11-25T07:30", None),
        ("luc", "2026-11-25", Some(AnswerProblem::NotADateTime)),
        ("noi", "21.4 103", None),
        ("noi", "21.4", Some(AnswerProblem::NotAPlace)),
        ("duong", "21 103; 22 103", None),
        ("ma", "8934", None),
        ("anh", "a.jpg", None),
    ] {
        session.answer(key, value, &e);
        assert_eq!(session.question(key).unwrap().problem, expected, "{key} = {value}");
    }
}

#[test]
fn a_running_total_over_instances_follows_a_change_in_the_first() {
    let form = form(
        "
  - { type: begin repeat, name: r, label: R }
  - { type: integer, name: so, label: Số }
  - { type: calculate, name: tong, calculation: \"${so} + coalesce(indexed-repeat(${tong}, ${r}, position(..) - 1), 0)\" }
  - { type: end repeat }",
        "",
    );
    let e = environment();
    let mut session = begin(&form);
    for (id, so) in [("a", "1"), ("b", "2"), ("c", "3")] {
        session.add_instance("r", id, &e).unwrap();
        session.answer(&format!("r/{id}/so"), so, &e);
    }
    assert_eq!(session.value("r/c/tong"), "6");
    session.answer("r/a/so", "10", &e);
    assert_eq!(session.value("r/c/tong"), "15");
}

#[test]
fn what_grows_again_in_one_change_and_looks_as_before_is_not_told() {
    let form = form(
        "
  - { type: text, name: xoa, label: Xoá }
  - { type: calculate, name: so, calculation: '1', trigger: \"${xoa}, ${so}\" }
  - { type: begin repeat, name: r, label: R, repeat_count: \"${so}\" }
  - { type: text, name: ten, label: Tên }
  - { type: end repeat }",
        "",
    );
    let e = environment();
    let mut session = begin(&form);
    session.answer("xoa", "x", &e);
    session.answer("r/1/ten", "Hoa", &e);
    // Without an answer there is no instance; what that triggers makes one again.
    let told = session.forget("so", &e);
    assert_eq!((session.value("so"), session.value("r/1/ten")), ("1", "Hoa"));
    assert!(!told.contains(&"r/1/ten".to_owned()), "{told:?}");
}

#[test]
fn a_default_that_looks_at_the_first_instance_is_empty_in_the_first() {
    let form = form(
        "
  - { type: begin repeat, name: r, label: R }
  - { type: text, name: q, label: Q, default: \"indexed-repeat(${q}, ${r}, 1)\" }
  - { type: end repeat }",
        "",
    );
    let e = environment();
    let mut session = begin(&form);
    let first = session.add_instance("r", "a", &e).unwrap().0;
    session.add_instance("r", "b", &e).unwrap();
    session.answer("r/a/q", "Hoa", &e);
    assert_eq!(session.value("r/b/q"), "Hoa");
    session.remove_instance(&first, &e).unwrap();
    assert_eq!(session.value("r/b/q"), "", "it is the first now");
}

#[test]
fn what_is_read_aloud_never_says_what_was_answered() {
    let form = form(
        r#"
  - { type: text, name: ten, label: Họ tên }
  - { type: integer, name: tuoi, label: "Tuổi của ${ten}", hint: "${ten} sinh năm nào?", guidance_hint: Ghi số }"#,
        "",
    );
    let mut session = begin(&form);
    session.answer("ten", "Lò Thị Mẫu", &environment());
    let view = session.evaluation();
    let question = view.question("tuoi").unwrap();
    assert_eq!(question.label.get("vi"), "Tuổi của Lò Thị Mẫu");
    let aloud: Vec<&str> = question.aloud.iter().map(|text| text.get("vi")).collect();
    assert_eq!(aloud, ["Tuổi của …", "… sinh năm nào?", "Ghi số"]);
}
