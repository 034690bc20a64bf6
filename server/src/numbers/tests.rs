use super::tally::{Told, spread};
use super::*;
use crate::store::numbers::{End, Happened, PersonMark, Place};
use chrono::{NaiveDate, NaiveDateTime};
use dossier::{MemberId, ProcedureCode, TeamId, Timestamp};
use wire::numbers::{Share, Spread};

fn wall(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
}

fn at(day: u32, hour: u32) -> Timestamp {
    Timestamp::from_vietnam(wall(day, hour, 0))
}

#[test]
fn a_month_is_from_midnight_to_midnight_in_vietnam() {
    let november = Span::parse("2026-11").unwrap();
    let between = november.between();
    assert_eq!(between.from.in_vietnam(), wall(1, 0, 0));
    assert_eq!(between.from.millis(), 1_793_466_000_000, "31 October, 17:00 in Greenwich");
    assert_eq!(between.until.in_vietnam().to_string(), "2026-12-01 00:00:00");
    let year = november.with_its_year();
    assert_eq!(
        (year.first().to_string(), year.last().to_string()),
        ("2026-01-01".into(), "2026-11-30".into())
    );
    assert_eq!(year.months().count(), 11);
    let last: Vec<String> = Span::parse("2028-02").unwrap().months().map(|one| one.to_string()).collect();
    assert_eq!(last, ["2028-02"]);
    assert_eq!(Span::parse("2028-02").unwrap().last().to_string(), "2028-02-29");
    for wrong in ["", "2026", "2026-13", "2026-1", "1999-12", "9999-12", "-026-11", "2026-11-01", "+026-11"] {
        assert_eq!(Span::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn the_middle_and_the_nine_of_ten_are_times_that_were_really_taken() {
    let of = |minutes: &[u32]| spread(minutes).map(|one| (one.median_min, one.p90_min, one.of));
    assert_eq!(of(&[]), None, "nothing was measured, which is not 0");
    assert_eq!(of(&[7]), Some((7, 7, 1)));
    assert_eq!(of(&[4, 1]), Some((1, 4, 2)));
    assert_eq!(of(&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), Some((5, 9, 10)));
    assert_eq!(of(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 200]), Some((0, 100, 11)));
}

fn done(due: Option<Timestamp>, how: End) -> Happened {
    Happened::Ended { at: at(16, 17), how, due, handled: Some(30), put_off: false, scanned: false }
}

#[test]
fn late_is_after_the_day_and_what_the_citizen_stopped_is_neither() {
    let mut tally = Tally::default();
    for (due, how) in [
        (Some(at(16, 17)), End::Done),
        (Some(Timestamp::from_millis(at(16, 17).millis() - 1)), End::Done),
        (None, End::Done),
        (Some(at(10, 17)), End::Refused),
        (Some(at(10, 17)), End::Stopped),
    ] {
        tally.add(&done(due, how), at(30, 9));
    }
    let told = tally.figures(Told::default());
    assert_eq!((told.done, told.refused, told.stopped), (3, 1, 1));
    assert_eq!((told.on_time, told.late), (1, 2));
    assert_eq!(told.handling, Some(Spread { median_min: 30, p90_min: 30, of: 4 }));
    assert_eq!((told.open, told.withdrawn, told.waiting), (None, None, None));
    assert_eq!((told.known_answers, told.digitised), (None, Some(Share { part: 0, whole: 3 })));
}

#[test]
fn what_waits_for_a_supplement_is_late_only_when_it_was_before_it_was_asked() {
    let mut tally = Tally::default();
    for (due, stands_since) in [
        (Some(at(16, 17)), None),
        (Some(at(16, 17)), Some(at(12, 9))),
        (Some(at(16, 17)), Some(at(17, 9))),
        (Some(at(30, 17)), None),
        (None, None),
    ] {
        tally.add(&Happened::Open { due, stands_since }, at(20, 9));
    }
    let told = tally.figures(Told { open: true, left: false });
    assert_eq!((told.open, told.open_late), (Some(5), Some(2)));
}

struct Called;

impl Names for Called {
    fn field(&self, procedure: &ProcedureCode) -> String {
        if procedure.as_str().starts_with('1') { "Hộ tịch".to_owned() } else { String::new() }
    }
    fn procedure(&self, procedure: &ProcedureCode) -> String {
        format!("Thủ tục {procedure}")
    }
    fn team(&self, team: TeamId) -> String {
        format!("Tổ {team}")
    }
    fn area(&self, team: TeamId) -> String {
        if team.0 == 1 { "Thôn Mẫu".to_owned() } else { String::new() }
    }
    fn officer(&self, _officer: MemberId) -> String {
        String::new()
    }
}

#[test]
fn every_heading_adds_up_to_the_total_and_what_is_not_known_has_a_line_of_its_own() {
    let place = |procedure: &str, team: u32, officer: u32, channel: &str| Place {
        procedure: procedure.into(),
        team: TeamId(team),
        officer: MemberId(officer),
        channel: channel.to_owned(),
    };
    let received = |day: u32, person: &str| Happened::Received {
        at: at(day, 9),
        answers: Some((10, 4)),
        person: PersonMark::of(person),
    };
    let mut cells = Cells::at(at(30, 9));
    cells.add(place("1.1", 1, 0, "volunteer"), &received(1, "a"));
    cells.add(place("1.1", 1, 0, "volunteer"), &received(2, "a"));
    cells.add(place("1.2", 2, 0, "volunteer"), &received(3, ""));
    cells.add(place("2.1", 0, 7, ""), &done(Some(at(16, 17)), End::Done));
    cells.add(place("1.1", 1, 0, ""), &Happened::Withdrawn { at: at(4, 9) });
    let span = Span::parse("2026-11").unwrap();
    let teams = [TeamId(1), TeamId(2), TeamId(3)];
    let sheet = Sheet { span, cells: &cells, visits: &[], satisfaction: None, teams: &teams, whole: true };
    let numbers = sheet.numbers(&Called);
    assert_eq!((numbers.total.received, numbers.total.done, numbers.total.withdrawn), (3, 1, Some(1)));
    assert_eq!(numbers.total.known_answers, Some(Share { part: 12, whole: 30 }));
    for lines in [
        &numbers.fields,
        &numbers.procedures,
        &numbers.channels,
        &numbers.teams,
        &numbers.areas,
        &numbers.officers,
        &numbers.months,
    ] {
        assert_eq!(lines.iter().map(|line| line.figures.received).sum::<u32>(), 3, "{lines:?}");
        assert_eq!(lines.iter().map(|line| line.figures.done).sum::<u32>(), 1, "{lines:?}");
    }
    let keys = |lines: &[wire::numbers::Line]| lines.iter().map(|line| line.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&numbers.fields), ["", "Hộ tịch"]);
    assert_eq!(keys(&numbers.areas), ["", "Thôn Mẫu"]);
    assert_eq!(keys(&numbers.channels), ["", "volunteer"]);
    assert_eq!(keys(&numbers.officers), ["", "7"]);
    assert_eq!(keys(&numbers.teams), ["", "1", "2"]);
    let work: Vec<_> = numbers.work.iter().map(|one| (one.dossiers, one.people)).collect();
    assert_eq!(work, [(2, Some(1)), (1, None), (0, Some(0))], "one of three says nothing of whom it helped");
    let shares: Vec<_> = numbers.groups.iter().map(|group| group.share.is_some()).collect();
    assert_eq!(shares, [false, true, false, false, true, false]);
    assert_eq!(numbers.groups.iter().map(|group| group.most).sum::<u32>(), 100);
}

#[test]
fn a_file_has_a_mark_for_excel_and_no_cell_that_computes() {
    struct Evil;
    impl Names for Evil {
        fn field(&self, _: &ProcedureCode) -> String {
            "=cmd|'/c calc'!A1".to_owned()
        }
        fn procedure(&self, _: &ProcedureCode) -> String {
            "@SUM(A1)".to_owned()
        }
        fn team(&self, _: TeamId) -> String {
            "+1".to_owned()
        }
        fn area(&self, _: TeamId) -> String {
            "-1".to_owned()
        }
        fn officer(&self, _: MemberId) -> String {
            "\t=1".to_owned()
        }
    }
    let mut cells = Cells::at(at(30, 9));
    let place =
        Place { procedure: "=1".into(), team: TeamId(1), officer: MemberId(1), channel: String::new() };
    cells.add(place, &done(None, End::Done));
    let span = Span::parse("2026-11").unwrap();
    let sheet = Sheet { span, cells: &cells, visits: &[], satisfaction: None, teams: &[], whole: true };
    let numbers = sheet.numbers(&Evil);
    let file = csv(&numbers).unwrap();
    assert!(file.starts_with("\u{feff}Từ ngày".as_bytes()));
    let mut reader = ::csv::Reader::from_reader(file.as_slice());
    let mut lines = 0;
    for record in reader.records() {
        let record = record.unwrap();
        assert!(record.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t'])), "{record:?}");
        lines += 1;
    }
    assert_eq!(lines, 8, "each heading has one line");
    assert!(String::from_utf8(file).unwrap().contains("không có số liệu"));
    assert!(workbook(&numbers).unwrap().starts_with(b"PK"));
}
