//! What becomes of a document whose push was refused: it is forked where the server has it, its values are written again
//! under a new actor, and the refused branch is kept whole until a person has looked at it.
//!
//! **Invariant:** the fork, the kept branch and the outbox entry are one commit with the page that told of the refusal.
//! **Invariant:** a document is forked once for each code until the server takes it, and once more on the skeleton for a
//! number that is taken: nothing is written again in a loop.

use crate::documents::{put_row, replace};
use crate::outbox::{self, Urgency};
use crate::{Projector, Store, StoreError};
use dossier::document::{Actor, Document, DocumentError, Heads, Kind, Rewrite};
use dossier::{DocumentId, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};
use sync::exchange;
use wire::sync::RefusalCode;

/// So many branches that were looked at are kept, the newest ones, and no more bytes than this.
const SEEN_KEPT: u32 = 20;
const SEEN_BYTES: u64 = 2 * 1024 * 1024;

/// When a refusal arrived, by both clocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) here: Timestamp,
    pub(crate) server: Timestamp,
}

/// What the server did not take, with what the device did about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedBranch {
    pub id: i64,
    pub document: DocumentId,
    pub kind: Kind,
    pub code: RefusalCode,
    pub at: Timestamp,
    /// What was written again was refused as well: it waits in the outbox.
    pub stuck: bool,
    /// What the branch wrote beyond what the server had.
    pub written: Vec<Rewrite>,
    /// The procedure and the version of the form that its answers belong to; empty for a household.
    pub procedure: String,
    pub form_version: String,
}

/// What a fork is written on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Base {
    /// The version that the server was last known to have.
    Shared,
    /// The skeleton alone: a server that went back to its backup may have given the numbers of that version to other
    /// changes, and then nothing that builds on it can enter.
    Skeleton,
}

/// Noted beside the codes that a document was forked for.
const ON_SKELETON: &str = "skeleton";

/// What a refusal asks of the store.
pub(crate) enum Remedy {
    /// The server lacks what it was believed to have: the whole document goes next time.
    SendWhole,
    /// Fork, for this reason.
    Fork(RefusalCode, Base),
    /// It waits in the outbox with its reason.
    Wait,
    /// So does what was written again before and is refused all the same.
    Stuck,
}

/// `None` when the document does not wait any more.
pub(crate) fn remedy(
    tx: &Transaction<'_>,
    id: DocumentId,
    code: RefusalCode,
) -> Result<Option<Remedy>, StoreError> {
    let entry: Option<(bool, String)> = tx
        .prepare_cached("SELECT whole, forked FROM outbox WHERE document = ?1")?
        .query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((whole, forked)) = entry else { return Ok(None) };
    let reason = match code {
        RefusalCode::MissingChanges if !whole => return Ok(Some(Remedy::SendWhole)),
        // It had the whole document and still cannot place a change: the number of that change is taken, by a copy of
        // this device.
        RefusalCode::MissingChanges => RefusalCode::ForeignActor,
        other if other.heals_by_fork() => other,
        _ => return Ok(Some(Remedy::Wait)),
    };
    let again = forked.contains(&word(reason)?);
    Ok(Some(match reason {
        _ if !again => Remedy::Fork(reason, Base::Shared),
        RefusalCode::ForeignActor if !forked.contains(ON_SKELETON) => Remedy::Fork(reason, Base::Skeleton),
        _ => Remedy::Stuck,
    }))
}

pub(crate) fn send_whole(tx: &Transaction<'_>, id: DocumentId) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE outbox SET whole = 1 WHERE document = ?1")?.execute([id.as_bytes()])?;
    Ok(())
}

/// Nothing is dropped: the entry stays, with its reason.
pub(crate) fn wait(tx: &Transaction<'_>, id: DocumentId, code: RefusalCode) -> Result<(), StoreError> {
    tx.execute("UPDATE outbox SET refused = ?2 WHERE document = ?1", params![id.as_bytes(), word(code)?])?;
    Ok(())
}

/// The same, and a person has to look at its branch, also one who has looked before.
pub(crate) fn stuck(tx: &Transaction<'_>, id: DocumentId, code: RefusalCode) -> Result<(), StoreError> {
    wait(tx, id, code)?;
    tx.execute(
        "UPDATE refused_branch SET stuck = 1, seen_ms = 0
         WHERE id = (SELECT max(id) FROM refused_branch WHERE document = ?1) AND stuck = 0",
        [id.as_bytes()],
    )?;
    Ok(())
}

/// Forks the document and stores that; `None` when it cannot be forked, and then everything is as it was.
pub(crate) fn fork(
    tx: &Transaction<'_>,
    id: DocumentId,
    refused: &Document,
    (code, base): (RefusalCode, Base),
    moment: Moment,
    projector: &dyn Projector,
) -> Result<Option<Document>, StoreError> {
    let shared: Vec<u8> = tx
        .prepare_cached("SELECT shared_heads FROM document WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))?;
    let shared = match base {
        Base::Shared => Heads::from_bytes(&shared).unwrap_or_default(),
        Base::Skeleton => Heads::default(),
    };
    let actor = new_actor(tx, id, code)?;
    let beside = Actor::of(tx.query_row("SELECT randomblob(8)", [], |row| row.get(0))?, id);
    let Ok(fork) = forked(refused, &shared, (actor, beside), moment) else {
        tracing::error!(document = %id, "a refused document cannot be forked; it waits as it is");
        return Ok(None);
    };
    tx.execute(
        "INSERT INTO refused_branch (document, code, at_ms, saved, base) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id.as_bytes(), word(code)?, moment.here.millis(), refused.save(), shared.to_bytes()],
    )?;
    replace(tx, id, &fork)?;
    tx.execute(
        "UPDATE document SET actor = ?2, shared_heads = ?3 WHERE id = ?1",
        params![id.as_bytes(), actor.0, shared.to_bytes()],
    )?;
    put_row(tx, id, &fork, &projector.project(&fork), moment.here)?;
    outbox::put(tx, id, Urgency::Ordinary, moment.here)?;
    let noted = match base {
        Base::Shared => word(code)?,
        Base::Skeleton => word(code)? + ON_SKELETON,
    };
    tx.execute(
        "UPDATE outbox SET refused = '', forked = forked || ?2 WHERE document = ?1",
        params![id.as_bytes(), noted],
    )?;
    if fork.changes_since(&shared).is_empty() {
        // Nothing of it was a value that people write: there is nothing to send. But what goes whole goes all the same:
        // whether the server still has the shared version is just what is not known.
        tx.execute("DELETE FROM outbox WHERE document = ?1 AND whole = 0", [id.as_bytes()])?;
    }
    tracing::warn!(document = %id, ?code, "a refused document was forked; the refused branch is kept");
    Ok(Some(fork))
}

/// Where to fork so that a message of the server's goes with it: where the shared version itself uses a number that the
/// message gives to another change, nothing of it can stay.
pub(crate) fn base_beside(
    tx: &Transaction<'_>,
    id: DocumentId,
    document: &Document,
    message: &[u8],
) -> Result<Base, StoreError> {
    let shared: Vec<u8> = tx
        .prepare_cached("SELECT shared_heads FROM document WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))?;
    let shared = Heads::from_bytes(&shared).unwrap_or_default();
    if shared.is_empty() {
        return Ok(Base::Skeleton);
    }
    // Only looked at: it is written by nobody.
    let kept = document.fork(&shared, Actor([0; 16]), Timestamp::default());
    Ok(match kept {
        Ok(kept) if !exchange::writes_twice(&kept, message) => Base::Shared,
        Ok(_) | Err(_) => Base::Skeleton,
    })
}

fn forked(
    refused: &Document,
    shared: &Heads,
    (actor, beside): (Actor, Actor),
    moment: Moment,
) -> Result<Document, DocumentError> {
    let mut fork = refused.fork(shared, actor, moment.server)?;
    let written = refused.written_since(&fork)?;
    fork.write_again(&written, beside, |at| plausible(at, moment.server))?;
    Ok(fork)
}

/// A time that no clock of these years shows would be refused again.
fn plausible(at: Timestamp, server: Timestamp) -> Timestamp {
    const FIVE_YEARS_MS: i64 = 5 * 366 * 24 * 60 * 60 * 1000;
    let off = at.millis().saturating_sub(server.millis());
    if off.saturating_abs() <= FIVE_YEARS_MS { at } else { server }
}

/// An actor that nobody has written with. Where another device writes with the same ones, all of them are renewed: this
/// store was copied, or restored from an older copy.
fn new_actor(tx: &Transaction<'_>, id: DocumentId, code: RefusalCode) -> Result<Actor, StoreError> {
    if code == RefusalCode::ForeignActor {
        return Ok(Actor::of(renew_installation(tx)?, id));
    }
    let half: [u8; 8] = tx.query_row("SELECT randomblob(8)", [], |row| row.get(0))?;
    Ok(Actor::of(half, id))
}

/// From here on this store writes every document as somebody new. What was written before and is not sent yet stays as it
/// is; the server says if it cannot take it.
pub(crate) fn renew_installation(tx: &Transaction<'_>) -> Result<[u8; 8], StoreError> {
    let half: [u8; 8] =
        tx.query_row("UPDATE device SET installation = randomblob(8) RETURNING installation", [], |row| {
            row.get(0)
        })?;
    let ids: Vec<Vec<u8>> =
        tx.prepare("SELECT id FROM document")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut put = tx.prepare("UPDATE document SET actor = ?2 WHERE id = ?1")?;
    for id in ids.iter().filter_map(|bytes| DocumentId::from_slice(bytes)) {
        put.execute(params![id.as_bytes(), Actor::of(half, id).0])?;
    }
    Ok(half)
}

/// A kept branch, and what it wrote beyond the heads that it was forked at.
fn compared(saved: &[u8], base: &[u8]) -> Result<(Document, Vec<Rewrite>), DocumentError> {
    let branch = Document::load(saved, [])?;
    let shared = Heads::from_bytes(base).unwrap_or_default();
    // The comparison needs no actor and no time of its own: nothing of this fork is kept.
    let base = branch.fork(&shared, Actor([0; 16]), Timestamp::default())?;
    let written = branch.written_since(&base)?;
    Ok((branch, written))
}

fn word(code: RefusalCode) -> Result<String, StoreError> {
    serde_json::to_string(&code).map_err(|_| StoreError::Unwritable)
}

impl Store {
    /// Refused branches that nobody has looked at yet, newest first.
    pub fn refused_branches(&self) -> Result<Vec<RefusedBranch>, StoreError> {
        type Row = (i64, Vec<u8>, String, i64, Vec<u8>, Vec<u8>, bool);
        let rows: Vec<Row> = self
            .connection
            .prepare_cached(
                "SELECT id, document, code, at_ms, saved, base, stuck FROM refused_branch
                 WHERE seen_ms = 0 ORDER BY id DESC",
            )?
            .query_map([], |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                    row.get(6)?,
                ))
            })?
            .collect::<Result<_, _>>()?;
        let mut branches = Vec::new();
        for (id, document, code, at, saved, base, stuck) in rows {
            let Some(document) = DocumentId::from_slice(&document) else { continue };
            let (branch, written) = match compared(&saved, &base) {
                Ok(read) => read,
                Err(cause) => {
                    // It stays where it is; the others are shown.
                    tracing::error!(%document, %cause, "a refused branch does not read back");
                    continue;
                }
            };
            let facts = branch.facts().ok();
            branches.push(RefusedBranch {
                id,
                document,
                kind: branch.kind(),
                code: serde_json::from_str(&code).unwrap_or(RefusalCode::Malformed),
                at: Timestamp::from_millis(at),
                stuck,
                written,
                procedure: facts.as_ref().map(|facts| facts.procedure.to_string()).unwrap_or_default(),
                form_version: facts.map(|facts| facts.form_version).unwrap_or_default(),
            });
        }
        Ok(branches)
    }

    /// How many wait for a person's look.
    pub fn count_refused_branches(&self) -> Result<u32, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM refused_branch WHERE seen_ms = 0")?
            .query_row([], |row| row.get(0))?)
    }

    /// A person has looked at it. The newest of these are kept a while longer, within bounds.
    pub fn mark_refusal_seen(&mut self, id: i64, now: Timestamp) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        tx.execute(
            "UPDATE refused_branch SET seen_ms = ?2 WHERE id = ?1 AND seen_ms = 0",
            params![id, now.millis()],
        )?;
        tx.execute(
            "DELETE FROM refused_branch WHERE id IN (
                SELECT id FROM (
                    SELECT id, row_number() OVER newest AS place, sum(length(saved)) OVER newest AS bytes
                    FROM refused_branch WHERE seen_ms <> 0
                    WINDOW newest AS (ORDER BY seen_ms DESC, id DESC)
                ) WHERE place > ?1 OR bytes > ?2)",
            params![SEEN_KEPT, SEEN_BYTES],
        )?;
        tx.commit()?;
        Ok(())
    }
}
