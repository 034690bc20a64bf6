//! Days and moments: how ODK reads, counts and writes them.
//!
//! A date is a text such as `2026-11-25`, a moment one such as `2026-11-25T08:30:00.000+07:00`. Either counts as
//! days since 1970-01-01 where a number is asked.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

/// What "days since 1970" counts from. The published engines differ.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum DateNumbers {
    /// From the local midnight, as JavaRosa (ODK Collect): a date is always a whole number.
    #[default]
    LocalDays,
    /// From midnight in UTC, as Enketo and ODK Web Forms: east of Greenwich a date is a little less than a
    /// whole number.
    Instants,
}

/// A day or a moment in the zone of the environment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    pub(super) at: DateTime<FixedOffset>,
    /// Written without a time.
    pub(super) is_day: bool,
}

const DAY_MS: f64 = 86_400_000.0;

impl Moment {
    /// A day's midnight.
    pub(super) fn day(date: NaiveDate, zone: FixedOffset) -> Option<Self> {
        Some(Self { at: date.and_time(NaiveTime::MIN).and_local_timezone(zone).single()?, is_day: true })
    }
    /// A text written as a day or as a moment.
    pub(super) fn read(text: &str, zone: FixedOffset) -> Option<Self> {
        if !may_be_date(text) {
            return None;
        }
        match text.split_once('T') {
            None => Self::day(day(text)?, zone),
            Some((date, time)) => {
                let (time, offset) = time_and_zone(time)?;
                let local = day(date)?.and_time(time);
                let at = local.and_local_timezone(offset.unwrap_or(zone)).single()?;
                Some(Self { at: at.with_timezone(&zone), is_day: false })
            }
        }
    }
    /// Days since 1970; whole ones are a day without a time.
    pub(super) fn from_days(days: f64, zone: FixedOffset, numbers: DateNumbers) -> Option<Self> {
        if !(-1_000_000.0..=3_000_000.0).contains(&days) {
            return None;
        }
        let ms = Duration::try_milliseconds((days * DAY_MS).round() as i64)?;
        let naive = NaiveDateTime::default().checked_add_signed(ms)?;
        let at = match numbers {
            DateNumbers::LocalDays => naive.and_local_timezone(zone).single()?,
            DateNumbers::Instants => naive.and_utc().with_timezone(&zone),
        };
        Some(Self { at, is_day: at.time() == NaiveTime::MIN })
    }
    /// Days since 1970.
    pub(super) fn number(self, numbers: DateNumbers) -> f64 {
        let ms = match numbers {
            DateNumbers::LocalDays => self.at.naive_local().and_utc().timestamp_millis(),
            DateNumbers::Instants => self.at.timestamp_millis(),
        };
        // Milliseconds of chrono's range (±262,000 years) are exact in an f64.
        ms as f64 / DAY_MS
    }
    /// `2026-11-25`, or with the time and the zone's offset.
    pub(super) fn text(self) -> String {
        if self.is_day {
            self.at.format("%Y-%m-%d").to_string()
        } else {
            self.at.format("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
        }
    }
    /// Without its time.
    pub(super) fn to_day(self) -> Option<Self> {
        Self::day(self.at.date_naive(), *self.at.offset())
    }
}

/// A quick look that lets every date through and nearly nothing else.
pub(super) fn may_be_date(text: &str) -> bool {
    matches!(text.as_bytes(), [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'-', b'0'..=b'9', ..])
}

/// `2026-11-05` or `2026-11-5`.
fn day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4..=4)?;
    let month = digits(parts.next()?, 1..=2)?;
    let day = digits(parts.next()?, 1..=2)?;
    if parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let plain = length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// `08:30`, `08:30:00`, `08:30:00.123`, each with `Z`, `+07:00` or nothing behind it.
pub(super) fn time_and_zone(text: &str) -> Option<(NaiveTime, Option<FixedOffset>)> {
    let (time, offset) = match text.find(['Z', '+', '-']) {
        None => (text, None),
        Some(at) => {
            let (time, zone) = text.split_at_checked(at)?;
            (time, Some(offset(zone)?))
        }
    };
    let mut parts = time.split(':');
    let hour = digits(parts.next()?, 2..=2)?;
    let minute = digits(parts.next()?, 2..=2)?;
    let (second, fraction) = match parts.next() {
        None => (0, 0),
        Some(seconds) => {
            let (second, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
            // Milliseconds; finer digits fall away.
            let mut ms = 0;
            let plain = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
            for place in 0..3 {
                ms =
                    ms * 10 + fraction.as_bytes().get(place).map_or(0, |b| u32::from(b.saturating_sub(b'0')));
            }
            (digits(second, 2..=2)?, if plain { ms } else { return None })
        }
    };
    if parts.next().is_some() {
        return None;
    }
    Some((NaiveTime::from_hms_milli_opt(hour, minute, second, fraction)?, offset))
}

fn offset(text: &str) -> Option<FixedOffset> {
    if text == "Z" {
        return FixedOffset::east_opt(0);
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "00"));
    let seconds = digits(hours, 2..=2)? * 3600 + digits(minutes, 2..=2).filter(|m| *m < 60)? * 60;
    FixedOffset::east_opt(sign * i32::try_from(seconds).ok()?)
}
