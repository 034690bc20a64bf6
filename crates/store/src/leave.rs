//! A device holds what its team needs now: when the store grows over its limit, the oldest closed dossiers leave it. They
//! stay in the list and are fetched again when somebody opens them.
//!
//! **Invariant:** only what the office has accepted and the server has whole may leave: no draft, nothing that waits to be
//! sent, nothing that a person still has to look at.

use crate::outbox::{self, Urgency};
use crate::{Store, StoreError};
use dossier::case::{Case, CaseState};
use dossier::{DocumentId, Timestamp};
use rusqlite::params;

/// How much a device holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    pub dossiers: u32,
    /// Of the store's file, but for its free pages.
    pub bytes: u64,
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Sooner after the office's acceptance a dossier does not leave: questions still come.
const CLOSED_FOR_MS: i64 = 30 * DAY_MS;
/// What somebody fetched to look at stays for a while.
const IN_USE_MS: i64 = 7 * DAY_MS;

impl Store {
    pub fn keep(&self) -> Result<Keep, StoreError> {
        Ok(self.connection.query_row("SELECT keep_dossiers, keep_bytes FROM device", [], |row| {
            Ok(Keep { dossiers: row.get(0)?, bytes: row.get(1)? })
        })?)
    }

    pub fn set_keep(&mut self, keep: Keep) -> Result<(), StoreError> {
        self.connection.execute(
            "UPDATE device SET keep_dossiers = ?1, keep_bytes = ?2",
            params![keep.dossiers, keep.bytes],
        )?;
        Ok(())
    }

    /// Lets the oldest closed dossiers go until the store is within its limit, or none may go. Answers how many went.
    pub fn leave_oldest(&mut self, now: Timestamp) -> Result<u32, StoreError> {
        let keep = self.keep()?;
        let (mut dossiers, mut bytes) = self.held()?;
        if dossiers <= keep.dossiers && bytes <= keep.bytes {
            return Ok(0);
        }
        let closed = self.closed(now)?;
        let tx = self.connection.transaction()?;
        let mut gone = 0u32;
        for (id, size) in closed {
            if dossiers <= keep.dossiers && bytes <= keep.bytes {
                break;
            }
            tx.execute("DELETE FROM change WHERE document = ?1", [id.as_bytes()])?;
            tx.execute("DELETE FROM snapshot WHERE document = ?1", [id.as_bytes()])?;
            tx.execute(
                "UPDATE document SET away = 1, heads = x'', shared_heads = x'', log_bytes = 0 WHERE id = ?1",
                [id.as_bytes()],
            )?;
            (dossiers, bytes) = (dossiers.saturating_sub(1), bytes.saturating_sub(size));
            gone = gone.saturating_add(1);
        }
        tx.commit()?;
        self.open = None;
        Ok(gone)
    }

    /// The next sync asks for all of a dossier that left.
    pub fn fetch_again(&mut self, id: DocumentId, now: Timestamp) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        tx.execute("UPDATE document SET used_ms = ?2 WHERE id = ?1", params![id.as_bytes(), now.millis()])?;
        outbox::put(&tx, id, Urgency::HandedOver, now)?;
        tx.commit()?;
        Ok(())
    }

    /// It could not be fetched: nothing of this device waits to be sent.
    pub fn fetch_no_more(&mut self, id: DocumentId) -> Result<(), StoreError> {
        self.connection.execute(
            "DELETE FROM outbox WHERE document = (SELECT id FROM document WHERE id = ?1 AND away = 1)",
            [id.as_bytes()],
        )?;
        Ok(())
    }

    /// Dossiers whose content is here, and the bytes of the store. Asked after every sync: no content is read for it.
    fn held(&self) -> Result<(u32, u64), StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT (SELECT count(*) FROM document WHERE kind = 'dossier' AND away = 0),
                        (page_count - freelist_count) * page_size
                 FROM pragma_page_count, pragma_freelist_count, pragma_page_size",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Dossiers that may leave, those that were closed first before the others, with their size.
    fn closed(&self, now: Timestamp) -> Result<Vec<(DocumentId, u64)>, StoreError> {
        let rows: Vec<(Vec<u8>, u64, String)> = self
            .connection
            .prepare_cached(
                "SELECT d.id, length(s.bytes) + d.log_bytes, c.record
                 FROM document AS d
                 JOIN snapshot AS s ON s.document = d.id
                 JOIN case_record AS c ON c.dossier = d.id
                 WHERE d.used_ms < ?1
                   AND d.id NOT IN (SELECT document FROM outbox)
                   AND d.id NOT IN (SELECT document FROM parked)
                   AND d.id NOT IN (SELECT document FROM refused_branch WHERE seen_ms = 0)",
            )?
            .query_map([now.plus_millis(IN_USE_MS.saturating_neg()).millis()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?
            .collect::<Result<_, _>>()?;
        let mut closed: Vec<(Timestamp, DocumentId, u64)> = rows
            .into_iter()
            .filter_map(|(id, size, record)| {
                let case: Case = serde_json::from_str(&record).ok()?;
                let at = closed_at(&case)?;
                let old = at.plus_millis(CLOSED_FOR_MS) < now;
                old.then_some((at, DocumentId::from_slice(&id)?, size))
            })
            .collect();
        closed.sort_unstable_by_key(|(at, id, _)| (*at, *id));
        Ok(closed.into_iter().map(|(_, id, size)| (id, size)).collect())
    }
}

/// When the office was done with it; `None` while it is not.
fn closed_at(case: &Case) -> Option<Timestamp> {
    match case.state {
        CaseState::Received | CaseState::Asked => None,
        CaseState::Accepted
        | CaseState::Done
        | CaseState::Returned
        | CaseState::Refused
        | CaseState::Stopped => Some(case.history.last().map_or(case.received_at, |event| event.at)),
    }
}
