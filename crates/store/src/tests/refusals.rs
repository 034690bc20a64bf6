//! What the server refused: forked, written again, kept for a look.

use super::*;
use dossier::document::{HouseholdFacts, Kind, Part};
use dossier::person::Person;
use dossier::{HouseholdId, PersonId};

fn refused(dossier: DossierId, code: RefusalCode) -> Page {
    Page { refused: vec![(dossier.into(), code)], ..page(Position::default()) }
}

fn values(store: &mut Store, dossier: DossierId) -> Vec<(String, String)> {
    store.document(dossier.into()).unwrap().values().unwrap().into_iter().collect()
}

/// A dossier that the server has, with one answer that it does not have yet.
fn shared_and_edited(store: &mut Store) -> DossierId {
    let dossier = start(store, 1);
    answer(store, dossier, "child_name", "Lò Thị Mẫu");
    let receipt = acknowledge(store);
    store.apply(&receipt, at(70)).unwrap();
    answer(store, dossier, "child_name", "Lò Thị Mẫu Hai");
    answer(store, dossier, "father", "Lò Văn Mẫu");
    dossier
}

#[test]
fn a_refused_document_is_forked_where_the_server_has_it_and_says_the_same_under_another_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = shared_and_edited(&mut store);
    let before = store.document(dossier.into()).unwrap();
    store.apply(&refused(dossier, RefusalCode::WrongShape), at(80)).unwrap();
    drop(store);

    let mut store = unlock(folder.path()).unwrap();
    let after = store.document(dossier.into()).unwrap();
    assert_eq!(after.values(), before.values());
    assert_ne!(after.heads(), before.heads());
    let shared = store.document(dossier.into()).unwrap().changes_since(&Heads::default()).len();
    assert_eq!(shared, 4, "skeleton, facts and name as they were, and one change with both answers");
    assert_ne!(after.automerge().get_actor(), before.automerge().get_actor());
    let row = store.dossier_row(dossier).unwrap().unwrap();
    assert_eq!((row.unsent, row.refused, row.subject.as_str()), (true, None, "Lò Thị Mẫu Hai"));

    let kept = store.refused_branches().unwrap();
    assert_eq!(
        (kept.len(), kept[0].code, kept[0].at, kept[0].stuck),
        (1, RefusalCode::WrongShape, at(80), false)
    );
    let told: Vec<_> = kept[0]
        .written
        .iter()
        .map(|one| (one.part.clone(), one.before.as_deref(), one.after.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (Part::Answer("child_name".into()), Some("Lò Thị Mẫu"), Some("Lò Thị Mẫu Hai")),
            (Part::Answer("father".into()), None, Some("Lò Văn Mẫu")),
        ]
    );
    let saved: Vec<u8> =
        store.connection.query_row("SELECT saved FROM refused_branch", [], |row| row.get(0)).unwrap();
    assert_eq!(Document::load(&saved, []).unwrap().heads(), before.heads(), "kept whole");
}

#[test]
fn a_document_that_the_server_never_had_begins_anew_under_its_own_id() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = start(&mut store, 1);
    answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
    store.apply(&refused(dossier, RefusalCode::Malformed), at(80)).unwrap();
    assert_eq!(values(&mut store, dossier), [("child_name".to_owned(), "Lò Thị Mẫu".to_owned())]);
    let (outgoing, _) = store.outgoing(usize::MAX, &Default::default()).unwrap();
    let message = &outgoing[0].message;
    let judged = admit(None, message, &Limits::default(), &|_| ActorOwner::Unbound, &|_, _| true).unwrap();
    assert_eq!(judged.new.len(), 3, "skeleton, facts, answer: a server takes it");
}

#[test]
fn what_is_refused_again_waits_with_its_reason_and_is_not_written_again_and_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = shared_and_edited(&mut store);
    store.apply(&refused(dossier, RefusalCode::WrongShape), at(80)).unwrap();
    let forked = store.document(dossier.into()).unwrap().heads();
    for _ in 0..3 {
        store.apply(&refused(dossier, RefusalCode::WrongShape), at(81)).unwrap();
        answer(&mut store, dossier, "mother", "Lò Thị Mẫu Ba");
    }
    assert!(store.document(dossier.into()).unwrap().contains(&forked), "no other fork was made");
    let kept = store.refused_branches().unwrap();
    assert_eq!((kept.len(), kept[0].stuck), (1, true));
    store.mark_refusal_seen(kept[0].id, at(82)).unwrap();
    store.apply(&refused(dossier, RefusalCode::WrongShape), at(83)).unwrap();
    assert_eq!(store.dossier_row(dossier).unwrap().unwrap().refused, Some(RefusalCode::WrongShape));

    store.apply(&refused(dossier, RefusalCode::Malformed), at(84)).unwrap();
    assert_eq!(store.refused_branches().unwrap().len(), 1, "another reason is another try");
    store.apply(&refused(dossier, RefusalCode::MissingChanges), at(84)).unwrap();
    let receipt = acknowledge(&mut store);
    store.apply(&receipt, at(85)).unwrap();
    assert_eq!(store.waiting().unwrap(), 0);
    answer(&mut store, dossier, "mother", "Lò Thị Mẫu Bốn");
    store.apply(&refused(dossier, RefusalCode::WrongShape), at(86)).unwrap();
    assert_eq!(store.refused_branches().unwrap().len(), 2, "and so is the same one after the server took it");
}

#[test]
fn refusals_that_a_fork_cannot_mend_leave_the_document_as_it_is() {
    use RefusalCode::{OutOfScope, ServerFault, TooLarge, WrongForm};
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let dossier = shared_and_edited(&mut store);
    let before = store.document(dossier.into()).unwrap().heads();
    for code in [TooLarge, WrongForm, OutOfScope, ServerFault] {
        store.apply(&refused(dossier, code), at(80)).unwrap();
        assert_eq!(store.dossier_row(dossier).unwrap().unwrap().refused, Some(code));
    }
    assert_eq!(store.document(dossier.into()).unwrap().heads(), before);
    assert!(store.refused_branches().unwrap().is_empty());
}

#[test]
fn a_number_that_a_copy_of_this_store_has_used_is_noticed_by_its_refusal_and_by_the_feed() {
    for by_feed in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = create(folder.path());
        let dossier = shared_and_edited(&mut store);
        let other = start(&mut store, 2);
        // The copy stands where the server stands, and writes under the very same actor.
        let mine = store.document(dossier.into()).unwrap();
        let shared: Vec<u8> = store
            .connection
            .query_row("SELECT shared_heads FROM document WHERE id = ?1", [dossier.as_bytes()], |row| {
                row.get(0)
            })
            .unwrap();
        let shared = Heads::from_bytes(&shared).unwrap();
        let actor: [u8; 16] = mine.automerge().get_actor().to_bytes().try_into().unwrap();
        let mut copy = mine.fork(&shared, Actor(actor), at(1)).unwrap();
        copy.set_answer(&"child_name".into(), &AnswerText::new("Lò Thị Bản Sao").unwrap(), at(60_000))
            .unwrap();
        let raw = copy.changes_since(&shared).iter().map(|change| change.raw_bytes().to_vec()).collect();
        let message = sync::feed::message(&copy.heads().to_bytes(), raw).unwrap();
        let item = FeedItem::Document { seq: 1, document: dossier.into(), message, authors: Vec::new() };

        store.apply(&refused(dossier, RefusalCode::MissingChanges), at(80)).unwrap();
        assert!(store.refused_branches().unwrap().is_empty(), "first the whole document is sent");
        if by_feed {
            store.apply(&Page { feed: vec![item.clone()], ..page(Position::default()) }, at(81)).unwrap();
        } else {
            store.apply(&refused(dossier, RefusalCode::MissingChanges), at(81)).unwrap();
            store.apply(&Page { feed: vec![item.clone()], ..page(Position::default()) }, at(82)).unwrap();
        }
        let kept = store.refused_branches().unwrap();
        assert_eq!((kept.len(), kept[0].code), (1, RefusalCode::ForeignActor), "by the feed: {by_feed}");
        let merged = store.document(dossier.into()).unwrap();
        let name = merged.answer(&"child_name".into()).unwrap().unwrap();
        let mut texts: Vec<_> =
            std::iter::once(&name.current).chain(&name.others).map(|one| one.text.as_str()).collect();
        texts.sort_unstable();
        assert_eq!(texts, ["Lò Thị Bản Sao", "Lò Thị Mẫu Hai"], "both, beside each other");
        assert_eq!(merged.values().unwrap()["father"], "Lò Văn Mẫu");
        let half = |document: DossierId| {
            let actor: Vec<u8> = store
                .connection
                .query_row("SELECT actor FROM document WHERE id = ?1", [document.as_bytes()], |row| {
                    row.get(0)
                })
                .unwrap();
            actor[..8].to_vec()
        };
        assert_ne!(half(dossier), actor[..8]);
        assert_eq!(half(dossier), half(other), "every document is written as somebody new from here on");
    }
}

/// What a copy of the store has written after the facts, under the very numbers of this store's first answer; and the
/// message that brings all of it.
fn a_copy_from_the_beginning(mine: &Document) -> (Document, Vec<u8>) {
    let facts = mine.changes_since(&Heads::default())[1].hash().0;
    let actor: [u8; 16] = mine.automerge().get_actor().to_bytes().try_into().unwrap();
    let mut copy = mine.fork(&[facts].into_iter().collect(), Actor(actor), at(1)).unwrap();
    copy.set_answer(&"child_name".into(), &AnswerText::new("Lò Thị Bản Sao").unwrap(), at(60_000)).unwrap();
    let raw = copy.changes_since(&Heads::default()).iter().map(|one| one.raw_bytes().to_vec()).collect();
    let message = sync::feed::message(&copy.heads().to_bytes(), raw).unwrap();
    (copy, message)
}

#[test]
fn a_restored_server_that_gave_the_shared_numbers_to_a_copy_gets_the_document_anew() {
    for edited in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = create(folder.path());
        let dossier = start(&mut store, 1);
        answer(&mut store, dossier, "child_name", "Lò Thị Mẫu");
        let receipt = acknowledge(&mut store);
        store.apply(&receipt, at(70)).unwrap();
        if edited {
            answer(&mut store, dossier, "father", "Lò Văn Mẫu");
        }
        let written = values(&mut store, dossier);
        let (copy, _) = a_copy_from_the_beginning(&store.document(dossier.into()).unwrap());
        store.start_over(8, at(79)).unwrap();

        store.apply(&refused(dossier, RefusalCode::ForeignActor), at(80)).unwrap();
        assert_eq!(store.waiting().unwrap(), 1, "whether the server has the shared version is not known");
        store.apply(&refused(dossier, RefusalCode::ForeignActor), at(81)).unwrap();
        let (outgoing, _) = store.outgoing(usize::MAX, &Default::default()).unwrap();
        assert!(
            !sync::exchange::writes_twice(&copy, &outgoing[0].message),
            "a server with the copy takes it"
        );
        assert_eq!(values(&mut store, dossier), written);
        store.apply(&refused(dossier, RefusalCode::ForeignActor), at(82)).unwrap();
        assert_eq!(
            store.dossier_row(dossier).unwrap().unwrap().refused,
            Some(RefusalCode::ForeignActor),
            "nothing is written again in a loop"
        );
    }
}

#[test]
fn the_feed_of_a_restored_server_that_has_a_copys_changes_under_the_shared_numbers_is_merged() {
    for refused_first in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = create(folder.path());
        let dossier = shared_and_edited(&mut store);
        let (copy, message) = a_copy_from_the_beginning(&store.document(dossier.into()).unwrap());
        store.start_over(8, at(79)).unwrap();
        let item = FeedItem::Document { seq: 1, document: dossier.into(), message, authors: Vec::new() };
        let mut both = page(Position::default());
        both.feed.push(item);
        if refused_first {
            both.refused.push((dossier.into(), RefusalCode::ForeignActor));
        }
        assert_eq!(store.apply(&both, at(80)).unwrap().failed, 0);
        let merged = store.document(dossier.into()).unwrap();
        assert!(merged.contains(&copy.heads()));
        let name = merged.answer(&"child_name".into()).unwrap().unwrap();
        let texts: std::collections::BTreeSet<_> =
            std::iter::once(&name.current).chain(&name.others).map(|one| one.text.as_str()).collect();
        assert_eq!(texts.into_iter().collect::<Vec<_>>(), ["Lò Thị Bản Sao", "Lò Thị Mẫu Hai"]);
        assert_eq!(merged.values().unwrap()["father"], "Lò Văn Mẫu");
        let (outgoing, _) = store.outgoing(usize::MAX, &Default::default()).unwrap();
        assert!(!sync::exchange::writes_twice(&copy, &outgoing[0].message));
    }
}

#[test]
fn persons_of_a_refused_household_are_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let household = HouseholdId::from_bytes([5; 16]);
    let facts = HouseholdFacts { head: "Lò Mẫu".into(), area: "Thôn 1".into(), address: "Số 1".into() };
    let person = Person {
        id: PersonId::from_bytes([6; 16]),
        full_name: "Lò Thị Mẫu".into(),
        birth: "1990".into(),
        relation: "vợ".into(),
        personal_number: String::new(),
    };
    let document =
        Document::create_household(Actor([5; 16]), &facts, std::slice::from_ref(&person), at(1)).unwrap();
    let tx = store.connection.transaction().unwrap();
    crate::documents::insert(&tx, household.into(), &document, Actor([5; 16]), &Heads::default()).unwrap();
    crate::outbox::put(&tx, household.into(), Urgency::Ordinary, at(2)).unwrap();
    tx.commit().unwrap();
    let page =
        Page { refused: vec![(household.into(), RefusalCode::ForeignActor)], ..page(Position::default()) };
    store.apply(&page, at(80)).unwrap();
    let after = store.document(household.into()).unwrap();
    assert_eq!(after.household().unwrap(), facts);
    assert_eq!(after.persons().unwrap(), [person]);
    assert_eq!(store.refused_branches().unwrap()[0].kind, Kind::Household);
}

#[test]
fn branches_that_were_looked_at_are_kept_within_bounds_and_those_that_were_not_all_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    for n in 1..=30 {
        let dossier = start(&mut store, n);
        store.apply(&refused(dossier, RefusalCode::Malformed), at(80)).unwrap();
    }
    let kept = store.refused_branches().unwrap();
    assert_eq!(kept.len(), 30);
    for (n, branch) in (0..).zip(&kept[..25]) {
        store.mark_refusal_seen(branch.id, at(90 + n)).unwrap();
    }
    assert_eq!(store.count_refused_branches().unwrap(), 5);
    let all: u32 =
        store.connection.query_row("SELECT count(*) FROM refused_branch", [], |row| row.get(0)).unwrap();
    assert_eq!(all, 5 + 20);
}
