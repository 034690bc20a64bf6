//! The text of an answer, in the lexical form that XForms gives it: dates as `2026-11-22`, choices by
//! their name, several choices separated by a space, and the empty string for "not answered".

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// An answer as it is stored: Unicode NFC, with no control characters but line breaks, at most
/// [`AnswerText::MAX_CHARS`] characters.
///
/// **Invariant:** the same words typed on any keyboard (NFC or NFD) are the same bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnswerText(String);

/// What a person typed cannot be kept as one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the answer has {chars} characters; at most {max} are kept")]
pub struct AnswerTooLong {
    pub chars: usize,
    pub max: usize,
}

impl AnswerText {
    /// More than any official form has room for; a bound so that no single field can fill a phone.
    pub const MAX_CHARS: usize = 10_000;

    pub fn new(typed: &str) -> Result<Self, AnswerTooLong> {
        let text: String = typed.nfc().filter(|c| !c.is_control() || *c == '\n').collect();
        let chars = text.chars().count();
        if chars > Self::MAX_CHARS {
            return Err(AnswerTooLong { chars, max: Self::MAX_CHARS });
        }
        Ok(Self(text))
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    pub fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_typed_as_nfd_is_the_same_answer() {
        let composed = AnswerText::new("Nguyễn Thị Hoà").unwrap();
        let decomposed: String = "Nguyễn Thị Hoà".nfd().collect();
        assert_ne!(decomposed, composed.as_str());
        assert_eq!(AnswerText::new(&decomposed).unwrap(), composed);
    }

    #[test]
    fn control_characters_are_dropped_and_line_breaks_kept() {
        assert_eq!(AnswerText::new("a\u{0}b\u{7}\nc\r").unwrap().as_str(), "ab\nc");
    }

    #[test]
    fn an_answer_longer_than_the_bound_is_refused_with_both_numbers() {
        let long = "ă".repeat(AnswerText::MAX_CHARS + 1);
        assert_eq!(AnswerText::new(&long), Err(AnswerTooLong { chars: 10_001, max: 10_000 }));
    }
}
