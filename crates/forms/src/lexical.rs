//! How answers are written: numbers, dates, times, places.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

/// An optional minus and digits.
pub(crate) fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    (1..=18).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// As XPath writes numbers: a point, no exponent.
pub(crate) fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    is_integer(whole)
        && !whole.starts_with('-')
        && !part.is_empty()
        && part.bytes().all(|b| b.is_ascii_digit())
}

/// `2026-11-22`, and nothing looser.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() == 10 && text.is_ascii() && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

/// `1985`, `1985-07` or `1985-07-03`.
pub(crate) fn is_partial_date(text: &str) -> bool {
    match text.len() {
        4 => is_date(&format!("{text}-01-01")),
        7 => is_date(&format!("{text}-01")),
        _ => is_date(text),
    }
}

/// `07:30`, `07:30:00`, `07:30:00.000`, each with or without an offset such as `+07:00`.
pub(crate) fn is_time(text: &str) -> bool {
    let time = without_offset(text);
    ["%H:%M", "%H:%M:%S", "%H:%M:%S%.f"].iter().any(|form| NaiveTime::parse_from_str(time, form).is_ok())
}

/// `2026-11-22T07:30`, with seconds and an offset if they are known.
pub(crate) fn is_date_time(text: &str) -> bool {
    let naive = |text: &str| {
        ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%.f"]
            .iter()
            .any(|form| NaiveDateTime::parse_from_str(text, form).is_ok())
    };
    text.get(..10).is_some_and(is_date)
        && (DateTime::parse_from_rfc3339(text).is_ok()
            || text.get(10..).is_some_and(|time| {
                let time = without_offset(time);
                naive(&format!("{}{time}", text.get(..10).unwrap_or_default()))
            }))
}

fn without_offset(time: &str) -> &str {
    if let Some(time) = time.strip_suffix('Z') {
        return time;
    }
    match time.rfind(['+', '-']).and_then(|at| Some((time.get(..at)?, time.get(at + 1..)?))) {
        Some((before, offset)) if offset.len() == 5 && NaiveTime::parse_from_str(offset, "%H:%M").is_ok() => {
            before
        }
        _ => time,
    }
}

/// Latitude, longitude, and if known altitude and accuracy in metres: `21.4 103.0 480 5`.
pub(crate) fn is_point(text: &str) -> bool {
    let numbers: Vec<Option<f64>> =
        text.split_whitespace().map(|n| n.parse::<f64>().ok().filter(|n| n.is_finite())).collect();
    let within = |at: usize, most: f64| numbers.get(at).copied().flatten().is_some_and(|n| n.abs() <= most);
    (2..=4).contains(&numbers.len())
        && numbers.iter().all(Option::is_some)
        && within(0, 90.0)
        && within(1, 180.0)
}

/// Points with a semicolon between them; of a shape, the last is the first.
pub(crate) fn is_line(text: &str, closed: bool) -> bool {
    let points: Vec<&str> = text.trim().trim_end_matches(';').split(';').map(str::trim).collect();
    points.len() >= if closed { 4 } else { 2 }
        && points.iter().all(|point| is_point(point))
        && (!closed || points.first() == points.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_are_a_year_a_month_or_a_day() {
        for good in ["1985", "1985-07", "1985-07-03", "2024-02-29"] {
            assert!(is_partial_date(good), "{good}");
        }
        for bad in ["", "85", "1985-13", "1985-7", "2023-02-29", "07-1985", "1985-07-03x", "năm", "một"] {
            assert!(!is_partial_date(bad), "{bad}");
        }
    }

    #[test]
    fn numbers_are_written_plainly() {
        for (text, integer, decimal) in [
            ("12", true, true),
            ("-3", true, true),
            ("1.5", false, true),
            ("1,5", false, false),
            ("1e5", false, false),
            ("--1", false, false),
            ("-", false, false),
            ("", false, false),
            ("5.", false, false),
        ] {
            assert_eq!((is_integer(text), is_decimal(text)), (integer, decimal), "{text}");
        }
    }

    #[test]
    fn times_are_written_as_xforms_does() {
        for (text, time, date_time) in [
            ("07:30", true, false),
            ("07:30:00.000+07:00", true, false),
            ("24:30", false, false),
            ("7 giờ", false, false),
            ("2026-11-22T07:30", false, true),
            ("2026-11-22T07:30:00.000+07:00", false, true),
            ("2026-11-22T07:30:00Z", false, true),
            ("2026-11-31T07:30:00Z", false, false),
            ("2026-11-22", false, false),
            ("2026-11-22 07:30", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_time(text), is_date_time(text)), (time, date_time), "{text}");
        }
    }

    #[test]
    fn places_are_on_the_earth() {
        for good in ["21.4 103.0", "21.4 103.0 480 5", "-33 151 0 0"] {
            assert!(is_point(good), "{good}");
        }
        for bad in ["", "21.4", "91 0", "0 181", "a b", "1 2 3 4 5", "NaN 0", "inf 0"] {
            assert!(!is_point(bad), "{bad}");
        }
        assert!(is_line("21 103; 21.1 103.1", false) && !is_line("21 103", false));
        assert!(is_line("0 0;0 1;1 1;0 0;", true) && !is_line("0 0;0 1;1 1", true));
    }
}
