//! Blobs in SQLite: what the office reads, and what goes with a dossier.

use super::columns::{AuditLine, document, engine, hash, moment, team, unsigned};
use super::{SqliteStore, StoreError};
use crate::store::blobs::{BlobFacts, BlobLine, KeptBlob};
use dossier::{CommuneCode, DossierId, MemberId, ProcedureCode, TeamId, Timestamp};
use rusqlite::{Row, Transaction};
use wire::packs::FileHash;

impl SqliteStore {
    pub(super) fn all_blobs(&self) -> Result<Vec<KeptBlob>, StoreError> {
        self.read("list the blobs", |tx| {
            let one = |row: &Row<'_>| {
                Ok(KeptBlob { sha256: FileHash(hash(row, "sha256")?), size: unsigned(row, "size")? })
            };
            tx.prepare_cached("SELECT DISTINCT sha256, size FROM blob ORDER BY sha256")
                .and_then(|mut statement| statement.query_map([], one)?.collect())
                .map_err(engine("list the blobs"))
        })
    }

    pub(super) fn blob_is_known(&self, sha256: &FileHash) -> Result<bool, StoreError> {
        self.read("look for the blob", |tx| {
            tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM blob WHERE sha256 = ?1) AS known")
                .and_then(|mut statement| statement.query_row([sha256.0], |row| row.get("known")))
                .map_err(engine("look for the blob"))
        })
    }

    pub(super) fn blobs_of_dossier(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        by: MemberId,
        now: Timestamp,
    ) -> Result<Vec<BlobLine>, StoreError> {
        self.write("list the dossier's blobs", |tx| {
            // SQLite takes the other columns from the row with the least `at`.
            let lines: Vec<_> = tx
                .prepare_cached(
                    "SELECT b.sha256, b.size, b.media_type, min(l.at) AS at,
                            coalesce(m.name, '') AS member, coalesce(t.name, '') AS team
                     FROM blob_link l
                     JOIN blob b ON b.commune = l.commune AND b.sha256 = l.sha256
                     LEFT JOIN member m ON m.commune = iif(l.home = '', l.commune, l.home) AND m.id = l.member
                     LEFT JOIN team t ON t.commune = m.commune AND t.id = m.team
                     WHERE l.commune = ?1 AND l.dossier = ?2
                     GROUP BY b.sha256 ORDER BY at, b.sha256",
                )
                .and_then(|mut statement| {
                    statement.query_map((commune.as_str(), dossier.as_bytes()), line)?.collect()
                })
                .map_err(engine("list the dossier's blobs"))?;
            audit(tx, commune, dossier, by, now, ("list_blobs", lines.len()))?;
            Ok(lines)
        })
    }

    pub(super) fn blob_for_office(
        &self,
        commune: &CommuneCode,
        sha256: &FileHash,
        may: &dyn Fn(&ProcedureCode, TeamId) -> bool,
        by: MemberId,
        now: Timestamp,
    ) -> Result<Option<BlobFacts>, StoreError> {
        self.write("read the blob", |tx| {
            let found: Vec<Place> = tx
                .prepare_cached(
                    "SELECT b.size, b.media_type, l.dossier, r.procedure, d.team
                     FROM blob_link l
                     JOIN blob b ON b.commune = l.commune AND b.sha256 = l.sha256
                     JOIN case_record c ON c.commune = l.commune AND c.dossier = l.dossier
                     JOIN dossier_row r ON r.commune = l.commune AND r.dossier = l.dossier
                     JOIN document d ON d.commune = l.commune AND d.id = l.dossier
                     WHERE l.commune = ?1 AND l.sha256 = ?2
                     ORDER BY l.at",
                )
                .and_then(|mut statement| statement.query_map((commune.as_str(), sha256.0), place)?.collect())
                .map_err(engine("read the blob"))?;
            let seen = found.into_iter().find(|place| may(&place.procedure, place.team));
            let Some(Place { facts, dossier, .. }) = seen else { return Ok(None) };
            audit(tx, commune, dossier, by, now, ("read_blob", 1))?;
            Ok(Some(facts))
        })
    }
}

/// A dossier that a blob was sent for.
struct Place {
    facts: BlobFacts,
    dossier: DossierId,
    procedure: ProcedureCode,
    team: TeamId,
}

fn place(row: &Row<'_>) -> rusqlite::Result<Place> {
    Ok(Place {
        facts: BlobFacts { size: unsigned(row, "size")?, media_type: row.get("media_type")? },
        dossier: DossierId::from(document(row, "dossier")?),
        procedure: ProcedureCode::new(row.get::<_, String>("procedure")?),
        team: team(row, "team")?,
    })
}

fn line(row: &Row<'_>) -> rusqlite::Result<BlobLine> {
    Ok(BlobLine {
        sha256: FileHash(hash(row, "sha256")?),
        size: unsigned(row, "size")?,
        media_type: row.get("media_type")?,
        member: row.get("member")?,
        team: row.get("team")?,
        at: moment(row, "at")?,
    })
}

fn audit(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    dossier: DossierId,
    by: MemberId,
    now: Timestamp,
    (action, count): (&str, usize),
) -> Result<(), StoreError> {
    AuditLine { commune, at: now, member: by, device: None, action, document: Some(dossier.into()), count }
        .write(tx)
}

/// A dossier leaves for good: its links, its uploads, and the blobs that no other dossier has. The sweep takes their
/// files.
pub(super) fn remove_with_dossier(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    dossier: &[u8; 16],
) -> Result<(), StoreError> {
    let key = (commune.as_str(), dossier);
    let hashes: Vec<[u8; 32]> = tx
        .prepare_cached("SELECT DISTINCT sha256 FROM blob_link WHERE commune = ?1 AND dossier = ?2")
        .and_then(|mut statement| statement.query_map(key, |row| hash(row, "sha256"))?.collect())
        .map_err(engine("remove the dossier's blobs"))?;
    tx.execute("DELETE FROM upload WHERE commune = ?1 AND dossier = ?2", key)
        .and_then(|_| tx.execute("DELETE FROM blob_link WHERE commune = ?1 AND dossier = ?2", key))
        .map_err(engine("remove the dossier's blobs"))?;
    forget_unlinked(tx, commune, &hashes)
}

/// The rows of those blobs that no dossier of the commune has. The sweep takes the files of those that nobody has.
pub(super) fn forget_unlinked(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    hashes: &[[u8; 32]],
) -> Result<(), StoreError> {
    for sha256 in hashes {
        tx.execute(
            "DELETE FROM blob WHERE commune = ?1 AND sha256 = ?2 AND NOT EXISTS (
                 SELECT 1 FROM blob_link l WHERE l.commune = ?1 AND l.sha256 = ?2)",
            (commune.as_str(), sha256),
        )
        .map_err(engine("remove the dossier's blobs"))?;
    }
    Ok(())
}
