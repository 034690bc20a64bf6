//! Due dates as a table, `cases.csv`: what was received when, how the limit is counted, when the office waited for a
//! supplement, and when the answer is due.
//!
//! The dates of the table were worked out apart from the calendar, day by day and minute by minute. The same table is
//! looked at in the tests and as wasm.

use calendar::{Calendar, Desk, Pause, Rule, Stretch};
use chrono::{NaiveDateTime, NaiveTime};

const CASES: &str = include_str!("../cases.csv");

/// Civil status: received at or after 15:00, on the next working day.
const CUTOFF_HOUR: u8 = 15;

/// What came of the table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outcome {
    /// Cases that were looked at.
    pub cases: usize,
    /// Those whose due date is another, or that cannot be read: each in words.
    pub faults: Vec<String>,
}

/// Looks at every case.
pub fn look() -> Outcome {
    let mut outcome = Outcome::default();
    for line in CASES.lines().skip(1) {
        outcome.cases += 1;
        match fault(line) {
            Some(None) => {}
            Some(Some(fault)) => outcome.faults.push(fault),
            None => outcome.faults.push(format!("cannot be read: {line}")),
        }
    }
    outcome
}

/// `None`: the line cannot be read. `Some(None)`: the calendar says the same.
fn fault(line: &str) -> Option<Option<String>> {
    let cells: Vec<&str> = line.split(',').collect();
    let [name, received, rule, count, desk, waits, due, sure] = cells.as_slice() else { return None };
    let count: u16 = count.parse().ok()?;
    let rule = match *rule {
        "same" => Rule::SameDay { cutoff_hour: CUTOFF_HOUR },
        "hours" => Rule::WorkingHours { hours: count },
        "working" => Rule::WorkingDays { days: count },
        "days" => Rule::Days { days: count },
        _ => return None,
    };
    let calendar = Calendar::built_in().ok()?;
    let calendar = match *desk {
        "" => calendar,
        "sat" => calendar.at_desk(on_saturdays_too()?),
        _ => return None,
    };
    let waits: Vec<Pause> = waits.split_whitespace().map(wait).collect::<Option<_>>()?;
    let found = calendar.due_after(moment(received, ' ')?, rule, &waits);
    let expected = (moment(due, ' ')?, *sure != "sure");
    let same = (found.at, found.provisional) == expected;
    Some((!same).then(|| {
        let (found, may) =
            (found.at.format("%Y-%m-%d %H:%M"), if found.provisional { "may change" } else { "sure" });
        format!("{name}: due {due} ({sure}), the calendar says {found} ({may})")
    }))
}

fn moment(text: &str, between: char) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, &format!("%Y-%m-%d{between}%H:%M")).ok()
}

fn wait(text: &str) -> Option<Pause> {
    let (asked, answered) = text.split_once('/')?;
    Some(Pause { asked: moment(asked, 'T')?, answered: moment(answered, 'T')? })
}

/// A desk that receives on Saturday mornings.
fn on_saturdays_too() -> Option<Desk> {
    let usual = Desk::default();
    let morning = Stretch::new(NaiveTime::from_hms_opt(7, 30, 0)?, NaiveTime::from_hms_opt(11, 30, 0)?)?;
    Desk::new(usual.morning, usual.afternoon, Some(morning))
}
