//! An identity card answers the questions of every block that asks for a person's number, in every form.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene up must fail at once")]

use forms::{Environment, Form};
use library::Library;
use library::card::{CardField, all, persons};
use std::collections::{BTreeMap, BTreeSet};

fn today() -> Environment<'static> {
    Environment::new(chrono::NaiveDate::from_ymd_opt(2026, 11, 26).unwrap())
}

#[test]
fn every_form_that_asks_for_a_number_takes_a_card() {
    let library = Library::built_in().unwrap();
    let mut people = 0;
    for pack in library.packs() {
        let Some(form) = pack.form.as_ref().map(|source| Form::load(source).unwrap()) else { continue };
        let asked: BTreeSet<String> = form
            .question_names()
            .filter(|name| form.repeats_around(name).is_empty())
            .filter_map(|name| name.strip_suffix("_so_dinh_danh"))
            .map(str::to_owned)
            .collect();
        let evaluation = form.evaluate(&BTreeMap::new(), &today());
        let found: BTreeSet<String> = all(&evaluation).into_iter().map(|person| person.prefix).collect();
        assert_eq!(found, asked, "{}", pack.procedure.code);
        people += found.len();
    }
    assert!(people >= 30, "{people} persons");
}

#[test]
fn a_persons_questions_are_found_by_what_the_blocks_call_them() {
    let library = Library::built_in().unwrap();
    let pack = library.pack(&"1.014027".into()).unwrap();
    let form = Form::load(pack.form.as_ref().unwrap()).unwrap();
    let evaluation = form.evaluate(&BTreeMap::new(), &today());
    let section = evaluation.sections.iter().find(|s| s.name == "phan_nguoi_huong").unwrap();
    let found = persons(section, &evaluation);
    let [(above, person)] = found.as_slice() else { panic!("one person: {found:?}") };
    assert_eq!((above.as_str(), person.prefix.as_str()), ("ndn_ho_ten", "ndn"));
    let named: Vec<(CardField, &str)> = person.questions.iter().map(|(f, key)| (*f, key.as_str())).collect();
    assert_eq!(
        named,
        [
            (CardField::Number, "ndn_so_dinh_danh"),
            (CardField::FullName, "ndn_ho_ten"),
            (CardField::Birth, "ndn_ngay_sinh"),
            (CardField::Sex, "ndn_gioi_tinh"),
            (CardField::Residence, "ndn_noi_cu_tru_chi_tiet"),
        ]
    );
    assert_eq!(person.paper, None, "this form takes no other paper");
}

#[test]
fn in_a_repeat_the_card_is_the_persons_of_that_instance_and_the_paper_is_chosen_with_it() {
    let library = Library::built_in().unwrap();
    let pack = library.pack(&"1.001193".into()).unwrap();
    let form = Form::load(pack.form.as_ref().unwrap()).unwrap();
    let evaluation = form.evaluate(&BTreeMap::new(), &today());
    let shown: Vec<_> =
        evaluation.sections.iter().flat_map(|section| persons(section, &evaluation)).collect();
    let (above, filer) = shown.iter().find(|(_, person)| person.prefix == "nyc").unwrap();
    assert_eq!(above, "nyc_ho_ten");
    assert_eq!(
        filer.paper.as_deref(),
        Some("nyc_giay_to"),
        "choosing the card makes the form ask for its number"
    );
    assert_eq!(filer.questions.get(&CardField::Issued).map(String::as_str), Some("nyc_giay_to_ngay_cap"));

    let with_members = library
        .packs()
        .filter_map(|pack| Some((pack, Form::load(pack.form.as_ref()?).ok()?)))
        .find(|(_, form)| {
            form.question_names().any(|n| n.ends_with("_so_dinh_danh") && !form.repeats_around(n).is_empty())
        });
    let (_, form) = with_members.expect("a form with the household's members");
    let name = form
        .question_names()
        .find(|n| n.ends_with("_so_dinh_danh") && !form.repeats_around(n).is_empty())
        .unwrap()
        .to_owned();
    let repeat = form.repeats_around(&name).join("/x/");
    let values =
        BTreeMap::from([(format!("{repeat}/a1"), "1".to_owned()), (format!("{repeat}/b2"), "2".to_owned())]);
    let evaluation = form.evaluate(&values, &today());
    let found: Vec<String> = all(&evaluation).into_iter().map(|person| person.prefix).collect();
    let members: Vec<&str> = found.iter().map(String::as_str).filter(|prefix| prefix.contains('/')).collect();
    let stem = name.strip_suffix("_so_dinh_danh").unwrap();
    assert_eq!(members, [format!("{repeat}/a1/{stem}"), format!("{repeat}/b2/{stem}")]);
}
