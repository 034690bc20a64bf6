//! A dossier or a household as an Automerge document.
//!
//! **Invariant:** the maps that everybody writes into are made by one byte-identical first change (see
//! [`skeleton`]), so two sides can never hold two conflicting `answers` maps. One device creates a
//! document; nobody initialises it again.
//!
//! **Invariant:** text is counted in Unicode code points on every side, set explicitly here and nowhere else.

mod consents;
mod counted;
mod dossier;
mod entries;
mod error;
mod fields;
mod filled;
mod form_move;
mod heads;
mod household;
mod merged;
mod news;
mod pages;
mod reading;
mod replay;
mod skeleton;
mod supplements;
mod written;

pub use consents::{Consent, Signed};
pub use counted::Counted;
pub use dossier::DossierFacts;
pub use error::DocumentError;
pub use fields::{FieldPolicy, Role, Writing, Written};
pub use filled::{FilledAnswer, Source};
pub use form_move::{Aside, FormMove};
pub use heads::{Hash, Heads};
pub use household::{HouseholdFacts, PersonFields};
pub use news::{News, NewsOf};
pub use pages::Page;
pub use reading::Reading;
pub use replay::{Part, Rewrite};
pub use skeleton::{is_skeleton_actor, skeleton_hash};
pub use written::{Field, Value};

use crate::DocumentId;
use automerge::{Automerge, Change, LoadOptions, OnPartialLoad, ROOT, ReadDoc, TextEncoding};
use serde::{Deserialize, Serialize};

/// The schema of documents that this version writes, and the newest that it reads.
pub const SCHEMA: i64 = 1;

/// What a document is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Kind {
    Dossier,
    Household,
}

impl Kind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dossier => "dossier",
            Self::Household => "household",
        }
    }
    pub fn from_stored(word: &str) -> Option<Self> {
        match word {
            "dossier" => Some(Self::Dossier),
            "household" => Some(Self::Household),
            _ => None,
        }
    }
}

/// The actor under which one device writes one document.
///
/// A restored or cloned device must take new ones: two copies of one actor give two changes with one
/// sequence number, and sync stops.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Actor(pub [u8; 16]);

impl Actor {
    /// Eight random bytes that the installation drew for itself, and the last eight of the document's id:
    /// unlike every other actor of the document, and hardly a byte more on the wire, where the id stands
    /// beside it.
    pub fn of(installation: [u8; 8], document: DocumentId) -> Self {
        let [_, _, _, _, _, _, _, _, a, b, c, d, e, f, g, h] = *document.as_bytes();
        let [i, j, k, l, m, n, o, p] = installation;
        Self([i, j, k, l, m, n, o, p, a, b, c, d, e, f, g, h])
    }
}

/// An open document.
#[derive(Debug, Clone)]
pub struct Document {
    pub(crate) doc: Automerge,
    kind: Kind,
}

impl Document {
    fn created(kind: Kind, actor: Actor) -> Result<Self, DocumentError> {
        let mut doc = skeleton::skeleton(kind)?;
        doc.set_actor(automerge::ActorId::from(actor.0));
        Ok(Self { doc, kind })
    }

    /// Reads a saved document, followed by the raw changes of its log.
    ///
    /// `snapshot` may be empty when the log has everything. Nothing is left out silently: a part that
    /// cannot be read, or a change whose predecessors are missing, is an error.
    pub fn load<'a>(snapshot: &[u8], log: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, DocumentError> {
        let mut doc = if snapshot.is_empty() {
            Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint)
        } else {
            let options = LoadOptions::new()
                .on_partial_load(OnPartialLoad::Error)
                .text_encoding(TextEncoding::UnicodeCodePoint);
            Automerge::load_with_options(snapshot, options)?
        };
        let changes = log
            .into_iter()
            .map(|raw| Change::from_bytes(raw.to_vec()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|e| DocumentError::Unreadable { cause: e.to_string() })?;
        let wanted: Vec<_> = changes.iter().map(Change::hash).collect();
        if !changes.is_empty() {
            doc.apply_changes(changes)?;
        }
        if wanted.iter().any(|hash| doc.get_change_meta_by_hash(hash).is_none()) {
            return Err(DocumentError::MissingChanges);
        }
        Self::recognise(doc)
    }

    /// A document out of all of its changes, in an order to apply them in.
    pub fn from_changes(changes: Vec<Change>) -> Result<Self, DocumentError> {
        let mut doc = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint);
        doc.apply_changes(changes)?;
        Self::recognise(doc)
    }

    /// Takes an Automerge document that came from elsewhere, if it is one of ours.
    pub fn recognise(doc: Automerge) -> Result<Self, DocumentError> {
        let schema = doc.get(ROOT, "schema")?.and_then(|(value, _)| value.as_i64());
        match schema {
            None => return Err(DocumentError::WrongShape),
            Some(found) if found > SCHEMA => return Err(DocumentError::NewerSchema { found }),
            Some(_) => {}
        }
        let kind = written::root_text(&doc, "kind")?.and_then(|word| Kind::from_stored(&word));
        match kind {
            Some(kind) => Ok(Self { doc, kind }),
            None => Err(DocumentError::WrongShape),
        }
    }

    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// From here on, changes are written under `actor`.
    pub fn write_as(&mut self, actor: Actor) {
        self.doc.set_actor(automerge::ActorId::from(actor.0));
    }

    pub fn heads(&self) -> Heads {
        Heads::from_hashes(self.doc.get_heads())
    }

    /// The whole document, compact, with its history.
    pub fn save(&self) -> Vec<u8> {
        self.doc.save()
    }

    /// The same without inner compression, for a frame that compresses many documents together.
    pub fn save_plain(&self) -> Vec<u8> {
        self.doc.save_nocompress()
    }

    /// The raw changes that came after `heads`, oldest first.
    pub fn changes_since(&self, heads: &Heads) -> Vec<Change> {
        self.doc.get_changes(&heads.to_hashes())
    }

    /// Whether the document contains all of `heads`.
    pub fn contains(&self, heads: &Heads) -> bool {
        heads.to_hashes().iter().all(|hash| self.doc.get_change_meta_by_hash(hash).is_some())
    }

    /// The document as it was at `heads`. `None`: they are not part of it.
    pub fn at(&self, heads: &Heads) -> Result<Option<Self>, DocumentError> {
        if !self.contains(heads) {
            return Ok(None);
        }
        Self::recognise(self.doc.fork_at(&heads.to_hashes())?).map(Some)
    }

    /// Errors when its facts are not there: a page of a feed may end in the middle of a document's first changes.
    pub fn must_be_listable(&self) -> Result<(), DocumentError> {
        match self.kind {
            Kind::Dossier => self.facts().map(drop),
            Kind::Household => self.household().map(drop),
        }
    }

    /// Applies changes that were read and checked before. All or nothing must be ensured by the caller
    /// (apply to a clone): Automerge has no transaction over this.
    pub fn apply(&mut self, changes: Vec<Change>) -> Result<(), DocumentError> {
        Ok(self.doc.apply_changes(changes)?)
    }

    /// The hash of one raw change; `None` when it does not read.
    pub fn hash_of(raw: &[u8]) -> Option<Hash> {
        Change::from_bytes(raw.to_vec()).ok().map(|change| change.hash().0)
    }

    /// Everybody who wrote a change of the document, as Automerge knows them.
    pub fn actors(&self) -> std::collections::BTreeSet<Vec<u8>> {
        self.doc.get_changes_meta(&[]).into_iter().map(|meta| meta.actor.to_bytes().to_vec()).collect()
    }

    /// Takes in one raw change of a damaged copy, if it reads and what it builds on is here. Answers whether it is
    /// in the document now.
    pub fn salvage(&mut self, raw: &[u8]) -> bool {
        let Ok(change) = Change::from_bytes(raw.to_vec()) else { return false };
        let hash = change.hash();
        let fits = change.deps().iter().all(|dep| self.doc.get_change_meta_by_hash(dep).is_some());
        if fits && self.doc.get_change_meta_by_hash(&hash).is_none() {
            let mut with_it = self.doc.clone();
            if with_it.apply_changes([change]).is_ok() {
                self.doc = with_it;
            }
        }
        self.doc.get_change_meta_by_hash(&hash).is_some()
    }

    /// The underlying document, for the sync messages.
    pub const fn automerge(&self) -> &Automerge {
        &self.doc
    }
}

#[cfg(test)]
mod tests;
