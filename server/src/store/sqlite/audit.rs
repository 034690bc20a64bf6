//! The audit in SQLite. Triggers refuse to change a line, to take one out, and to put one in anywhere but at the end.

use super::columns::{commune as commune_column, device_bytes, engine, hash};
use super::{SqliteStore, StoreError};
use crate::store::audit::{Audit, BEFORE_THE_FIRST, Head, Look, StoredLine};
use dossier::{CommuneCode, DeviceId, DocumentId, MemberId, Timestamp};
use rusqlite::{OptionalExtension, Row, Transaction};

/// One line that is to be written.
pub(super) struct AuditLine<'a> {
    pub(super) commune: &'a CommuneCode,
    pub(super) at: Timestamp,
    pub(super) member: MemberId,
    pub(super) device: Option<DeviceId>,
    pub(super) action: &'a str,
    pub(super) document: Option<DocumentId>,
    pub(super) count: usize,
}

impl AuditLine<'_> {
    pub(super) fn write(&self, tx: &Transaction<'_>) -> Result<(), StoreError> {
        let document: &[u8] = self.document.as_ref().map_or(&[], |document| document.as_bytes().as_slice());
        append(
            tx,
            StoredLine {
                commune: self.commune.clone(),
                id: 0,
                at: self.at.millis(),
                member: self.member.0,
                device: device_bytes(self.device.as_ref()).to_vec(),
                action: self.action.to_owned(),
                document: document.to_vec(),
                count: i64::try_from(self.count).unwrap_or(i64::MAX),
                before: Vec::new(),
                hash: Vec::new(),
            },
        )
    }
}

/// Gives the line its place at the end of the chain.
fn append(tx: &Transaction<'_>, line: StoredLine) -> Result<(), StoreError> {
    let last = head_of(tx, &line.commune)?;
    let (id, before) = last.map_or((0, BEFORE_THE_FIRST), |last| (last.id, last.hash));
    let line = StoredLine { id: id.saturating_add(1), before: before.to_vec(), ..line };
    tx.prepare_cached(
        "INSERT INTO audit (commune, id, at, member, device, action, document, count, before, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )
    .and_then(|mut statement| {
        statement.execute((
            line.commune.as_str(),
            line.id,
            line.at,
            line.member,
            &line.device,
            &line.action,
            &line.document,
            line.count,
            &line.before,
            line.computed(),
        ))
    })
    .map_err(engine("write the audit line"))?;
    Ok(())
}

fn head_of(tx: &Transaction<'_>, commune: &CommuneCode) -> Result<Option<Head>, StoreError> {
    tx.prepare_cached("SELECT id, hash FROM audit WHERE commune = ?1 ORDER BY id DESC LIMIT 1")
        .and_then(|mut statement| {
            statement
                .query_row([commune.as_str()], |row| {
                    Ok(Head { id: row.get("id")?, hash: hash(row, "hash")? })
                })
                .optional()
        })
        .map_err(engine("read the audit's last line"))
}

/// Lines of before the chain, in their order and as they stand: the migration has set them aside. What was done to them
/// until then nobody can tell, so a line after them says how many they are.
pub(super) fn chain_earlier_lines(tx: &Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    let failed = engine("chain the audit's earlier lines");
    let mut statement = tx
        .prepare(
            "SELECT commune, id, at, member, device, action, document, count, x'' AS before, x'' AS hash
             FROM audit_before_the_chain ORDER BY commune, id",
        )
        .map_err(&failed)?;
    let mut rows = statement.query([]).map_err(&failed)?;
    let mut counted: Option<(CommuneCode, usize)> = None;
    while let Some(row) = rows.next().map_err(&failed)? {
        let line = stored(row).map_err(&failed)?;
        match &mut counted {
            Some((commune, count)) if *commune == line.commune => *count = count.saturating_add(1),
            other => {
                if let Some((commune, count)) = other.replace((line.commune.clone(), 1)) {
                    say_where_it_begins(tx, &commune, count, now)?;
                }
            }
        }
        append(tx, line)?;
    }
    if let Some((commune, count)) = counted {
        say_where_it_begins(tx, &commune, count, now)?;
    }
    drop(rows);
    drop(statement);
    tx.execute_batch("DROP TABLE audit_before_the_chain").map_err(&failed)
}

fn say_where_it_begins(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    count: usize,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (at, member) = (now, MemberId(0));
    AuditLine { commune, at, member, device: None, action: "chain_begins", document: None, count }.write(tx)
}

fn communes(tx: &Transaction<'_>) -> Result<Vec<CommuneCode>, StoreError> {
    tx.prepare("SELECT commune FROM commune ORDER BY commune")
        .and_then(|mut statement| statement.query_map([], |row| commune_column(row, "commune"))?.collect())
        .map_err(engine("read the communes"))
}

/// A backup holds what everybody may see, and after a restore lines that were noted may be gone: each is a line of every
/// commune.
pub(super) fn note_for_all(tx: &Transaction<'_>, action: &str, now: Timestamp) -> Result<(), StoreError> {
    for commune in communes(tx)? {
        let (commune, at, member) = (&commune, now, MemberId(0));
        AuditLine { commune, at, member, device: None, action, document: None, count: 0 }.write(tx)?;
    }
    Ok(())
}

/// The last line of each commune that has any.
pub(super) fn heads(tx: &Transaction<'_>) -> Result<Vec<(CommuneCode, Head)>, StoreError> {
    let head = |commune: CommuneCode| Ok(head_of(tx, &commune)?.map(|head| (commune, head)));
    communes(tx)?.into_iter().filter_map(|commune| head(commune).transpose()).collect()
}

fn stored(row: &Row<'_>) -> rusqlite::Result<StoredLine> {
    Ok(StoredLine {
        commune: commune_column(row, "commune")?,
        id: row.get("id")?,
        at: row.get("at")?,
        member: row.get("member")?,
        device: row.get("device")?,
        action: row.get("action")?,
        document: row.get("document")?,
        count: row.get("count")?,
        before: row.get("before")?,
        hash: row.get("hash")?,
    })
}

impl Audit for SqliteStore {
    fn note_look(&self, look: &Look<'_>) -> Result<(), StoreError> {
        self.write("note who has looked", |tx| {
            AuditLine {
                commune: look.commune,
                at: look.now,
                member: look.member,
                device: None,
                action: look.action,
                document: look.document,
                count: look.count,
            }
            .write(tx)
        })
    }

    fn audit_head(&self, commune: &CommuneCode) -> Result<Option<Head>, StoreError> {
        self.read("read the audit's last line", |tx| head_of(tx, commune))
    }

    fn audit_lines(
        &self,
        commune: &CommuneCode,
        after: i64,
        limit: u32,
    ) -> Result<Vec<StoredLine>, StoreError> {
        self.read("read the audit", |tx| {
            tx.prepare_cached(
                "SELECT commune, id, at, member, device, action, document, count, before, hash
                 FROM audit WHERE commune = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
            )
            .and_then(|mut statement| {
                statement.query_map((commune.as_str(), after, limit), stored)?.collect()
            })
            .map_err(engine("read the audit"))
        })
    }
}
