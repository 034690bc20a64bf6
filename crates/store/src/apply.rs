//! Commits one answer of the server: acks, feed, and the place in the feed, all at once.

use crate::documents::{actor_for, append, insert, insert_saved, put_row, replace};
use crate::outbox::{self, Urgency};
use crate::refusal::{self, Moment, Remedy};
use crate::{Projected, Projector, Store, StoreError, cores, looked, scope};
use dossier::document::{Document, Heads, Kind};
use dossier::{DocumentId, Timestamp};
use rusqlite::{Transaction, params};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use sync::exchange;
use sync::frame;
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
        let receipts = self.receipts(&page.merged)?;
        let mut merges: Vec<Merge<'_>> = receipts.to_merge.into_iter().map(Merge::from_ack).collect();
        let filled = cores::map(&page.feed, |item| match item {
            FeedItem::Document { message, .. } => frame::filled(message),
            FeedItem::Case { .. } | FeedItem::Removed { .. } => None,
        });
        let feed = page.feed.iter().zip(&filled);
        merges.extend(feed.filter_map(|(item, filled)| Merge::from_feed(item, filled.as_deref())));
        let refused = page.refused.iter().filter(|(_, code)| may_fork(*code)).map(|(document, _)| *document);
        let mut documents = self.take_all(refused.chain(merges.iter().map(|merge| merge.document)))?;
        let projector = Arc::clone(&self.projector);
        let mut fresh = read_fresh(&merges, &documents, projector.as_ref());
        let moment = Moment { here: now, server: page.server_now };
        let tx = self.connection.transaction()?;
        scope::begin(&tx, page)?;
        // Before anything is merged: what the device wrote is then written again beside what others wrote meanwhile, not
        // over it.
        for (id, code) in &page.refused {
            match refusal::remedy(&tx, *id, *code)? {
                None => {}
                Some(Remedy::SendWhole) => refusal::send_whole(&tx, *id)?,
                Some(Remedy::Wait) => refusal::wait(&tx, *id, *code)?,
                Some(Remedy::Stuck) => refusal::stuck(&tx, *id, *code)?,
                Some(Remedy::Fork(reason, base)) => {
                    let fork = match documents.get(id) {
                        Some(Before::Here(document)) => {
                            refusal::fork(&tx, *id, document, (reason, base), moment, projector.as_ref())?
                        }
                        Some(Before::Absent | Before::Away | Before::Damaged | Before::Unusable) | None => {
                            None
                        }
                    };
                    match fork {
                        Some(fork) => {
                            documents.insert(*id, Before::Here(Box::new(fork)));
                            applied.changed = applied.changed.saturating_add(1);
                        }
                        None => refusal::wait(&tx, *id, *code)?,
                    }
                }
            }
        }
        for (document, heads) in receipts.settled {
            shared(&tx, document, &heads)?;
            outbox::forget(&tx, document)?;
        }
        for merge in &merges {
            put_authors(&tx, merge.authors)?;
            let before = documents.remove(&merge.document).unwrap_or(Before::Absent);
            let (outcome, after) = match (before, fresh.remove(&merge.document)) {
                (Before::Absent, Some(fresh)) => add_fresh(&tx, merge.document, fresh, now)?,
                (before, _) => merge_one(&tx, merge, before, projector.as_ref(), moment)?,
            };
            documents.insert(merge.document, after);
            match outcome {
                Outcome::Changed => applied.changed = applied.changed.saturating_add(1),
                Outcome::Unchanged => {}
                Outcome::Failed => applied.failed = applied.failed.saturating_add(1),
            }
        }
        for parked in &page.parked {
            scope::park(&tx, parked, now)?;
        }
        for item in &page.feed {
            match item {
                FeedItem::Case { case, .. } => {
                    put_case(&tx, case)?;
                    applied.changed = applied.changed.saturating_add(1);
                }
                // It may have come back since, later in the same page.
                FeedItem::Removed { seq, document } if !comes_back(page, *document, *seq) => {
                    scope::removed_at(&tx, *document, *seq)?;
                }
                FeedItem::Removed { .. } => {}
                FeedItem::Document { .. } => {}
            }
        }
        if page.feed_complete {
            scope::finish(&tx)?;
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

    fn receipts<'a>(&self, merged: &'a [MergedPush]) -> Result<Receipts<'a>, StoreError> {
        let mut same =
            self.connection.prepare_cached("SELECT 1 FROM document WHERE id = ?1 AND heads = ?2")?;
        let mut receipts = Receipts::default();
        for ack in merged {
            match exchange::heads_alone(&ack.message) {
                Some(heads) if same.exists(params![ack.document.as_bytes(), heads.to_bytes()])? => {
                    receipts.settled.push((ack.document, heads));
                }
                _ => receipts.to_merge.push(ack),
            }
        }
        Ok(receipts)
    }

    /// The documents that a page speaks of, as they are here. One that does not read back does not hold
    /// back the others.
    fn take_all(
        &mut self,
        ids: impl Iterator<Item = DocumentId>,
    ) -> Result<HashMap<DocumentId, Before>, StoreError> {
        let mut documents = HashMap::new();
        for id in ids {
            if documents.contains_key(&id) {
                continue;
            }
            let before = match self.take_as_it_is(id) {
                Ok((document, _)) => Before::Here(Box::new(document)),
                Err(StoreError::Unknown(_)) => Before::Absent,
                Err(StoreError::Away(_)) => Before::Away,
                Err(StoreError::DocumentDamaged { document, cause }) => {
                    tracing::error!(%document, %cause, "a stored document does not read back");
                    Before::Damaged
                }
                Err(other) => return Err(other),
            };
            documents.insert(id, before);
        }
        Ok(documents)
    }
}

/// Whether a refusal with this code may lead to a fork; a missing change does when the server had the whole document.
fn may_fork(code: RefusalCode) -> bool {
    code.heals_by_fork() || code == RefusalCode::MissingChanges
}

fn comes_back(page: &Page, document: DocumentId, removed: u64) -> bool {
    page.feed.iter().any(|item| {
        matches!(item, FeedItem::Document { seq, document: one, .. } if *one == document && *seq > removed)
    })
}

/// What the server has committed of what was sent.
#[derive(Default)]
struct Receipts<'a> {
    /// They tell exactly the heads that are here: no document needs to be read.
    settled: Vec<(DocumentId, Heads)>,
    to_merge: Vec<&'a MergedPush>,
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
    /// `filled`: the message, where it did not come whole.
    fn from_feed(item: &'a FeedItem, filled: Option<&'a [u8]>) -> Option<Self> {
        match item {
            FeedItem::Document { document, message, authors, .. } => {
                Some(Self { document: *document, message: filled.unwrap_or(message), authors })
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
    /// Listed here, with no content: it left for the office.
    Away,
    /// Stored, but it does not read back.
    Damaged,
    /// An earlier merge of this page has left it half changed in memory.
    Unusable,
}

/// A document that was not here, read and projected.
struct Fresh {
    document: Document,
    server_heads: Heads,
    saved: Vec<u8>,
    projected: Projected,
}

/// The documents of a page that are not here yet, on every core: on a first sync that is all of them. One that cannot
/// be read is left to [`merge_one`], which says why.
fn read_fresh(
    merges: &[Merge<'_>],
    documents: &HashMap<DocumentId, Before>,
    projector: &dyn Projector,
) -> HashMap<DocumentId, Fresh> {
    let mut first = HashSet::new();
    let absent: Vec<&Merge<'_>> = merges
        .iter()
        .filter(|merge| matches!(documents.get(&merge.document), Some(Before::Absent)))
        // What follows about the same document is merged into it.
        .filter(|merge| first.insert(merge.document))
        .collect();
    let read = cores::map(&absent, |merge| {
        let (document, received) = exchange::receive_new(merge.message).ok()?;
        document.must_be_listable().ok()?;
        let saved = exchange::saved_in(merge.message, &document.heads());
        let saved = saved.unwrap_or_else(|| document.save_plain());
        let projected = projector.project(&document);
        Some((merge.document, Fresh { document, server_heads: received.server_heads, saved, projected }))
    });
    read.into_iter().flatten().collect()
}

fn add_fresh(
    tx: &Transaction<'_>,
    id: DocumentId,
    fresh: Fresh,
    now: Timestamp,
) -> Result<(Outcome, Before), StoreError> {
    let Fresh { document, server_heads, saved, projected } = fresh;
    insert_saved(tx, id, &document, &saved, actor_for(tx, id)?, &server_heads)?;
    shared(tx, id, &server_heads)?;
    put_row(tx, id, &document, &projected, now)?;
    outbox::forget_if_sent(tx, id, &document, &server_heads)?;
    Ok((Outcome::Changed, Before::Here(Box::new(document))))
}

fn merge_one(
    tx: &Transaction<'_>,
    merge: &Merge<'_>,
    before: Before,
    projector: &dyn Projector,
    moment: Moment,
) -> Result<(Outcome, Before), StoreError> {
    let (id, now) = (merge.document, moment.here);
    let (is_new, was_away) = (matches!(before, Before::Absent), matches!(before, Before::Away));
    if matches!(before, Before::Damaged) {
        return crate::check::replace(tx, id, merge.message, projector, now);
    }
    let merged = match before {
        Before::Here(document) => {
            let mut document = match exchange::writes_twice(&document, merge.message) {
                // A copy of this store writes under the same actor, and its change was first.
                true => {
                    let base = refusal::base_beside(tx, id, &document, merge.message)?;
                    refusal::fork(tx, id, &document, (RefusalCode::ForeignActor, base), moment, projector)?
                        .map_or(document, Box::new)
                }
                false => document,
            };
            let old_heads = document.heads();
            exchange::receive(&mut document, merge.message).map(|received| (document, old_heads, received))
        }
        Before::Absent | Before::Away => exchange::receive_new(merge.message)
            .map(|(document, received)| (Box::new(document), Heads::default(), received)),
        Before::Damaged | Before::Unusable => Err(exchange::ExchangeError::Incomplete),
    };
    // A dossier that no list could show must not hold back the rest of the page.
    let merged = merged.and_then(|found| Ok(found.0.must_be_listable().map(|()| found)?));
    let Ok((document, old_heads, received)) = merged else {
        if was_away {
            // News of a document that is not held: it is fetched whole when it is opened.
            scope::mark(tx, id)?;
            return Ok((Outcome::Unchanged, Before::Away));
        }
        tracing::error!(document = %id, "the server's message does not fit; the document will be asked for whole");
        outbox::put(tx, id, Urgency::Ordinary, now)?;
        refusal::send_whole(tx, id)?;
        return Ok((Outcome::Failed, Before::Unusable));
    };
    let changed = is_new || document.heads() != old_heads;
    if is_new {
        insert(tx, id, &document, actor_for(tx, id)?, &received.server_heads)?;
    } else if was_away {
        replace(tx, id, &document)?;
    } else if changed {
        append(tx, id, &document, &old_heads)?;
    }
    shared(tx, id, &received.server_heads)?;
    if changed {
        put_row(tx, id, &document, &projector.project(&document), now)?;
        if !is_new && document.kind() == Kind::Dossier {
            looked::count(tx, id, &document)?;
        }
    }
    outbox::forget_if_sent(tx, id, &document, &received.server_heads)?;
    Ok((if changed { Outcome::Changed } else { Outcome::Unchanged }, Before::Here(document)))
}

/// The server of this scope has everything up to these heads.
fn shared(tx: &Transaction<'_>, id: DocumentId, heads: &Heads) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE document SET shared_heads = ?2, in_scope = 1, commune = (SELECT commune FROM device) WHERE id = ?1",
    )?
    .execute(params![id.as_bytes(), heads.to_bytes()])?;
    tx.prepare_cached("DELETE FROM parked WHERE document = ?1")?.execute([id.as_bytes()])?;
    Ok(())
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
