//! A commune's own days, on top of those of the country.

use crate::data::{Kind, Special};
use crate::{Calendar, Day};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a commune says of a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OwnKind {
    /// A holiday: of a year that the country's tables do not have yet, or of the province.
    Holiday,
    /// Worked, whatever day of the week it is.
    MakeUp,
    /// The office is closed for another reason.
    Off,
}

/// A day of which a commune says something itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnDay {
    pub date: NaiveDate,
    pub kind: OwnKind,
    pub name: String,
}

impl Calendar {
    /// The same calendar with a commune's own days: each takes the place of what the country's tables say of that day.
    #[must_use]
    pub fn with_own_days(mut self, days: &[OwnDay]) -> Self {
        for day in days {
            let kind = match day.kind {
                OwnKind::Holiday => Kind::Holiday,
                OwnKind::MakeUp => Kind::MakeUpWork,
                OwnKind::Off => Kind::SwappedOff,
            };
            let (name_vi, name_en) = (day.name.clone(), day.name.clone());
            self.specials
                .insert(day.date, Special { date: day.date, kind, verified: true, name_vi, name_en });
        }
        self
    }

    /// The days of the tables from `from` on, in their order.
    pub fn special_days(&self, from: NaiveDate) -> impl Iterator<Item = (NaiveDate, Day)> {
        self.specials.range(from..).map(|(date, _)| (*date, self.day(*date)))
    }

    /// The years of the tables, and whether each is final.
    pub fn years(&self) -> impl Iterator<Item = (i32, bool)> {
        self.years.iter().map(|(year, is_final)| (*year, *is_final))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rule;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn own(day: &str, kind: OwnKind) -> OwnDay {
        OwnDay { date: date(day), kind, name: "Mẫu".to_owned() }
    }

    #[test]
    fn a_communes_day_takes_the_place_of_the_countrys_and_moves_what_is_due() {
        let country = Calendar::built_in().unwrap();
        // Monday, 23 November 2026; the 24th is a public holiday.
        let received = date("2026-11-23").and_hms_opt(9, 0, 0).unwrap();
        let three = Rule::WorkingDays { days: 3 };
        for (days, due) in [
            (vec![], "2026-11-27"),
            (vec![own("2026-11-25", OwnKind::Off)], "2026-11-30"),
            (vec![own("2026-11-25", OwnKind::Holiday)], "2026-11-30"),
            (vec![own("2026-11-24", OwnKind::MakeUp)], "2026-11-26"),
            (vec![own("2026-11-26", OwnKind::Off), own("2026-11-28", OwnKind::MakeUp)], "2026-11-28"),
        ] {
            let commune = country.clone().with_own_days(&days);
            assert_eq!(commune.due(received, three).at.date(), date(due), "{days:?}");
        }
    }

    #[test]
    fn what_a_commune_says_itself_is_certain_and_its_year_is_final_no_sooner_for_that() {
        let commune = Calendar::built_in().unwrap().with_own_days(&[own("2026-12-24", OwnKind::Off)]);
        let day = commune.day(date("2026-12-24"));
        assert_eq!((day.working, day.provisional, day.name_vi.as_str()), (false, false, "Mẫu"));
        let years: Vec<_> = commune.years().collect();
        assert_eq!(years, [(2026, true), (2027, false)]);
        let next: Vec<_> =
            commune.special_days(date("2026-11-01")).map(|(date, _)| date.to_string()).collect();
        assert_eq!(next.first().map(String::as_str), Some("2026-11-24"));
        assert_eq!(next.get(1).map(String::as_str), Some("2026-12-24"));
    }
}
