//! Commits one answer of the server: acks, feed, and the place in the feed, all at once.

use crate::documents::{actor_for, append, insert, put_row};
use crate::outbox::{self, Urgency};
use crate::{Projector, Store, StoreError};
use dossier::document::{Document, Heads};
use dossier::{DocumentId, Timestamp};
use rusqlite::{Transaction, params};
use std::collections::HashMap;
use std::sync::Arc;
use sync::exchange;
use sync::session::{MergedPush, Page};
use wire::sync::{ActorOf, FeedItem, RefusalCode};

/// What a page did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Applied {
    /// Documents and cases that are new or changed here.
    pub changed: u32,
    /// Documents whose merge failed: they are asked for whole in the next sync.
    pub failed: u32,
}

impl Store {
    /// One commit. An error leaves everything as it was, and the same page may be applied again.
    pub fn apply(&mut self, page: &Page, now: Timestamp) -> Result<Applied, StoreError> {
        let mut applied = Applied::default();
        let mut merges: Vec<Merge<'_>> = page.merged.iter().map(Merge::from_ack).collect();
        merges.extend(page.feed.iter().filter_map(Merge::from_feed));
        let mut documents = self.take_all(&merges)?;
        let projector = Arc::clone(&self.projector);
        let tx = self.connection.transaction()?;
        for merge in &merges {
            put_authors(&tx, merge.authors)?;
            let before = documents.remove(&merge.document).unwrap_or(Before::Absent);
            let (outcome, after) = merge_one(&tx, merge, before, projector.as_ref(), now)?;
            documents.insert(merge.document, after);
            match outcome {
                Outcome::Changed => applied.changed = applied.changed.saturating_add(1),
                Outcome::Unchanged => {}
                Outcome::Failed => applied.failed = applied.failed.saturating_add(1),
            }
        }
        for (document, code) in &page.refused {
            note_refusal(&tx, *document, *code)?;
        }
        for item in &page.feed {
            match item {
                FeedItem::Case { case, .. } => {
                    put_case(&tx, case)?;
                    applied.changed = applied.changed.saturating_add(1);
                }
                FeedItem::Removed { document, .. } => remove(&tx, *document)?,
                FeedItem::Document { .. } => {}
            }
        }
        let clock_off_s = page.server_now.millis().saturating_sub(now.millis()) / 1000;
        tx.execute(
            "UPDATE device SET cursor = ?1, server_epoch = ?2, scope_epoch = ?3, last_met_ms = ?4, clock_off_s = ?5,
                below = ?6",
            params![
                page.position.cursor,
                page.position.server_epoch,
                page.position.scope_epoch,
                now.millis(),
                clock_off_s,
                page.position.below
            ],
        )?;
        tx.commit()?;
        // Several documents may have changed; the next use reads from the disk.
        self.open = None;
        Ok(applied)
    }

    /// The documents that a page speaks of, as they are here. One that does not read back does not hold
    /// back the others.
    fn take_all(&mut self, merges: &[Merge<'_>]) -> Result<HashMap<DocumentId, Before>, StoreError> {
        let mut documents = HashMap::new();
        for merge in merges {
            if documents.contains_key(&merge.document) {
                continue;
            }
            let before = match self.take_open(merge.document) {
                Ok(document) => Before::Here(Box::new(document)),
                Err(StoreError::Unknown(_)) => Before::Absent,
                Err(StoreError::DocumentDamaged { document, cause }) => {
                    tracing::error!(%document, %cause, "a stored document does not read back");
                    Before::Damaged
                }
                Err(other) => return Err(other),
            };
            documents.insert(merge.document, before);
        }
        Ok(documents)
    }
}

/// A message of the server about one document.
struct Merge<'a> {
    document: DocumentId,
    message: &'a [u8],
    authors: &'a [ActorOf],
}

impl<'a> Merge<'a> {
    fn from_ack(ack: &'a MergedPush) -> Self {
        Self { document: ack.document, message: &ack.message, authors: &ack.authors }
    }
    fn from_feed(item: &'a FeedItem) -> Option<Self> {
        match item {
            FeedItem::Document { document, message, authors, .. } => {
                Some(Self { document: *document, message, authors })
            }
            FeedItem::Case { .. } | FeedItem::Removed { .. } => None,
        }
    }
}

pub(crate) enum Outcome {
    Changed,
    Unchanged,
    Failed,
}

/// A document before a merge.
pub(crate) enum Before {
    Absent,
    Here(Box<Document>),
    /// Stored, but it does not read back.
    Damaged,
    /// An earlier merge of this page has left it half changed in memory.
    Unusable,
}

fn merge_one(
    tx: &Transaction<'_>,
    merge: &Merge<'_>,
    before: Before,
    projector: &dyn Projector,
    now: Timestamp,
) -> Result<(Outcome, Before), StoreError> {
    let id = merge.document;
    let is_new = matches!(before, Before::Absent);
    if matches!(before, Before::Damaged) {
        return crate::check::replace(tx, id, merge.message, projector, now);
    }
    let merged = match before {
        Before::Here(mut document) => {
            let old_heads = document.heads();
            exchange::receive(&mut document, merge.message).map(|received| (document, old_heads, received))
        }
        Before::Absent => exchange::receive_new(merge.message)
            .map(|(document, received)| (Box::new(document), Heads::default(), received)),
        Before::Damaged | Before::Unusable => Err(exchange::ExchangeError::Incomplete),
    };
    let Ok((document, old_heads, received)) = merged else {
        tracing::error!(document = %id, "the server's message does not fit; the document will be asked for whole");
        tx.execute("UPDATE document SET shared_heads = x'' WHERE id = ?1", [id.as_bytes()])?;
        outbox::put(tx, id, Urgency::Ordinary, now)?;
        return Ok((Outcome::Failed, Before::Unusable));
    };
    let changed = is_new || document.heads() != old_heads;
    if is_new {
        insert(tx, id, &document, actor_for(tx, id)?, &received.server_heads)?;
    } else {
        if changed {
            append(tx, id, &document, &old_heads)?;
        }
        tx.prepare_cached("UPDATE document SET shared_heads = ?2 WHERE id = ?1")?
            .execute(params![id.as_bytes(), received.server_heads.to_bytes()])?;
    }
    if changed {
        put_row(tx, id, &document, &projector.project(&document), now)?;
    }
    // The receipt: only when the server has every change that is here, this document is out of the outbox.
    if document.changes_since(&received.server_heads).is_empty() {
        tx.prepare_cached("DELETE FROM outbox WHERE document = ?1")?.execute([id.as_bytes()])?;
    }
    Ok((if changed { Outcome::Changed } else { Outcome::Unchanged }, Before::Here(document)))
}

fn put_authors(tx: &Transaction<'_>, authors: &[ActorOf]) -> Result<(), StoreError> {
    let mut put = tx.prepare_cached(
        "INSERT INTO author (actor, member, name) VALUES (?1, ?2, ?3)
         ON CONFLICT (actor) DO UPDATE SET member = excluded.member, name = excluded.name",
    )?;
    for author in authors {
        put.execute(params![author.actor, author.member.0, author.name])?;
    }
    Ok(())
}

fn put_case(tx: &Transaction<'_>, case: &dossier::case::Case) -> Result<(), StoreError> {
    let record = serde_json::to_string(case).map_err(|_| StoreError::Unwritable)?;
    tx.prepare_cached(
        "INSERT INTO case_record (dossier, record) VALUES (?1, ?2)
         ON CONFLICT (dossier) DO UPDATE SET record = excluded.record",
    )?
    .execute(params![case.dossier.as_bytes(), record])?;
    Ok(())
}

/// Nothing is dropped on a refusal: the entry stays, with its reason. Where the server lacks what it was
/// believed to have, the whole document goes next time.
fn note_refusal(tx: &Transaction<'_>, document: DocumentId, code: RefusalCode) -> Result<(), StoreError> {
    if code == RefusalCode::MissingChanges {
        tx.execute("UPDATE document SET shared_heads = x'' WHERE id = ?1", [document.as_bytes()])?;
        return Ok(());
    }
    let word = serde_json::to_string(&code).map_err(|_| StoreError::Unwritable)?;
    tx.execute("UPDATE outbox SET refused = ?2 WHERE document = ?1", params![document.as_bytes(), word])?;
    Ok(())
}

/// The document left this device's scope. Unsent work is never removed.
fn remove(tx: &Transaction<'_>, document: DocumentId) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM document WHERE id = ?1 AND id NOT IN (SELECT document FROM outbox)",
        [document.as_bytes()],
    )?;
    Ok(())
}
