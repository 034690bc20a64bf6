//! Writes what is counted, in the transaction of what it is counted of.

use super::StoreError;
use super::columns::engine;
use crate::store::cases::Reckoned;
use crate::store::documents::{Came, Commit};
use dossier::case::{Case, CaseState, ReturnWay};
use dossier::document::Kind;
use dossier::{CommuneCode, DocumentId, DossierId, MemberId, TeamId, Timestamp};
use rusqlite::Transaction;

const COUNT: &str = "count the dossier";

/// What was worked out once stays: the calendar of a later day says nothing new of it.
pub(super) fn count_case(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    case: &Case,
    reckoned: &Reckoned,
) -> Result<(), StoreError> {
    let minutes = |minutes: Option<u32>| minutes.map_or(-1, i64::from);
    let moment = |at: Option<Timestamp>| at.map_or(0, Timestamp::millis);
    let result = case.result.as_ref();
    tx.prepare_cached(
        "INSERT INTO counted_case (commune, dossier, state, received_at, accepted_at, ended_at, due_at, stands_since,
                                   waited, handled, put_off, supplements, scanned, way)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (commune, dossier) DO UPDATE
         SET state = excluded.state, accepted_at = excluded.accepted_at, ended_at = excluded.ended_at,
             due_at = excluded.due_at, stands_since = excluded.stands_since,
             waited = max(waited, excluded.waited), handled = max(handled, excluded.handled),
             put_off = excluded.put_off, supplements = excluded.supplements, scanned = excluded.scanned,
             way = excluded.way",
    )
    .and_then(|mut statement| {
        statement.execute((
            commune.as_str(),
            case.dossier.as_bytes(),
            case.state.as_str(),
            case.arrived_at().millis(),
            // What came with its number is this office's from its arrival on.
            moment(case.first(CaseState::Accepted).map(|event| event.at.max(case.arrived_at()))),
            moment(case.decided().map(|event| event.at)),
            moment(case.due.map(Timestamp::from_vietnam)),
            moment(case.open_supplement().map(|open| open.at)),
            minutes(reckoned.waited),
            minutes(reckoned.handled),
            case.extensions.len(),
            case.supplements.len(),
            result.is_some_and(|result| result.scan.is_some()),
            result.and_then(|result| result.way).map_or("", way),
        ))
    })
    .map_err(engine(COUNT))?;
    Ok(())
}

const fn way(way: ReturnWay) -> &'static str {
    match way {
        ReturnWay::Desk => "desk",
        ReturnWay::Post => "post",
        ReturnWay::Online => "online",
    }
}

pub(super) fn count_holder(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    dossier: DossierId,
    holder: MemberId,
) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE counted_case SET holder = ?3 WHERE commune = ?1 AND dossier = ?2")
        .and_then(|mut statement| statement.execute((commune.as_str(), dossier.as_bytes(), holder.0)))
        .map_err(engine(COUNT))?;
    Ok(())
}

/// It is another team's from now on, and its numbers with it.
pub(super) fn count_team(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    document: DocumentId,
    team: TeamId,
) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE counted_case SET team = ?3 WHERE commune = ?1 AND dossier = ?2")
        .and_then(|mut statement| statement.execute((commune.as_str(), document.as_bytes(), team.0)))
        .map_err(engine(COUNT))?;
    Ok(())
}

/// What its document says. A dossier that was not handed over is not counted; its case is written before this.
pub(super) fn count_document(tx: &Transaction<'_>, commit: &Commit) -> Result<(), StoreError> {
    match commit.kind {
        Kind::Dossier => count_answers(tx, commit),
        Kind::Household => count_visits(tx, commit),
    }
}

fn count_answers(tx: &Transaction<'_>, commit: &Commit) -> Result<(), StoreError> {
    let Some(row) = commit.row.as_ref().filter(|row| row.submitted_at.is_some()) else { return Ok(()) };
    let channel = commit.came.map_or("", Came::as_str);
    tx.prepare_cached(
        "UPDATE counted_case
         SET procedure = ?3, team = iif(team = 0, ?4, team), channel = iif(channel = '', ?5, channel),
             answers = ?6, answers_known = ?7, person = ?8
         WHERE commune = ?1 AND dossier = ?2",
    )
    .and_then(|mut statement| {
        statement.execute((
            commit.commune.as_str(),
            commit.document.as_bytes(),
            row.procedure.as_str(),
            commit.team.0,
            channel,
            commit.counted.answers,
            commit.counted.answers_known,
            &commit.counted.person,
        ))
    })
    .map_err(engine(COUNT))?;
    Ok(())
}

fn count_visits(tx: &Transaction<'_>, commit: &Commit) -> Result<(), StoreError> {
    let mut statement = tx
        .prepare_cached(
            "INSERT INTO counted_visit (commune, household, visit, day) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET day = excluded.day WHERE day <> excluded.day",
        )
        .map_err(engine("count the visits"))?;
    for (visit, day) in &commit.counted.visits {
        let household = commit.document.as_bytes();
        statement
            .execute((commit.commune.as_str(), household, visit.as_bytes(), day.to_string()))
            .map_err(engine("count the visits"))?;
    }
    Ok(())
}
