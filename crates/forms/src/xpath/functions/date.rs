//! Days, times, and how they are written out.

use super::{Function, Given, of, run};
use crate::xpath::ExprError;
use crate::xpath::date::{DateNumbers, Moment, may_be_date, time_and_zone};
use crate::xpath::value::Val;
use chrono::{Datelike, NaiveTime, TimeDelta, Timelike};
use std::fmt::Write;

pub(super) const TABLE: &[Function] = &[
    of(
        "today",
        0,
        0,
        run!(|given| {
            let now = Moment { at: given.evaluator.environment.now, is_day: false };
            Ok(now.to_day().map_or(Val::EMPTY, Val::Date))
        }),
    ),
    of(
        "now",
        0,
        0,
        run!(|given| Ok(Val::Date(Moment { at: given.evaluator.environment.now, is_day: false }))),
    ),
    of("date", 1, 1, run!(|given| date(&given))),
    of("date-time", 1, 1, run!(|given| date(&given))),
    of("format-date", 2, 2, run!(|given| formatted(&given))),
    of("format-date-time", 2, 2, run!(|given| formatted(&given))),
    of(
        "decimal-date-time",
        1,
        1,
        run!(|given| Ok(Val::Number(match given.value(0)? {
            Val::Number(n) => n,
            Val::Bool(_) => f64::NAN,
            value => match given.evaluator.moment_of(&value) {
                // The specification counts from midnight in UTC here; a day alone counts as everywhere.
                Some(moment) if !moment.is_day => moment.number(DateNumbers::Instants),
                Some(moment) => moment.number(given.evaluator.environment.date_numbers),
                None => f64::NAN,
            },
        }))),
    ),
    of("decimal-time", 1, 1, run!(|given| Ok(Val::Number(decimal_time(&given)?)))),
];

/// What is no date is an empty text.
fn date<'a>(given: &Given<'_, 'a>) -> Result<Val<'a>, ExprError> {
    let value = given.value(0)?;
    Ok(given.evaluator.moment_of(&value).map_or(Val::EMPTY, Val::Date))
}

/// The part of a local day that has gone: noon is 0.5.
fn decimal_time(given: &Given<'_, '_>) -> Result<f64, ExprError> {
    let value = given.value(0)?;
    if let Val::Number(_) | Val::Bool(_) = value {
        return Ok(f64::NAN);
    }
    let zone = given.evaluator.zone();
    let time = match &value {
        Val::Date(moment) => Some(moment.at.time()),
        _ => {
            let text = given.evaluator.text_of(value);
            if may_be_date(&text) {
                Moment::read(&text, zone).map(|moment| moment.at.time())
            } else {
                time_and_zone(&text).map(|(time, offset)| {
                    let written = offset.unwrap_or(zone).local_minus_utc();
                    let shift = TimeDelta::seconds(i64::from(zone.local_minus_utc() - written));
                    time.overflowing_add_signed(shift).0
                })
            }
        }
    };
    let since_midnight = |time: NaiveTime| (time - NaiveTime::MIN).num_milliseconds() as f64 / 86_400_000.0;
    Ok(time.map_or(f64::NAN, since_midnight))
}

fn formatted<'a>(given: &Given<'_, 'a>) -> Result<Val<'a>, ExprError> {
    let value = given.value(0)?;
    let format = given.text(1)?;
    let Some(moment) = given.evaluator.moment_of(&value) else { return Ok(Val::EMPTY) };
    given.evaluator.made(written(moment, &format, given.evaluator.environment.language)?)
}

fn written(moment: Moment, format: &str, language: &str) -> Result<String, ExprError> {
    let names = Names::of(language);
    let mut text = String::with_capacity(format.len() * 2);
    let mut characters = format.chars();
    let (day, time) = (moment.at.date_naive(), moment.at.time());
    while let Some(c) = characters.next() {
        if c != '%' {
            text.push(c);
            continue;
        }
        let field = characters.next().ok_or(ExprError::UnfinishedDateFormat)?;
        let done = match field {
            '%' => {
                text.push('%');
                Ok(())
            }
            'Y' => write!(text, "{:04}", day.year()),
            'y' => write!(text, "{:02}", day.year().rem_euclid(100)),
            'm' => write!(text, "{:02}", day.month()),
            'n' => write!(text, "{}", day.month()),
            'b' => write!(text, "{}", names.month(day.month0())),
            'd' => write!(text, "{:02}", day.day()),
            'e' => write!(text, "{}", day.day()),
            'a' => write!(text, "{}", names.weekday(day.weekday().num_days_from_sunday())),
            'H' => write!(text, "{:02}", time.hour()),
            'h' => write!(text, "{}", time.hour()),
            'M' => write!(text, "{:02}", time.minute()),
            'S' => write!(text, "{:02}", time.second()),
            '3' => write!(text, "{:03}", time.nanosecond() / 1_000_000 % 1000),
            field => return Err(ExprError::UnknownDateField { field }),
        };
        // Writing into a text cannot fail.
        done.unwrap_or_default();
    }
    Ok(text)
}

/// Short names, as the Unicode CLDR has them.
struct Names {
    english: bool,
}

impl Names {
    /// From `vi`, `en-US` or `English (en)`. What is not English is Vietnamese.
    fn of(language: &str) -> Self {
        let code = match language.rsplit_once('(') {
            Some((_, inside)) => inside.trim_end_matches(')'),
            None => language,
        };
        let code = code.trim().to_lowercase();
        Self {
            english: code == "en" || code.starts_with("en-") || code.starts_with("en_") || code == "english",
        }
    }
    fn month(&self, from_zero: u32) -> String {
        const ENGLISH: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        if self.english {
            ENGLISH.get(from_zero as usize).copied().unwrap_or_default().to_owned()
        } else {
            format!("thg {}", from_zero + 1)
        }
    }
    fn weekday(&self, from_sunday: u32) -> String {
        const ENGLISH: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
        match (self.english, from_sunday) {
            (true, day) => ENGLISH.get(day as usize).copied().unwrap_or_default().to_owned(),
            (false, 0) => "CN".to_owned(),
            (false, day) => format!("Th {}", day + 1),
        }
    }
}
