//! Reading documents in SQLite. Writing them is in `commit.rs`.

use super::blobs::remove_with_dossier;
use super::columns::{AuditLine, device_if_any, document, engine, member, number, team, unsigned};
use super::lists::take_off;
use super::moves::forget_subject;
use super::scopes::remove_from_team;
use super::{SqliteStore, StoreError};
use crate::store::documents::{ActorBinding, Commit, Committed, Documents, StoredDocument};
use dossier::{CommuneCode, DocumentId, MemberId, Timestamp};
use rusqlite::{OptionalExtension, Transaction};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering;

/// The document with what came after its snapshot.
pub(super) fn load(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    id: DocumentId,
) -> Result<Option<StoredDocument>, StoreError> {
    let found = tx
        .prepare_cached(
            "SELECT team, heads, coalesce(s.bytes, x'') AS snapshot, snapshot_seq, deleted_at
             FROM document d LEFT JOIN snapshot s ON s.commune = d.commune AND s.document = d.id
             WHERE d.commune = ?1 AND d.id = ?2",
        )
        .and_then(|mut statement| {
            statement
                .query_row((commune.as_str(), id.as_bytes()), |row| {
                    let stored = StoredDocument {
                        team: team(row, "team")?,
                        heads: row.get("heads")?,
                        snapshot: row.get("snapshot")?,
                        log: Vec::new(),
                        deleted: unsigned(row, "deleted_at")? != 0,
                    };
                    Ok((stored, unsigned(row, "snapshot_seq")?))
                })
                .optional()
        })
        .map_err(engine("load the document"))?;
    let Some((mut stored, snapshot_seq)) = found else { return Ok(None) };
    stored.log = tx
        .prepare_cached(
            "SELECT raw FROM change WHERE commune = ?1 AND document = ?2 AND seq > ?3 ORDER BY seq",
        )
        .and_then(|mut statement| {
            statement
                .query_map((commune.as_str(), id.as_bytes(), number(snapshot_seq)), |row| row.get("raw"))?
                .collect()
        })
        .map_err(engine("load the document's changes"))?;
    Ok(Some(stored))
}

impl Documents for SqliteStore {
    fn load_document(
        &self,
        commune: &CommuneCode,
        id: DocumentId,
    ) -> Result<Option<StoredDocument>, StoreError> {
        self.documents_loaded.fetch_add(1, Ordering::Relaxed);
        self.read("load the document", |tx| load(tx, commune, id))
    }

    fn known_documents(&self, documents: &[DocumentId]) -> Result<HashSet<DocumentId>, StoreError> {
        self.read("look for the documents", |tx| {
            let failed = engine("look for the documents");
            let mut statement = tx.prepare_cached("SELECT 1 FROM document WHERE id = ?1").map_err(&failed)?;
            let mut known = HashSet::new();
            for id in documents {
                if statement.exists([id.as_bytes()]).map_err(&failed)? {
                    known.insert(*id);
                }
            }
            Ok(known)
        })
    }

    fn actor_bindings(
        &self,
        commune: &CommuneCode,
        actors: &[Vec<u8>],
    ) -> Result<HashMap<Vec<u8>, ActorBinding>, StoreError> {
        self.read("read the actors' owners", |tx| {
            let failed = engine("read the actors' owners");
            let mut statement = tx
                .prepare_cached(
                    "SELECT document, device, member, certain FROM actor_binding
                     WHERE commune = ?1 AND actor = ?2",
                )
                .map_err(&failed)?;
            let mut bindings = HashMap::new();
            for actor in actors {
                let binding = statement
                    .query_row((commune.as_str(), actor), |row| {
                        Ok(ActorBinding {
                            document: document(row, "document")?,
                            device: device_if_any(row, "device")?,
                            member: member(row, "member")?,
                            certain: row.get("certain")?,
                        })
                    })
                    .optional()
                    .map_err(&failed)?;
                bindings.extend(binding.map(|binding| (actor.clone(), binding)));
            }
            Ok(bindings)
        })
    }

    fn authors(
        &self,
        commune: &CommuneCode,
        actors: &[Vec<u8>],
    ) -> Result<Vec<(Vec<u8>, MemberId, String)>, StoreError> {
        if actors.is_empty() {
            return Ok(Vec::new());
        }
        self.read("read the authors", |tx| {
            let mut statement = tx
                .prepare_cached(
                    // The number of somebody of another commune is nobody's here.
                    "SELECT iif(b.home = '', b.member, 0) AS member, m.name FROM actor_binding b
                     JOIN member m ON m.commune = iif(b.home = '', b.commune, b.home) AND m.id = b.member
                     WHERE b.commune = ?1 AND b.actor = ?2",
                )
                .map_err(engine("read the authors"))?;
            let mut authors = Vec::new();
            for actor in actors {
                let author = statement
                    .query_row((commune.as_str(), actor), |row| {
                        Ok((member(row, "member")?, row.get("name")?))
                    })
                    .optional()
                    .map_err(engine("read the authors"))?;
                authors.extend(author.map(|(id, name)| (actor.clone(), id, name)));
            }
            Ok(authors)
        })
    }

    fn commit(&self, commit: &Commit) -> Result<Committed, StoreError> {
        let mut outcomes = self.commit_together(vec![commit.clone()]);
        outcomes.pop().unwrap_or(Err(StoreError::Stale))
    }

    fn commit_all(&self, commits: Vec<Commit>) -> Vec<Result<Committed, StoreError>> {
        self.commit_together(commits)
    }

    fn remove_document(
        &self,
        commune: &CommuneCode,
        id: DocumentId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("remove the document", |tx| {
            take_out(tx, commune, id, now)?;
            AuditLine {
                commune,
                at: now,
                member: MemberId(0),
                device: None,
                action: "remove",
                document: Some(id),
                count: 0,
            }
            .write(tx)
        })
    }
}

/// Takes a document out for good, with everything that hangs on it; a tombstone stays, and its team learns it.
pub(super) fn take_out(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    id: DocumentId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let key = (commune.as_str(), id.as_bytes());
    let loser = tx
        .query_row(
            "UPDATE document SET deleted_at = ?3, heads = x'', snapshot_seq = 0, folded_seq = 0,
                    log_bytes = 0
             WHERE commune = ?1 AND id = ?2 AND deleted_at = 0 RETURNING team",
            (key.0, key.1, now.millis()),
            |row| team(row, "team"),
        )
        .optional()
        .map_err(engine("remove the document"))?
        .ok_or(StoreError::Unknown { what: "document" })?;
    for content in [
        "DELETE FROM snapshot WHERE commune = ?1 AND document = ?2",
        "DELETE FROM change WHERE commune = ?1 AND document = ?2",
        "DELETE FROM dossier_row WHERE commune = ?1 AND dossier = ?2",
        "DELETE FROM case_record WHERE commune = ?1 AND dossier = ?2",
        "DELETE FROM control_sheet WHERE commune = ?1 AND dossier = ?2",
        "DELETE FROM looked_at WHERE commune = ?1 AND dossier = ?2",
        "DELETE FROM public_door WHERE commune = ?1 AND dossier = ?2",
        "DELETE FROM rating WHERE commune = ?1 AND dossier = ?2",
        "DELETE FROM counted_case WHERE commune = ?1 AND dossier = ?2",
        "DELETE FROM counted_visit WHERE commune = ?1 AND household = ?2",
        "DELETE FROM quarantine WHERE commune = ?1 AND document = ?2",
    ] {
        tx.execute(content, key).map_err(engine("remove the document's content"))?;
    }
    take_off(tx, commune, id)?;
    forget_subject(tx, id)?;
    remove_with_dossier(tx, commune, id.as_bytes())?;
    remove_from_team(tx, commune, loser, id)
}
