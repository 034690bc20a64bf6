//! Checking and folding in SQLite.

use super::columns::{document, engine, moment_if_any, number, unsigned};
use super::lists::{is_listed, list_again};
use super::public::put_door;
use super::{SqliteStore, StoreError, snapshots};
use crate::store::documents::DossierRow;
use crate::store::upkeep::{Fold, Foldable, Record, RecordedChange, RecordedRow, Upkeep};
use dossier::document::Kind;
use dossier::{CommuneCode, DocumentId, ProcedureCode, Timestamp};
use rusqlite::{OptionalExtension, Transaction};
use std::collections::BTreeSet;

const CHECK: &str = "check the document";

impl Upkeep for SqliteStore {
    fn file_faults(&self) -> Result<Vec<String>, StoreError> {
        self.read("check the database's file", |tx| {
            let failed = engine("check the database's file");
            let mut faults: Vec<String> = tx
                .prepare("SELECT integrity_check AS fault FROM pragma_integrity_check")
                .and_then(|mut statement| statement.query_map([], |row| row.get("fault"))?.collect())
                .map_err(&failed)?;
            faults.retain(|fault| fault != "ok");
            let dangling: Vec<String> = tx
                .prepare("SELECT DISTINCT \"table\" AS name FROM pragma_foreign_key_check")
                .and_then(|mut statement| statement.query_map([], |row| row.get("name"))?.collect())
                .map_err(&failed)?;
            faults.extend(
                dangling.into_iter().map(|table| format!("{table} points to rows that are not there")),
            );
            Ok(faults)
        })
    }

    fn documents_after(
        &self,
        commune: &CommuneCode,
        after: Option<DocumentId>,
        limit: u32,
    ) -> Result<Vec<DocumentId>, StoreError> {
        let after = after.map(|id| id.as_bytes().to_vec()).unwrap_or_default();
        self.read("list the documents", |tx| {
            tx.prepare_cached(
                "SELECT id FROM document WHERE commune = ?1 AND id > ?2 AND deleted_at = 0 ORDER BY id LIMIT ?3",
            )
            .and_then(|mut statement| {
                statement
                    .query_map((commune.as_str(), after, limit), |row| document(row, "id"))?
                    .collect()
            })
            .map_err(engine("list the documents"))
        })
    }

    fn record(&self, commune: &CommuneCode, id: DocumentId) -> Result<Option<Record>, StoreError> {
        self.read(CHECK, |tx| record(tx, commune, id))
    }

    fn mend(
        &self,
        commune: &CommuneCode,
        id: DocumentId,
        expected_heads: &[u8],
        row: Option<&DossierRow>,
    ) -> Result<(), StoreError> {
        self.write("mend the document's row", |tx| {
            must_be_at(tx, commune, id, expected_heads)?;
            tx.execute(
                "UPDATE document SET log_bytes = (SELECT coalesce(sum(length(c.raw)), 0) FROM change c
                    WHERE c.commune = ?1 AND c.document = ?2 AND c.seq > document.snapshot_seq)
                 WHERE commune = ?1 AND id = ?2",
                (commune.as_str(), id.as_bytes()),
            )
            .map_err(engine("mend the size of the log"))?;
            let Some(row) = row else { return Ok(()) };
            tx.execute(
                "INSERT INTO dossier_row
                    (commune, dossier, procedure, subject, has_conflicts, submitted_at, volunteer, words)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, iif(?6 = 0, 0, coalesce(
                    (SELECT member FROM actor_binding WHERE commune = ?1 AND actor = ?7 AND home = ''), 0)), ?8)
                 ON CONFLICT (commune, dossier) DO UPDATE
                 SET procedure = excluded.procedure, subject = excluded.subject, words = excluded.words,
                     has_conflicts = excluded.has_conflicts, submitted_at = excluded.submitted_at,
                     volunteer = iif(volunteer = 0, excluded.volunteer, volunteer)",
                (
                    commune.as_str(),
                    id.as_bytes(),
                    row.procedure.as_str(),
                    &row.subject,
                    row.has_conflicts,
                    row.submitted_at.map_or(0, Timestamp::millis),
                    &row.submitted_by,
                    &row.words,
                ),
            )
            .map_err(engine("mend the document's row"))?;
            if row.submitted_at.is_some() {
                put_door(tx, commune, id.into(), row.birth_year)?;
            }
            list_again(tx, commune, id)
        })
    }

    fn foldable(
        &self,
        commune: &CommuneCode,
        received_before: Timestamp,
        stretch: u32,
    ) -> Result<Foldable, StoreError> {
        self.read("look for old changes", |tx| {
            let failed = engine("look for old changes");
            let looked: u64 = tx
                .prepare_cached("SELECT folding_seq FROM commune WHERE commune = ?1")
                .and_then(|mut statement| {
                    statement.query_row([commune.as_str()], |row| unsigned(row, "folding_seq"))
                })
                .map_err(&failed)?;
            let rows: Vec<(u64, DocumentId, Option<Timestamp>)> = tx
                .prepare_cached(
                    "SELECT seq, document, received_at FROM change WHERE commune = ?1 AND seq > ?2
                     ORDER BY seq LIMIT ?3",
                )
                .and_then(|mut statement| {
                    statement
                        .query_map((commune.as_str(), number(looked), stretch), |row| {
                            let received = moment_if_any(row, "received_at")?;
                            Ok((unsigned(row, "seq")?, document(row, "document")?, received))
                        })?
                        .collect()
                })
                .map_err(&failed)?;
            let old: Vec<_> =
                rows.iter().take_while(|(_, _, at)| at.is_none_or(|at| at < received_before)).collect();
            let last = old.last().map_or(looked, |(seq, _, _)| *seq);
            let documents: BTreeSet<DocumentId> = old.iter().map(|(_, document, _)| *document).collect();
            Ok(Foldable {
                documents: documents.into_iter().collect(),
                old_up_to: last,
                looked_up_to: last,
                more: old.len() == rows.len() && rows.len() == usize::try_from(stretch).unwrap_or(0),
            })
        })
    }

    fn looked_up_to(&self, commune: &CommuneCode, seq: u64) -> Result<(), StoreError> {
        self.write("note what was looked for", |tx| {
            tx.execute(
                "UPDATE commune SET folding_seq = max(folding_seq, ?2) WHERE commune = ?1",
                (commune.as_str(), number(seq)),
            )
            .map_err(engine("note what was looked for"))?;
            Ok(())
        })
    }

    fn fold(&self, fold: &Fold<'_>) -> Result<u32, StoreError> {
        self.write("fold the old changes", |tx| {
            must_be_at(tx, fold.commune, fold.document, fold.expected_heads)?;
            let failed = engine("fold the old changes");
            let key = (fold.commune.as_str(), fold.document.as_bytes());
            let folded: Option<i64> = tx
                .query_row(
                    "SELECT max(seq) AS seq FROM change WHERE commune = ?1 AND document = ?2 AND seq <= ?3",
                    (key.0, key.1, number(fold.old_up_to.min(fold.snapshot_seq))),
                    |row| row.get("seq"),
                )
                .map_err(&failed)?;
            let Some(folded) = folded else { return Ok(0) };
            tx.execute(
                "UPDATE document SET snapshot_seq = ?3, folded_seq = ?4, log_bytes = 0
                 WHERE commune = ?1 AND id = ?2",
                (key.0, key.1, number(fold.snapshot_seq), folded),
            )
            .map_err(&failed)?;
            snapshots::put(tx, fold.commune, fold.document, fold.snapshot)?;
            // Only now, and in the same commit: the snapshot that holds them is written.
            let gone = tx
                .execute(
                    "DELETE FROM change WHERE commune = ?1 AND document = ?2 AND seq <= ?3",
                    (key.0, key.1, folded),
                )
                .map_err(&failed)?;
            Ok(u32::try_from(gone).unwrap_or(u32::MAX))
        })
    }
}

fn must_be_at(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    id: DocumentId,
    expected_heads: &[u8],
) -> Result<(), StoreError> {
    let heads: Option<Vec<u8>> = tx
        .query_row(
            "SELECT heads FROM document WHERE commune = ?1 AND id = ?2 AND deleted_at = 0",
            (commune.as_str(), id.as_bytes()),
            |row| row.get("heads"),
        )
        .optional()
        .map_err(engine("read the document's heads"))?;
    if heads.as_deref() == Some(expected_heads) { Ok(()) } else { Err(StoreError::Stale) }
}

fn record(tx: &Transaction<'_>, commune: &CommuneCode, id: DocumentId) -> Result<Option<Record>, StoreError> {
    let key = (commune.as_str(), id.as_bytes());
    let found = tx
        .prepare_cached(
            "SELECT kind, heads, coalesce(s.bytes, x'') AS snapshot, snapshot_seq, log_bytes
             FROM document d LEFT JOIN snapshot s ON s.commune = d.commune AND s.document = d.id
             WHERE d.commune = ?1 AND d.id = ?2 AND deleted_at = 0",
        )
        .and_then(|mut statement| {
            statement
                .query_row(key, |row| {
                    Ok(Record {
                        document: id,
                        kind: Kind::from_stored(&row.get::<_, String>("kind")?),
                        heads: row.get("heads")?,
                        snapshot: row.get("snapshot")?,
                        snapshot_seq: unsigned(row, "snapshot_seq")?,
                        log_bytes: unsigned(row, "log_bytes")?,
                        changes: Vec::new(),
                        row: None,
                        is_listed: false,
                        has_case: false,
                        actors: Vec::new(),
                    })
                })
                .optional()
        })
        .map_err(engine(CHECK))?;
    let Some(mut record) = found else { return Ok(None) };
    record.changes = tx
        .prepare_cached(
            "SELECT seq, hash, actor, raw FROM change WHERE commune = ?1 AND document = ?2 ORDER BY seq",
        )
        .and_then(|mut statement| {
            statement
                .query_map(key, |row| {
                    Ok(RecordedChange {
                        seq: unsigned(row, "seq")?,
                        hash: row.get("hash")?,
                        actor: row.get("actor")?,
                        raw: row.get("raw")?,
                    })
                })?
                .collect()
        })
        .map_err(engine(CHECK))?;
    record.row = tx
        .prepare_cached(
            "SELECT r.procedure, r.subject, r.words, r.has_conflicts, r.submitted_at, r.volunteer, p.birth_year
             FROM dossier_row r
             LEFT JOIN public_door p ON p.commune = r.commune AND p.dossier = r.dossier
             WHERE r.commune = ?1 AND r.dossier = ?2",
        )
        .and_then(|mut statement| {
            statement
                .query_row(key, |row| {
                    Ok(RecordedRow {
                        procedure: ProcedureCode::new(row.get::<_, String>("procedure")?),
                        subject: row.get("subject")?,
                        words: row.get("words")?,
                        has_conflicts: row.get("has_conflicts")?,
                        submitted_at: moment_if_any(row, "submitted_at")?,
                        has_volunteer: unsigned(row, "volunteer")? != 0,
                        birth_year: row.get("birth_year")?,
                    })
                })
                .optional()
        })
        .map_err(engine(CHECK))?;
    let case: Option<String> = tx
        .prepare_cached("SELECT record FROM case_record WHERE commune = ?1 AND dossier = ?2")
        .and_then(|mut statement| statement.query_row(key, |row| row.get("record")).optional())
        .map_err(engine(CHECK))?;
    record.has_case = case.is_some_and(|case| super::cases::read_record(&case).is_ok());
    record.is_listed = is_listed(tx, commune, id)?;
    record.actors = actors_of(tx, commune, id)?;
    Ok(Some(record))
}

/// Everybody who wrote a document, as far as the server knows their names.
pub(super) fn actors_of(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    id: DocumentId,
) -> Result<Vec<Vec<u8>>, StoreError> {
    tx.prepare_cached("SELECT actor FROM actor_binding WHERE commune = ?1 AND document = ?2")
        .and_then(|mut statement| {
            statement.query_map((commune.as_str(), id.as_bytes()), |row| row.get("actor"))?.collect()
        })
        .map_err(engine("read who wrote the document"))
}
