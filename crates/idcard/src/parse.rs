//! From a code's text to a card's fields.

use crate::card::{Doubt, Field, Sex, Warning};
use crate::text::{cleaned, is_usual_name};
use crate::{Card, CardDate, PersonalNumber};
use dossier::AnswerText;

/// A text is no card's. Says nothing of what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    #[error("the code is empty")]
    Empty,
    #[error("the code has {bytes} bytes; a code has at most {most}")]
    TooLong { bytes: usize, most: usize },
    #[error("the code is not text in UTF-8")]
    NotUtf8,
    #[error("the code has {found} fields; an identity card has at least {least}")]
    TooFewFields { found: usize, least: usize },
    #[error("the code has {found} fields; no identity card has more than {most}")]
    TooManyFields { found: usize, most: usize },
    #[error("the code's first field is not a personal number of twelve digits")]
    NoPersonalNumber,
    #[error("the code has a number, but neither birth date nor sex where an identity card has them")]
    NotACard,
}

const LEAST_FIELDS: usize = 7;
/// The card of 2024 has some more than seven; what has many more is no card.
const MOST_FIELDS: usize = 32;
/// As much as the largest QR code holds (ISO/IEC 18004, version 40, level L, digits).
const MOST_BYTES: usize = 7089;
const MOST_NAME_CHARS: usize = 100;
const MOST_RESIDENCE_CHARS: usize = 400;
const MOST_OTHER_CHARS: usize = 400;

/// Reads the text of a card's code: seven fields or more with `|` between them.
///
/// Only what is certainly no card is refused. What is doubtful is kept, or left out, with a [`Warning`] at its field.
pub fn parse(text: &str) -> Result<Card, CardError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).trim();
    if text.is_empty() {
        return Err(CardError::Empty);
    }
    if text.len() > MOST_BYTES {
        return Err(CardError::TooLong { bytes: text.len(), most: MOST_BYTES });
    }
    let fields: Vec<&str> = text.split('|').collect();
    let found = fields.len();
    if found > MOST_FIELDS {
        return Err(CardError::TooManyFields { found, most: MOST_FIELDS });
    }
    let [number, old_number, full_name, birth, sex, residence, issued, extras @ ..] = fields.as_slice()
    else {
        return Err(CardError::TooFewFields { found, least: LEAST_FIELDS });
    };
    let number = PersonalNumber::new(number.trim()).ok_or(CardError::NoPersonalNumber)?;

    let mut doubts = Doubts(Vec::new());
    let old_number = doubts.old_number(old_number);
    let full_name = doubts.full_name(full_name);
    let birth = doubts.date(Field::Birth, birth);
    let sex = doubts.sex(sex);
    if birth.is_none() && sex.is_none() {
        return Err(CardError::NotACard);
    }
    let residence = doubts.text(Field::Residence, residence, MOST_RESIDENCE_CHARS);
    doubts.missing(Field::Residence, &residence);
    let issued = doubts.date(Field::Issued, issued);
    let extras = (0..).zip(extras).map(|(at, extra)| doubts.text(Field::Extra(at), extra, MOST_OTHER_CHARS));
    let extras = extras.collect();
    doubts.compare(&number, birth, sex, issued);
    doubts.0.sort_by_key(|warning| warning.field);
    let Doubts(warnings) = doubts;
    Ok(Card { number, old_number, full_name, birth, sex, residence, issued, extras, warnings })
}

struct Doubts(Vec<Warning>);

impl Doubts {
    fn add(&mut self, field: Field, doubt: Doubt) {
        self.0.push(Warning { field, doubt });
    }
    fn missing(&mut self, field: Field, text: &AnswerText) {
        let told = self.0.iter().any(|warning| warning.field == field);
        if text.is_empty() && !told {
            self.add(field, Doubt::Missing);
        }
    }
    /// The text as it is kept; empty if it is too long.
    fn text(&mut self, field: Field, text: &str, most: usize) -> AnswerText {
        let cleaned = cleaned(text, most);
        if cleaned.had_hidden {
            self.add(field, Doubt::HiddenCharacters);
        }
        if cleaned.text.is_none() {
            self.add(field, Doubt::TooLong { chars: cleaned.chars, most });
        }
        cleaned.text.unwrap_or_default()
    }
    fn old_number(&mut self, text: &str) -> AnswerText {
        let number = self.text(Field::OldNumber, text, MOST_OTHER_CHARS);
        let digits = number.as_str().bytes().all(|byte| byte.is_ascii_digit());
        if !(number.is_empty() || (digits && number.as_str().len() == 9)) {
            self.add(Field::OldNumber, Doubt::NotNineDigits);
        }
        number
    }
    fn full_name(&mut self, text: &str) -> AnswerText {
        let name = self.text(Field::FullName, text, MOST_NAME_CHARS);
        self.missing(Field::FullName, &name);
        if !is_usual_name(name.as_str()) {
            self.add(Field::FullName, Doubt::UnusualCharacters);
        }
        name
    }
    fn date(&mut self, field: Field, text: &str) -> Option<CardDate> {
        let date = CardDate::of_card(text.trim());
        if date.is_none() {
            self.add(field, if text.trim().is_empty() { Doubt::Missing } else { Doubt::NotADate });
        }
        date
    }
    fn sex(&mut self, text: &str) -> Option<Sex> {
        // Folded as names are: "Nữ" comes as NFD too.
        let word = cleaned(text, MOST_OTHER_CHARS).text.unwrap_or_default().as_str().to_lowercase();
        let sex = match word.as_str() {
            "nam" => Some(Sex::Male),
            "nữ" => Some(Sex::Female),
            _ => None,
        };
        if sex.is_none() {
            self.add(Field::Sex, if word.is_empty() { Doubt::Missing } else { Doubt::NotASex });
        }
        sex
    }
    /// What the fields say of each other.
    fn compare(
        &mut self,
        number: &PersonalNumber,
        birth: Option<CardDate>,
        sex: Option<Sex>,
        issued: Option<CardDate>,
    ) {
        if !number.has_known_birthplace() {
            self.add(Field::Number, Doubt::UnknownBirthplace);
        }
        if sex.is_some_and(|sex| sex != number.sex()) {
            self.add(Field::Number, Doubt::NumberTellsOtherSex);
        }
        if birth.is_some_and(|birth| birth.year() != i32::from(number.birth_year())) {
            self.add(Field::Number, Doubt::NumberTellsOtherYear);
        }
        let before = match (issued, birth) {
            (Some(CardDate::Day(issued)), Some(CardDate::Day(birth))) => issued < birth,
            (Some(issued), Some(birth)) => issued.year() < birth.year(),
            _ => false,
        };
        if before {
            self.add(Field::Issued, Doubt::IssuedBeforeBirth);
        }
    }
}
