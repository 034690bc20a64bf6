//! The purposes of consents in words: the sentence that is read aloud, its version, and a short name.

use dossier::Purpose;
use i18n::Texts;

/// A wording, as it is shown and recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wording {
    pub sentence: String,
    /// The same in every language of the pages.
    pub version: String,
    /// For lists.
    pub short: String,
}

pub fn wording(purpose: Purpose, t: &Texts) -> Wording {
    let (sentence, version, short) = match purpose {
        Purpose::HandIn => (
            t.consent_help_with_dossier(),
            t.consent_help_with_dossier_version(),
            t.consent_help_with_dossier_short(),
        ),
        Purpose::Photos => (t.consent_photos(), t.consent_photos_version(), t.consent_photos_short()),
        Purpose::KeepInBook => (t.consent_book(), t.consent_book_version(), t.consent_book_short()),
        Purpose::Contact => (t.consent_contact(), t.consent_contact_version(), t.consent_contact_short()),
    };
    Wording { sentence, version, short }
}

/// The short name of a purpose as it stands in a document; one of a newer version by its word.
pub fn short(purpose: &str, t: &Texts) -> String {
    Purpose::from_stored(purpose).map_or_else(|| purpose.to_owned(), |purpose| wording(purpose, t).short)
}

/// Short names, one after the other.
pub fn list<'a>(purposes: impl IntoIterator<Item = &'a str>, t: &Texts) -> String {
    purposes.into_iter().map(|purpose| short(purpose, t)).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Language;

    #[test]
    fn every_wording_has_one_version_in_both_languages_and_is_read_out_whole() {
        for purpose in Purpose::ALL {
            let [vietnamese, english] =
                [Language::Vi, Language::En].map(|language| wording(*purpose, &Texts::new(language)));
            assert_eq!(vietnamese.version, english.version, "{purpose:?}");
            assert!(vietnamese.sentence.starts_with("Tôi đồng ý"), "{purpose:?}");
            assert_ne!(vietnamese.sentence, english.sentence);
        }
    }
}
