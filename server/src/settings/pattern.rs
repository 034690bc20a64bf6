//! The pattern of official numbers, such as `{unit}-{yymmdd}-{seq:04}`.
//!
//! **Invariant:** a pattern has the day and the sequence, each once, so that no number is given twice.

use chrono::NaiveDate;
use wording::SheetProblem;

/// No number is longer.
const LONGEST: usize = 60;

/// A pattern that was checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NumberPattern(Vec<Part>);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Part {
    Text(String),
    Unit,
    /// `yymmdd`
    ShortDay,
    /// `yyyymmdd`
    LongDay,
    /// With at least so many digits.
    Sequence(usize),
}

impl Part {
    fn named(place: &str) -> Option<Self> {
        Some(match place {
            "unit" => Self::Unit,
            "yymmdd" => Self::ShortDay,
            "yyyymmdd" => Self::LongDay,
            "seq" => Self::Sequence(1),
            other => {
                let digits = other.strip_prefix("seq:0")?;
                Self::Sequence(digits.parse().ok().filter(|digits| (1..=8).contains(digits))?)
            }
        })
    }

    /// A number has one of each.
    const fn what(&self) -> Option<&'static str> {
        match self {
            Self::Text(_) => None,
            Self::Unit => Some("{unit}"),
            Self::ShortDay | Self::LongDay => Some("{yymmdd}"),
            Self::Sequence(_) => Some("{seq}"),
        }
    }
}

impl NumberPattern {
    pub fn parse(typed: &str) -> Result<Self, SheetProblem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(SheetProblem::Empty);
        }
        if typed.chars().count() > LONGEST {
            return Err(SheetProblem::TooLong { most: LONGEST });
        }
        let mut parts: Vec<Part> = Vec::new();
        let mut rest = typed;
        while !rest.is_empty() {
            let (text, place) =
                rest.split_once('{').map_or((rest, None), |(text, place)| (text, Some(place)));
            if let Some(letter) = text.chars().find(|letter| !is_plain(*letter)) {
                return Err(SheetProblem::NumberLetter { letter });
            }
            if !text.is_empty() {
                parts.push(Part::Text(text.to_owned()));
            }
            let Some(place) = place else { break };
            let unknown = || SheetProblem::NumberUnknown { place: format!("{{{place}") };
            let (place, after) = place.split_once('}').ok_or_else(unknown)?;
            let part = Part::named(place)
                .ok_or_else(|| SheetProblem::NumberUnknown { place: format!("{{{place}}}") })?;
            if parts.iter().any(|other| other.what() == part.what()) {
                return Err(SheetProblem::NumberTwice { place: format!("{{{place}}}") });
            }
            parts.push(part);
            rest = after;
        }
        if !parts.iter().any(|part| matches!(part, Part::ShortDay | Part::LongDay)) {
            return Err(SheetProblem::NumberNoDay);
        }
        if !parts.iter().any(|part| matches!(part, Part::Sequence(_))) {
            return Err(SheetProblem::NumberNoSequence);
        }
        Ok(Self(parts))
    }

    pub fn number(&self, unit: &str, day: NaiveDate, sequence: u32) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Unit => unit.to_owned(),
            Part::ShortDay => day.format("%y%m%d").to_string(),
            Part::LongDay => day.format("%Y%m%d").to_string(),
            Part::Sequence(digits) => format!("{sequence:0digits$}", digits = *digits),
        };
        self.0.iter().map(part).collect()
    }
}

fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '/' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_number_has_what_its_pattern_says() {
        for (pattern, number) in [
            ("{unit}-{yymmdd}-{seq:04}", "H15.50.05.13-261008-0975"),
            ("{yyyymmdd}/{seq}", "20261008/975"),
            ("000.00.00.H12-{yymmdd}-{seq:06}", "000.00.00.H12-261008-000975"),
            ("{seq:02}.{yymmdd}.{unit}", "975.261008.H15.50.05.13"),
        ] {
            let read = NumberPattern::parse(pattern).unwrap();
            assert_eq!(read.number("H15.50.05.13", day("2026-10-08"), 975), number, "{pattern}");
        }
    }

    #[test]
    fn the_pattern_that_the_program_comes_with_is_the_one_of_always() {
        let pattern = NumberPattern::parse(wire::settings::STANDARD_NUMBER).unwrap();
        assert_eq!(pattern.number("H15.50.05.13", day("2026-10-08"), 12_345), "H15.50.05.13-261008-12345");
    }

    #[test]
    fn a_pattern_that_could_give_a_number_twice_or_cannot_be_read_is_refused() {
        use SheetProblem as P;
        let place = |place: &str| place.to_owned();
        for (pattern, problem) in [
            ("", P::Empty),
            ("{unit}-{seq:04}", P::NumberNoDay),
            ("{unit}-{yymmdd}", P::NumberNoSequence),
            ("{yymmdd}{yyyymmdd}{seq}", P::NumberTwice { place: place("{yyyymmdd}") }),
            ("{yymmdd}{seq}{seq:04}", P::NumberTwice { place: place("{seq:04}") }),
            ("{day}-{seq}", P::NumberUnknown { place: place("{day}") }),
            ("{yymmdd}-{seq:00}", P::NumberUnknown { place: place("{seq:00}") }),
            ("{yymmdd}-{seq:09}", P::NumberUnknown { place: place("{seq:09}") }),
            ("{yymmdd}-{seq", P::NumberUnknown { place: place("{seq") }),
            ("{yymmdd} {seq}", P::NumberLetter { letter: ' ' }),
            ("số-{yymmdd}-{seq}", P::NumberLetter { letter: 'ố' }),
            ("{yymmdd}-{seq}}", P::NumberLetter { letter: '}' }),
        ] {
            assert_eq!(NumberPattern::parse(pattern), Err(problem), "{pattern}");
        }
        let long = format!("{{yymmdd}}{{seq}}{}", "x".repeat(60));
        assert_eq!(NumberPattern::parse(&long), Err(P::TooLong { most: LONGEST }));
    }

    #[test]
    fn no_two_days_and_sequences_give_one_number() {
        let days = [day("2026-01-01"), day("2026-01-11"), day("2026-11-01"), day("2026-11-11")];
        for pattern in ["{yymmdd}{seq}", "{seq}{yymmdd}", "{seq}{yyyymmdd}{unit}", "1{seq:03}{yymmdd}"] {
            let read = NumberPattern::parse(pattern).unwrap();
            let mut given = HashSet::new();
            for day in days {
                for sequence in 1..3000 {
                    let number = read.number("1", day, sequence);
                    assert!(given.insert(number.clone()), "{pattern}: {number}");
                }
            }
        }
    }
}
