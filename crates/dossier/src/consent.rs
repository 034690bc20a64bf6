//! What a person may agree to, one purpose at a time.
//!
//! Law 91/2025/QH15 and decree 356/2025 ask for a consent of its own for each purpose: voluntary, never pre-ticked,
//! withdrawable, recorded with the version of its wording and the time. The wordings are texts of the pages; here is
//! only what they are about.

/// A purpose that people are asked about. A text in the documents, so that a purpose of a newer version is kept and shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Purpose {
    /// The volunteer writes the answers down and the commune receives them. Without it nothing is handed over.
    HandIn,
    /// Photos of papers are taken, kept and handed in. A photo of an identity card is sensitive data. Without it no
    /// photo is handed over.
    Photos,
    /// The team keeps the household's data in its book, so as not to ask twice.
    KeepInBook,
    /// The team or the commune calls about how far the dossier is.
    Contact,
}

impl Purpose {
    /// In the order in which they are read out.
    pub const ALL: &[Self] = &[Self::HandIn, Self::Photos, Self::KeepInBook, Self::Contact];

    /// Its word in documents; never changed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HandIn => "help_with_dossier",
            Self::Photos => "photos_of_papers",
            Self::KeepInBook => "keep_in_book",
            Self::Contact => "contact_about_progress",
        }
    }

    pub fn from_stored(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|purpose| purpose.as_str() == word)
    }

    /// Whether the hand-over waits for it. The others may be refused, and nothing changes for the dossier.
    pub const fn is_needed(self, has_photos: bool) -> bool {
        match self {
            Self::HandIn => true,
            Self::Photos => has_photos,
            Self::KeepInBook | Self::Contact => false,
        }
    }
}

/// How an answer to a purpose stands in a document: the word and the version of the wording, such as
/// `given 2026-11-26`.
pub fn consent_text(given: bool, wording_version: &str) -> String {
    format!("{} {wording_version}", if given { GIVEN } else { WITHDRAWN })
}

/// Whether it was given, and the wording's version. What cannot be read was not agreed to.
pub fn read_consent(text: &str) -> (bool, &str) {
    match text.split_once(' ') {
        Some((word, version)) => (word == GIVEN, version),
        None => (false, ""),
    }
}

const GIVEN: &str = "given";
const WITHDRAWN: &str = "withdrawn";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_is_read_as_it_is_written_and_what_cannot_be_read_was_not_agreed_to() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::from_stored(purpose.as_str()), Some(*purpose));
        }
        assert_eq!(read_consent(&consent_text(true, "2026-11-26")), (true, "2026-11-26"));
        assert_eq!(read_consent(&consent_text(false, "2026-11-26")), (false, "2026-11-26"));
        for text in ["", "given", "yes 1", "  "] {
            assert!(!read_consent(text).0, "{text}");
        }
    }

    #[test]
    fn only_what_the_law_needs_holds_up_a_hand_over() {
        let needed = |has_photos| Purpose::ALL.iter().filter(|one| one.is_needed(has_photos)).count();
        assert_eq!((needed(false), needed(true)), (1, 2));
    }
}
