//! Sessions on a bad link, and the first sync that reads the feed from its end.

use super::*;
use crate::session::Page;
use wire::sync::{Left, NEWEST};

fn large(n: u8) -> Outgoing {
    Outgoing { message: vec![n; 6_000], ..outgoing(n) }
}

/// A page to be committed, and the request that goes out meanwhile.
fn page_and_next(effects: &[Effect]) -> (Page, SyncRequest) {
    match effects {
        [Effect::Apply(page), Effect::Send(request)] => (page.clone(), request.clone()),
        other => panic!("a page and a request were expected: {other:?}"),
    }
}

fn sent(effects: &[Effect]) -> SyncRequest {
    match effects {
        [Effect::Send(request)] => request.clone(),
        other => panic!("a request was expected: {other:?}"),
    }
}

#[test]
fn a_large_request_that_broke_is_tried_again_smaller_and_not_for_ever() {
    let mut session = Session::new(Budget { up_bytes: 64 * 1024, down_bytes: 64 * 1024 });
    begin(&mut session, Position { cursor: 5, server_epoch: 3, scope_epoch: 1, ..Position::default() });
    for kilobytes in [32, 16] {
        session.handle(Event::OutboxRead { push: vec![large(1), large(2)], more: true });
        session.set_budget(Budget { up_bytes: kilobytes * 1024, down_bytes: 16 * 1024 });
        let again = session.handle(Event::Broken);
        let [Effect::ReadOutbox { budget_bytes, except }] = again.as_slice() else { panic!("{again:?}") };
        assert_eq!(*budget_bytes, kilobytes * 1024);
        assert!(except.is_empty(), "nothing is known of what the server took: it is sent again");
    }
    let request = sent(&session.handle(Event::OutboxRead { push: vec![large(1)], more: true }));
    assert_eq!((request.budget, request.cursor), (16 * 1024, 5), "from the page that was committed");
    let end = session.handle(Event::Broken);
    assert!(matches!(end.as_slice(), [Effect::Finish(report)] if !report.complete), "{end:?}");
}

#[test]
fn a_small_request_may_have_met_a_dead_connection_and_is_tried_once_more() {
    let mut session = Session::new(Budget::default());
    begin(&mut session, Position { cursor: 5, server_epoch: 3, scope_epoch: 1, ..Position::default() });
    session.handle(Event::OutboxRead { push: vec![outgoing(1)], more: false });
    assert!(matches!(session.handle(Event::Broken).as_slice(), [Effect::ReadOutbox { .. }]));
    session.handle(Event::OutboxRead { push: vec![outgoing(1)], more: false });
    let end = session.handle(Event::Broken);
    assert!(matches!(end.as_slice(), [Effect::Finish(report)] if !report.complete), "{end:?}");
}

#[test]
fn an_answer_makes_up_for_the_breaks_before_it() {
    let mut session = Session::new(Budget::default());
    begin(&mut session, Position { cursor: 5, server_epoch: 3, scope_epoch: 1, ..Position::default() });
    for n in 1..=9 {
        session.handle(Event::OutboxRead { push: vec![large(n)], more: true });
        assert!(matches!(session.handle(Event::Broken).as_slice(), [Effect::ReadOutbox { .. }]), "{n}");
        session.handle(Event::OutboxRead { push: vec![large(n)], more: true });
        session.handle(reply(vec![merged(n)], 5, false, 3));
        session.handle(Event::Applied { failed: 0 });
    }
}

fn newest(cursor: u64, below: Option<u64>, more: bool) -> Event {
    Event::Answered(Box::new(SyncAnswer {
        worked_ms: 0,
        code_wanted: false,
        rule_changed: false,
        acks: Vec::new(),
        feed: Vec::new(),
        next_cursor: cursor,
        more,
        scope_epoch: 1,
        server_epoch: 3,
        now: at(1),
        catalogue: None,
        scope: None,
        below,
        left: Some(Left { documents: 4, bytes: 4_000 }),
    }))
}

#[test]
fn the_first_sync_reads_from_the_end_down_and_then_goes_on_upwards() {
    let mut session = Session::new(Budget::default());
    begin(&mut session, Position::default());
    let first = sent(&session.handle(Event::OutboxRead { push: Vec::new(), more: false }));
    assert_eq!((first.cursor, first.below), (0, Some(NEWEST)));

    let (page, second) = page_and_next(&session.handle(newest(90, Some(40), true)));
    assert_eq!((page.position.cursor, page.position.below), (90, 40), "both in one commit");
    assert_eq!((second.cursor, second.below), (90, Some(40)));
    assert_eq!(session.handle(Event::Applied { failed: 0 }), []);

    let (_, third) = page_and_next(&session.handle(newest(90, None, true)));
    assert_eq!(session.handle(Event::Applied { failed: 0 }), []);
    assert_eq!(
        (third.cursor, third.below),
        (90, None),
        "the feed itself, from where it stood at the beginning"
    );
    session.handle(newest(95, None, false));
    let end = session.handle(Event::Applied { failed: 0 });
    assert!(matches!(end.as_slice(), [Effect::Finish(report)] if report.complete), "{end:?}");
}

#[test]
fn the_next_documents_are_read_and_sent_while_the_receipts_of_the_last_are_committed() {
    let mut session = Session::new(Budget::default());
    begin(&mut session, Position { cursor: 5, server_epoch: 3, scope_epoch: 1, ..Position::default() });
    session.handle(Event::OutboxRead { push: vec![outgoing(1)], more: true });
    let (_, except) = session.reads_next().unwrap();
    assert!(except.contains(&doc_id(1)), "it is under way");
    let effects = session.handle(reply(vec![merged(1)], 6, false, 3));
    let [Effect::ReadOutbox { except, .. }, Effect::Apply(page)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert!(except.contains(&doc_id(1)), "its receipt is not yet on the disk, and it is not sent again");
    assert_eq!(page.position.cursor, 6);
    let next = sent(&session.handle(Event::OutboxRead { push: vec![outgoing(2)], more: false }));
    assert_eq!((next.cursor, next.push.len()), (6, 1));
    assert_eq!(session.reads_next(), None);
    assert_eq!(session.handle(Event::Applied { failed: 1 }), [], "the next round has begun");
    session.handle(reply(vec![merged(2)], 7, false, 3));
    let end = session.handle(Event::Applied { failed: 0 });
    let [Effect::Finish(report)] = end.as_slice() else { panic!("{end:?}") };
    assert_eq!((report.complete, report.pushed, report.failed, report.round_trips), (true, 2, 1, 2));
}

#[test]
fn what_the_store_makes_of_a_refused_document_is_waited_for() {
    let mut session = Session::new(Budget::default());
    begin(&mut session, Position { cursor: 5, server_epoch: 3, scope_epoch: 1, ..Position::default() });
    session.handle(Event::OutboxRead { push: vec![outgoing(1), outgoing(2)], more: true });
    let refused = Ack::Refused { document: doc_id(1), code: RefusalCode::WrongShape };
    let effects = session.handle(reply(vec![refused, merged(2)], 6, true, 3));
    assert!(matches!(effects.as_slice(), [Effect::Apply(_)]), "{effects:?}");
    let next = session.handle(Event::Applied { failed: 0 });
    assert!(matches!(next.as_slice(), [Effect::ReadOutbox { except, .. }] if !except.contains(&doc_id(1))));
}

#[test]
fn a_first_sync_that_was_cut_goes_on_where_it_was_committed() {
    let mut session = Session::new(Budget::default());
    begin(&mut session, Position { cursor: 90, below: 40, server_epoch: 3, scope_epoch: 1, catalogue: 0 });
    let request = sent(&session.handle(Event::OutboxRead { push: Vec::new(), more: false }));
    assert_eq!((request.cursor, request.below), (90, Some(40)));
}

#[test]
fn a_server_that_stays_at_one_place_cannot_keep_a_first_sync_alive() {
    for below in [40, 50] {
        let mut session = Session::new(Budget::default());
        begin(
            &mut session,
            Position { cursor: 90, below: 40, server_epoch: 3, scope_epoch: 1, catalogue: 0 },
        );
        session.handle(Event::OutboxRead { push: Vec::new(), more: false });
        session.handle(newest(90, Some(below), true));
        let end = session.handle(Event::Applied { failed: 0 });
        assert!(matches!(end.as_slice(), [Effect::Finish(_)]), "{below}: {end:?}");
    }
}

#[test]
fn a_server_that_does_not_read_downwards_is_followed_upwards() {
    let mut session = Session::new(Budget::default());
    begin(&mut session, Position::default());
    session.handle(Event::OutboxRead { push: Vec::new(), more: false });
    let (_, next) = page_and_next(&session.handle(newest(12, None, true)));
    assert_eq!((next.cursor, next.below), (12, None));
}
