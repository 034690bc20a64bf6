//! Every word that a page shows, as typed functions made from the Fluent files in `texts/`.
//!
//! **Invariant:** a text exists in both languages, once, with the same arguments; else the build fails.
//! So drawing a page cannot meet a missing key.
//!
//! The build reads the Fluent files, so no program carries a reader for them, and writes the words of each language
//! as one file. Programs for a machine have both files in them; pages are given them when they start
//! ([`take_in`]), since what a page's program carries is compiled at each start. A test holds what is said against
//! Fluent itself.

#[cfg(test)]
#[path = "../build/catalogue.rs"]
mod catalogue;

use std::fmt::{self, Write as _};
use std::sync::OnceLock;

/// A language of the pages. Vietnamese comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    #[default]
    Vi,
    En,
}

impl Language {
    /// As in the `lang` attribute of a page and in the label columns of a form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
    /// `None` for a language that the pages do not speak.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// The words of a language, each at the place that its method knows.
type Shelf = OnceLock<Vec<Box<str>>>;

fn shelf(language: Language) -> &'static Shelf {
    static VIETNAMESE: Shelf = OnceLock::new();
    static ENGLISH: Shelf = OnceLock::new();
    match language {
        Language::Vi => &VIETNAMESE,
        Language::En => &ENGLISH,
    }
}

/// The file of a language, for whoever lays it beside a page.
#[cfg(not(target_arch = "wasm32"))]
pub const fn file(language: Language) -> &'static str {
    match language {
        Language::Vi => include_str!(concat!(env!("OUT_DIR"), "/vi.txt")),
        Language::En => include_str!(concat!(env!("OUT_DIR"), "/en.txt")),
    }
}

/// The words in a file; `None` when it is of another build, whose places are others.
fn read(file: &str) -> Option<Vec<Box<str>>> {
    let mut parts = file.split('\0');
    (parts.next() == Some(FINGERPRINT)).then(|| parts.map(Box::from).collect())
}

/// Gives a page the words of a language; `false` when the file is not of this build. Only the first is kept.
pub fn take_in(language: Language, file: &str) -> bool {
    let words = read(file);
    words.is_some_and(|words| {
        shelf(language).get_or_init(|| words);
        true
    })
}

#[cfg(not(target_arch = "wasm32"))]
fn words_of(language: Language) -> &'static [Box<str>] {
    shelf(language).get_or_init(|| read(file(language)).unwrap_or_default())
}

/// Empty before they were taken in.
#[cfg(target_arch = "wasm32")]
fn words_of(language: Language) -> &'static [Box<str>] {
    shelf(language).get().map_or(&[], Vec::as_slice)
}

/// The texts in one language. Cheap to clone.
#[derive(Clone)]
pub struct Texts {
    language: Language,
    words: &'static [Box<str>],
}

impl Texts {
    pub fn new(language: Language) -> Self {
        Self { language, words: words_of(language) }
    }

    pub const fn language(&self) -> Language {
        self.language
    }

    fn words(&self, place: usize) -> &str {
        self.words.get(place).map_or("", |words| words)
    }

    fn filled(&self, place: usize, arguments: &[&dyn fmt::Display]) -> String {
        fill(self.words(place), arguments)
    }
}

/// Words with their arguments: U+0001 stands for the first, and so on.
fn fill(words: &str, arguments: &[&dyn fmt::Display]) -> String {
    let mut filled = String::with_capacity(words.len());
    for c in words.chars() {
        match (c as usize).checked_sub(1).and_then(|place| arguments.get(place)) {
            // Writing into a string fails only when the argument itself does.
            Some(argument) => _ = write!(filled, "{argument}"),
            None => filled.push(c),
        }
    }
    filled
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("language", &self.language).finish_non_exhaustive()
    }
}

/// A number that a text chooses its form by ("1 dossier waits", "3 dossiers wait").
pub trait Count {
    fn into_count(self) -> i64;
}

impl Count for u32 {
    fn into_count(self) -> i64 {
        self.into()
    }
}

impl Count for i64 {
    fn into_count(self) -> i64 {
        self
    }
}

impl Count for usize {
    fn into_count(self) -> i64 {
        i64::try_from(self).unwrap_or(i64::MAX)
    }
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

#[cfg(test)]
mod tests;
