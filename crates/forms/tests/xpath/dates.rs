//! Dates, times, and their formats; the zone is +07:00 and it is 2026-11-25 08:30:15.250.

use super::support::{FORM, compute_at, environment, hold};
use forms::tree::Tree;
use forms::xpath::{DateNumbers, Environment};

#[test]
fn today_and_now() {
    hold(&[
        ("today", "today()", "2026-11-25"),
        ("now", "now()", "2026-11-25T08:30:15.250+07:00"),
        ("today is a number of days", "today() + 0", "20782"),
        ("now is a part more", "now() > today()", "true"),
        ("today is true", "boolean(today())", "true"),
        ("today equals its text", "today() = '2026-11-25'", "true"),
        ("today is not empty", "today() != ''", "true"),
        ("today as a text", "string-length(today())", "10"),
    ]);
}

#[test]
fn days_count() {
    hold(&[
        ("a text plus days", "'2026-11-25' + 1", "20783"),
        ("a text as a number", "number('1970-01-02')", "1"),
        ("before 1970", "number('1969-12-31')", "-1"),
        ("a question", "birth + 0", "5662"),
        ("a difference", "'2026-03-01' - '2026-02-28'", "1"),
        ("a difference over a leap day", "'2024-03-01' - '2024-02-28'", "2"),
        ("age in years", "int((today() - birth) div 365.25)", "41"),
        ("noon is half a day", "'1970-01-02T12:00:00.000+07:00' + 0", "1.5"),
        ("another zone's time", "number('1970-01-01T17:00:00Z')", "1"),
        ("no such day", "number('2026-02-30')", "NaN"),
        ("no such month", "number('2026-13-01')", "NaN"),
        ("a year and a month are no date", "number('2026-11')", "NaN"),
        ("short days and months", "'2026-3-5' = '2026-03-05'", "true"),
        ("text behind it", "number('2026-11-25x')", "NaN"),
    ]);
}

#[test]
fn compared() {
    hold(&[
        ("text before today", "'2026-11-24' < today()", "true"),
        ("text after today", "'2026-11-26' <= today()", "false"),
        ("question before text", "birth < '1990-01-01'", "true"),
        ("texts are ordered as days", "'2026-11-24' < '2026-11-25'", "true"),
        ("a day is its midnight", "'2026-11-25' = '2026-11-25T00:00:00.000+07:00'", "true"),
        ("a day is not its noon", "'2026-11-25' = '2026-11-25T12:00:00.000+07:00'", "false"),
        ("the same moment in two zones", "'2026-11-25T07:00:00+07:00' = '2026-11-25T00:00:00Z'", "true"),
        ("differs", "'2026-11-25' != '2026-11-26'", "true"),
        ("no date is not before", "'2026-02-30' < today()", "false"),
        ("a text is no date", "'x' = today()", "false"),
        ("now and a moment of the form", "now() > at", "true"),
        ("a date and its days", "today() = 20782", "true"),
        ("date and truth", "today() = true()", "true"),
    ]);
}

#[test]
fn made() {
    hold(&[
        ("from a text", "date('2026-11-25')", "2026-11-25"),
        ("from short parts", "date('1970-1-2')", "1970-01-02"),
        ("from days", "date(0)", "1970-01-01"),
        ("from days before", "date(-1)", "1969-12-31"),
        ("a text of digits is a year, not days", "date('1950')", ""),
        ("what is left of a date without its year", "date(concat('', '-01'))", ""),
        ("days in an untyped node", "date(/data/age)", ""),
        ("from a sum", "date(today() + 1)", "2026-11-26"),
        ("from a date", "date(date('2026-11-25'))", "2026-11-25"),
        ("from a day and a half", "date(1.5)", "1970-01-02T12:00:00.000+07:00"),
        ("from a moment", "date('2026-11-25T00:00:00Z')", "2026-11-25T07:00:00.000+07:00"),
        ("from a question", "date(birth)", "1985-07-03"),
        ("date-time is the same", "date-time('2026-11-25T08:30:00')", "2026-11-25T08:30:00.000+07:00"),
        ("from a moment without seconds", "date-time('2026-11-25T08:30')", "2026-11-25T08:30:00.000+07:00"),
        ("from what is none", "date('x')", ""),
        ("from no such day", "date('2026-02-30')", ""),
        ("from nothing", "date('')", ""),
        ("from a truth", "date(true())", ""),
        ("from infinity", "date(1 div 0)", ""),
        ("from far away", "date(99999999999)", ""),
        ("what is none is empty", "date('x') = ''", "true"),
        ("what is none is false", "boolean(date('x'))", "false"),
    ]);
}

#[test]
fn formats() {
    hold(&[
        ("day, month, year", "format-date(birth, '%d/%m/%Y')", "03/07/1985"),
        ("short", "format-date('2026-03-05', '%e/%n/%y')", "5/3/26"),
        ("a percent sign", "format-date('2026-03-05', '100%%')", "100%"),
        ("month in Vietnamese", "format-date('2026-03-05', '%b')", "thg 3"),
        ("weekday in Vietnamese", "format-date('2026-11-25', '%a')", "Th 4"),
        ("Sunday in Vietnamese", "format-date('2026-11-29', '%a')", "CN"),
        ("time", "format-date-time(at, '%H:%M:%S.%3')", "08:30:00.000"),
        ("hour without zero", "format-date-time(at, '%h')", "8"),
        ("time in another zone", "format-date-time('2026-11-25T00:00:00Z', '%H')", "07"),
        ("of days", "format-date(1, '%Y-%m-%d')", "1970-01-02"),
        ("of a text of digits", "format-date('1950', '%Y-%m-%d')", ""),
        ("of now", "format-date-time(now(), '%S %3')", "15 250"),
        ("letters stay", "format-date(birth, 'ngày %e tháng %n')", "ngày 3 tháng 7"),
        ("of nothing", "format-date('', '%Y')", ""),
        ("of no date", "format-date('x', '%Y')", ""),
        ("an unknown field", "format-date(today(), '%Q')", "UnknownDateField { field: 'Q' }"),
        ("a percent sign at the end", "format-date(today(), '%')", "UnfinishedDateFormat"),
    ]);
}

#[test]
fn decimals() {
    hold(&[
        ("a moment in days of UTC", "decimal-date-time('1970-01-02T00:00:00.000Z')", "1"),
        ("a moment of another zone", "decimal-date-time('1970-01-01T07:00:00.000+07:00')", "0"),
        ("a day", "decimal-date-time('1970-01-03')", "2"),
        ("a number", "decimal-date-time(7.5)", "7.5"),
        ("no date", "decimal-date-time('x')", "NaN"),
        ("noon", "decimal-time('12:00:00.000+07:00')", "0.5"),
        ("six in the evening elsewhere", "decimal-time('06:00:00.000Z')", "0.5416666666666666"),
        ("a time without a zone", "decimal-time('18:00:00')", "0.75"),
        ("midnight", "decimal-time('00:00:00.000+07:00')", "0"),
        ("no such hour", "decimal-time('24:00:00.000+07:00')", "NaN"),
        ("no such minute", "decimal-time('06:60:00.000+07:00')", "NaN"),
        ("no time", "decimal-time('x')", "NaN"),
        ("a number is no time", "decimal-time(0.5)", "NaN"),
    ]);
}

fn at(environment: &Environment<'_>, source: &str) -> String {
    let tree = Tree::parse(FORM).unwrap();
    compute_at(&tree, tree.root_element().unwrap(), source, environment).unwrap().1
}

#[test]
fn english_has_its_own_names() {
    for language in ["en", "en-US", "English (en)"] {
        let environment = Environment { language, ..environment() };
        assert_eq!(at(&environment, "format-date('2026-03-05', '%a %b')"), "Thu Mar", "{language}");
    }
}

#[test]
fn days_may_count_from_utc_as_enketo_counts_them() {
    let environment = Environment { date_numbers: DateNumbers::Instants, ..environment() };
    for (source, expected) in [
        ("round(number('1970-01-02'), 4)", "0.7083"),
        ("date('1970-01-02' + 1)", "1970-01-03"),
        ("date(1)", "1970-01-02T07:00:00.000+07:00"),
        ("date(1) = '1970-01-02T00:00:00.000Z'", "true"),
        ("'2026-11-30' - '2026-11-29'", "1"),
        ("date(today() + 10)", "2026-12-05"),
    ] {
        assert_eq!(at(&environment, source), expected, "{source}");
    }
}
