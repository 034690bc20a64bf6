//! Dates of birth as people know them: a year, a month, a day, and two of them held against each other.

/// A date of birth; parts that are not known are 0.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Birth {
    year: u16,
    month: u8,
    day: u8,
}

/// What two dates of birth say of two entries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Agreement {
    /// One of them is not known.
    Unknown,
    Same,
    /// Day and month have changed places.
    Swapped,
    /// One knows less than the other, or they are a few days or exactly a year or a month apart: a slip of the pen.
    Near,
    /// Two people.
    Apart,
}

/// A slip of the pen, not a twin year.
const NEAR_DAYS: i32 = 3;

impl Birth {
    /// Whatever is not a date is unknown.
    pub(crate) fn read(text: &str) -> Self {
        let mut parts = text.split('-');
        let year = parts.next().filter(|year| year.len() == 4).and_then(|year| year.parse().ok());
        let Some(year) = year.filter(|year| *year > 0) else { return Self::default() };
        let mut part = |most: u8| {
            parts.next().and_then(|part| part.parse().ok()).filter(|part| (1..=most).contains(part))
        };
        let Some(month) = part(12) else { return Self { year, month: 0, day: 0 } };
        Self { year, month, day: part(31).unwrap_or(0) }
    }

    pub(crate) fn year(self) -> Option<u16> {
        (self.year > 0).then_some(self.year)
    }

    pub(crate) fn agrees(self, other: Self) -> Agreement {
        if self.year == 0 || other.year == 0 {
            return Agreement::Unknown;
        }
        if self == other {
            return Agreement::Same;
        }
        let same_year = self.year == other.year;
        let less = self.month == 0 || other.month == 0;
        if same_year && (less || self.month == other.month && (self.day == 0 || other.day == 0)) {
            return Agreement::Near;
        }
        if less || self.day == 0 || other.day == 0 {
            return Agreement::Apart;
        }
        if same_year && self.day == other.month && self.month == other.day {
            return Agreement::Swapped;
        }
        let alike = [same_year, self.month == other.month, self.day == other.day];
        let one_slip = alike.iter().filter(|part| **part).count() == 2
            && self.year.abs_diff(other.year) <= 1
            && self.month.abs_diff(other.month) <= 1;
        // A year of twelve months of thirty-one days: exact enough for a few days, also over the end of a month.
        let days = |one: Self| i32::from(one.year) * 372 + i32::from(one.month) * 31 + i32::from(one.day);
        let close = (days(self) - days(other)).abs() <= NEAR_DAYS;
        let slipped_day = same_year && self.month == other.month;
        if close || (one_slip && !slipped_day) { Agreement::Near } else { Agreement::Apart }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_dates_of_birth_are_held_against_each_other() {
        use Agreement::{Apart, Near, Same, Swapped, Unknown};
        for (one, other, said) in [
            ("1950-03-07", "1950-03-07", Same),
            ("1950-03-07", "1950-07-03", Swapped),
            ("1950-03-07", "1950", Near),
            ("1950-03-07", "1950-03", Near),
            ("1950-03-07", "1950-03-08", Near),
            ("1950-03-07", "1951-03-07", Near),
            ("1950-03-07", "1950-04-07", Near),
            ("1950-03-31", "1950-04-01", Near),
            ("1950-03-07", "1950-03-21", Apart),
            ("1950-03-07", "1960-03-07", Apart),
            ("1950", "1951", Apart),
            ("1950-05", "1950-06", Apart),
            ("", "1950", Unknown),
            ("Năm Dần", "1950", Unknown),
            ("0000-00-00", "1950", Unknown),
        ] {
            assert_eq!(Birth::read(one).agrees(Birth::read(other)), said, "{one} {other}");
            assert_eq!(Birth::read(other).agrees(Birth::read(one)), said, "{other} {one}");
        }
    }
}
