//! Folds old changes into their documents' snapshots, so that the store does not grow with every answer for ever
//! and a new device gets documents, not thousands of changes.
//!
//! A change stays in the feed for [`KEEP_CHANGES_DAYS`]: devices that sync now and then get what is new and no more.
//! One that was away for longer gets the document whole.
//!
//! **Invariant:** the new snapshot was loaded again, has the document's heads and each change that goes, before
//! anything goes; and both are one commit.

use crate::failure::Failure;
use crate::store::upkeep::{Fold, Record};
use crate::store::{Store, StoreError};
use dossier::document::{Document, Heads};
use dossier::{CommuneCode, DocumentId, Timestamp};

pub const KEEP_CHANGES_DAYS: u32 = 30;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Rows of the feed that are looked at between two breaths for the writer.
const STRETCH: u32 = 2_000;
/// A snapshot that is smaller than this takes any log in.
const SMALL_SNAPSHOT: usize = 1024;

/// What was folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Compacted {
    pub documents: u32,
    /// Rows of changes that went.
    pub changes: u32,
    /// Documents that were left as they are because they do not read back: `verify` tells which.
    pub left_alone: u32,
}

/// Goes through all of a commune's old changes from where it stopped last.
pub fn compact(
    store: &dyn Store,
    commune: &CommuneCode,
    keep_days: u32,
    now: Timestamp,
) -> Result<Compacted, Failure> {
    compact_some(store, commune, keep_days, now, u32::MAX)
}

/// The same, but stops after so many stretches of the feed and goes on there the next time: the first look at a large
/// old store must not keep a small machine busy for a quarter of an hour.
pub fn compact_some(
    store: &dyn Store,
    commune: &CommuneCode,
    keep_days: u32,
    now: Timestamp,
    stretches: u32,
) -> Result<Compacted, Failure> {
    let received_before = now.plus_millis(-i64::from(keep_days).saturating_mul(DAY_MS));
    let mut done = Compacted::default();
    for _ in 0..stretches {
        let found = store.foldable(commune, received_before, STRETCH)?;
        for document in &found.documents {
            match fold(store, commune, *document, found.old_up_to) {
                Ok(0) => {}
                Ok(rows) => {
                    done.documents = done.documents.saturating_add(1);
                    done.changes = done.changes.saturating_add(rows);
                }
                Err(NotFolded::DoesNotReadBack) => {
                    tracing::error!(%document, "a document does not read back; its changes are kept");
                    done.left_alone = done.left_alone.saturating_add(1);
                }
                // Somebody writes it just now: it is not that old, and comes again with its newer changes.
                Err(NotFolded::Store(StoreError::Stale)) => {}
                Err(NotFolded::Store(error)) => return Err(error.into()),
            }
        }
        store.looked_up_to(commune, found.looked_up_to)?;
        if !found.more {
            break;
        }
    }
    Ok(done)
}

enum NotFolded {
    DoesNotReadBack,
    Store(StoreError),
}

impl From<StoreError> for NotFolded {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn fold(
    store: &dyn Store,
    commune: &CommuneCode,
    document: DocumentId,
    old_up_to: u64,
) -> Result<u32, NotFolded> {
    let Some(record) = store.record(commune, document)? else { return Ok(0) };
    let old_bytes: usize =
        record.changes.iter().filter(|change| change.seq <= old_up_to).map(|change| change.raw.len()).sum();
    let snapshot = verified_snapshot(&record).ok_or(NotFolded::DoesNotReadBack)?;
    let worth_it = snapshot.len() < SMALL_SNAPSHOT || old_bytes > snapshot.len();
    if old_bytes == 0 || !worth_it {
        return Ok(0);
    }
    let newest = record.changes.last().map_or(record.snapshot_seq, |change| change.seq);
    Ok(store.fold(&Fold {
        commune,
        document,
        expected_heads: &record.heads,
        snapshot: &snapshot,
        snapshot_seq: newest.max(record.snapshot_seq),
        old_up_to,
    })?)
}

/// The document saved anew, loaded again and compared: by its heads, and by each change that has a row.
fn verified_snapshot(record: &Record) -> Option<Vec<u8>> {
    let log = record.changes.iter().filter(|change| change.seq > record.snapshot_seq);
    let document = Document::load(&record.snapshot, log.map(|change| change.raw.as_slice())).ok()?;
    let snapshot = document.save_plain();
    let again = Document::load(&snapshot, []).ok()?;
    let same_heads = Heads::from_bytes(&record.heads).is_some_and(|heads| heads == again.heads());
    let has_all = record
        .changes
        .iter()
        .all(|change| Heads::from_bytes(&change.hash).is_some_and(|hash| again.contains(&hash)));
    (same_heads && has_all).then_some(snapshot)
}
