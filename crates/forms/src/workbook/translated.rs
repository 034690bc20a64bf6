//! A text in several languages, as XLSForm spells them: one column a language, `label::Tiếng Việt (vi)`.

use crate::gathered;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A text by language. Cheap to clone: forms hand the same labels out at every evaluation.
///
/// The keys are the language names of the column headers, such as `Tiếng Việt (vi)`, or the empty string
/// for a column without a language.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Translated(Arc<BTreeMap<String, String>>);

impl Translated {
    /// The text in `lang` (`vi`, `en`), else in Vietnamese, else in the column without a language, else in
    /// any language, else empty.
    pub fn get(&self, lang: &str) -> &str {
        self.exactly(lang)
            .or_else(|| self.exactly("vi"))
            .or_else(|| self.0.get("").map(String::as_str).filter(|t| !t.is_empty()))
            .or_else(|| self.0.values().map(String::as_str).find(|t| !t.is_empty()))
            .unwrap_or_default()
    }
    /// The text in `lang` and no other; `None` when it is missing or empty.
    pub fn exactly(&self, lang: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(header, _)| code_of(header) == lang)
            .map(|(_, t)| t.as_str())
            .filter(|t| !t.is_empty())
    }
    /// True when no language has a text.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }
    /// Header's language name and text, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(header, text)| (header.as_str(), text.as_str()))
    }
    /// The same languages with each text changed.
    #[must_use]
    pub fn map(&self, change: impl Fn(&str) -> String) -> Self {
        Self(Arc::new(gathered(self.0.iter().map(|(header, text)| (header.clone(), change(text))))))
    }
}

impl FromIterator<(String, String)> for Translated {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(texts: I) -> Self {
        Self(Arc::new(gathered(texts)))
    }
}

/// The language code of a header's language name: `Tiếng Việt (vi)` → `vi`; a name without one is itself.
fn code_of(header: &str) -> &str {
    header
        .rsplit_once('(')
        .and_then(|(_, rest)| rest.trim_end().strip_suffix(')'))
        .map_or_else(|| header.trim(), str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(columns: &[(&str, &str)]) -> Translated {
        columns.iter().map(|(h, t)| ((*h).to_owned(), (*t).to_owned())).collect()
    }

    #[test]
    fn a_missing_language_falls_back_to_vietnamese() {
        let both = text(&[("Tiếng Việt (vi)", "Họ tên"), ("English (en)", "Name")]);
        assert_eq!((both.get("vi"), both.get("en"), both.get("hmn")), ("Họ tên", "Name", "Họ tên"));
        let empty_english = text(&[("Tiếng Việt (vi)", "Họ tên"), ("English (en)", "")]);
        assert_eq!(empty_english.get("en"), "Họ tên");
        assert_eq!(empty_english.exactly("en"), None);
    }

    #[test]
    fn a_column_without_a_language_serves_all() {
        assert_eq!(text(&[("", "Tên")]).get("en"), "Tên");
        assert_eq!(Translated::default().get("vi"), "");
    }
}
