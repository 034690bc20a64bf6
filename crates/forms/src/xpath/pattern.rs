//! Regular expressions for regex().

use super::error::ExprError;

/// A compiled regular expression that must match the whole text; the same as another if it was written the same.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: Box<str>,
    regex: regex_lite::Regex,
    /// Steps that each byte of a text may take.
    weight: usize,
}

/// Memory that one compiled pattern may take, and steps that each byte of a text then costs: how many states a
/// match may be in at once is bounded by it. Real patterns are of the first kind; the last is the most.
const SIZES: [(usize, usize); 4] = [(4 * 1024, 4), (16 * 1024, 16), (64 * 1024, 64), (256 * 1024, 256)];

impl Pattern {
    pub(super) fn new(source: &str) -> Result<Self, ExprError> {
        let whole = format!("^(?:{source})$");
        let mut reason = String::new();
        for (size, weight) in SIZES {
            match regex_lite::RegexBuilder::new(&whole).size_limit(size).nest_limit(50).build() {
                Ok(regex) => return Ok(Self { source: source.into(), regex, weight }),
                Err(error) => reason = error.to_string(),
            }
        }
        Err(ExprError::BadPattern { pattern: source.to_owned(), reason })
    }
    /// Steps that matching a text may take.
    pub(super) fn cost(&self, text: &str) -> usize {
        text.len().saturating_mul(self.weight)
    }
    pub(super) fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
    /// As it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}
