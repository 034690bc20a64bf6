//! Moving a dossier to another commune in SQLite: every table that hangs on it, in one transaction.
//!
//! What is numbered within a commune (members, places in the feed and in the box) gets new numbers, or says whose the old ones
//! are (`home`); the rest keeps what it says.

mod line;

use super::blobs::forget_unlinked;
use super::cases::{read_case, write_case};
use super::columns::{AuditLine, document, engine, hash, next_feed_seq, team};
use super::lists::take_off;
use super::people::commune_of;
use super::scopes::{number_anew, remove_from_team};
use super::settings::write_version_of_case;
use super::{SqliteStore, StoreError};
use crate::store::moves::{MoveOut, MovedLine, Moves};
use crate::store::numbers::Between;
use crate::store::people::OFFICE;
use dossier::case::{Case, NotNow};
use dossier::{CommuneCode, DocumentId, DossierId, MemberId};
use rusqlite::{OptionalExtension, Transaction};

const MOVE: &str = "move the dossier to another commune";

impl Moves for SqliteStore {
    fn move_to_commune(&self, out: &MoveOut<'_>) -> Result<Case, StoreError> {
        self.write(MOVE, |tx| move_out(tx, out))
    }

    fn moved(&self, commune: &CommuneCode, words: &str, limit: u32) -> Result<Vec<MovedLine>, StoreError> {
        self.read("read what was moved", |tx| line::found(tx, commune, words, limit))
    }

    fn moved_away(&self, commune: &CommuneCode, dossier: DossierId) -> Result<Option<MovedLine>, StoreError> {
        self.read("read where the dossier went", |tx| line::last(tx, commune, dossier))
    }

    fn moved_after_acceptance(
        &self,
        commune: &CommuneCode,
        between: Between,
    ) -> Result<Vec<MovedLine>, StoreError> {
        self.read("read what was moved", |tx| line::accepted(tx, commune, between))
    }
}

/// Where a dossier is now that a commune's device sends something for: there, or where the commune has moved it.
pub(super) fn place_of(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    dossier: DossierId,
) -> Result<CommuneCode, StoreError> {
    let elsewhere = tx
        .prepare_cached(
            "SELECT d.commune FROM moved_dossier m JOIN document d ON d.id = m.dossier
             WHERE m.commune = ?1 AND m.dossier = ?2
               AND NOT EXISTS (SELECT 1 FROM document h WHERE h.commune = ?1 AND h.id = ?2)
             ORDER BY d.deleted_at <> 0 LIMIT 1",
        )
        .and_then(|mut statement| {
            statement
                .query_row((commune.as_str(), dossier.as_bytes()), |row| {
                    row.get::<_, String>("commune").map(CommuneCode::new)
                })
                .optional()
        })
        .map_err(engine("look where the dossier is"))?;
    Ok(elsewhere.unwrap_or_else(|| commune.clone()))
}

/// The dossier is gone for good: the lines that say where it went name nobody any more.
pub(super) fn forget_subject(tx: &Transaction<'_>, id: DocumentId) -> Result<(), StoreError> {
    // By the key of each commune: a server has a few, and no index is needed for what is rare.
    tx.execute(
        "UPDATE moved_dossier SET subject = '', words = ''
         WHERE dossier = ?1 AND commune IN (SELECT commune FROM commune)",
        [id.as_bytes()],
    )
    .map_err(engine("forget whom a moved dossier was about"))?;
    Ok(())
}

fn move_out(tx: &Transaction<'_>, out: &MoveOut<'_>) -> Result<Case, StoreError> {
    let case = read_case(tx, out.from, out.dossier)?.ok_or(StoreError::Unknown { what: "case" })?;
    if let (false, Some(number)) = (out.numbered, &case.number) {
        return Err(NotNow::AlreadyAccepted { number: number.clone() }.into());
    }
    let case = (out.change)(case)?;
    must_have_room(tx, out, &case)?;
    let id = DocumentId::from(out.dossier);
    let had = line::write(tx, out, &case)?;
    let changes = number_anew(tx, out.from, out.to, id)?;
    rows(tx, out, &case)?;
    blobs(tx, out)?;
    waiting_work(tx, out)?;
    take_off(tx, out.from, id)?;
    if had != OFFICE {
        remove_from_team(tx, out.from, had, id)?;
    }
    if case.is_accepted() {
        write_version_of_case(tx, out.to, out.dossier, out.settings)?;
    }
    let seq = next_feed_seq(tx, out.to)?;
    write_case(tx, out.to, seq, &case, &(out.reckon)(&case))?;
    let line = |commune, member, action| AuditLine {
        commune,
        at: out.now,
        member,
        device: None,
        action,
        document: Some(id),
        count: changes,
    };
    line(out.from, out.officer, "move_out").write(tx)?;
    // The officer is a number of the other commune; the case has the name.
    line(out.to, MemberId(0), "move_in").write(tx)?;
    Ok(case)
}

/// The other commune is there and has nothing that it would meet; and nobody has just taken it back.
fn must_have_room(tx: &Transaction<'_>, out: &MoveOut<'_>, case: &Case) -> Result<(), StoreError> {
    commune_of(tx, out.to)?.ok_or(StoreError::Unknown { what: "commune" })?;
    let failed = engine(MOVE);
    let to = out.to.as_str();
    let taken = tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM document WHERE commune = ?1 AND id = ?2)
                 OR EXISTS (SELECT 1 FROM case_record WHERE commune = ?1 AND number = ?3 AND number <> '') AS taken",
        )
        .and_then(|mut statement| {
            let number = case.number.as_deref().unwrap_or_default();
            statement.query_row((to, out.dossier.as_bytes(), number), |row| row.get("taken"))
        })
        .map_err(&failed)?;
    if taken {
        return Err(StoreError::Exists { what: "dossier" });
    }
    let taken_back = tx
        .prepare_cached("SELECT 1 FROM withdrawal WHERE commune = ?1 AND document = ?2")
        .and_then(|mut statement| statement.exists((out.from.as_str(), out.dossier.as_bytes())))
        .map_err(&failed)?;
    if taken_back { Err(StoreError::Stale) } else { Ok(()) }
}

/// A member's number is of the commune that the row says, or of the one that it lies in.
const HOME: &str = "CASE iif(home = '', ?1, home) WHEN ?2 THEN '' ELSE iif(home = '', ?1, home) END";

/// Everything but changes, photos and the case itself. What is about officers' own looks stays nowhere.
fn rows(tx: &Transaction<'_>, out: &MoveOut<'_>, case: &Case) -> Result<(), StoreError> {
    let failed = engine(MOVE);
    let key = (out.from.as_str(), out.to.as_str(), out.dossier.as_bytes());
    tx.execute(
        "UPDATE dossier_row SET commune = ?2, volunteer = 0,
             brought_by = coalesce((SELECT name FROM member WHERE commune = ?1 AND id = volunteer), brought_by),
             brought_team = coalesce((SELECT t.name || ', ' || c.name FROM document d
                 JOIN team t ON t.commune = ?1 AND t.id = d.team JOIN commune c ON c.commune = ?1
                 WHERE d.commune = ?2 AND d.id = ?3), brought_team)
         WHERE commune = ?1 AND dossier = ?3",
        key,
    )
    .map_err(&failed)?;
    tx.execute("UPDATE document SET team = ?3 WHERE commune = ?1 AND id = ?2", (key.1, key.2, OFFICE.0))
        .map_err(&failed)?;
    tx.execute(
        &format!(
            "UPDATE OR IGNORE actor_binding SET commune = ?2, home = {HOME} WHERE commune = ?1 AND document = ?3"
        ),
        key,
    )
    .map_err(&failed)?;
    tx.execute(
        &format!("UPDATE control_sheet SET commune = ?2, home = {HOME} WHERE commune = ?1 AND dossier = ?3"),
        key,
    )
    .map_err(&failed)?;
    tx.execute("UPDATE public_door SET commune = ?2 WHERE commune = ?1 AND dossier = ?3", key)
        .map_err(&failed)?;
    // From now on it is counted there, as what came on the day on which it came there.
    tx.execute(
        "UPDATE counted_case SET commune = ?2, team = 0, holder = 0, waited = -1, received_at = ?4
         WHERE commune = ?1 AND dossier = ?3",
        (key.0, key.1, key.2, case.arrived_at().millis()),
    )
    .map_err(&failed)?;
    let here = (key.0, key.2);
    for left in [
        "DELETE FROM actor_binding WHERE commune = ?1 AND document = ?2",
        "DELETE FROM case_record WHERE commune = ?1 AND dossier = ?2",
        "DELETE FROM case_settings WHERE commune = ?1 AND dossier = ?2",
        "DELETE FROM looked_at WHERE commune = ?1 AND dossier = ?2",
    ] {
        tx.execute(left, here).map_err(&failed)?;
    }
    Ok(())
}

/// The rows of its photos; the files are there for the whole server. What is still on its way stays the device's, and is
/// linked where the dossier is when it is complete ([`place_of`]).
fn blobs(tx: &Transaction<'_>, out: &MoveOut<'_>) -> Result<(), StoreError> {
    let failed = engine(MOVE);
    let key = (out.from.as_str(), out.to.as_str(), out.dossier.as_bytes());
    let hashes: Vec<[u8; 32]> = tx
        .prepare_cached("SELECT DISTINCT sha256 FROM blob_link WHERE commune = ?1 AND dossier = ?2")
        .and_then(|mut statement| statement.query_map((key.0, key.2), |row| hash(row, "sha256"))?.collect())
        .map_err(&failed)?;
    for sha256 in &hashes {
        tx.execute(
            "INSERT OR IGNORE INTO blob (commune, sha256, size, media_type, received_at)
             SELECT ?2, sha256, size, media_type, received_at FROM blob WHERE commune = ?1 AND sha256 = ?3",
            (key.0, key.1, sha256),
        )
        .map_err(&failed)?;
    }
    tx.execute(
        &format!("UPDATE blob_link SET commune = ?2, home = {HOME} WHERE commune = ?1 AND dossier = ?3"),
        key,
    )
    .map_err(&failed)?;
    forget_unlinked(tx, out.from, &hashes)
}

/// What waits in the box for this dossier waits there from now on; what was decided is this commune's own history.
fn waiting_work(tx: &Transaction<'_>, out: &MoveOut<'_>) -> Result<(), StoreError> {
    let failed = engine(MOVE);
    let waiting: Vec<i64> = tx
        .prepare_cached(
            "SELECT id FROM handover WHERE commune = ?1 AND document = ?2 AND state = 'waiting' ORDER BY id",
        )
        .and_then(|mut statement| {
            statement.query_map((out.from.as_str(), out.dossier.as_bytes()), |row| row.get("id"))?.collect()
        })
        .map_err(&failed)?;
    for id in waiting {
        tx.execute(
            "UPDATE handover SET commune = ?2,
                 id = (SELECT coalesce(max(h.id), 0) + 1 FROM handover h WHERE h.commune = ?2)
             WHERE commune = ?1 AND id = ?3",
            (out.from.as_str(), out.to.as_str(), id),
        )
        .map_err(&failed)?;
    }
    Ok(())
}
