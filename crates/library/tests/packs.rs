//! Every pack in `procedures/` is compiled in and whole.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use library::{Library, Pack, PackFault};
use std::path::Path;

fn folders() -> Vec<(String, String, String)> {
    let procedures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures");
    let mut folders: Vec<_> = std::fs::read_dir(procedures)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("procedure.yaml").is_file())
        .map(|path| {
            let read = |file: &str| std::fs::read_to_string(path.join(file)).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, read("procedure.yaml"), read("form.yaml"))
        })
        .collect();
    folders.sort();
    folders
}

#[test]
fn every_pack_is_whole_and_lies_in_the_folder_of_its_code() {
    assert!(!folders().is_empty());
    for (name, procedure, form) in folders() {
        match Pack::read(&name, &procedure, &form) {
            Ok(pack) => assert_eq!(pack.procedure.code.as_str(), name),
            Err(error) => panic!("{error:#?}"),
        }
    }
}

#[test]
fn every_folder_is_compiled_in() {
    let library = Library::built_in().unwrap();
    let known: Vec<&str> = library.packs().map(|p| p.procedure.code.as_str()).collect();
    for (name, ..) in folders() {
        assert!(known.contains(&name.as_str()), "{name} lies in procedures/ and is not compiled in");
    }
}

fn pack() -> Pack {
    let (name, procedure, form) = folders().remove(0);
    Pack::read(&name, &procedure, &form).unwrap()
}

#[test]
fn a_condition_over_a_question_that_is_not_there_is_found() {
    let mut pack = pack();
    let paper = pack.procedure.papers.first_mut().unwrap();
    paper.relevant = "${khong_co_cau_nay} = 'co'".into();
    let id = paper.id.clone();
    let faults = pack.check().unwrap_err();
    assert!(
        matches!(faults.as_slice(), [PackFault::PaperCondition { paper, .. }] if *paper == id),
        "{faults:?}"
    );
}

#[test]
fn a_sentence_without_english_is_found() {
    let mut pack = pack();
    pack.procedure.summary.en.clear();
    let expected = PackFault::MissingLanguage { place: "summary".into(), language: "en" };
    assert_eq!(pack.check().unwrap_err(), [expected]);
}

#[test]
fn a_label_without_vietnamese_is_found() {
    let mut pack = pack();
    let row = pack.form.survey.first_mut().unwrap();
    row.label = [("English (en)".to_owned(), "Only English".to_owned())].into_iter().collect();
    let place = format!("survey, {}: label", row.name);
    assert_eq!(pack.check().unwrap_err(), [PackFault::MissingLanguage { place, language: "vi" }]);
}

#[test]
fn two_papers_of_one_name_and_a_form_of_another_procedure_are_found() {
    let mut pack = pack();
    let first = pack.procedure.papers.first().unwrap().clone();
    pack.procedure.papers.push(first.clone());
    pack.form.settings.form_id = "9.999999".into();
    let faults = pack.check().unwrap_err();
    assert!(faults.contains(&PackFault::DuplicatePaper(first.id)), "{faults:?}");
    assert!(faults.iter().any(|f| matches!(f, PackFault::OtherForm { .. })), "{faults:?}");
}

#[test]
fn a_pack_crosses_a_boundary_and_stays_the_same() {
    let pack = pack();
    let json = serde_json::to_string(&pack).unwrap();
    assert_eq!(serde_json::from_str::<Pack>(&json).unwrap(), pack);
}
