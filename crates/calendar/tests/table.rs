//! Days and due dates as a table of named cases, over the calendar that is compiled in.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use calendar::{Calendar, Desk, Kind, Rule, Stretch};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

const SAME_DAY: Rule = Rule::SameDay { cutoff_hour: 15 };

const fn days(days: u16) -> Rule {
    Rule::WorkingDays { days }
}

/// Days of the calendar, days off counted.
const fn all(days: u16) -> Rule {
    Rule::Days { days }
}

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn working_days_by_name() {
    let calendar = Calendar::built_in().unwrap();
    for (name, day, working) in [
        ("a plain Monday", "2026-11-23", true),
        ("a plain Friday", "2026-11-20", true),
        ("a plain Saturday", "2026-11-21", false),
        ("a plain Sunday", "2026-11-22", false),
        ("New Year's Day", "2026-01-01", false),
        ("the swapped Friday after New Year", "2026-01-02", false),
        ("the make-up Saturday of January", "2026-01-10", true),
        ("the last working day before Tết", "2026-02-13", true),
        ("the weekend before Tết", "2026-02-14", false),
        ("the first day of Tết", "2026-02-17", false),
        ("the last day of the Tết break", "2026-02-22", false),
        ("the first working day after Tết", "2026-02-23", true),
        ("Hung Kings Day on a Sunday", "2026-04-26", false),
        ("the substitute Monday for it", "2026-04-27", false),
        ("Reunification Day", "2026-04-30", false),
        ("Labour Day", "2026-05-01", false),
        ("the make-up Saturday for National Day", "2026-08-22", true),
        ("the Sunday after the make-up Saturday", "2026-08-23", false),
        ("the swapped Monday before National Day", "2026-08-31", false),
        ("the day beside National Day", "2026-09-01", false),
        ("National Day", "2026-09-02", false),
        ("the day after National Day", "2026-09-03", true),
        ("Culture Day, new in 2026", "2026-11-24", false),
        ("a proposed day of Tết 2027", "2027-02-05", false),
        ("a Thursday of 2027 outside the draft", "2027-02-11", true),
        ("Culture Day 2027", "2027-11-24", false),
        ("Culture Day before it was one, in a year without a table", "2025-11-24", true),
        ("National Day in a year without a table", "2028-09-02", false),
        ("New Year's Day in a year without a table", "2029-01-01", false),
        ("a Wednesday in a year without a table", "2028-03-15", true),
    ] {
        assert_eq!(calendar.is_working_day(date(day)), working, "{name} ({day})");
    }
}

#[test]
fn due_dates_by_name() {
    let calendar = Calendar::built_in().unwrap();
    for (name, received, rule, due, provisional) in [
        ("in the morning: the same day", "2026-11-25 08:00", SAME_DAY, "2026-11-25 17:00", false),
        ("a minute before three: the same day", "2026-11-25 14:59", SAME_DAY, "2026-11-25 17:00", false),
        ("at three: the next working day", "2026-11-25 15:00", SAME_DAY, "2026-11-26 17:00", false),
        ("after closing: the next working day", "2026-11-25 20:30", SAME_DAY, "2026-11-26 17:00", false),
        ("Friday after three: Monday", "2026-11-27 15:30", SAME_DAY, "2026-11-30 17:00", false),
        ("Monday after three, before Culture Day", "2026-11-23 15:01", SAME_DAY, "2026-11-25 17:00", false),
        ("sent on a Sunday: Monday", "2026-11-22 09:00", SAME_DAY, "2026-11-23 17:00", false),
        ("sent on a Sunday evening: Monday", "2026-11-22 22:00", SAME_DAY, "2026-11-23 17:00", false),
        ("sent on Culture Day", "2026-11-24 10:00", SAME_DAY, "2026-11-25 17:00", false),
        ("after three before Tết: after Tết", "2026-02-13 15:00", SAME_DAY, "2026-02-23 17:00", false),
        ("in the Tết break: after Tết", "2026-02-18 09:00", SAME_DAY, "2026-02-23 17:00", false),
        ("on a make-up Saturday: that Saturday", "2026-08-22 09:00", SAME_DAY, "2026-08-22 17:00", false),
        (
            "Friday after three before a make-up Saturday",
            "2026-08-21 16:00",
            SAME_DAY,
            "2026-08-22 17:00",
            false,
        ),
        ("before the National Day break", "2026-08-28 16:00", SAME_DAY, "2026-09-03 17:00", false),
        ("one working day", "2026-11-25 09:00", days(1), "2026-11-26 17:00", false),
        ("no working day: the day of receipt", "2026-11-25 16:00", days(0), "2026-11-25 17:00", false),
        ("three working days over a weekend", "2026-11-26 09:00", days(3), "2026-12-01 17:00", false),
        ("five working days over Culture Day", "2026-11-20 09:00", days(5), "2026-11-30 17:00", false),
        ("five working days over Tết", "2026-02-12 09:00", days(5), "2026-02-26 17:00", false),
        ("ten working days in a plain stretch", "2026-06-01 09:00", days(10), "2026-06-15 17:00", false),
        ("two working days over the swapped week", "2026-08-28 09:00", days(2), "2026-09-04 17:00", false),
        (
            "a working day that a make-up Saturday serves",
            "2026-08-21 09:00",
            days(1),
            "2026-08-22 17:00",
            false,
        ),
        ("received on Saturday counts from Monday", "2026-11-28 09:00", days(1), "2026-12-01 17:00", false),
        (
            "received after closing counts from the next day",
            "2026-11-25 17:00",
            days(1),
            "2026-11-27 17:00",
            false,
        ),
        ("twenty days of the calendar", "2026-11-25 09:00", all(20), "2026-12-15 17:00", false),
        ("ten days that end on a Saturday: Monday", "2026-11-25 09:00", all(10), "2026-12-07 17:00", false),
        ("days that end on Culture Day", "2026-11-17 09:00", all(7), "2026-11-25 17:00", false),
        ("days that end in the Tết break", "2026-02-12 09:00", all(6), "2026-02-23 17:00", false),
        ("days that end on a make-up Saturday", "2026-08-12 09:00", all(10), "2026-08-22 17:00", false),
        ("days from a Sunday count from Monday", "2026-11-22 09:00", all(3), "2026-11-26 17:00", false),
        ("days from after closing", "2026-11-25 17:30", all(1), "2026-11-27 17:00", false),
        ("no days", "2026-11-25 09:00", all(0), "2026-11-25 17:00", false),
        ("over a make-up Saturday nobody confirmed", "2026-01-09 16:00", SAME_DAY, "2026-01-10 17:00", true),
        ("into 2027, which is not final", "2026-12-31 16:00", SAME_DAY, "2027-01-04 17:00", true),
        ("a plain day of 2027", "2027-03-10 09:00", SAME_DAY, "2027-03-10 17:00", true),
        ("over the draft of Tết 2027", "2027-02-03 16:00", SAME_DAY, "2027-02-11 17:00", true),
        ("the substitute Monday of May 2027", "2027-04-29 16:00", SAME_DAY, "2027-05-04 17:00", true),
        ("a year without a table", "2030-06-14 16:00", SAME_DAY, "2030-06-17 17:00", true),
        (
            "a cut-off that no clock shows",
            "2026-11-25 16:59",
            Rule::SameDay { cutoff_hour: 99 },
            "2026-11-25 17:00",
            false,
        ),
    ] {
        let found = calendar.due(at(received), rule);
        assert_eq!((found.at, found.provisional), (at(due), provisional), "{name} ({received})");
    }
}

#[test]
fn a_desk_that_closes_earlier_answers_earlier() {
    let (hour, usual) = (|hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap(), Desk::default());
    let afternoon = Stretch::new(hour(13, 0), hour(16, 30)).unwrap();
    let desk = Desk::new(usual.morning, afternoon, None).unwrap();
    let calendar = Calendar::built_in().unwrap().at_desk(desk);
    assert_eq!(calendar.due(at("2026-11-25 09:00"), SAME_DAY).at, at("2026-11-25 16:30"));
    assert_eq!(calendar.due(at("2026-11-25 16:40"), days(1)).at, at("2026-11-27 16:30"));
}

#[test]
fn a_day_tells_its_name_and_whether_it_is_sure() {
    let calendar = Calendar::built_in().unwrap();
    let culture = calendar.day(date("2026-11-24"));
    assert_eq!((culture.kind, culture.provisional), (Some(Kind::Holiday), false));
    assert_eq!(culture.name_vi, "Ngày Văn hóa Việt Nam");
    assert_eq!(calendar.day(date("2027-02-05")).kind, Some(Kind::Proposed));
    assert_eq!(calendar.day(date("2026-11-25")).kind, None);
    assert!(calendar.day(date("2031-09-02")).provisional);
    assert_eq!(calendar.day(date("2031-09-02")).name_en, "National Day");
}
