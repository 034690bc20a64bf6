//! What holds for every receipt and every rule.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use calendar::{Calendar, Desk, Pause, Rule, Stretch};
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use proptest::prelude::*;

fn receipts() -> impl Strategy<Value = NaiveDateTime> {
    (0..8 * 366i64, 0..24 * 60i64).prop_map(|(day, minute)| {
        let start = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
        start + Duration::days(day) + Duration::minutes(minute)
    })
}

fn rules() -> impl Strategy<Value = Rule> {
    prop_oneof![
        any::<u8>().prop_map(|cutoff_hour| Rule::SameDay { cutoff_hour }),
        (1..200u16).prop_map(|hours| Rule::WorkingHours { hours }),
        (0..90u16).prop_map(|days| Rule::WorkingDays { days }),
        (0..120u16).prop_map(|days| Rule::Days { days }),
    ]
}

/// With and without a Saturday desk.
fn calendars() -> impl Strategy<Value = Calendar> {
    any::<bool>().prop_map(|saturday| {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        let saturday = saturday.then(|| Stretch::new(hour(8), hour(11)).unwrap());
        let usual = Desk::default();
        let desk = Desk::new(usual.morning, usual.afternoon, saturday).unwrap();
        Calendar::built_in().unwrap().at_desk(desk)
    })
}

/// A request some time after the receipt, and its answers: one, and a later one.
fn waits() -> impl Strategy<Value = (Duration, Duration, Duration)> {
    let minutes = |most: i64| (0..most).prop_map(Duration::minutes);
    (minutes(60 * 24 * 60), minutes(60 * 24 * 40), minutes(60 * 24 * 40))
}

proptest! {
    #[test]
    fn waiting_never_makes_it_earlier_and_waiting_longer_never_earlier_than_shorter(
        calendar in calendars(), received in receipts(), rule in rules(), (until, short, more) in waits(),
    ) {
        let asked = received + until;
        let after = |wait: Duration| {
            calendar.due_after(received, rule, &[Pause { asked, answered: asked + wait }]).at
        };
        let (none, shorter, longer) = (calendar.due(received, rule).at, after(short), after(short + more));
        prop_assert!(none <= shorter && shorter <= longer, "{none} {shorter} {longer}");
        prop_assert!(calendar.is_working_day(longer.date()));
        // Who has not answered yet cannot be late: nothing is due before the answer is there, unless it was late before.
        if asked < none {
            prop_assert!(longer > asked + short + more || longer.date() >= (asked + short + more).date());
        }
    }

    #[test]
    fn never_due_on_a_day_off_nor_before_the_receipt(
        calendar in calendars(), received in receipts(), rule in rules(),
    ) {
        let due = calendar.due(received, rule);
        prop_assert!(calendar.is_working_day(due.at.date()));
        prop_assert!(due.at > received);
    }

    #[test]
    fn who_comes_later_is_never_due_earlier(
        calendar in calendars(), a in receipts(), b in receipts(), rule in rules(),
    ) {
        let (first, second) = if a <= b { (a, b) } else { (b, a) };
        prop_assert!(calendar.due(first, rule).at <= calendar.due(second, rule).at);
    }

    #[test]
    fn calendar_days_are_never_later_than_as_many_working_days(received in receipts(), days in 0..60u16) {
        let calendar = Calendar::built_in().unwrap();
        let all = calendar.due(received, Rule::Days { days }).at;
        let worked = calendar.due(received, Rule::WorkingDays { days }).at;
        prop_assert!(all <= worked);
    }

    #[test]
    fn one_more_day_is_the_next_working_day(received in receipts(), days in 0..60u16) {
        let calendar = Calendar::built_in().unwrap();
        let shorter = calendar.due(received, Rule::WorkingDays { days }).at.date();
        let longer = calendar.due(received, Rule::WorkingDays { days: days + 1 }).at.date();
        prop_assert_eq!(calendar.next_working_day(shorter), longer);
    }
}
