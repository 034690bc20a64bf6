//! What was said to be saved: the memory of a person who never forgets.

use ::sync::admission::Limits;
use ::sync::{bare, exchange};
use dossier::DocumentId;
use dossier::document::{Document, Hash, Heads};
use std::collections::BTreeSet;

/// Who was told that it is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    /// Place among the phones of the run.
    Phone(usize),
    Office,
    /// Its device is lost, or went back to a time before it.
    Nobody,
}

/// One thing that was said to be saved.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) by: By,
    pub(super) document: DocumentId,
    /// What was written: the question, the paper, the purpose.
    pub(super) field: String,
    /// Unlike every other text of the run where it is an answer.
    pub(super) text: String,
    /// The change that wrote it.
    pub(super) hash: Hash,
    /// Nobody can be asked for it any more, and why.
    pub(super) excused: Option<&'static str>,
    /// Its device has given it away with its whole document: what comes back to that device is what the server has,
    /// which may have gone back to a backup meanwhile. It must still be on the server in the end.
    pub(super) let_go: bool,
}

impl Said {
    /// Whether it is in the document: as its change, or written again under another.
    pub(super) fn is_in(&self, document: &Document) -> bool {
        document.contains(&[self.hash].into_iter().collect()) || self.was_written_again(document)
    }

    /// Whether a message of a device brings it.
    pub(super) fn is_sent_by(&self, message: &[u8]) -> bool {
        // As it came, which may be bare.
        let whole = bare::is_bare(message).then(|| bare::fill(message, &Limits::STANDARD).ok()).flatten();
        let message = whole.as_deref().unwrap_or(message);
        exchange::brought(message).is_ok_and(|hashes| hashes.contains(&self.hash))
            // Somebody else may have written the very same there, as in any other document.
            || exchange::receive_new(message).is_ok_and(|(document, _)| self.is_in(&document))
    }

    fn was_written_again(&self, document: &Document) -> bool {
        has_text(document, &self.text)
    }
}

/// Whether some change of the document writes the text.
pub(super) fn has_text(document: &Document, text: &str) -> bool {
    let wanted = format!("{text:?}");
    let wanted = wanted.trim_matches('"');
    document
        .changes_since(&Heads::default())
        .iter()
        .any(|change| format!("{:?}", change.decode()).contains(wanted))
}

/// Everything that was said in a run.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) said: Vec<Said>,
    /// Every dossier that was begun.
    pub(super) begun: BTreeSet<DocumentId>,
}

impl Ledger {
    /// Answers with its place, which makes texts unlike each other.
    pub(super) fn next_number(&self) -> usize {
        self.said.len()
    }

    pub(super) fn note(&mut self, by: By, document: DocumentId, field: &str, text: &str, hash: Hash) {
        let (field, text) = (field.to_owned(), text.to_owned());
        self.said.push(Said { by, document, field, text, hash, excused: None, let_go: false });
    }
}
