//! Stories over the pure parts: frames, exchange, admission and the session, with no I/O at all.

mod fresh;
mod link;
mod saved;

use crate::admission::{ActorOwner, Limits, Stored, admit};
use crate::exchange::{push_message, receive, receive_new};
use crate::feed;
use crate::frame::{self, Coding};
use crate::session::{Budget, Effect, Event, Outgoing, Position, Session};
use dossier::document::{Actor, Document, DossierFacts, Heads};
use dossier::{AnswerText, DocumentId, Timestamp};
use wire::sync::{Ack, PROTOCOL, RefusalCode, SyncAnswer, SyncRequest};

const LAN: Actor = Actor([1; 16]);
const MINH: Actor = Actor([2; 16]);

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn dossier() -> Document {
    let facts =
        DossierFacts { procedure: "1.001193".into(), form_version: "2026-07-18".into(), household: None };
    Document::create_dossier(LAN, &facts, at(1_000)).unwrap()
}

fn answer(document: &mut Document, question: &str, text: &str, when: i64) {
    document.set_answer(&question.into(), &AnswerText::new(text).unwrap(), at(when)).unwrap();
}

fn owned_by(ours: Actor) -> impl Fn(&[u8]) -> ActorOwner {
    move |actor| if actor == ours.0 { ActorOwner::ThisDevice } else { ActorOwner::Other }
}

fn anywhere(_: &DossierFacts, _: &str) -> bool {
    true
}

fn stored(saved: &[u8]) -> Option<Stored> {
    Some(Stored { snapshot: saved.to_vec(), log: Vec::new() })
}

#[test]
fn a_new_draft_goes_up_in_one_message_and_an_edit_after_it_in_another() {
    let mut on_device = dossier();
    answer(&mut on_device, "child_name", "Lò Thị Mẫu", 2_000);
    let first = push_message(&on_device, &Heads::default()).unwrap();
    let admitted = admit(None, &first, &Limits::default(), &owned_by(LAN), &anywhere).unwrap();
    assert_eq!(admitted.heads, on_device.heads().to_bytes());
    assert_eq!(admitted.new.len(), 3, "skeleton, facts and one answer");

    let shared = receive(&mut on_device, &admitted.reply).unwrap().server_heads;
    assert_eq!(shared, on_device.heads());
    assert_eq!(push_message(&on_device, &shared), None, "nothing new to carry");

    answer(&mut on_device, "child_name", "Lò Thị Mẫu Hai", 3_000);
    let edit = push_message(&on_device, &shared).unwrap();
    let again = admit(stored(&admitted.saved), &edit, &Limits::default(), &owned_by(LAN), &anywhere).unwrap();
    assert_eq!(again.new.len(), 1);
    assert_eq!(again.heads, on_device.heads().to_bytes());
    let twice = admit(stored(&again.saved), &edit, &Limits::default(), &owned_by(LAN), &anywhere).unwrap();
    assert!(twice.new.is_empty(), "the same push twice stores nothing twice");
}

/// The messages are Automerge's own: any implementation of its sync protocol takes them.
#[test]
fn the_librarys_own_receiver_takes_our_messages() {
    use automerge::sync::{Message, State, SyncDoc};
    let mut lan = dossier();
    let mut peer = automerge::Automerge::new();
    let mut shared = Heads::default();
    for text in ["Lò Thị Mẫu", "Lò Thị Mẫu Hai"] {
        answer(&mut lan, "child_name", text, 60_000);
        let message = Message::decode(&push_message(&lan, &shared).unwrap()).unwrap();
        peer.receive_sync_message(&mut State::new(), message).unwrap();
        shared = lan.heads();
        assert_eq!(peer.get_heads(), shared.to_hashes());
    }
}

#[test]
fn a_concurrent_edit_comes_back_in_the_same_round_trip() {
    let mut lan = dossier();
    let server = admit(
        None,
        &push_message(&lan, &Heads::default()).unwrap(),
        &Limits::default(),
        &owned_by(LAN),
        &anywhere,
    )
    .unwrap();
    let shared = receive(&mut lan, &server.reply).unwrap().server_heads;
    let mut minh = Document::load(&server.saved, []).unwrap();
    minh.write_as(MINH);
    answer(&mut minh, "mother_name", "Lò Thị Mẫu", 5);
    let push = push_message(&minh, &shared).unwrap();
    let server = admit(stored(&server.saved), &push, &Limits::default(), &owned_by(MINH), &anywhere).unwrap();

    answer(&mut lan, "father_name", "Lò Văn Mẫu", 6);
    let push = push_message(&lan, &shared).unwrap();
    let server = admit(stored(&server.saved), &push, &Limits::default(), &owned_by(LAN), &anywhere).unwrap();
    assert_eq!(server.reply_actors, [&MINH.0[..]]);
    let received = receive(&mut lan, &server.reply).unwrap();
    assert_eq!(received.server_heads, lan.heads());
    assert_eq!(lan.values().unwrap().len(), 2);
}

#[test]
fn a_change_under_another_devices_actor_is_refused_and_so_is_a_second_skeleton() {
    let forged = push_message(&dossier(), &Heads::default()).unwrap();
    let refused = admit(None, &forged, &Limits::default(), &owned_by(MINH), &anywhere);
    assert_eq!(refused.unwrap_err(), RefusalCode::ForeignActor);

    let mut as_skeleton = dossier();
    as_skeleton.write_as(Actor(*b"donghanh-skel-v1"));
    answer(&mut as_skeleton, "child_name", "x", 1);
    let forged = push_message(&as_skeleton, &Heads::default()).unwrap();
    let refused = admit(None, &forged, &Limits::default(), &owned_by(LAN), &anywhere);
    assert_eq!(refused.unwrap_err(), RefusalCode::ForeignActor);
}

#[test]
fn a_server_that_lost_the_base_refuses_and_takes_the_whole_document_next() {
    let mut lan = dossier();
    let shared = lan.heads();
    answer(&mut lan, "child_name", "An", 2);
    let edit = push_message(&lan, &shared).unwrap();
    let refused = admit(None, &edit, &Limits::default(), &owned_by(LAN), &anywhere);
    assert_eq!(refused.unwrap_err(), RefusalCode::MissingChanges);
    let whole = push_message(&lan, &Heads::default()).unwrap();
    let admitted = admit(None, &whole, &Limits::default(), &owned_by(LAN), &anywhere).unwrap();
    assert_eq!(admitted.heads, lan.heads().to_bytes());
}

#[test]
fn the_facts_of_a_dossier_cannot_be_changed_by_a_push() {
    use automerge::ROOT;
    use automerge::transaction::Transactable;
    let lan = dossier();
    let saved = lan.save();
    let mut raw = automerge::AutoCommit::load(&saved).unwrap().with_actor(automerge::ActorId::from(LAN.0));
    raw.put(ROOT, "procedure", "9.999999").unwrap();
    let tampered = Document::load(&raw.save(), []).unwrap();
    let push = push_message(&tampered, &lan.heads()).unwrap();
    let refused = admit(stored(&saved), &push, &Limits::default(), &owned_by(LAN), &anywhere);
    assert_eq!(refused.unwrap_err(), RefusalCode::WrongShape);
}

#[test]
fn a_dossier_moves_only_to_a_version_that_is_allowed_and_no_answer_may_vanish() {
    use automerge::ROOT;
    use automerge::transaction::Transactable;
    let mut lan = dossier();
    answer(&mut lan, "child_name", "Lò Thị Mẫu", 2_000);
    let (saved, before) = (lan.save(), lan.heads());
    let step = dossier::document::FormMove {
        from: "2026-07-18".into(),
        to: "2026-12-01".into(),
        answers: Default::default(),
        back_to: Some("2026-07-18".into()),
    };
    lan.move_form(&step, at(3_000)).unwrap();
    let push = push_message(&lan, &before).unwrap();
    let asked = std::cell::RefCell::new(Vec::new());
    let nowhere = |was: &DossierFacts, to: &str| {
        asked.borrow_mut().push((was.form_version.clone(), to.to_owned()));
        false
    };
    let refused = admit(stored(&saved), &push, &Limits::default(), &owned_by(LAN), &nowhere);
    assert_eq!(refused.unwrap_err(), RefusalCode::WrongForm);
    assert_eq!(asked.into_inner(), [("2026-07-18".to_owned(), "2026-12-01".to_owned())]);
    assert!(admit(stored(&saved), &push, &Limits::default(), &owned_by(LAN), &anywhere).is_ok());

    // The same version, and an answer gone: no app writes that.
    let mut raw = automerge::AutoCommit::load(&saved).unwrap().with_actor(automerge::ActorId::from(LAN.0));
    let (_, answers) = automerge::ReadDoc::get(&raw, ROOT, "answers").unwrap().unwrap();
    raw.delete(&answers, "child_name").unwrap();
    let tampered = Document::load(&raw.save(), []).unwrap();
    let push = push_message(&tampered, &before).unwrap();
    let refused = admit(stored(&saved), &push, &Limits::default(), &owned_by(LAN), &anywhere);
    assert_eq!(refused.unwrap_err(), RefusalCode::WrongShape);
}

#[test]
fn nonsense_and_oversized_pushes_are_refused_and_the_process_goes_on() {
    let named: [(&str, Vec<u8>, RefusalCode); 5] = [
        ("empty", Vec::new(), RefusalCode::Malformed),
        ("not a message", b"<html>log in to the wifi</html>".to_vec(), RefusalCode::Malformed),
        (
            "cut short",
            push_message(&dossier(), &Heads::default()).unwrap()[..60].to_vec(),
            RefusalCode::Malformed,
        ),
        // A Bloom filter that says "0 bits an entry" makes the library's own generator panic.
        ("hostile bloom", vec![0x42, 0, 0, 1, 0, 5, 1, 0, 7, 1, 0xff, 0], RefusalCode::WrongShape),
        ("too large", vec![0x42; 300_000], RefusalCode::TooLarge),
    ];
    for (name, bytes, expected) in named {
        let refused = admit(None, &bytes, &Limits::default(), &owned_by(LAN), &anywhere);
        assert!(
            matches!(refused, Err(code) if code == expected || code == RefusalCode::Malformed),
            "{name}: {refused:?}"
        );
    }
}

#[test]
fn every_single_flipped_bit_of_a_push_is_refused_or_harmless() {
    let mut lan = dossier();
    answer(&mut lan, "child_name", "Lò Thị Mẫu", 2_000);
    let push = push_message(&lan, &Heads::default()).unwrap();
    for place in 0..push.len() {
        let mut mutant = push.clone();
        mutant[place] ^= 1 << (place % 8);
        if let Ok(admitted) = admit(None, &mutant, &Limits::default(), &owned_by(LAN), &anywhere) {
            let again = Document::load(&admitted.saved, []).unwrap();
            assert_eq!(again.heads().to_bytes(), admitted.heads, "byte {place}");
        }
    }
}

#[test]
fn a_feed_message_from_stored_changes_makes_the_same_document() {
    let mut lan = dossier();
    answer(&mut lan, "child_name", "Lò Thị Mẫu", 2_000);
    let raw = lan.changes_since(&Heads::default()).iter().map(|c| c.raw_bytes().to_vec()).collect();
    let message = feed::message(&lan.heads().to_bytes(), raw).unwrap();
    let (copy, received) = receive_new(&message).unwrap();
    assert_eq!(copy.heads(), lan.heads());
    assert_eq!(received.server_heads, lan.heads());
    assert!(feed::message(&[1, 2, 3], Vec::new()).is_err());
}

#[test]
fn frames_read_back_and_a_bomb_is_stopped_at_the_bound() {
    let request = SyncRequest {
        protocol: PROTOCOL,
        cursor: 812,
        server_epoch: 0x9c41_77e3,
        scope_epoch: 1,
        catalogue: 0,
        push: Vec::new(),
        budget: 262_144,
        below: None,
    };
    let body = frame::encode_request(&request, Coding::Quick).unwrap();
    assert_eq!(frame::decode_request(&body, 1_000).unwrap(), (request.clone(), Coding::Quick));
    assert!(body.len() < 60, "an idle request took {} bytes", body.len());
    for cursor in [1, 255, 30_000, 16_777_216, 1_099_511_627_777] {
        let other = frame::encode_request(&SyncRequest { cursor, ..request.clone() }, Coding::Quick).unwrap();
        assert_eq!(other.len(), body.len(), "idle costs the same whatever the cursor: {cursor}");
    }

    let bomb = zstd::bulk::compress(&vec![0u8; 50_000_000], 3).unwrap();
    assert!(bomb.len() < 10_000);
    assert!(matches!(
        frame::decode_request(&bomb, 100_000),
        Err(frame::FrameError::TooLarge { max: 100_000 })
    ));
    for nonsense in [&b"<!doctype html><title>Wi-Fi</title>"[..], b"", &body[..body.len() - 4]] {
        assert!(frame::decode_answer(nonsense, 1_000).is_err());
    }
}

fn doc_id(n: u8) -> DocumentId {
    DocumentId::from_bytes([n; 16])
}

fn outgoing(n: u8) -> Outgoing {
    Outgoing { document: doc_id(n), heads: [[n; 32]].into_iter().collect(), message: vec![n], home: None }
}

fn reply(acks: Vec<Ack>, next_cursor: u64, more: bool, server_epoch: u64) -> Event {
    Event::Answered(Box::new(SyncAnswer {
        worked_ms: 0,
        code_wanted: false,
        rule_changed: false,
        acks,
        feed: Vec::new(),
        next_cursor,
        more,
        scope_epoch: 1,
        server_epoch,
        now: at(1),
        catalogue: None,
        scope: None,
        below: None,
        left: None,
    }))
}

fn merged(n: u8) -> Ack {
    Ack::Merged { document: doc_id(n), message: vec![9], authors: Vec::new() }
}

fn begin(session: &mut Session, position: Position) {
    let effects = session.handle(Event::Begin(position));
    assert!(matches!(effects.as_slice(), [Effect::ReadOutbox { .. }]));
}

#[test]
fn an_idle_session_is_one_round_trip() {
    let mut session = Session::new(Budget::default());
    let position = Position { cursor: 5, server_epoch: 3, scope_epoch: 1, catalogue: 0, below: 0 };
    begin(&mut session, position);
    let sent = session.handle(Event::OutboxRead { push: Vec::new(), more: false });
    assert!(
        matches!(sent.as_slice(), [Effect::Send(request)] if request.cursor == 5 && request.push.is_empty())
    );
    session.handle(reply(Vec::new(), 5, false, 3));
    let end = session.handle(Event::Applied { failed: 0 });
    assert!(matches!(end.as_slice(), [Effect::Finish(report)] if report.complete && report.round_trips == 1));
}

#[test]
fn one_refused_item_does_not_hold_back_the_others_and_is_not_sent_twice() {
    let mut session = Session::new(Budget::default());
    begin(&mut session, Position::default());
    session.handle(Event::OutboxRead { push: vec![outgoing(1), outgoing(2)], more: true });
    let refused = Ack::Refused { document: doc_id(1), code: RefusalCode::TooLarge };
    let applied = session.handle(reply(vec![refused, merged(2)], 1, false, 3));
    let [Effect::Apply(page)] = applied.as_slice() else { panic!("{applied:?}") };
    assert_eq!(page.refused, [(doc_id(1), RefusalCode::TooLarge)]);
    assert_eq!(page.merged.len(), 1);
    let next = session.handle(Event::Applied { failed: 0 });
    let [Effect::ReadOutbox { except, .. }] = next.as_slice() else { panic!("{next:?}") };
    assert!(except.contains(&doc_id(1)) && except.contains(&doc_id(2)));
}

#[test]
fn a_document_that_the_server_lacks_is_sent_whole_once_forked_once_and_then_left_for_the_next_session() {
    let mut session = Session::new(Budget::default());
    begin(&mut session, Position::default());
    let missing = || Ack::Refused { document: doc_id(1), code: RefusalCode::MissingChanges };
    for try_again in [true, true, false] {
        session.handle(Event::OutboxRead { push: vec![outgoing(1)], more: false });
        session.handle(reply(vec![missing()], 1, false, 3));
        let next = session.handle(Event::Applied { failed: 0 });
        assert_eq!(matches!(next.as_slice(), [Effect::ReadOutbox { .. }]), try_again, "{next:?}");
    }
}

#[test]
fn a_refused_document_is_sent_again_as_its_fork_and_not_in_a_loop() {
    // Where numbers are taken there is a second fork, which builds on the skeleton alone.
    for (code, tries) in
        [(RefusalCode::ForeignActor, 3), (RefusalCode::WrongShape, 2), (RefusalCode::WrongForm, 1)]
    {
        let mut session = Session::new(Budget::default());
        begin(&mut session, Position::default());
        for round in 1..=tries {
            session.handle(Event::OutboxRead { push: vec![outgoing(1)], more: false });
            session.handle(reply(vec![Ack::Refused { document: doc_id(1), code }], 1, false, 3));
            let next = session.handle(Event::Applied { failed: 0 });
            let again = matches!(next.as_slice(), [Effect::ReadOutbox { except, .. }] if !except.contains(&doc_id(1)));
            assert_eq!(again, round < tries, "{code:?}, round {round}: {next:?}");
        }
    }
}

#[test]
fn a_push_in_the_hand_over_box_is_told_to_the_store_with_what_was_sent() {
    let mut session = Session::new(Budget::default());
    begin(&mut session, Position::default());
    session.handle(Event::OutboxRead { push: vec![outgoing(1)], more: false });
    let parked = Ack::Parked { document: doc_id(1), seq: 7, nothing_new: false };
    let stranger = Ack::Parked { document: doc_id(2), seq: 7, nothing_new: false };
    let applied = session.handle(reply(vec![parked, stranger], 1, false, 3));
    let [Effect::Apply(page)] = applied.as_slice() else { panic!("{applied:?}") };
    assert_eq!(page.parked.len(), 1, "only what was sent can be parked: {page:?}");
    assert_eq!((page.parked[0].document, &page.parked[0].sent), (doc_id(1), &outgoing(1).heads));
}

#[test]
fn a_restored_server_makes_the_device_start_over_once() {
    let mut session = Session::new(Budget::default());
    begin(&mut session, Position { cursor: 90, server_epoch: 3, scope_epoch: 1, catalogue: 0, below: 0 });
    session.handle(Event::OutboxRead { push: vec![outgoing(1)], more: false });
    let effects = session.handle(reply(vec![merged(1)], 4, false, 8));
    assert_eq!(effects, [Effect::StartOver { server_epoch: 8 }]);
    session.handle(Event::StartedOver);
    let sent = session.handle(Event::OutboxRead { push: vec![outgoing(1)], more: false });
    assert!(
        matches!(sent.as_slice(), [Effect::Send(request)] if request.cursor == 0 && request.server_epoch == 8)
    );
    let effects = session.handle(reply(vec![merged(1)], 4, false, 9));
    assert!(matches!(effects.as_slice(), [Effect::Apply(_)]), "never twice in one session: {effects:?}");
}

#[test]
fn a_server_that_says_more_without_moving_the_cursor_cannot_keep_a_session_alive() {
    let mut session = Session::new(Budget::default());
    begin(&mut session, Position { cursor: 7, server_epoch: 3, scope_epoch: 1, catalogue: 0, below: 0 });
    session.handle(Event::OutboxRead { push: Vec::new(), more: false });
    session.handle(reply(Vec::new(), 7, true, 3));
    let end = session.handle(Event::Applied { failed: 0 });
    assert!(matches!(end.as_slice(), [Effect::Finish(_)]));
}
