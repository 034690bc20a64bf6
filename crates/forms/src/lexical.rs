//! How answers are written: whole numbers, decimals, partial dates.

use crate::expr::iso_date;

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

/// `1985`, `1985-07` or `1985-07-03`.
pub(crate) fn is_partial_date(text: &str) -> bool {
    let padded = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        10 => text.to_owned(),
        _ => return false,
    };
    iso_date(&padded).is_some()
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
}
