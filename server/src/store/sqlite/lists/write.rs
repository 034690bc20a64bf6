//! Writing a dossier's row of the lists from what the tables say of it, in the transaction that has just changed them.
//!
//! **Invariant:** whoever writes a case, the row of a dossier or a dossier's team calls [`list_again`] before the transaction
//! ends, and who takes one out calls [`take_off`].

use super::narrow::A_MILLISECOND;
use super::words::{self, Findable, Marks};
use super::{DONE, NEW, WAITING, WORK};
use crate::store::StoreError;
use crate::store::sqlite::columns::{document, engine};
use dossier::case::CaseState;
use dossier::local_code::local_code;
use dossier::{CommuneCode, DocumentId, DossierId};
use rusqlite::{OptionalExtension, Row, Transaction};
use sha2::{Digest, Sha256};

const WRITE: &str = "write the row of the lists";

/// A dossier as its row of the lists must be.
#[derive(PartialEq, Eq, Debug)]
struct Listed {
    list: i64,
    procedure: String,
    team: u32,
    volunteer: u32,
    holder: u32,
    due: String,
    found: i64,
}

/// With what the row does not hold.
struct Made {
    listed: Listed,
    words: String,
    received_at: i64,
}

/// What the tables say of dossiers; the caller adds which, and their order.
const SAID: &str =
    "SELECT c.dossier, c.state, c.number, c.received_at, c.holder, c.due, r.procedure, r.subject, r.words,
        r.volunteer, d.team, c.commune, c.moved_at, coalesce(t.name, r.brought_team) AS team_name,
        coalesce(m.name, r.brought_by) AS volunteer_name
     FROM case_record c
     JOIN dossier_row r ON r.commune = c.commune AND r.dossier = c.dossier
     JOIN document d ON d.commune = c.commune AND d.id = c.dossier
     LEFT JOIN team t ON t.commune = d.commune AND t.id = d.team
     LEFT JOIN member m ON m.commune = r.commune AND m.id = r.volunteer";

fn made(row: &Row<'_>) -> rusqlite::Result<Made> {
    let text = |column: &str| row.get::<_, String>(column);
    let state = text("state")?;
    let holder: u32 = row.get("holder")?;
    let list = match CaseState::from_stored(&state) {
        Some(CaseState::Received) => NEW,
        Some(CaseState::Asked) => WAITING,
        // It came with its number from another commune: new here until somebody takes it on.
        Some(CaseState::Accepted) if holder == 0 && row.get::<_, i64>("moved_at")? != 0 => NEW,
        Some(CaseState::Accepted) => WORK,
        Some(CaseState::Done | CaseState::Returned | CaseState::Refused | CaseState::Stopped) => DONE,
        None => 0,
    };
    let (procedure, commune) = (text("procedure")?, text("commune")?);
    let (team, volunteer) = (row.get("team")?, row.get("volunteer")?);
    let code = local_code(DossierId::from(document(row, "dossier")?));
    let words = words::of(&Findable {
        number: &text("number")?,
        local_code: &code,
        texts: [&text("subject")?, &text("team_name")?, &text("volunteer_name")?, &text("words")?],
        marks: Marks { commune: &commune, list, procedure: &procedure, team, volunteer, holder },
    });
    let due = text("due")?;
    let due = if due.is_empty() { "9".to_owned() } else { due };
    let listed = Listed { list, procedure, team, volunteer, holder, due, found: hash(&words) };
    Ok(Made { listed, words, received_at: row.get("received_at")? })
}

fn hash(words: &str) -> i64 {
    let hash: [u8; 32] = Sha256::digest(words.as_bytes()).into();
    let first = hash.first_chunk::<8>().copied().unwrap_or_default();
    i64::from_be_bytes(first)
}

fn read(tx: &Transaction<'_>, commune: &CommuneCode, id: DocumentId) -> Result<Option<Made>, StoreError> {
    tx.prepare_cached(&format!("{SAID} WHERE c.commune = ?1 AND c.dossier = ?2"))
        .and_then(|mut statement| statement.query_row((commune.as_str(), id.as_bytes()), made).optional())
        .map_err(engine(WRITE))
}

fn standing(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    id: DocumentId,
) -> Result<Option<(i64, Listed)>, StoreError> {
    tx.prepare_cached(
        "SELECT place, list, procedure, team, volunteer, holder, due, found FROM work_row
         WHERE commune = ?1 AND dossier = ?2",
    )
    .and_then(|mut statement| {
        statement
            .query_row((commune.as_str(), id.as_bytes()), |row| {
                let listed = Listed {
                    list: row.get("list")?,
                    procedure: row.get("procedure")?,
                    team: row.get("team")?,
                    volunteer: row.get("volunteer")?,
                    holder: row.get("holder")?,
                    due: row.get("due")?,
                    found: row.get("found")?,
                };
                Ok((row.get("place")?, listed))
            })
            .optional()
    })
    .map_err(engine(WRITE))
}

/// The lists have of the dossier what the tables say, and nothing where they say nothing.
pub(in crate::store::sqlite) fn is_listed(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    id: DocumentId,
) -> Result<bool, StoreError> {
    let stands = standing(tx, commune, id)?.map(|(_, listed)| listed);
    Ok(stands == read(tx, commune, id)?.map(|made| made.listed))
}

/// Writes the dossier's row anew where it is another one now.
pub(in crate::store::sqlite) fn list_again(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    id: DocumentId,
) -> Result<(), StoreError> {
    let Some(made) = read(tx, commune, id)? else { return take_off(tx, commune, id) };
    let place = match standing(tx, commune, id)? {
        Some((_, stands)) if stands == made.listed => return Ok(()),
        Some((place, stands)) => {
            rewrite(tx, commune, place, &made.listed)?;
            if stands.found == made.listed.found {
                return Ok(());
            }
            forget(tx, place)?;
            place
        }
        None => {
            let place = free_place(tx, made.received_at)?;
            insert(tx, commune.as_str(), id.as_bytes(), place, &made.listed)?;
            place
        }
    };
    remember(tx, place, &made.words)
}

/// The dossier is in no list any more.
pub(in crate::store::sqlite) fn take_off(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    id: DocumentId,
) -> Result<(), StoreError> {
    let place = tx
        .prepare_cached("DELETE FROM work_row WHERE commune = ?1 AND dossier = ?2 RETURNING place")
        .and_then(|mut statement| {
            statement.query_row((commune.as_str(), id.as_bytes()), |row| row.get("place")).optional()
        })
        .map_err(engine("take the dossier off the lists"))?;
    place.map_or(Ok(()), |place| forget(tx, place))
}

/// The first place from the moment on that nobody has. More than a millisecond has room for go into the next one.
fn free_place(tx: &Transaction<'_>, received_at: i64) -> Result<i64, StoreError> {
    let mut first = received_at.saturating_mul(A_MILLISECOND);
    loop {
        let end = first.saturating_add(A_MILLISECOND);
        let last: Option<i64> = tx
            .prepare_cached("SELECT max(place) AS last FROM work_row WHERE place >= ?1 AND place < ?2")
            .and_then(|mut statement| statement.query_row((first, end), |row| row.get("last")))
            .map_err(engine(WRITE))?;
        match last.map_or(first, |last| last.saturating_add(1)) {
            free if free < end => return Ok(free),
            _ => first = end,
        }
    }
}

fn insert(
    tx: &Transaction<'_>,
    commune: &str,
    dossier: &[u8],
    place: i64,
    listed: &Listed,
) -> Result<(), StoreError> {
    let Listed { list, procedure, team, volunteer, holder, due, found } = listed;
    tx.prepare_cached(
        "INSERT INTO work_row (commune, place, dossier, list, procedure, team, volunteer, holder, due, found)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )
    .and_then(|mut statement| {
        statement.execute((commune, place, dossier, list, procedure, team, volunteer, holder, due, found))
    })
    .map(drop)
    .map_err(engine(WRITE))
}

fn rewrite(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    place: i64,
    listed: &Listed,
) -> Result<(), StoreError> {
    let Listed { list, procedure, team, volunteer, holder, due, found } = listed;
    tx.prepare_cached(
        "UPDATE work_row SET list = ?3, procedure = ?4, team = ?5, volunteer = ?6, holder = ?7, due = ?8, found = ?9
         WHERE commune = ?1 AND place = ?2",
    )
    .and_then(|mut statement| {
        statement.execute((commune.as_str(), place, list, procedure, team, volunteer, holder, due, found))
    })
    .map(drop)
    .map_err(engine(WRITE))
}

fn remember(tx: &Transaction<'_>, place: i64, words: &str) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO work_search (rowid, words) VALUES (?1, ?2)")
        .and_then(|mut statement| statement.execute((place, words)))
        .map(drop)
        .map_err(engine("write the words of the search"))
}

fn forget(tx: &Transaction<'_>, place: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM work_search WHERE rowid = ?1")
        .and_then(|mut statement| statement.execute([place]))
        .map(drop)
        .map_err(engine("take the words out of the search"))
}

/// Everything anew, in the order of arrival, so that what comes first is written first. Of one millisecond, those that were
/// written last come last.
pub(super) fn all_anew(tx: &Transaction<'_>) -> Result<u64, StoreError> {
    let failed = engine("write the lists anew");
    tx.execute_batch(
        "DELETE FROM work_row; DELETE FROM work_count; DELETE FROM work_held;
         INSERT INTO work_search (work_search) VALUES ('delete-all');",
    )
    .map_err(&failed)?;
    let mut statement = tx.prepare(&format!("{SAID} ORDER BY c.received_at, c.seq")).map_err(&failed)?;
    let mut rows = statement.query([]).map_err(&failed)?;
    let (mut count, mut last) = (0_u64, i64::MIN);
    while let Some(row) = rows.next().map_err(&failed)? {
        let made = made(row).map_err(&failed)?;
        let first = made.received_at.saturating_mul(A_MILLISECOND);
        let place = first.max(last.saturating_add(1));
        let (commune, id): (String, Vec<u8>) =
            (row.get("commune").map_err(&failed)?, row.get("dossier").map_err(&failed)?);
        insert(tx, &commune, &id, place, &made.listed)?;
        remember(tx, place, &made.words)?;
        last = place;
        count = count.saturating_add(1);
    }
    Ok(count)
}
