//! Official dossier numbers: `{unit}-{yymmdd}-{sequence of the day}`, as in `H15.50.05.13-261008-0975`.

use chrono::NaiveDate;

/// The day as it stands in the number, and by which the sequence starts anew.
pub(super) fn day(date: NaiveDate) -> String {
    date.format("%y%m%d").to_string()
}

/// `sequence` has four digits, more when a day has more.
pub(super) fn official_number(unit: &str, day: &str, sequence: u32) -> String {
    format!("{unit}-{day}-{sequence:04}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_the_unit_the_day_and_the_sequence() {
        let day = day(NaiveDate::from_ymd_opt(2026, 10, 8).unwrap());
        assert_eq!(official_number("H15.50.05.13", &day, 975), "H15.50.05.13-261008-0975");
        assert_eq!(official_number("H15.50.05.13", &day, 12_345), "H15.50.05.13-261008-12345");
    }
}
