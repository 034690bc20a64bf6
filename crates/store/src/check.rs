//! Looks through everything that is stored, and mends what can be computed anew.
//!
//! **Invariant:** nothing is hidden and nothing is deleted. A row for lists is computed again from its document; a
//! document that does not read back stays as it is until the server's copy is here, and then its bytes are kept
//! aside; what is not known to be at the server is sent again.

use crate::apply::{Before, Outcome};
use crate::documents::put_row;
use crate::outbox::{self, Urgency};
use crate::{Projector, Store, StoreError};
use dossier::document::{Document, Heads, Kind};
use dossier::{DocumentId, Timestamp};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Transaction, params};
use std::sync::Arc;
use sync::exchange;

/// What was found in some documents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    pub looked_at: u32,
    /// The last one that was looked at, when there are more.
    pub next: Option<DocumentId>,
    /// Rows for lists that were not what their document says, and were written anew.
    pub repaired: u32,
    /// Documents that will be sent again, because it was not certain that the server has all of them.
    pub queued: u32,
    /// They do not read back. The server's copy is asked for with the next sync.
    pub damaged: Vec<Damaged>,
}

/// A document that does not read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    pub document: DocumentId,
    /// `None`: not even that is known.
    pub kind: Option<Kind>,
    /// As lists show it.
    pub title: String,
}

impl Store {
    /// Whether the file of the database is whole: every page, every index, every reference. Changes nothing.
    pub fn file_is_sound(&self) -> Result<bool, StoreError> {
        for question in
            ["PRAGMA cipher_integrity_check", "PRAGMA integrity_check(1)", "PRAGMA foreign_key_check"]
        {
            let mut statement = self.connection.prepare(question)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                if row.get::<_, Value>(0)? != Value::Text("ok".to_owned()) {
                    tracing::error!(question, "the store's file is not sound");
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// How many documents there are to look at: those whose content is here.
    pub fn count_documents(&self) -> Result<u32, StoreError> {
        Ok(self.connection.query_row("SELECT count(*) FROM document WHERE away = 0", [], |row| row.get(0))?)
    }

    /// Looks at the next documents after `after`, at most `limit`: a few at a time, so that whoever types an answer
    /// meanwhile does not wait for all of them.
    pub fn check_documents(
        &mut self,
        after: Option<DocumentId>,
        limit: u32,
        now: Timestamp,
    ) -> Result<Checked, StoreError> {
        let after = after.map(|id| id.as_bytes().to_vec()).unwrap_or_default();
        let ids: Vec<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT id FROM document WHERE id > ?1 AND away = 0 ORDER BY id LIMIT ?2")?
            .query_map(params![after, limit], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        // What is in memory was right when it was read: the disk is what is looked at.
        self.open = None;
        let mut checked = Checked::default();
        for id in ids.iter().filter_map(|id| DocumentId::from_slice(id)) {
            checked.looked_at = checked.looked_at.saturating_add(1);
            checked.next = Some(id);
            self.check_one(id, now, &mut checked)?;
        }
        if checked.looked_at < limit {
            checked.next = None;
        }
        Ok(checked)
    }

    fn check_one(&mut self, id: DocumentId, now: Timestamp, checked: &mut Checked) -> Result<(), StoreError> {
        let document = match self.take_open(id) {
            Ok(document) => document,
            Err(StoreError::DocumentDamaged { cause, .. }) => {
                tracing::error!(document = %id, %cause, "a stored document does not read back");
                checked.damaged.push(self.damaged(id)?);
                let tx = self.connection.transaction()?;
                outbox::put(&tx, id, Urgency::Ordinary, now)?;
                tx.commit()?;
                return Ok(());
            }
            Err(other) => return Err(other),
        };
        let projector = Arc::clone(&self.projector);
        let tx = self.connection.transaction()?;
        if renew_row(&tx, id, &document, projector.as_ref(), now)? {
            checked.repaired = checked.repaired.saturating_add(1);
        }
        if queue_if_uncertain(&tx, id, &document, now)? {
            checked.queued = checked.queued.saturating_add(1);
        }
        tx.commit()?;
        Ok(())
    }

    fn damaged(&self, id: DocumentId) -> Result<Damaged, StoreError> {
        let (kind, title) = self.connection.query_row(
            "SELECT d.kind, coalesce(r.subject, h.head, '') FROM document AS d
             LEFT JOIN dossier_row AS r ON r.id = d.id LEFT JOIN household_row AS h ON h.id = d.id
             WHERE d.id = ?1",
            [id.as_bytes()],
            |row| Ok((row.get::<_, String>(0)?, row.get(1)?)),
        )?;
        Ok(Damaged { document: id, kind: Kind::from_stored(&kind), title })
    }
}

/// Writes the row for lists anew. Answers whether it was another one.
fn renew_row(
    tx: &Transaction<'_>,
    id: DocumentId,
    document: &Document,
    projector: &dyn Projector,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let tables: &[(&str, &str)] = match document.kind() {
        Kind::Dossier => &[("dossier_row", "id"), ("dossier_person", "dossier"), ("task_row", "document")],
        Kind::Household => &[
            ("household_row", "id"),
            ("person_row", "household"),
            ("visit_row", "household"),
            ("task_row", "document"),
        ],
    };
    let rows = |tx: &Transaction<'_>| -> Result<Vec<Vec<Value>>, StoreError> {
        let mut rows = Vec::new();
        for (table, key) in tables {
            let mut statement = tx.prepare_cached(&format!("SELECT * FROM {table} WHERE {key} = ?1"))?;
            let columns = statement.column_count();
            let read: Vec<Vec<Value>> = statement
                .query_map([id.as_bytes()], |row| (0..columns).map(|column| row.get(column)).collect())?
                .collect::<Result<_, _>>()?;
            rows.extend(read);
        }
        Ok(rows)
    };
    // When it changed is not in the document: what the row says stands.
    let changed: Option<i64> = tx
        .prepare_cached("SELECT changed_ms FROM dossier_row WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    let before = rows(tx)?;
    for (table, key) in tables {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE {key} = ?1"))?.execute([id.as_bytes()])?;
    }
    let when = changed.map_or(now, Timestamp::from_millis);
    put_row(tx, id, document, &projector.project(document), when)?;
    Ok(before != rows(tx)?)
}

/// Puts into the outbox what the server may not have. Answers whether anything was to be done. What waits in the
/// server's hand-over box was sent.
fn queue_if_uncertain(
    tx: &Transaction<'_>,
    id: DocumentId,
    document: &Document,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (shared, waits, parked): (Vec<u8>, bool, Option<Vec<u8>>) = tx
        .prepare_cached(
            "SELECT shared_heads, EXISTS (SELECT 1 FROM outbox WHERE document = id),
                    (SELECT heads FROM parked WHERE document = id)
             FROM document WHERE id = ?1",
        )?
        .query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    if parked.is_some_and(|heads| heads == document.heads().to_bytes()) {
        return Ok(false);
    }
    let shared = Heads::from_bytes(&shared).filter(|shared| document.contains(shared));
    let unsent = shared.as_ref().is_none_or(|shared| !document.changes_since(shared).is_empty());
    if shared.is_some() && waits == unsent {
        return Ok(false);
    }
    // Waiting with nothing to send, or shared heads that are none: only a new receipt makes it certain.
    if shared.is_none() || !unsent {
        tx.execute("UPDATE document SET shared_heads = x'' WHERE id = ?1", [id.as_bytes()])?;
    }
    outbox::put(tx, id, Urgency::Ordinary, now)?;
    Ok(true)
}

/// The server's copy takes the place of a document that does not read back. Its bytes are kept aside, and every
/// change of its log that reads, and that fits, is taken over: what was not sent yet is mostly there.
pub(crate) fn replace(
    tx: &Transaction<'_>,
    id: DocumentId,
    message: &[u8],
    projector: &dyn Projector,
    now: Timestamp,
) -> Result<(Outcome, Before), StoreError> {
    let Ok((mut document, received)) = exchange::receive_new(message) else {
        // A part only, from the feed: all of it is asked for.
        outbox::put(tx, id, Urgency::Ordinary, now)?;
        return Ok((Outcome::Failed, Before::Damaged));
    };
    let old_heads: Vec<u8> =
        tx.query_row("SELECT heads FROM document WHERE id = ?1", [id.as_bytes()], |row| row.get(0))?;
    let log: Vec<Vec<u8>> = tx
        .prepare_cached("SELECT raw FROM change WHERE document = ?1 ORDER BY place")?
        .query_map([id.as_bytes()], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for raw in &log {
        if !document.salvage(raw) {
            tracing::warn!(document = %id, "a change of a damaged document could not be taken over");
        }
    }
    let complete = Heads::from_bytes(&old_heads).is_some_and(|heads| document.contains(&heads));
    tx.execute(
        "INSERT INTO damaged_document (document, found_ms, heads, shared_heads, snapshot, log, complete)
         SELECT d.id, ?2, d.heads, d.shared_heads, coalesce(s.bytes, x''), ?3, ?4
         FROM document AS d LEFT JOIN snapshot AS s ON s.document = d.id WHERE d.id = ?1
         ON CONFLICT (document, found_ms) DO NOTHING",
        params![id.as_bytes(), now.millis(), log.concat(), complete],
    )?;
    tx.execute("DELETE FROM change WHERE document = ?1", [id.as_bytes()])?;
    tx.execute(
        "INSERT INTO snapshot (document, bytes) VALUES (?1, ?2)
         ON CONFLICT (document) DO UPDATE SET bytes = excluded.bytes",
        params![id.as_bytes(), document.save_plain()],
    )?;
    tx.execute(
        "UPDATE document SET kind = ?2, heads = ?3, shared_heads = ?4, log_bytes = 0 WHERE id = ?1",
        params![
            id.as_bytes(),
            document.kind().as_str(),
            document.heads().to_bytes(),
            received.server_heads.to_bytes()
        ],
    )?;
    if !complete {
        // Numbers of the old actor are on changes that are not here any more: none may be given twice.
        let mut actor = [0u8; 16];
        getrandom::fill(&mut actor).map_err(|_| StoreError::Crypto)?;
        tx.execute("UPDATE document SET actor = ?2 WHERE id = ?1", params![id.as_bytes(), actor])?;
        document.write_as(dossier::document::Actor(actor));
    }
    put_row(tx, id, &document, &projector.project(&document), now)?;
    if document.changes_since(&received.server_heads).is_empty() {
        tx.execute("DELETE FROM outbox WHERE document = ?1", [id.as_bytes()])?;
    } else {
        outbox::put(tx, id, Urgency::InHand, now)?;
    }
    Ok((Outcome::Changed, Before::Here(Box::new(document))))
}
