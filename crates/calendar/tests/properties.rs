//! What holds for every receipt and every rule.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use calendar::{Calendar, Rule};
use chrono::{Duration, NaiveDate, NaiveDateTime};
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
        (0..90u16).prop_map(|days| Rule::WorkingDays { days }),
        (0..120u16).prop_map(|days| Rule::Days { days }),
    ]
}

proptest! {
    #[test]
    fn never_due_on_a_day_off_nor_before_the_receipt(received in receipts(), rule in rules()) {
        let calendar = Calendar::built_in().unwrap();
        let due = calendar.due(received, rule);
        prop_assert!(calendar.is_working_day(due.at.date()));
        prop_assert!(due.at > received);
    }

    #[test]
    fn who_comes_later_is_never_due_earlier(a in receipts(), b in receipts(), rule in rules()) {
        let calendar = Calendar::built_in().unwrap();
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
