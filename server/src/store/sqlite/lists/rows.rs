//! What a list shows of the dossiers of a page.

use super::failed;
use crate::store::StoreError;
use crate::store::lists::ListedRow;
use crate::store::sqlite::cases::wall_clock_if_any;
use crate::store::sqlite::columns::{document, moment, moment_if_any};
use dossier::case::CaseState;
use dossier::{CommuneCode, DossierId, ProcedureCode};
use rusqlite::types::Type;
use rusqlite::{Row, Transaction};
use wire::lists::Cursor;

/// In the places' order.
pub(super) fn of(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    places: &[Cursor],
) -> Result<Vec<ListedRow>, StoreError> {
    let mut statement = tx
        .prepare_cached(
            "SELECT w.dossier, w.procedure, r.subject, r.has_conflicts, c.state, c.number, c.received_at, c.due,
                    c.warn, c.ended_at, coalesce(v.name, r.brought_by) AS volunteer,
                    coalesce(t.name, r.brought_team) AS team,
                    coalesce(h.name, '') AS holder
             FROM work_row w
             JOIN dossier_row r ON r.commune = w.commune AND r.dossier = w.dossier
             JOIN case_record c ON c.commune = w.commune AND c.dossier = w.dossier
             LEFT JOIN member v ON v.commune = w.commune AND v.id = w.volunteer
             LEFT JOIN member h ON h.commune = w.commune AND h.id = w.holder
             LEFT JOIN team t ON t.commune = w.commune AND t.id = w.team
             WHERE w.commune = ?1 AND w.place = ?2",
        )
        .map_err(failed)?;
    places
        .iter()
        .map(|at| statement.query_row((commune.as_str(), at.place), listed).map_err(failed))
        .collect()
}

fn listed(row: &Row<'_>) -> rusqlite::Result<ListedRow> {
    let state: String = row.get("state")?;
    let state = CaseState::from_stored(&state).ok_or_else(|| {
        rusqlite::Error::FromSqlConversionFailure(0, Type::Text, "state is no state of a case".into())
    })?;
    Ok(ListedRow {
        dossier: DossierId::from(document(row, "dossier")?),
        procedure: ProcedureCode::new(row.get::<_, String>("procedure")?),
        subject: row.get("subject")?,
        volunteer: row.get("volunteer")?,
        team: row.get("team")?,
        holder: row.get("holder")?,
        state,
        number: row.get("number")?,
        received_at: moment(row, "received_at")?,
        due: wall_clock_if_any(row, "due")?,
        warn: wall_clock_if_any(row, "warn")?,
        decided_at: moment_if_any(row, "ended_at")?,
        has_conflicts: row.get("has_conflicts")?,
    })
}
