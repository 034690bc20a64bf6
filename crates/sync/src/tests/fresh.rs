//! A new document that came whole is judged as a whole: the verdict is the one that its changes, one by one, come to.

use super::*;
use crate::admission::{Case, Judged, judge, judge_change_by_change};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, ObjId, ObjType, ROOT, ReadDoc, ScalarValue};
use dossier::document::Role;
use proptest::prelude::*;

fn case(doc: &Automerge, role: Role) -> Case {
    let message = automerge::sync::Message {
        heads: doc.get_heads(),
        need: Vec::new(),
        have: Vec::new(),
        changes: automerge::sync::ChunkList::from(doc.save_nocompress()),
        flags: None,
        version: automerge::sync::MessageVersion::V2,
    };
    Case { stored: None, message: message.encode(), role }
}

/// Both ways, which must agree.
fn verdict(doc: &Automerge, role: Role) -> Result<Judged, RefusalCode> {
    let case = case(doc, role);
    let whole = judge(case.clone(), &Limits::default());
    let one_by_one = judge_change_by_change(case, &Limits::default());
    match (&whole, &one_by_one) {
        (Ok(whole), Ok(one_by_one)) => {
            // Changes that stand beside each other may be saved in either order.
            assert_eq!(whole.saved, doc.save_nocompress(), "as it came");
            assert!(Document::load(&one_by_one.saved, []).unwrap().heads().to_hashes() == doc.get_heads());
            let but_saved = |judged: &Judged| Judged { saved: Vec::new(), ..judged.clone() };
            assert_eq!(but_saved(whole), but_saved(one_by_one));
        }
        (Err(_), Err(_)) => assert_eq!(whole, one_by_one),
        _ => panic!("whole: {whole:?}, one by one: {one_by_one:?}"),
    }
    whole
}

fn map(doc: &Automerge, name: &str) -> ObjId {
    doc.get(ROOT, name).unwrap().unwrap().1
}

/// One change under an actor of its own choice.
fn write(
    doc: &mut Automerge,
    actor: u8,
    ms: i64,
    write: impl FnOnce(&mut automerge::transaction::Transaction<'_>),
) {
    doc.set_actor(ActorId::from([actor; 16]));
    let mut tx = doc.transaction();
    write(&mut tx);
    tx.commit_with(CommitOptions::default().with_time(ms));
}

#[test]
fn what_nobody_may_write_is_refused_in_a_new_document_too() {
    type Write = fn(&mut automerge::transaction::Transaction<'_>, &ObjId);
    let named: [(&str, Write, bool); 14] = [
        ("an answer", |tx, answers| tx.put(answers, "ho_ten", "Lò Thị Mẫu").unwrap(), true),
        ("an empty answer", |tx, answers| tx.put(answers, "ho_ten", "").unwrap(), true),
        (
            "an answer taken out",
            |tx, answers| {
                tx.put(answers, "x", "y").unwrap();
                tx.delete(answers, "x").unwrap();
            },
            true,
        ),
        ("the moment of the handing over", |tx, _| tx.put(ROOT, "submitted", 5_000i64).unwrap(), true),
        ("a key of the office's", |tx, _| tx.put(ROOT, "number", "H15.1").unwrap(), false),
        (
            "a key of the office's, taken back at once",
            |tx, _| {
                tx.put(ROOT, "number", "H15.1").unwrap();
                tx.delete(ROOT, "number").unwrap();
            },
            false,
        ),
        ("a fact taken out", |tx, _| tx.delete(ROOT, "procedure").unwrap(), false),
        ("another schema", |tx, _| tx.put(ROOT, "schema", 2).unwrap(), false),
        ("a number as an answer", |tx, answers| tx.put(answers, "ho_ten", 5).unwrap(), false),
        (
            "a counter",
            |tx, answers| {
                tx.put(answers, "n", ScalarValue::counter(1)).unwrap();
                tx.increment(answers, "n", 2).unwrap();
            },
            false,
        ),
        (
            "a map as an answer",
            |tx, answers| {
                tx.put_object(answers, "ho_ten", ObjType::Map).unwrap();
            },
            false,
        ),
        (
            "a list with something in it",
            |tx, _| {
                let list = tx.put_object(ROOT, "aside/x", ObjType::List).unwrap();
                tx.insert(&list, 0, "a").unwrap();
            },
            false,
        ),
        (
            "a text object",
            |tx, _| {
                let text = tx.put_object(ROOT, "aside/x", ObjType::Text).unwrap();
                tx.splice_text(&text, 0, 0, "xin chào").unwrap();
            },
            false,
        ),
        (
            "another map of answers",
            |tx, _| {
                tx.put_object(ROOT, "answers", ObjType::Map).unwrap();
            },
            false,
        ),
    ];
    for (name, act, taken) in named {
        let mut doc = dossier().automerge().clone();
        let answers = map(&doc, "answers");
        write(&mut doc, 3, 2_000, |tx| act(tx, &answers));
        assert_eq!(verdict(&doc, Role::Volunteer).is_ok(), taken, "{name}");
        verdict(&doc, Role::Office).unwrap_err();
    }
}

#[test]
fn clocks_notes_and_empty_changes_are_looked_at_in_a_new_document_too() {
    let put = |doc: &mut Automerge, options: CommitOptions| {
        let answers = map(doc, "answers");
        let mut tx = doc.transaction();
        tx.put(answers, "ho_ten", "x").unwrap();
        tx.commit_with(options);
    };
    let mut late = dossier().automerge().clone();
    put(&mut late, CommitOptions::default().with_time(i64::MAX));
    assert_eq!(verdict(&late, Role::Volunteer), Err(RefusalCode::ClockOff));
    let mut noted = dossier().automerge().clone();
    put(&mut noted, CommitOptions::default().with_time(2_000).with_message("hello"));
    assert_eq!(verdict(&noted, Role::Volunteer), Err(RefusalCode::Malformed));
    let mut empty = dossier().automerge().clone();
    empty.empty_commit(CommitOptions::default().with_time(2_000));
    assert_eq!(verdict(&empty, Role::Volunteer), Err(RefusalCode::Malformed));
    let mut large = dossier().automerge().clone();
    write(&mut large, 3, 2_000, |tx| {
        let answers = tx.get(ROOT, "answers").unwrap().unwrap().1;
        for n in 0..=Limits::default().operations {
            tx.put(&answers, format!("q{n}"), "x").unwrap();
        }
    });
    assert_eq!(verdict(&large, Role::Volunteer), Err(RefusalCode::TooLarge));
}

#[test]
fn another_skeleton_is_refused_in_a_new_document_too() {
    let mut doc = dossier().automerge().clone();
    let skeleton = doc.get_changes(&[]).first().unwrap().actor_id().clone();
    doc.set_actor(skeleton);
    let mut tx = doc.transaction();
    tx.put(ROOT, "procedure", "x").unwrap();
    tx.commit_with(CommitOptions::default().with_time(2_000));
    assert_eq!(verdict(&doc, Role::Volunteer), Err(RefusalCode::ForeignActor));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Three hands that write beside each other, now and then merged; most of it is allowed.
    #[test]
    fn a_new_document_is_judged_alike_both_ways(
        steps in proptest::collection::vec((0usize..3, 0u8..12, 0u8..5, any::<bool>()), 1..40),
    ) {
        let mut hands = vec![dossier().automerge().clone(); 3];
        for (number, (hand, key, what, merges)) in steps.into_iter().enumerate() {
            let ms = 2_000 + i64::try_from(number).unwrap();
            if merges {
                let mut other = hands[(hand + 1) % 3].clone();
                hands[hand].merge(&mut other).unwrap();
            }
            let doc = &mut hands[hand];
            let maps = ["answers", "papers", "consents"].map(|name| map(doc, name));
            let key = format!("q{key}");
            write(doc, u8::try_from(hand).unwrap() + 3, ms, |tx| {
                match what {
                    0 => tx.put(&maps[0], &key, format!("v{number}")).unwrap(),
                    1 => tx.put(&maps[1], &key, "seen").unwrap(),
                    2 => tx.put(&maps[2], &key, "2026-11").unwrap(),
                    3 => tx.put(ROOT, format!("aside/{key}"), "x").unwrap(),
                    // Also what is not there, which is no change then.
                    _ => drop(tx.delete(&maps[0], &key)),
                }
            });
        }
        let [mut all, mut second, mut third]: [Automerge; 3] = hands.try_into().unwrap();
        all.merge(&mut second).unwrap();
        all.merge(&mut third).unwrap();
        for role in [Role::Volunteer, Role::Office] {
            let _whichever = verdict(&all, role);
        }
    }
}
