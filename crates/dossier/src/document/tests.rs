//! Two people, one dossier.

use super::*;
use crate::paper::PaperState;
use crate::{AnswerText, QuestionName, Timestamp};
use proptest::prelude::*;

const LAN: Actor = Actor([1; 16]);
const MINH: Actor = Actor([2; 16]);

/// Whole minutes: that is how finely the time of a change is kept.
fn at(minutes: i64) -> Timestamp {
    Timestamp::from_millis(minutes * 60_000)
}

fn birth_dossier() -> Document {
    let facts =
        DossierFacts { procedure: "1.001193".into(), form_version: "2026-07-18".into(), household: None };
    Document::create_dossier(LAN, &facts, at(1_000)).unwrap()
}

fn answer(document: &mut Document, question: &str, text: &str, when: i64) {
    document.set_answer(&question.into(), &AnswerText::new(text).unwrap(), at(when)).unwrap();
}

fn merge(into: &mut Document, from: &Document) {
    let heads = into.heads();
    let missing = from.changes_since(&heads);
    into.apply(missing).unwrap();
}

#[test]
fn a_dossier_reads_back_what_was_written_after_a_save_and_a_log() {
    let mut dossier = birth_dossier();
    answer(&mut dossier, "child_name", "Lò Thị Mẫu", 2_000);
    let (snapshot, snapshot_heads) = (dossier.save(), dossier.heads());
    answer(&mut dossier, "child_name", "Lò Thị Mẫu Hai", 3_000);
    dossier.set_paper(&"birth_certificate".into(), PaperState::Seen, at(4_000)).unwrap();
    dossier.set_consent("help_with_dossier", true, "2026-11", at(5_000)).unwrap();
    dossier.set_submitted(at(6_000)).unwrap();
    let log = dossier.changes_since(&snapshot_heads);

    let read = Document::load(&snapshot, log.iter().map(|change| change.raw_bytes())).unwrap();
    assert_eq!(read.heads(), dossier.heads());
    assert_eq!(read.facts().unwrap().procedure.as_str(), "1.001193");
    let name = read.answer(&"child_name".into()).unwrap().unwrap();
    assert_eq!((name.current.text.as_str(), name.current.at), ("Lò Thị Mẫu Hai", at(3_000)));
    assert!(name.current.written_by(LAN));
    assert!(name.others.is_empty());
    assert_eq!(read.papers().unwrap()[&"birth_certificate".into()], PaperState::Seen);
    assert!(read.consents().unwrap()["help_with_dossier"].given);
    assert_eq!(read.submitted_at().unwrap(), Some(at(6_000)));
}

#[test]
fn different_fields_merge_and_the_same_field_keeps_both_values_with_who_and_when() {
    let mut lan = birth_dossier();
    let mut minh = Document::load(&lan.save(), []).unwrap();
    minh.write_as(MINH);
    answer(&mut lan, "child_name", "Lò Văn An", 10_000);
    answer(&mut lan, "birth_place", "Trạm y tế xã", 11_000);
    answer(&mut minh, "child_name", "Lò Văn Ân", 12_000);
    answer(&mut minh, "mother_name", "Lò Thị Mẫu", 13_000);

    merge(&mut lan, &minh);
    merge(&mut minh, &lan);
    assert_eq!(lan.heads(), minh.heads());
    assert_eq!(lan.values().unwrap(), minh.values().unwrap());
    assert_eq!(lan.conflicts().unwrap(), [QuestionName::from("child_name")]);
    let name = lan.answer(&"child_name".into()).unwrap().unwrap();
    let mut seen: Vec<_> =
        std::iter::once(&name.current).chain(&name.others).map(|v| (v.text.clone(), v.at)).collect();
    seen.sort();
    assert_eq!(seen, [("Lò Văn An".into(), at(10_000)), ("Lò Văn Ân".into(), at(12_000))]);

    answer(&mut lan, "child_name", "Lò Văn An", 20_000);
    merge(&mut minh, &lan);
    assert!(minh.conflicts().unwrap().is_empty(), "writing a value settles the conflict for everybody");
}

#[test]
fn clearing_an_answer_is_seen_beside_a_concurrent_one_and_not_lost() {
    let mut lan = birth_dossier();
    answer(&mut lan, "father_name", "Lò Văn Mẫu", 10);
    let mut minh = Document::load(&lan.save(), []).unwrap();
    minh.write_as(MINH);
    answer(&mut lan, "father_name", "", 20);
    answer(&mut minh, "father_name", "Lò Văn Mẫu B", 21);
    merge(&mut lan, &minh);
    assert_eq!(lan.conflicts().unwrap().len(), 1);
}

#[test]
fn consent_recorded_both_ways_at_once_does_not_stand() {
    let mut lan = birth_dossier();
    let mut minh = Document::load(&lan.save(), []).unwrap();
    minh.write_as(MINH);
    lan.set_consent("help_with_dossier", true, "1", at(1)).unwrap();
    minh.set_consent("help_with_dossier", false, "1", at(2)).unwrap();
    merge(&mut lan, &minh);
    assert!(!lan.consents().unwrap()["help_with_dossier"].given);
}

#[test]
fn a_log_with_a_gap_is_an_error_and_not_a_shorter_document() {
    let mut dossier = birth_dossier();
    let (snapshot, heads) = (dossier.save(), dossier.heads());
    answer(&mut dossier, "a", "1", 1);
    answer(&mut dossier, "a", "2", 2);
    let log = dossier.changes_since(&heads);
    let with_gap = Document::load(&snapshot, log.iter().skip(1).map(|change| change.raw_bytes()));
    assert_eq!(with_gap.unwrap_err(), DocumentError::MissingChanges);
    let mut torn = snapshot.clone();
    torn.truncate(snapshot.len() - 3);
    assert!(matches!(Document::load(&torn, []), Err(DocumentError::Unreadable { .. })));
}

#[test]
fn a_document_of_another_kind_or_a_newer_schema_is_told_apart() {
    use automerge::transaction::Transactable;
    let mut foreign = Automerge::new();
    foreign.transact::<_, _, automerge::AutomergeError>(|tx| tx.put(ROOT, "title", "x")).unwrap();
    assert_eq!(Document::recognise(foreign).unwrap_err(), DocumentError::WrongShape);
    let mut newer = birth_dossier();
    newer.write(at(1), |tx| tx.put(ROOT, "schema", SCHEMA + 1)).unwrap();
    assert_eq!(
        Document::load(&newer.save(), []).unwrap_err(),
        DocumentError::NewerSchema { found: SCHEMA + 1 }
    );
    assert_eq!(birth_dossier().household().unwrap_err(), DocumentError::WrongKind);
}

#[test]
fn a_household_reads_back_with_its_persons() {
    let person = |n: u8, name: &str| crate::person::Person {
        id: crate::PersonId::from_bytes([n; 16]),
        full_name: name.into(),
        birth: "1990".into(),
        relation: "con".into(),
        personal_number: String::new(),
    };
    let facts =
        HouseholdFacts { head: "Lò Văn Mẫu".into(), area: "Bản Mẫu".into(), address: String::new() };
    let persons = [person(1, "Lò Văn Mẫu"), person(2, "Lò Thị Mẫu")];
    let household = Document::create_household(LAN, &facts, &persons, at(5)).unwrap();
    let read = Document::load(&household.save(), []).unwrap();
    assert_eq!(read.kind(), Kind::Household);
    assert_eq!(read.household().unwrap(), facts);
    assert_eq!(read.persons().unwrap(), persons);
}

proptest! {
    /// Whatever three people write, in whatever order their work meets, everybody ends with equal heads
    /// and every last word of every writer is either standing or shown beside.
    #[test]
    fn merging_in_any_order_converges_and_loses_no_ones_last_word(
        edits in proptest::collection::vec((0usize..3, 0usize..4, "[a-zăâđêôơư ]{0,6}"), 1..25),
        order in proptest::sample::subsequence(vec![(0usize, 1usize), (1, 2), (2, 0), (1, 0), (2, 1), (0, 2)], 6).prop_shuffle(),
    ) {
        let base = birth_dossier();
        let mut people: Vec<Document> = (0..3u8).map(|n| {
            let mut copy = base.clone();
            copy.write_as(Actor([n + 10; 16]));
            copy
        }).collect();
        let mut last_words = std::collections::BTreeMap::new();
        for (time, (who, question, text)) in edits.iter().enumerate() {
            let question = format!("q{question}");
            answer(&mut people[*who], &question, text, time as i64);
            last_words.insert((*who, question), text.clone());
        }
        for _ in 0..2 {
            for (into, from) in &order {
                let source = people[*from].clone();
                merge(&mut people[*into], &source);
            }
        }
        prop_assert_eq!(people[0].heads(), people[1].heads());
        prop_assert_eq!(people[1].heads(), people[2].heads());
        for ((_, question), text) in last_words {
            let field = people[0].answer(&question.as_str().into()).unwrap().unwrap();
            let all: Vec<_> = std::iter::once(&field.current).chain(&field.others).map(|v| v.text.as_str()).collect();
            prop_assert!(all.contains(&text.as_str()), "{text:?} is missing from {all:?}");
        }
    }
}
