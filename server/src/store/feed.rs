//! The commune's feed: changes, case records and removals in one sequence of numbers.
//!
//! **Invariant:** numbers are given inside the writer's transaction and there is one writer, so whoever
//! has read up to a number has missed nothing below it. No document is loaded to read the feed.

use super::StoreError;
use dossier::case::Case;
use dossier::{CommuneCode, DocumentId, TeamId};
use std::collections::HashSet;

/// What a reader may see, and from where on.
#[derive(Clone, Debug)]
pub struct FeedQuery<'a> {
    pub commune: &'a CommuneCode,
    pub team: TeamId,
    /// Entries after this number.
    pub after: u64,
    /// About how many bytes to answer at most; the first entry is answered whatever its size.
    pub budget: usize,
    /// Changes that the reader is known to have: those it has just brought, and those that the acknowledgement brings
    /// it. Told by change and not by document: another device may have changed the same document between the
    /// acknowledgement and this page. And not by hash alone: every document begins with the same change.
    pub skip: &'a HashSet<(DocumentId, [u8; 32])>,
}

/// One stored change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FeedChange {
    pub actor: Vec<u8>,
    pub raw: Vec<u8>,
}

#[expect(clippy::large_enum_variant, reason = "as of what is sent: most that are not documents are cases")]
#[derive(Clone, PartialEq, Debug)]
pub enum FeedEntry {
    /// Changes of one document, oldest first; `seq` is the newest one's number. `heads` (32 bytes each) is
    /// what the reader then has of it: the document's heads, or the newest hash when the page was cut
    /// before the document's newest change.
    Changes {
        seq: u64,
        document: DocumentId,
        heads: Vec<u8>,
        changes: Vec<FeedChange>,
    },
    /// A document with its whole history: its snapshot if it has one, and raw changes. `heads` are the document's.
    Whole {
        seq: u64,
        document: DocumentId,
        heads: Vec<u8>,
        chunks: Vec<Vec<u8>>,
        /// Everybody who wrote it and is known.
        actors: Vec<Vec<u8>>,
    },
    Case {
        seq: u64,
        case: Case,
    },
    Removed {
        seq: u64,
        document: DocumentId,
    },
}

#[derive(Clone, PartialEq, Debug)]
pub struct FeedPage {
    /// In the order of the feed; a document's changes stand where its first one of the page stands.
    pub entries: Vec<FeedEntry>,
    /// The reader has everything of its scope up to here.
    pub up_to: u64,
    pub more: bool,
    /// The newest number of the commune's feed.
    pub end: u64,
    /// About how much the entries are, before compression.
    pub bytes: usize,
}

/// A first sync: what is already there, newest first.
#[derive(Clone, Debug)]
pub struct NewestQuery<'a> {
    pub commune: &'a CommuneCode,
    pub team: TeamId,
    /// The end of the feed when the reader began; `None`: it begins now.
    pub up_to: Option<u64>,
    /// Only documents whose place is below this number.
    pub below: u64,
    /// As in [`FeedQuery`].
    pub budget: usize,
    pub skip: &'a HashSet<(DocumentId, [u8; 32])>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct NewestPage {
    /// Newest first; each document whole, followed by its case.
    pub entries: Vec<FeedEntry>,
    /// From here on the feed itself tells.
    pub up_to: u64,
    /// Where to go on; `None`: the reader has everything up to `up_to`.
    pub below: Option<u64>,
    /// The newest number of the commune's feed.
    pub end: u64,
    /// The number below which this page was read.
    pub begun_at: u64,
    /// About how much the entries are, before compression.
    pub bytes: usize,
}

pub trait Feed {
    fn feed(&self, query: &FeedQuery<'_>) -> Result<FeedPage, StoreError>;
}

pub trait Newest {
    fn newest(&self, query: &NewestQuery<'_>) -> Result<NewestPage, StoreError>;
}
