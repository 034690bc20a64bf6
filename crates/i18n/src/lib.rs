//! Every word that a page shows, as typed functions made from the Fluent files in `texts/`.
//!
//! **Invariant:** a text exists in both languages, once, with the same arguments; else the build fails.
//! So drawing a page cannot meet a missing key.

#[cfg(test)]
#[path = "../build/catalogue.rs"]
mod catalogue;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::fmt;
use std::rc::Rc;
use unic_langid::LanguageIdentifier;

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

/// The texts in one language. Cheap to clone.
#[derive(Clone)]
pub struct Texts {
    language: Language,
    bundle: Rc<FluentBundle<FluentResource>>,
}

impl Texts {
    pub fn new(language: Language) -> Self {
        let sources = match language {
            Language::Vi => VIETNAMESE,
            Language::En => ENGLISH,
        };
        // Both codes are plain language tags; were one not, only the choice of plurals would suffer.
        let locale: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![locale]);
        // The pages are all left to right; isolation marks would travel along when a text is copied.
        bundle.set_use_isolating(false);
        for source in sources {
            // The build has parsed this very text without an error; what can be read is kept in any case.
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle: Rc::new(bundle) }
    }

    pub const fn language(&self) -> Language {
        self.language
    }

    /// The key itself stands in for a text that cannot be found, which the build rules out.
    fn text(&self, key: &str, arguments: Vec<(&'static str, FluentValue<'static>)>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let arguments: FluentArgs<'_> = arguments.into_iter().collect();
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }
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

fn words(argument: &impl fmt::Display) -> FluentValue<'static> {
    FluentValue::String(argument.to_string().into())
}

fn count(argument: impl Count) -> FluentValue<'static> {
    FluentValue::from(argument.into_count())
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

#[cfg(test)]
mod tests;
