//! The personal number: twelve digits that say where, when and as what a person was first registered.

use crate::Sex;
use std::fmt;

/// A personal number (số định danh cá nhân) of twelve digits. It has no check digit, and it can be cancelled and
/// issued anew: never a key.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonalNumber {
    digits: String,
    /// Three digits: a province as it was before July 2025, or a country.
    birthplace: u16,
    century_and_sex: u16,
    year_of_century: u16,
}

/// The provinces' codes as they stand in personal numbers.
const BIRTHPLACES: &str = include_str!("../data/birthplaces.csv");

/// Codes from here on are countries, for persons who were born abroad. Their list is not checked.
const FIRST_COUNTRY: u16 = 100;

impl PersonalNumber {
    /// Nothing unless it is twelve digits.
    pub fn new(text: &str) -> Option<Self> {
        if text.len() != 12 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let part = |range| text.get(range).and_then(|digits: &str| digits.parse().ok());
        Some(Self {
            digits: text.to_owned(),
            birthplace: part(0..3)?,
            century_and_sex: part(3..4)?,
            year_of_century: part(4..6)?,
        })
    }
    pub fn as_str(&self) -> &str {
        &self.digits
    }
    /// 0 and 1 are men and women of 19xx, 2 and 3 of 20xx, and so on.
    pub fn sex(&self) -> Sex {
        if self.century_and_sex.is_multiple_of(2) { Sex::Male } else { Sex::Female }
    }
    pub fn birth_year(&self) -> u16 {
        1900 + self.century_and_sex / 2 * 100 + self.year_of_century
    }
    /// Whether its first three digits are a province's code, or may be a country's.
    pub fn has_known_birthplace(&self) -> bool {
        self.birthplace >= FIRST_COUNTRY
            || BIRTHPLACES
                .lines()
                .filter_map(|line| line.split_once(',')?.0.parse().ok())
                .any(|code: u16| code == self.birthplace)
    }
}

/// Without the number: logs carry no personal data.
impl fmt::Debug for PersonalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalNumber(…)")
    }
}
