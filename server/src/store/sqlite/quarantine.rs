//! The quarantine in SQLite.

use super::columns::{AuditLine, device, device_bytes, document, engine, moment, unsigned};
use super::{SqliteStore, StoreError};
use crate::store::quarantine::{Quarantine, QuarantineBounds, QuarantineFile, QuarantineLine, Quarantined};
use dossier::{CommuneCode, MemberId, Timestamp};
use rusqlite::types::Type;
use rusqlite::{Row, Transaction};
use wire::sync::RefusalCode;

const BOUNDS: QuarantineBounds = QuarantineBounds::STANDARD;

impl Quarantine for SqliteStore {
    fn quarantine(&self, entry: &Quarantined) -> Result<(), StoreError> {
        let kept = entry.message.get(..BOUNDS.message_bytes).unwrap_or(&entry.message);
        let size = i64::try_from(entry.message.len()).unwrap_or(i64::MAX);
        let (commune, sender) = (entry.commune.as_str(), device_bytes(Some(&entry.device)));
        self.write("keep the refused push", |tx| {
            tx.execute(
                "DELETE FROM quarantine WHERE commune = ?1 AND device = ?2 AND document = ?3 AND reason = ?4
                 AND size = ?5 AND message = ?6",
                (commune, sender, entry.document.as_bytes(), entry.reason.as_str(), size, kept),
            )
            .and_then(|_| {
                tx.execute(
                    "INSERT INTO quarantine (commune, id, at, device, member, document, reason, size, message)
                     SELECT ?1, coalesce(max(id), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
                     FROM quarantine WHERE commune = ?1",
                    (
                        commune,
                        entry.now.millis(),
                        sender,
                        entry.member.0,
                        entry.document.as_bytes(),
                        entry.reason.as_str(),
                        size,
                        kept,
                    ),
                )
            })
            .and_then(|_| {
                tx.execute(
                    "DELETE FROM quarantine WHERE commune = ?1 AND device = ?2 AND id IN (
                         SELECT id FROM (
                             SELECT id, row_number() OVER newest AS place, sum(length(message)) OVER newest AS bytes
                             FROM quarantine WHERE commune = ?1 AND device = ?2
                             WINDOW newest AS (ORDER BY id DESC)
                         ) WHERE place > ?3 OR bytes > ?4)",
                    (commune, sender, BOUNDS.device_entries, BOUNDS.device_bytes),
                )
            })
            .and_then(|_| {
                tx.execute(
                    "DELETE FROM quarantine WHERE commune = ?1 AND id IN (
                         SELECT id FROM (
                             SELECT id, row_number() OVER newest AS place, sum(length(message)) OVER newest AS bytes
                             FROM quarantine WHERE commune = ?1
                             WINDOW newest AS (ORDER BY id DESC)
                         ) WHERE place > ?2 OR bytes > ?3)",
                    (commune, BOUNDS.commune_entries, BOUNDS.commune_bytes),
                )
            })
            .map_err(engine("keep the refused push"))?;
            Ok(())
        })
    }

    fn quarantined(&self, commune: &CommuneCode) -> Result<Vec<QuarantineLine>, StoreError> {
        self.read("list the refused pushes", |tx| {
            let files = files(tx, commune, false)?;
            Ok(files.into_iter().map(|file| file.line).collect())
        })
    }

    fn export_quarantine(
        &self,
        commune: &CommuneCode,
        by: MemberId,
        now: Timestamp,
    ) -> Result<Vec<QuarantineFile>, StoreError> {
        self.write("export the refused pushes", |tx| {
            let files = files(tx, commune, true)?;
            AuditLine {
                commune,
                at: now,
                member: by,
                device: None,
                action: "export_quarantine",
                document: None,
                count: files.len(),
            }
            .write(tx)?;
            Ok(files)
        })
    }
}

/// Without their bytes, a list reads none of them.
fn files(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    with_bytes: bool,
) -> Result<Vec<QuarantineFile>, StoreError> {
    tx.prepare_cached(
        "SELECT q.id, q.at, q.device, q.document, q.reason, q.size, length(q.message) AS kept,
                CASE ?2 WHEN 1 THEN q.message ELSE x'' END AS message,
                coalesce(m.name, '') AS member, coalesce(t.name, '') AS team
         FROM quarantine q
         LEFT JOIN member m ON m.commune = q.commune AND m.id = q.member
         LEFT JOIN team t ON t.commune = q.commune AND t.id = m.team
         WHERE q.commune = ?1 ORDER BY q.id DESC",
    )
    .and_then(|mut statement| statement.query_map((commune.as_str(), with_bytes), file)?.collect())
    .map_err(engine("read the refused pushes"))
}

fn file(row: &Row<'_>) -> rusqlite::Result<QuarantineFile> {
    let reason: String = row.get("reason")?;
    let reason = RefusalCode::from_word(&reason).ok_or_else(|| {
        rusqlite::Error::FromSqlConversionFailure(
            0,
            Type::Text,
            format!("no reason is called {reason}").into(),
        )
    })?;
    let line = QuarantineLine {
        id: unsigned(row, "id")?,
        at: moment(row, "at")?,
        device: device(row, "device")?,
        member: row.get("member")?,
        team: row.get("team")?,
        document: document(row, "document")?,
        reason,
        size: unsigned(row, "size")?,
        kept: unsigned(row, "kept")?,
    };
    Ok(QuarantineFile { line, message: row.get("message")? })
}
