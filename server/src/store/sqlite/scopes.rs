//! Moves between teams, in SQLite.

use super::columns::{AuditLine, engine, next_feed_seq, team};
use super::counted::count_team;
use super::lists::list_again;
use super::people::team_of;
use super::{SqliteStore, StoreError, snapshots};
use crate::store::people::OFFICE;
use crate::store::scopes::Scopes;
use dossier::{CommuneCode, DocumentId, MemberId, TeamId, Timestamp};
use rusqlite::{OptionalExtension, Transaction};

impl Scopes for SqliteStore {
    fn move_member(
        &self,
        commune: &CommuneCode,
        member: MemberId,
        to: TeamId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("move the member", |tx| {
            known_team(tx, commune, to)?;
            let moved = tx
                .execute(
                    "UPDATE member SET team = ?3, scope_epoch = scope_epoch + 1
                     WHERE commune = ?1 AND id = ?2 AND team <> ?3 AND team <> ?4",
                    (commune.as_str(), member.0, to.0, OFFICE.0),
                )
                .map_err(engine("move the member"))?;
            if moved == 0 {
                let there = tx
                    .query_row(
                        "SELECT 1 FROM member WHERE commune = ?1 AND id = ?2 AND team = ?3",
                        (commune.as_str(), member.0, to.0),
                        |_| Ok(()),
                    )
                    .optional()
                    .map_err(engine("move the member"))?;
                return there.ok_or(StoreError::Unknown { what: "member" });
            }
            let line = AuditLine {
                commune,
                at: now,
                member,
                device: None,
                action: "move_member",
                document: None,
                count: 0,
            };
            line.write(tx)
        })
    }

    fn move_document(
        &self,
        commune: &CommuneCode,
        document: DocumentId,
        to: TeamId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("move the document", |tx| {
            known_team(tx, commune, to)?;
            let key = (commune.as_str(), document.as_bytes());
            let from = tx
                .query_row(
                    "SELECT team FROM document WHERE commune = ?1 AND id = ?2 AND deleted_at = 0",
                    key,
                    |row| team(row, "team"),
                )
                .optional()
                .map_err(engine("move the document"))?
                .ok_or(StoreError::Unknown { what: "document" })?;
            if from == to {
                return Ok(());
            }
            tx.execute("UPDATE document SET team = ?3 WHERE commune = ?1 AND id = ?2", (key.0, key.1, to.0))
                .map_err(engine("move the document"))?;
            count_team(tx, commune, document, to)?;
            list_again(tx, commune, document)?;
            remove_from_team(tx, commune, from, document)?;
            let count = number_anew(tx, commune, commune, document)?;
            let line = AuditLine {
                commune,
                at: now,
                member: MemberId(0),
                device: None,
                action: "move_document",
                document: Some(document),
                count,
            };
            line.write(tx)
        })
    }
}

fn known_team(tx: &Transaction<'_>, commune: &CommuneCode, id: TeamId) -> Result<(), StoreError> {
    team_of(tx, commune, id)?.map(drop).ok_or(StoreError::Unknown { what: "team" })
}

/// The team's devices let go of the document when they read this.
pub(super) fn remove_from_team(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    from: TeamId,
    document: DocumentId,
) -> Result<(), StoreError> {
    let seq = next_feed_seq(tx, commune)?;
    tx.execute(
        "INSERT INTO removal (commune, seq, team, document) VALUES (?1, ?2, ?3, ?4)",
        (commune.as_str(), seq, from.0, document.as_bytes()),
    )
    .map_err(engine("tell the team of the removal"))?;
    Ok(())
}

/// Gives the document's changes, and its case, new numbers in the feed, so that devices whose cursor has passed the old ones
/// get all of it. Their order, and what of them the snapshot holds, stay as they were. Where `to` is another commune, the
/// document and its changes are of that one from then on; its case is the caller's.
pub(super) fn number_anew(
    tx: &Transaction<'_>,
    from: &CommuneCode,
    to: &CommuneCode,
    document: DocumentId,
) -> Result<usize, StoreError> {
    let failed = engine("number the changes anew");
    let key = (from.as_str(), document.as_bytes());
    let old: Vec<i64> = tx
        .prepare("SELECT seq FROM change WHERE commune = ?1 AND document = ?2 ORDER BY seq")
        .and_then(|mut statement| statement.query_map(key, |row| row.get("seq"))?.collect())
        .map_err(&failed)?;
    let (folded, whole): (i64, i64) = tx
        .query_row(
            "SELECT snapshot_seq, folded_seq FROM document WHERE commune = ?1 AND id = ?2",
            key,
            |row| Ok((row.get("snapshot_seq")?, row.get("folded_seq")?)),
        )
        .map_err(&failed)?;
    // What is in the snapshot alone goes whole, before the changes that came after it.
    let whole_anew = if whole > 0 { next_feed_seq(tx, to)? } else { 0 };
    let mut folded_anew = 0;
    for seq in &old {
        let new = next_feed_seq(tx, to)?;
        tx.execute(
            "UPDATE change SET commune = ?4, seq = ?3 WHERE commune = ?1 AND seq = ?2",
            (key.0, seq, new, to.as_str()),
        )
        .map_err(&failed)?;
        if *seq <= folded {
            folded_anew = new;
        }
    }
    tx.execute(
        "UPDATE document SET commune = ?5, snapshot_seq = ?3, folded_seq = ?4 WHERE commune = ?1 AND id = ?2",
        (key.0, key.1, folded_anew, whole_anew, to.as_str()),
    )
    .map_err(&failed)?;
    if from != to {
        snapshots::give(tx, from, to, document)?;
    }
    let has_case = tx
        .prepare_cached("SELECT 1 FROM case_record WHERE commune = ?1 AND dossier = ?2")
        .and_then(|mut statement| statement.exists(key))
        .map_err(&failed)?;
    if has_case && from == to {
        let seq = next_feed_seq(tx, to)?;
        tx.execute(
            "UPDATE case_record SET seq = ?3 WHERE commune = ?1 AND dossier = ?2",
            (key.0, key.1, seq),
        )
        .map_err(&failed)?;
    }
    Ok(old.len())
}
