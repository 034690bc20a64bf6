//! The line that stays at the commune that a dossier has left.

use super::{MOVE, document, engine, team};
use crate::store::StoreError;
use crate::store::moves::{MoveOut, MovedLine};
use crate::store::numbers::Between;
use crate::store::sqlite::cases::{wall_clock, wall_clock_if_any};
use crate::store::sqlite::columns::{moment, moment_if_any};
use dossier::case::{Case, CaseState};
use dossier::local_code::local_code;
use dossier::{CommuneCode, DossierId, ProcedureCode, TeamId};
use library::fold::fold;
use rusqlite::{OptionalExtension, Row, Transaction};

const READ: &str = "read what was moved";

/// The newest line of each dossier of a commune that is not here again; the caller narrows it further.
const LINES: &str = "SELECT m.dossier, m.at, m.reason, m.number, m.accepted_at, m.due, m.procedure, m.team, m.subject,
        coalesce(c.name, m.to_commune) AS to_name, coalesce(o.name, '') AS officer,
        coalesce(v.name, '') AS volunteer, coalesce(t.name, '') AS team_name
     FROM moved_dossier m
     LEFT JOIN commune c ON c.commune = m.to_commune
     LEFT JOIN member o ON o.commune = m.commune AND o.id = m.member
     LEFT JOIN member v ON v.commune = m.commune AND v.id = m.volunteer
     LEFT JOIN team t ON t.commune = m.commune AND t.id = m.team
     WHERE m.commune = ?1
       AND m.at = (SELECT max(n.at) FROM moved_dossier n WHERE n.commune = m.commune AND n.dossier = m.dossier)
       AND NOT EXISTS (SELECT 1 FROM document d WHERE d.commune = m.commune AND d.id = m.dossier)";

/// Before anything has gone. Answers which team had the dossier.
pub(super) fn write(tx: &Transaction<'_>, out: &MoveOut<'_>, case: &Case) -> Result<TeamId, StoreError> {
    let failed = engine(MOVE);
    let key = (out.from.as_str(), out.dossier.as_bytes());
    let (had, subject): (TeamId, String) = tx
        .prepare_cached(
            "SELECT d.team, r.subject FROM document d
             JOIN dossier_row r ON r.commune = d.commune AND r.dossier = d.id
             WHERE d.commune = ?1 AND d.id = ?2 AND d.deleted_at = 0",
        )
        .and_then(|mut statement| {
            statement.query_row(key, |row| Ok((team(row, "team")?, row.get("subject")?))).optional()
        })
        .map_err(&failed)?
        .ok_or(StoreError::Unknown { what: "case" })?;
    let number = case.number.as_deref().unwrap_or_default();
    // Given here: not before it came here from a third commune.
    let own = case.accepted_by(out.from) == out.from;
    let accepted = case.first(CaseState::Accepted).filter(|_| own).map_or(0, |event| event.at.millis());
    tx.execute(
        "INSERT OR REPLACE INTO moved_dossier (commune, dossier, at, to_commune, member, reason, number, accepted_at,
             due, procedure, team, volunteer, subject, words)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, procedure, ?10, volunteer, ?11, ?12 FROM dossier_row
         WHERE commune = ?1 AND dossier = ?2",
        (
            key.0,
            key.1,
            out.now.millis(),
            out.to.as_str(),
            out.officer.0,
            out.reason,
            number,
            accepted,
            wall_clock(case.due),
            had.0,
            &subject,
            findable(&subject, number, &local_code(out.dossier)),
        ),
    )
    .map_err(&failed)?;
    Ok(had)
}

/// Numbers and codes are typed with their signs and without.
fn findable(subject: &str, number: &str, code: &str) -> String {
    let squashed = |text: &str| fold(text).replace(' ', "");
    let last = number.rsplit('-').next().unwrap_or_default().trim_start_matches('0');
    format!(
        " {} {} {} {last} {} {}",
        fold(subject),
        fold(number),
        squashed(number),
        fold(code),
        squashed(code)
    )
}

fn line(row: &Row<'_>) -> rusqlite::Result<MovedLine> {
    Ok(MovedLine {
        dossier: DossierId::from(document(row, "dossier")?),
        at: moment(row, "at")?,
        to_name: row.get("to_name")?,
        officer: row.get("officer")?,
        reason: row.get("reason")?,
        number: row.get("number")?,
        accepted_at: moment_if_any(row, "accepted_at")?,
        due: wall_clock_if_any(row, "due")?,
        procedure: ProcedureCode::new(row.get::<_, String>("procedure")?),
        team: team(row, "team")?,
        team_name: row.get("team_name")?,
        volunteer: row.get("volunteer")?,
        subject: row.get("subject")?,
    })
}

pub(super) fn found(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    words: &str,
    limit: u32,
) -> Result<Vec<MovedLine>, StoreError> {
    let folded = fold(words);
    let typed: Vec<String> = folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    if typed.is_empty() && !words.trim().is_empty() {
        // Nothing but signs: no line has them.
        return Ok(Vec::new());
    }
    let typed = serde_json::to_string(&typed).map_err(engine(READ))?;
    tx.prepare_cached(&format!(
        "{LINES} AND NOT EXISTS (SELECT 1 FROM json_each(?2) j WHERE instr(m.words, ' ' || j.value) = 0)
         ORDER BY m.at DESC, m.dossier LIMIT ?3"
    ))
    .and_then(|mut statement| statement.query_map((commune.as_str(), typed, limit), line)?.collect())
    .map_err(engine(READ))
}

pub(super) fn last(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    dossier: DossierId,
) -> Result<Option<MovedLine>, StoreError> {
    tx.prepare_cached(&format!("{LINES} AND m.dossier = ?2"))
        .and_then(|mut statement| {
            statement.query_row((commune.as_str(), dossier.as_bytes()), line).optional()
        })
        .map_err(engine(READ))
}

pub(super) fn accepted(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    between: Between,
) -> Result<Vec<MovedLine>, StoreError> {
    tx.prepare_cached(&format!(
        "{LINES} AND m.accepted_at > 0 AND m.accepted_at >= ?2 AND m.accepted_at < ?3 ORDER BY m.accepted_at, m.number"
    ))
    .and_then(|mut statement| {
        let range = (commune.as_str(), between.from.millis(), between.until.millis());
        statement.query_map(range, line)?.collect()
    })
    .map_err(engine(READ))
}
