//! Settings as tables, in and out. Whatever is wrong is told at its line and column, and nothing is taken then.

use super::pattern::NumberPattern;
use super::table::{self, Fault, Line};
use calendar::{Calendar, Desk, OwnDay, OwnKind, Stretch};
use chrono::{NaiveDate, NaiveTime};
use library::fold::fold;
use std::collections::BTreeMap;
use wire::settings::Settings;
use wording::SheetProblem;

pub(super) const DAYS: &[&str] = &["date", "kind", "name"];
pub(super) const DESK: &[&str] = &["setting", "value"];

/// Some years of days.
const MOST_DAYS: usize = 400;
const LONGEST_NAME: usize = 100;

const KINDS: [(OwnKind, &str, &str); 3] = [
    (OwnKind::Holiday, "holiday", "nghi le"),
    (OwnKind::MakeUp, "make_up", "lam bu"),
    (OwnKind::Off, "off", "nghi"),
];

fn kind(word: &str) -> Option<OwnKind> {
    let folded = fold(word);
    KINDS
        .iter()
        .find(|(_, name, vi)| word.eq_ignore_ascii_case(name) || folded == *vi)
        .map(|(kind, ..)| *kind)
}

fn kind_word(kind: OwnKind) -> &'static str {
    KINDS.iter().find(|(one, ..)| *one == kind).map_or("", |(_, name, _)| name)
}

/// `24/11/2026` as people write it, or `2026-11-24`.
fn date(text: &str) -> Option<NaiveDate> {
    let written =
        NaiveDate::parse_from_str(text, "%d/%m/%Y").or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d"));
    let date = written.ok()?;
    // A year of two digits would be one of the first century.
    (date >= NaiveDate::from_ymd_opt(2000, 1, 1)?).then_some(date)
}

/// Faults of a table, as they are found.
#[derive(Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    pub(super) fn tell(&mut self, line: u64, column: &'static str, problem: SheetProblem) {
        self.0.push(Fault { line, column, problem });
    }

    /// The same where something was looked for.
    pub(super) fn at<T>(&mut self, line: u64, column: &'static str, problem: SheetProblem) -> Option<T> {
        self.tell(line, column, problem);
        None
    }

    pub(super) fn or<T>(self, taken: T) -> Result<T, Vec<Fault>> {
        if self.0.is_empty() { Ok(taken) } else { Err(self.0) }
    }
}

/// The commune's days, in their order.
pub(super) fn read_days(text: &str, country: &Calendar) -> Result<Vec<OwnDay>, Vec<Fault>> {
    let lines = table::read(text, DAYS, MOST_DAYS)?;
    let mut faults = Faults::default();
    let mut days: BTreeMap<NaiveDate, (u64, OwnDay)> = BTreeMap::new();
    for Line { number, cells } in lines {
        let [when, what, name] = cells.as_slice() else { continue };
        let when = date(when).or_else(|| faults.at(number, "date", not_a_date(when)));
        let what = kind(what).or_else(|| faults.at(number, "kind", not_a_kind(what)));
        let name = named(name).map_err(|problem| faults.tell(number, "name", problem)).ok();
        let (Some(date), Some(kind), Some(name)) = (when, what, name) else { continue };
        if let Some((line, _)) = days.get(&date) {
            let text = date.format("%d/%m/%Y").to_string();
            faults.tell(number, "date", SheetProblem::Twice { text, line: *line });
        } else if kind == OwnKind::MakeUp && country.is_working_day(date) {
            faults.tell(number, "kind", SheetProblem::WorkedAnyway);
        } else {
            days.insert(date, (number, OwnDay { date, kind, name }));
        }
    }
    faults.or(days.into_values().map(|(_, day)| day).collect())
}

fn not_a_date(text: &str) -> SheetProblem {
    if text.is_empty() { SheetProblem::Empty } else { SheetProblem::NotADate { text: text.to_owned() } }
}

fn not_a_kind(text: &str) -> SheetProblem {
    if text.is_empty() {
        return SheetProblem::Empty;
    }
    let words = KINDS.map(|(_, name, _)| name).join(", ");
    SheetProblem::NotAWord { text: text.to_owned(), words }
}

fn named(name: &str) -> Result<String, SheetProblem> {
    let name = name.trim_start_matches('\'');
    match name.chars().count() {
        0 => Err(SheetProblem::Empty),
        chars if chars > LONGEST_NAME => Err(SheetProblem::TooLong { most: LONGEST_NAME }),
        _ => Ok(name.to_owned()),
    }
}

pub(super) fn write_days(days: &[OwnDay]) -> Result<String, csv::Error> {
    let line = |day: &OwnDay| vec![day.date.to_string(), kind_word(day.kind).to_owned(), day.name.clone()];
    table::write(DAYS, days.iter().map(line))
}

/// The lines of the table of hours, in the order in which they go out: name, and whether it must be there.
const TIMES: [(&str, bool); 8] = [
    ("morning_opens", true),
    ("morning_closes", true),
    ("afternoon_opens", true),
    ("afternoon_closes", true),
    ("saturday_opens", false),
    ("saturday_closes", false),
    ("police_saturday_opens", false),
    ("police_saturday_closes", false),
];
const NUMBER: &str = "number_pattern";

/// Hours and pattern; the days stay.
pub(super) fn read_desk(text: &str, before: &Settings) -> Result<Settings, Vec<Fault>> {
    let lines = table::read(text, DESK, 50)?;
    let mut faults = Faults::default();
    let mut times: BTreeMap<&str, (u64, NaiveTime)> = BTreeMap::new();
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut number = None;
    for Line { number: line, cells } in &lines {
        let [setting, value] = cells.as_slice() else { continue };
        let known =
            TIMES.iter().map(|(name, _)| *name).chain([NUMBER]).find(|name| *name == setting.as_str());
        let Some(known) = known else {
            let words = TIMES.iter().map(|(name, _)| *name).chain([NUMBER]).collect::<Vec<_>>().join(", ");
            let problem = SheetProblem::NotAWord { text: setting.clone(), words };
            faults.tell(*line, "setting", problem);
            continue;
        };
        if let Some(first) = seen.insert(setting.clone(), *line) {
            let problem = SheetProblem::Twice { text: setting.clone(), line: first };
            faults.tell(*line, "setting", problem);
        } else if known == NUMBER {
            let value = value.trim_start_matches('\'');
            number = match NumberPattern::parse(value) {
                Ok(_) => Some(value.to_owned()),
                Err(problem) => faults.at(*line, "value", problem),
            };
        } else if value.is_empty() && TIMES.contains(&(known, false)) {
            // No Saturday.
        } else {
            let time = NaiveTime::parse_from_str(value, "%H:%M").ok();
            let time = time.or_else(|| faults.at(*line, "value", not_a_time(value)));
            if let Some(time) = time {
                times.insert(known, (*line, time));
            }
        }
    }
    for (name, needed) in TIMES.into_iter().chain([(NUMBER, true)]) {
        if needed && !seen.contains_key(name) {
            let problem = SheetProblem::SettingMissing { setting: name.to_owned() };
            faults.tell(1, "setting", problem);
        }
    }
    // What is missing or unreadable is told; the rest waits for it.
    let mut faults = match faults.or(()) {
        Ok(()) => Faults::default(),
        Err(faults) => return Err(faults),
    };
    let morning = stretch(&times, "morning_opens", "morning_closes", &mut faults);
    let afternoon = stretch(&times, "afternoon_opens", "afternoon_closes", &mut faults);
    let saturday = stretch(&times, "saturday_opens", "saturday_closes", &mut faults);
    let police = stretch(&times, "police_saturday_opens", "police_saturday_closes", &mut faults);
    let at = |name: &str| times.get(name).map_or(1, |(line, _)| *line);
    let desk = morning.zip(afternoon).and_then(|(morning, afternoon)| {
        let desk = Desk::new(morning, afternoon, saturday);
        let of_police = Desk::new(morning, afternoon, police);
        if desk.is_some() && of_police.is_none() {
            return faults.at(at("police_saturday_closes"), "value", SheetProblem::Hours);
        }
        desk.or_else(|| {
            let follows = Desk::new(morning, afternoon, None).is_some();
            let wrong = if follows { "saturday_closes" } else { "afternoon_opens" };
            faults.at(at(wrong), "value", SheetProblem::Hours)
        })
    });
    let taken = desk.zip(number).map(|(desk, number)| Settings {
        desk,
        police_saturday: police,
        number: number.trim().to_owned(),
        days: before.days.clone(),
    });
    faults
        .or(())
        .and_then(|()| taken.ok_or_else(|| vec![Fault { line: 1, column: "", problem: SheetProblem::Hours }]))
}

fn not_a_time(text: &str) -> SheetProblem {
    if text.is_empty() { SheetProblem::Empty } else { SheetProblem::NotATime { text: text.to_owned() } }
}

/// `None`: not there, or wrong, which is told.
fn stretch(
    times: &BTreeMap<&str, (u64, NaiveTime)>,
    opens: &str,
    closes: &str,
    faults: &mut Faults,
) -> Option<Stretch> {
    match (times.get(opens), times.get(closes)) {
        (Some((_, opens)), Some((line, closes))) => {
            Stretch::new(*opens, *closes).or_else(|| faults.at(*line, "value", SheetProblem::Hours))
        }
        (Some((line, _)), None) | (None, Some((line, _))) => {
            faults.at(*line, "value", SheetProblem::HalfASaturday)
        }
        (None, None) => None,
    }
}

pub(super) fn write_desk(settings: &Settings) -> Result<String, csv::Error> {
    let time =
        |time: Option<NaiveTime>| time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
    let ends = |stretch: Option<Stretch>| [time(stretch.map(|s| s.opens)), time(stretch.map(|s| s.closes))];
    let desk = &settings.desk;
    let values =
        [Some(desk.morning), Some(desk.afternoon), desk.saturday, settings.police_saturday].map(ends);
    let lines = TIMES
        .iter()
        .zip(values.into_iter().flatten())
        .map(|((name, _), value)| vec![(*name).to_owned(), value]);
    table::write(DESK, lines.chain([vec![NUMBER.to_owned(), settings.number.clone()]]))
}
