//! Days, times and amounts as people in Vietnam write them.

use chrono::{NaiveDate, NaiveDateTime};
use dossier::Timestamp;
use i18n::Texts;

/// `05/11/2026`.
pub fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// `17:00, 05/11/2026` in the words of the page's language.
pub fn wall_clock(at: NaiveDateTime, t: &Texts) -> String {
    t.when_date(day(at.date()), at.format("%H:%M"))
}

/// How long somebody has to wait: in seconds, from a minute on in minutes, never less than it is.
pub fn wait(seconds: u32, t: &Texts) -> String {
    if seconds < 60 { t.pin_wait_seconds(seconds) } else { t.pin_wait_minutes(seconds.div_ceil(60)) }
}

/// A moment on the wall clock in Vietnam, in full.
pub fn moment(at: Timestamp, t: &Texts) -> String {
    wall_clock(at.in_vietnam(), t)
}

/// A moment as people speak of it: "vừa xong", "5 phút trước", "hôm nay lúc 08:30".
pub fn lately(at: Timestamp, now: Timestamp, t: &Texts) -> String {
    let minutes = now.millis().saturating_sub(at.millis()) / 60_000;
    let (then, today) = (at.in_vietnam(), now.in_vietnam().date());
    let clock = then.format("%H:%M");
    match minutes {
        // A moment further ahead of this clock is written out: the clock may be wrong.
        -1..=0 => t.when_just_now(),
        1..=59 => t.when_minutes_ago(minutes),
        _ if then.date() == today => t.when_today(clock),
        _ if Some(then.date()) == today.pred_opt() => t.when_yesterday(clock),
        _ => moment(at, t),
    }
}

/// `1.234.567`.
pub fn amount(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// A size in bytes as `120 KB` or `1,5 MB`.
pub fn size(bytes: u32, t: &Texts) -> String {
    let kilobytes = bytes.div_ceil(1024);
    if kilobytes < 1024 {
        return t.size_kilobytes(amount(kilobytes));
    }
    let tenths = kilobytes.saturating_mul(10).div_ceil(1024);
    t.size_megabytes(format!("{},{}", amount(tenths / 10), tenths % 10))
}

/// An answer as a person reads it: a date as `05/11/2026`, a part of one as `11/2026`; other text as it is.
pub fn written_date(value: &str) -> String {
    let parts: Vec<&str> = value.split('-').collect();
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    match parts.as_slice() {
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => {
            format!("{day}/{month}/{year}")
        }
        [year, month] if digits(year, 4) && digits(month, 2) => format!("{month}/{year}"),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Language;

    fn at(day: u32, hour: u32, minute: u32) -> Timestamp {
        let date = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        Timestamp::from_vietnam(date.and_hms_opt(hour, minute, 0).unwrap())
    }

    #[test]
    fn moments_read_as_people_speak() {
        let t = Texts::new(Language::Vi);
        let now = at(22, 9, 0);
        let cases = [
            ("this minute", at(22, 9, 0), "vừa xong"),
            ("a clock slightly ahead", at(22, 9, 1), "vừa xong"),
            ("some minutes", at(22, 8, 55), "5 phút trước"),
            ("this morning", at(22, 7, 5), "hôm nay lúc 07:05"),
            ("just after midnight", at(22, 0, 1), "hôm nay lúc 00:01"),
            ("last evening", at(21, 23, 59), "hôm qua lúc 23:59"),
            ("long ago", at(3, 8, 30), "03/11/2026 lúc 08:30"),
            ("a clock that was wrong", at(25, 8, 30), "25/11/2026 lúc 08:30"),
        ];
        for (name, then, words) in cases {
            assert_eq!(lately(then, now, &t), words, "{name}");
        }
    }

    #[test]
    fn amounts_have_points_every_three_digits() {
        let cases = [(0, "0"), (500, "500"), (8_000, "8.000"), (75_000, "75.000"), (1_234_567, "1.234.567")];
        for (number, words) in cases {
            assert_eq!(amount(number), words);
        }
    }

    #[test]
    fn stored_dates_are_shown_the_vietnamese_way_and_other_text_as_typed() {
        let cases = [
            ("2026-11-05", "05/11/2026"),
            ("1985-07", "07/1985"),
            ("1985", "1985"),
            ("31/2/2026", "31/2/2026"),
            ("Thôn 3 - Xã Mẫu", "Thôn 3 - Xã Mẫu"),
            ("", ""),
        ];
        for (stored, shown) in cases {
            assert_eq!(written_date(stored), shown);
        }
    }
}
