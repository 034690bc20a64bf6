//! The key of an answer: a question's name, or where in which repeats it stands.
//!
//! ```text
//! ho_ten                            a question outside repeats
//! thanh_vien/a1                     an instance of a repeat; its answer is its place, the empty text: removed
//! thanh_vien/a1/tv_ho_ten           a question in it
//! thanh_vien/a1/giay_to/b2/gt_so    and in a repeat within
//! ```

use crate::QuestionName;

/// Deeper than any form; a bound so that no key grows without end.
const MAX_DEPTH: usize = 8;
const MAX_NAME: usize = 128;
const MAX_ID: usize = 16;

/// A key of the right shape. Whether the form has such a question is the form's to say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AnswerKey<'a> {
    text: &'a str,
    /// The last part: a question's name, or an instance's id.
    last: &'a str,
    parts: usize,
}

impl<'a> AnswerKey<'a> {
    /// `None` when the text has not the shape of a key.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = 0usize;
        let mut last = text;
        for part in text.split('/') {
            let right = if parts.is_multiple_of(2) { is_name(part) } else { is_id(part) };
            parts = parts.checked_add(1).filter(|parts| right && *parts <= MAX_DEPTH * 2)?;
            last = part;
        }
        Some(Self { text, last, parts })
    }

    /// The name of the question; `None` for an instance of a repeat.
    pub fn question(&self) -> Option<&'a str> {
        (!self.parts.is_multiple_of(2)).then_some(self.last)
    }

    /// The names of the repeats around it, the outermost first; an instance's own is the last of them.
    pub fn repeats(&self) -> impl Iterator<Item = &'a str> {
        self.text.split('/').step_by(2).take(self.parts / 2)
    }

    pub const fn is_instance(&self) -> bool {
        self.parts.is_multiple_of(2)
    }

    /// Whether `other` stands in the instance that is this key.
    pub fn has_inside(&self, other: &str) -> bool {
        self.is_instance() && other.strip_prefix(self.text).is_some_and(|rest| rest.starts_with('/'))
    }
}

impl QuestionName {
    /// The key, taken apart; `None` when it has not the shape of one.
    pub fn as_key(&self) -> Option<AnswerKey<'_>> {
        AnswerKey::parse(self.as_str())
    }
}

/// XML's names without a colon, as XLSForm has them.
fn is_name(part: &str) -> bool {
    let mut letters = part.chars();
    let first = letters.next().is_some_and(|c| c.is_alphabetic() || c == '_');
    first && part.len() <= MAX_NAME && letters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

fn is_id(part: &str) -> bool {
    (1..=MAX_ID).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_tells_its_question_and_the_repeats_around_it() {
        for (text, question, repeats) in [
            ("ho_ten", Some("ho_ten"), &[][..]),
            ("thanh_vien/a1", None, &["thanh_vien"]),
            ("thanh_vien/a1/tv_ho_ten", Some("tv_ho_ten"), &["thanh_vien"]),
            ("thanh_vien/a1/giay_to/b2", None, &["thanh_vien", "giay_to"]),
            ("thanh_vien/a1/giay_to/b2/gt_so", Some("gt_so"), &["thanh_vien", "giay_to"]),
        ] {
            let key = AnswerKey::parse(text).unwrap();
            assert_eq!((key.question(), key.is_instance()), (question, question.is_none()), "{text}");
            assert_eq!(key.repeats().collect::<Vec<_>>(), repeats, "{text}");
        }
        let instance = AnswerKey::parse("thanh_vien/a1").unwrap();
        assert!(instance.has_inside("thanh_vien/a1/tv_ho_ten"));
        assert!(!instance.has_inside("thanh_vien/a10/tv_ho_ten") && !instance.has_inside("thanh_vien/a1"));
    }

    #[test]
    fn what_has_not_the_shape_of_a_key_is_none() {
        let deep = vec!["a"; 17].join("/");
        let long = "a".repeat(129);
        for text in
            ["", "/", "a/", "/a", "a//b", "a/B1", "a/b_1/c", "1a", "a b", "a/12345678901234567", &deep, &long]
        {
            assert_eq!(AnswerKey::parse(text), None, "{text}");
        }
    }
}
