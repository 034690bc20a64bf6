//! Reads what is counted. Each query walks one index that holds everything it asks for.

use super::columns::{engine, team};
use super::{SqliteStore, StoreError};
use crate::store::numbers::{Between, CONTENT, End, Happened, Numbers, PersonMark, Place, TeamVisits};
use crate::store::public::FEWEST;
use chrono::NaiveDate;
use dossier::{CommuneCode, MemberId, ProcedureCode, TeamId, Timestamp};
use rusqlite::{Row, Transaction};
use wire::numbers::Satisfaction;

const READ: &str = "read the numbers";

const RECEIVED: &str = "SELECT procedure, team, holder, channel, received_at, answers, answers_known, person
    FROM counted_case INDEXED BY counted_by_arrival
    WHERE commune = ?1 AND received_at >= ?2 AND received_at < ?3";
const ACCEPTED: &str = "SELECT procedure, team, holder, channel, accepted_at, waited
    FROM counted_case INDEXED BY counted_by_acceptance
    WHERE commune = ?1 AND accepted_at > 0 AND accepted_at >= ?2 AND accepted_at < ?3";
const ENDED: &str =
    "SELECT procedure, team, holder, channel, ended_at, state, due_at, handled, put_off, scanned
    FROM counted_case INDEXED BY counted_by_end
    WHERE commune = ?1 AND ended_at > 0 AND ended_at >= ?2 AND ended_at < ?3";
const OPEN: &str = "SELECT procedure, team, holder, channel, due_at, stands_since
    FROM counted_case INDEXED BY counted_open WHERE commune = ?1 AND ended_at = 0";
/// Of dossiers; a household that was taken back was no request.
const WITHDRAWN: &str =
    "SELECT w.procedure, coalesce(m.team, 0) AS team, 0 AS holder, '' AS channel, w.received_at
    FROM withdrawal w LEFT JOIN member m ON m.commune = w.commune AND m.id = w.member
    WHERE w.commune = ?1 AND w.received_at >= ?2 AND w.received_at < ?3 AND w.kind = 'dossier'";

/// What came back is counted as what came, and nothing else.
const MOVED: &str = "SELECT m.procedure, m.team, 0 AS holder, '' AS channel, m.at
    FROM moved_dossier m INDEXED BY moved_by_time
    WHERE m.commune = ?1 AND m.at >= ?2 AND m.at < ?3
      AND NOT EXISTS (SELECT 1 FROM document d WHERE d.commune = m.commune AND d.id = m.dossier)
      AND m.at = (SELECT max(n.at) FROM moved_dossier n WHERE n.commune = m.commune AND n.dossier = m.dossier)";

/// The columns of each query begin with these four, in this order: columns by number are twice as quick over a million.
fn place(row: &Row<'_>) -> rusqlite::Result<Place> {
    Ok(Place {
        procedure: ProcedureCode::new(row.get_ref(0)?.as_str()?),
        team: TeamId(row.get(1)?),
        officer: MemberId(row.get(2)?),
        channel: row.get_ref(3)?.as_str()?.to_owned(),
    })
}

fn at(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    row.get(column).map(Timestamp::from_millis)
}

fn at_if_any(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(Some(at(row, column)?).filter(|at| at.millis() != 0))
}

/// Below 0: not known.
fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<u32>> {
    Ok(u32::try_from(row.get::<_, i64>(column)?).ok())
}

fn received(row: &Row<'_>) -> rusqlite::Result<Happened> {
    let answers = count(row, 5)?.zip(count(row, 6)?);
    Ok(Happened::Received { at: at(row, 4)?, answers, person: PersonMark::of(row.get_ref(7)?.as_str()?) })
}

fn accepted(row: &Row<'_>) -> rusqlite::Result<Happened> {
    Ok(Happened::Accepted { at: at(row, 4)?, waited: count(row, 5)? })
}

fn ended(row: &Row<'_>) -> rusqlite::Result<Happened> {
    let how = match row.get_ref(5)?.as_str()? {
        "refused" => End::Refused,
        "stopped" => End::Stopped,
        _ => End::Done,
    };
    Ok(Happened::Ended {
        at: at(row, 4)?,
        how,
        due: at_if_any(row, 6)?,
        handled: count(row, 7)?,
        put_off: row.get::<_, i64>(8)? > 0,
        scanned: row.get(9)?,
    })
}

fn open(row: &Row<'_>) -> rusqlite::Result<Happened> {
    Ok(Happened::Open { due: at_if_any(row, 4)?, stands_since: at_if_any(row, 5)? })
}

type Walk<'a> = (&'a str, bool, fn(&Row<'_>) -> rusqlite::Result<Happened>);

fn walk(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    between: Between,
    (sql, dated, read): Walk<'_>,
    each: &mut dyn FnMut(Place, Happened),
) -> rusqlite::Result<()> {
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = if dated {
        statement.query((commune.as_str(), between.from.millis(), between.until.millis()))?
    } else {
        statement.query([commune.as_str()])?
    };
    while let Some(row) = rows.next()? {
        each(place(row)?, read(row)?);
    }
    Ok(())
}

impl Numbers for SqliteStore {
    fn happened(
        &self,
        commune: &CommuneCode,
        between: Between,
        each: &mut dyn FnMut(Place, Happened),
    ) -> Result<(), StoreError> {
        let withdrawn: fn(&Row<'_>) -> rusqlite::Result<Happened> =
            |row| Ok(Happened::Withdrawn { at: at(row, 4)? });
        let moved: fn(&Row<'_>) -> rusqlite::Result<Happened> = |row| Ok(Happened::Moved { at: at(row, 4)? });
        let walks: [Walk<'_>; 6] = [
            (RECEIVED, true, received),
            (ACCEPTED, true, accepted),
            (ENDED, true, ended),
            (OPEN, false, open),
            (MOVED, true, moved),
            (WITHDRAWN, true, withdrawn),
        ];
        self.read(READ, |tx| {
            walks.into_iter().try_for_each(|one| walk(tx, commune, between, one, each)).map_err(engine(READ))
        })
    }

    fn visits(
        &self,
        commune: &CommuneCode,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<Vec<TeamVisits>, StoreError> {
        self.read("read the visits", |tx| {
            tx.prepare_cached(
                "SELECT d.team, count(*) AS visits, count(DISTINCT v.household) AS households
                 FROM counted_visit v JOIN document d ON d.commune = v.commune AND d.id = v.household
                 WHERE v.commune = ?1 AND v.day >= ?2 AND v.day <= ?3 GROUP BY d.team ORDER BY d.team",
            )
            .and_then(|mut statement| {
                statement
                    .query_map((commune.as_str(), first.to_string(), last.to_string()), |row| {
                        Ok(TeamVisits {
                            team: team(row, "team")?,
                            visits: row.get("visits")?,
                            households: row.get("households")?,
                        })
                    })?
                    .collect()
            })
            .map_err(engine("read the visits"))
        })
    }

    fn satisfaction(
        &self,
        commune: &CommuneCode,
        between: Between,
    ) -> Result<Option<Satisfaction>, StoreError> {
        self.read("read the ratings", |tx| {
            let summed: Satisfaction = tx
                .prepare_cached(
                    "SELECT count(*) AS asked, coalesce(sum(q5 >= ?4), 0) AS content
                     FROM rating WHERE commune = ?1 AND at >= ?2 AND at < ?3",
                )
                .and_then(|mut statement| {
                    let asked = (commune.as_str(), between.from.millis(), between.until.millis(), CONTENT);
                    statement.query_row(asked, |row| {
                        Ok(Satisfaction { content: row.get("content")?, asked: row.get("asked")? })
                    })
                })
                .map_err(engine("read the ratings"))?;
            Ok((summed.asked >= FEWEST).then_some(summed))
        })
    }
}
