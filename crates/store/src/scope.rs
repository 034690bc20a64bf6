//! What this device may see: documents that leave its scope, and what waits in the server's hand-over box.
//!
//! **Invariant:** what the server does not have is never removed, whatever left the scope.

use crate::StoreError;
use dossier::{DocumentId, Timestamp};
use rusqlite::{Transaction, params};
use sync::session::{Page, ParkedPush};

/// Another scope begins: its feed is read from the start, and what that does not speak of leaves at its end.
pub(crate) fn begin(tx: &Transaction<'_>, page: &Page) -> Result<(), StoreError> {
    let known: u32 = tx.query_row("SELECT scope_epoch FROM device", [], |row| row.get(0))?;
    if known != page.position.scope_epoch {
        tx.execute("UPDATE document SET in_scope = 0", [])?;
        tx.execute("UPDATE device SET sweeping = 1", [])?;
    }
    if let Some(scope) = &page.scope {
        tx.execute("UPDATE device SET team = ?1, team_name = ?2", params![scope.team.0, scope.team_name])?;
    }
    Ok(())
}

/// The feed has spoken of it.
pub(crate) fn mark(tx: &Transaction<'_>, document: DocumentId) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE document SET in_scope = 1 WHERE id = ?1")?.execute([document.as_bytes()])?;
    Ok(())
}

/// The feed of the scope was read to its end.
pub(crate) fn finish(tx: &Transaction<'_>) -> Result<(), StoreError> {
    let sweeping: bool = tx.prepare_cached("SELECT sweeping FROM device")?.query_row([], |row| row.get(0))?;
    if !sweeping {
        return Ok(());
    }
    let left: Vec<Vec<u8>> = tx
        .prepare(
            "SELECT id FROM document WHERE in_scope = 0
             AND id NOT IN (SELECT document FROM outbox) AND id NOT IN (SELECT document FROM parked)",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in left.iter().filter_map(|bytes| DocumentId::from_slice(bytes)) {
        remove(tx, id)?;
    }
    tx.execute("UPDATE device SET sweeping = 0", [])?;
    Ok(())
}

/// The feed says at `seq` that the document left this device's scope. What lies in the hand-over box stays to be read until
/// the office has decided, which is a later removal than the one that sent it there.
pub(crate) fn removed_at(tx: &Transaction<'_>, document: DocumentId, seq: u64) -> Result<(), StoreError> {
    let undecided = tx
        .prepare_cached("SELECT 1 FROM parked WHERE document = ?1 AND seq >= ?2")?
        .exists(params![document.as_bytes(), seq])?;
    if undecided { Ok(()) } else { remove(tx, document) }
}

/// The document left this device's scope. Unsent work is never removed.
fn remove(tx: &Transaction<'_>, document: DocumentId) -> Result<(), StoreError> {
    let removed = tx.execute(
        "DELETE FROM document WHERE id = ?1 AND id NOT IN (SELECT document FROM outbox)",
        [document.as_bytes()],
    )?;
    if removed > 0 {
        tx.execute("DELETE FROM parked WHERE document = ?1", [document.as_bytes()])?;
        tx.execute("DELETE FROM case_record WHERE dossier = ?1", [document.as_bytes()])?;
    }
    Ok(())
}

/// The server holds it in its hand-over box: the receipt is kept first, then the outbox forgets what was sent, and only
/// that.
pub(crate) fn park(tx: &Transaction<'_>, parked: &ParkedPush, now: Timestamp) -> Result<(), StoreError> {
    let (id, sent) = (parked.document, parked.sent.to_bytes());
    if !parked.nothing_new {
        tx.execute(
            "INSERT OR REPLACE INTO parked (document, heads, at_ms, seq)
             SELECT id, ?2, ?3, ?4 FROM document WHERE id = ?1",
            params![id.as_bytes(), sent, now.millis(), parked.seq],
        )?;
    }
    let all_sent = tx.execute(
        "DELETE FROM outbox WHERE document = ?1 AND EXISTS
         (SELECT 1 FROM document WHERE id = ?1 AND heads = ?2)",
        params![id.as_bytes(), sent],
    )? > 0;
    if parked.nothing_new && all_sent {
        remove(tx, id)?;
    }
    Ok(())
}
