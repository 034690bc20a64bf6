//! What the code of an identity card says.

use crate::{CardDate, PersonalNumber};
use dossier::AnswerText;
use std::fmt;

/// The fields of a card. All of it is a proposal: a person looks at it and corrects it.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    pub number: PersonalNumber,
    /// Of the identity card before: nine digits, as a rule. Empty if there was none.
    pub old_number: AnswerText,
    pub full_name: AnswerText,
    /// Nothing if it is no date; [`Card::warnings`] then says so.
    pub birth: Option<CardDate>,
    pub sex: Option<Sex>,
    /// As it stands on the card, with districts if it is an old one. Not to be split at its commas.
    pub residence: AnswerText,
    pub issued: Option<CardDate>,
    /// What stands after these: the card of 2024 has more fields, whose order is not confirmed. In their order, empty
    /// ones too.
    pub extras: Vec<AnswerText>,
    /// What a person should look at, in the order of the fields.
    pub warnings: Vec<Warning>,
}

/// Without what the card says: logs carry no personal data.
impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Card")
            .field("extras", &self.extras.len())
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    Male,
    Female,
}

/// A field of the code, in the order of the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Number,
    OldNumber,
    FullName,
    Birth,
    Sex,
    Residence,
    Issued,
    /// Counted from 0, after the seven that every card has.
    Extra(usize),
}

/// Something about a field that a person should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warning {
    pub field: Field,
    pub doubt: Doubt,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Nothing stands where every card has something.
    Missing,
    /// It is longer than any real one, and was left out.
    TooLong { chars: usize, most: usize },
    /// There were characters that cannot be seen or turn the direction of writing; they were taken out.
    HiddenCharacters,
    /// There are characters that no name in Vietnam has, such as digits, other scripts or pictures.
    UnusualCharacters,
    /// An old number is nine digits.
    NotNineDigits,
    /// There is no such day, month or year; it was left out.
    NotADate,
    /// It is neither "Nam" nor "Nữ"; it was left out.
    NotASex,
    /// The number's first three digits are no province that is known.
    UnknownBirthplace,
    /// The number's fourth digit tells another sex than the card says.
    NumberTellsOtherSex,
    /// The number's digits tell another year of birth than the card says.
    NumberTellsOtherYear,
    /// The card is older than the person.
    IssuedBeforeBirth,
}
