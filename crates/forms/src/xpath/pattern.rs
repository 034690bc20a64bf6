//! Regular expressions for regex().

use super::error::ExprError;

/// A compiled regular expression that must match the whole text; the same as another if it was written the same.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: Box<str>,
    regex: regex_lite::Regex,
}

/// Memory that one compiled pattern may take: a thousand times what a real one needs.
const MAX_COMPILED: usize = 256 * 1024;

impl Pattern {
    pub(super) fn new(source: &str) -> Result<Self, ExprError> {
        let whole = format!("^(?:{source})$");
        let regex =
            regex_lite::RegexBuilder::new(&whole).size_limit(MAX_COMPILED).nest_limit(50).build().map_err(
                |error| ExprError::BadPattern { pattern: source.to_owned(), reason: error.to_string() },
            )?;
        Ok(Self { source: source.into(), regex })
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
