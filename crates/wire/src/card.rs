//! What the code of an identity card says, for a person to look at.
//!
//! All of it is a proposal: it is saved by the ordinary answers, and only what a person has confirmed.

use library::card::CardField;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A card that was read. The picture is not kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardView {
    /// What could be read, as answers have it.
    pub values: BTreeMap<CardField, String>,
    /// In the order of the fields.
    pub doubts: Vec<CardWarning>,
}

/// Without what the card says: logs carry no personal data.
impl fmt::Debug for CardView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CardView").field("doubts", &self.doubts).finish_non_exhaustive()
    }
}

/// Something about a field that a person should look at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CardWarning {
    pub field: CardField,
    pub doubt: CardDoubt,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardDoubt {
    /// Nothing stands where every card has something.
    Missing,
    /// It is longer than any real one, and was left out.
    TooLong,
    /// Characters that cannot be seen were taken out.
    HiddenCharacters,
    /// There are characters that no name in Vietnam has.
    UnusualCharacters,
    /// There is no such day; it was left out.
    NotADate,
    /// Neither "Nam" nor "Nữ"; it was left out.
    NotASex,
    /// The number's first three digits are no province that is known.
    UnknownBirthplace,
    NumberTellsOtherSex,
    NumberTellsOtherYear,
    IssuedBeforeBirth,
}
