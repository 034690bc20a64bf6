//! Vietnamese without accents, for search. The folding itself is the form engine's, which searches its long
//! lists by it; both must fold alike.

pub use forms::fold;
use unicode_normalization::UnicodeNormalization;

/// The text as it is compared when accents count: NFC and lower case.
pub(crate) fn accented(text: &str) -> String {
    lower(&text.nfc().collect::<String>())
}

/// The same of a text that is NFC already. The pages have a browser to ask for that.
pub(crate) fn lower(text: &str) -> String {
    text.trim().chars().flat_map(char::to_lowercase).collect()
}
