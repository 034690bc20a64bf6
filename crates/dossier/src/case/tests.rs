use super::*;
use crate::supplement::{Ask, Ended, Outcome, Pin};
use calendar::Calendar;
use chrono::NaiveDate;

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn received() -> Case {
    Case::received(DossierId::from_bytes([1; 16]), at(1))
}

fn request(millis: i64) -> Supplement {
    let about = Pin::Question { question: "ho_ten".into() };
    Supplement {
        at: at(millis),
        officer: "Lò Thị Mai".into(),
        asks: vec![Ask { about, words: "Ghi đủ họ và tên.".into() }],
        due: None,
        seen: String::new(),
        ended: None,
    }
}

/// A moment in Vietnam in November 2026; the 24th is a public holiday.
fn november(day: u32, hour: u32) -> Timestamp {
    let noon = NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(hour, 0, 0).unwrap();
    at((noon - chrono::TimeDelta::hours(7)).and_utc().timestamp_millis())
}

fn closing(day: u32) -> Option<NaiveDateTime> {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(17, 0, 0)
}

fn acceptance(moment: Timestamp, number: &str) -> Accepted {
    let receipt =
        SignedReceipt { version: "aa".into(), due: None, photos: Vec::new(), signature: String::new() };
    Accepted {
        at: moment,
        officer: "Lò Thị Mai".into(),
        number: number.into(),
        limit: None,
        due: None,
        version: "aa".into(),
        receipt,
    }
}

/// Accepted on Monday 9 November, for five working days.
fn in_work() -> Case {
    let limit = Rule::WorkingDays { days: 5 };
    let accepted = Accepted { limit: Some(limit), due: closing(16), ..acceptance(november(9, 9), "X-1") };
    received().accepted(accepted).unwrap()
}

fn put_off(case: &Case, day: u32) -> Extension {
    Extension {
        at: november(16, 8),
        officer: "Lò Thị Mai".into(),
        from: case.due.unwrap(),
        to: closing(day).unwrap(),
        reason: "Chờ xác minh.".into(),
        signer: "Lò Văn Chủ".into(),
    }
}

#[test]
fn a_number_is_given_once() {
    let accepted = received().accepted(acceptance(at(2), "X-1")).unwrap();
    assert_eq!(accepted.history.len(), 2);
    let again = accepted.accepted(acceptance(at(3), "X-2"));
    assert_eq!(again, Err(NotNow::AlreadyAccepted { number: "X-1".into() }));
}

#[test]
fn time_stands_still_while_the_office_waits_for_a_supplement() {
    let calendar = Calendar::built_in().unwrap();
    let mut asked = request(0);
    asked.at = november(11, 10);
    let waiting = in_work().asked(asked).unwrap();
    assert_eq!((waiting.state, waiting.is_accepted()), (CaseState::Asked, true));
    // Three working days were left when it was asked.
    assert_eq!(waiting.due_when_answered(&calendar, november(11, 16)), closing(16), "answered the same day");
    assert_eq!(waiting.due_when_answered(&calendar, november(18, 9)), closing(23));
    assert_eq!(waiting.due_when_answered(&calendar, november(20, 9)), closing(26), "over a holiday");
    assert_eq!(waiting.is_late(november(30, 9)), Some(false), "the office waits for somebody else");
    let answered = waiting.supplemented(november(11, 10), november(18, 9)).unwrap();
    assert_eq!(answered.state, CaseState::Accepted, "it goes on where it was");
}

#[test]
fn a_day_is_put_off_to_a_later_one_only_and_waiting_then_moves_the_new_one() {
    let calendar = Calendar::built_in().unwrap();
    let case = in_work();
    assert_eq!(received().extended(put_off(&case, 20)), Err(NotNow::NotAccepted));
    assert_eq!(case.clone().extended(put_off(&case, 16)), Err(NotNow::NotLater));
    let put = case.clone().extended(put_off(&case, 20)).unwrap();
    assert_eq!((put.due, put.extensions.first().map(|first| first.from)), (closing(20), closing(16)));
    assert_eq!(put.clone().extended(put_off(&case, 23)), Err(NotNow::NotLater), "somebody was quicker");
    let mut asked = request(0);
    asked.at = november(18, 8);
    let waiting = put.asked(asked).unwrap();
    assert_eq!(waiting.due_when_answered(&calendar, november(23, 9)), closing(26));
    // Put off while the office waits already: from then on it goes on standing still.
    let mut asked = request(0);
    asked.at = november(12, 8);
    let waiting = in_work().asked(asked).unwrap();
    let put = waiting.clone().extended(put_off(&waiting, 20)).unwrap();
    assert_eq!(put.due_when_answered(&calendar, november(18, 9)), closing(25));
}

#[test]
fn late_is_what_is_decided_after_its_day() {
    let result = CaseResult { words: "Quyết định số 1".into(), scan: None, way: None };
    let done = in_work().resolved(november(16, 16), "Lò Thị Mai", result.clone()).unwrap();
    assert_eq!(done.is_late(november(30, 9)), Some(false));
    let returned = done.returned(november(30, 9), "Lò Thị Mai", ReturnWay::Desk).unwrap();
    assert_eq!(returned.is_late(november(30, 10)), Some(false), "fetched late is not answered late");
    let late = in_work().resolved(november(17, 8), "Lò Thị Mai", result).unwrap();
    assert_eq!(late.is_late(november(17, 9)), Some(true));
    assert_eq!(in_work().is_late(november(16, 16)), Some(false));
    assert_eq!(received().is_late(november(16, 16)), None);
}

#[test]
fn what_has_ended_goes_no_further() {
    let refused = in_work().refused(at(9), "Lò Thị Mai", "Không đúng đối tượng.".into()).unwrap();
    let stopped =
        received().asked(request(2)).unwrap().stopped(at(3), "Lò Thị Mai", "Gia đình xin rút.".into());
    let stopped = stopped.unwrap();
    let ended = stopped.supplements.first().and_then(|first| first.ended.as_ref());
    assert_eq!(ended.map(|ended| ended.outcome), Some(Outcome::Closed));
    for case in [refused, stopped] {
        assert_eq!(case.clone().asked(request(10)), Err(NotNow::Ended));
        assert_eq!(case.clone().handed_to("Quàng Thị Mẫu"), Err(NotNow::Ended));
        assert_eq!(case.clone().stopped(at(11), "Lò Thị Mai", "Lại.".into()), Err(NotNow::Ended));
        assert_eq!(case.returned(at(12), "Lò Thị Mai", ReturnWay::Post), Err(NotNow::NoResult));
    }
    let result = CaseResult { words: "Quyết định số 1".into(), scan: None, way: None };
    assert_eq!(received().resolved(at(2), "Lò Thị Mai", result), Err(NotNow::NotAccepted));
}

#[test]
fn one_request_at_a_time_and_only_its_own_answer_ends_it() {
    let asked = received().asked(request(2)).unwrap();
    assert_eq!(asked.open_supplement().map(|open| open.at), Some(at(2)));
    assert_eq!(asked.clone().asked(request(3)), Err(NotNow::AlreadyAsked));
    assert_eq!(asked.clone().supplemented(at(1), at(4)), None, "an answer to another request");
    let answered = asked.supplemented(at(2), at(5)).unwrap();
    assert_eq!((answered.state, answered.open_supplement()), (CaseState::Received, None));
    let ended = Some(Ended { at: at(5), outcome: Outcome::Answered });
    assert_eq!(answered.supplements.first().map(|first| &first.ended), Some(&ended));
    assert_eq!(answered.clone().supplemented(at(2), at(6)), None, "an answer that came twice");
    let moments = |case: Case| case.supplements.iter().map(|one| one.at).collect::<Vec<_>>();
    assert_eq!(moments(answered.clone().asked(request(7)).unwrap()), [at(2), at(7)]);
    assert_eq!(moments(answered.asked(request(2)).unwrap()), [at(2), at(3)], "a clock that stands still");
}

#[test]
fn a_request_ends_by_being_taken_back_or_by_accepting() {
    let asked = received().asked(request(2)).unwrap();
    let back = asked.clone().not_asked(at(3), "Lò Thị Mai").unwrap();
    assert_eq!((back.state, back.open_supplement()), (CaseState::Received, None));
    assert_eq!(back.not_asked(at(4), "Lò Thị Mai"), Err(NotNow::NothingAsked));
    let accepted = asked.accepted(acceptance(at(3), "X-1")).unwrap();
    let ended = accepted.supplements.first().and_then(|first| first.ended.as_ref());
    assert_eq!(ended.map(|ended| ended.outcome), Some(Outcome::Accepted));
}

#[test]
fn a_record_without_requests_is_as_small_as_before() {
    let json = serde_json::to_string(&received()).unwrap();
    assert!(!json.contains("\"a\""), "{json}");
    assert_eq!(serde_json::from_str::<Case>(&json).unwrap(), received());
}

#[test]
fn handling_is_counted_in_working_time_without_what_the_office_waited_for_others() {
    let calendar = Calendar::built_in().unwrap();
    // Monday 9 November, nine o'clock: eight hours a day but the break.
    let case = in_work();
    assert_eq!(case.handled_minutes(&calendar), None, "nobody has decided");
    let mut asked = request(0);
    asked.at = november(10, 9);
    let waiting = case.clone().asked(asked).unwrap();
    let answered = waiting.supplemented(november(10, 9), november(12, 9)).unwrap();
    let result = CaseResult { words: "Quyết định số 1".into(), scan: None, way: None };
    let done = answered.resolved(november(13, 9), "Lò Thị Mai", result.clone()).unwrap();
    let day = calendar.worked_minutes(november(10, 9).in_vietnam(), november(11, 9).in_vietnam());
    assert_eq!(done.handled_minutes(&calendar), Some(2 * day), "a day before it was asked, a day after");
    let straight = case.resolved(november(13, 9), "Lò Thị Mai", result).unwrap();
    assert_eq!(straight.handled_minutes(&calendar), Some(4 * day));
    let refused = received().refused(november(13, 9), "Lò Thị Mai", "Không đúng đối tượng.".into()).unwrap();
    assert_eq!((refused.waited_minutes(&calendar), refused.handled_minutes(&calendar)), (None, None));
    let stopped = in_work().stopped(november(13, 9), "Lò Thị Mai", "Gia đình xin rút.".into()).unwrap();
    assert_eq!(stopped.handled_minutes(&calendar), None, "the citizen stopped it, nobody decided");
}

fn moved(millis: i64, from: &str, to: &str) -> Move {
    Move {
        at: at(millis),
        officer: "Lò Thị Mai".into(),
        from: from.into(),
        from_name: format!("Xã Mẫu {from}"),
        to: to.into(),
        to_name: format!("Xã Mẫu {to}"),
        reason: "Nơi ở thuộc xã khác.".into(),
        numbered: false,
    }
}

#[test]
fn before_its_number_it_goes_on_to_the_other_commune_as_new_and_nothing_is_asked_any_more() {
    let there = received().asked(request(2)).unwrap().moved(moved(3, "1", "2")).unwrap();
    assert_eq!((there.state, there.open_supplement()), (CaseState::Received, None));
    assert_eq!(there.supplements[0].ended, Some(Ended { at: at(3), outcome: Outcome::TakenBack }));
    assert_eq!((there.received_at, there.arrived_at()), (at(1), at(3)));
    let accepted = there.accepted(acceptance(at(4), "Y-1")).unwrap();
    assert_eq!(accepted.accepted_by(&"2".into()), &"2".into(), "the number is the other commune's own");
}

#[test]
fn number_receipt_and_day_go_along_and_stay_those_of_the_commune_that_gave_them() {
    let case = in_work();
    let (number, due) = (case.number.clone(), case.due);
    let later = november(10, 9);
    let there = case.moved(Move { at: later, ..moved(0, "1", "2") }).unwrap();
    assert_eq!((there.state, &there.number, there.due), (CaseState::Accepted, &number, due));
    assert_eq!(there.officer, None, "nobody has it there");
    let further = there.moved(Move { at: november(11, 9), ..moved(0, "2", "3") }).unwrap();
    assert_eq!(further.receipt_of(&"3".into()).unwrap().commune, &"1".into());
    assert_eq!(further.waited_minutes(&Calendar::built_in().unwrap()), None, "it did not wait at the third");
    let read: Case = serde_json::from_str(&serde_json::to_string(&further).unwrap()).unwrap();
    assert_eq!(read, further);
}

#[test]
fn what_waits_for_an_answer_or_has_ended_goes_nowhere() {
    let waiting = in_work().asked(Supplement { at: november(10, 9), ..request(0) }).unwrap();
    assert_eq!(waiting.moved(moved(3, "1", "2")).unwrap_err(), NotNow::AlreadyAsked);
    let stopped = received().stopped(at(2), "Lò Thị Mai", "Xin dừng.".into()).unwrap();
    assert_eq!(stopped.moved(moved(3, "1", "2")).unwrap_err(), NotNow::Ended);
}
