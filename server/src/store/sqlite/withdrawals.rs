//! Carrying out withdrawals, and listing them, in SQLite.

use super::cases::read_record;
use super::columns::{AuditLine, document, engine, moment, team};
use super::documents::take_out;
use super::lists::list_again;
use super::scopes::remove_from_team;
use super::{SqliteStore, StoreError};
use crate::store::documents::Commit;
use crate::store::people::OFFICE;
use crate::store::withdrawals::{Withdrawal, Withdrawals};
use dossier::document::Kind;
use dossier::{CommuneCode, DocumentId, ProcedureCode};
use rusqlite::{OptionalExtension, Transaction};

/// In the transaction of the commit that brought the withdrawal. Whether the office has accepted the dossier is read
/// here, so that it cannot be accepted in between.
pub(super) fn carry_out(tx: &Transaction<'_>, commit: &Commit) -> Result<(), StoreError> {
    let kept = is_accepted(tx, commit)?;
    if kept {
        give_to_office(tx, commit)?;
    } else {
        take_out(tx, &commit.commune, commit.document, commit.now)?;
    }
    tx.prepare_cached(
        "INSERT INTO withdrawal (commune, document, kind, procedure, received_at, member, kept)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
    )
    .and_then(|mut statement| {
        statement.execute((
            commit.commune.as_str(),
            commit.document.as_bytes(),
            commit.kind.as_str(),
            commit.row.as_ref().map(|row| row.procedure.as_str()).unwrap_or_default(),
            commit.now.millis(),
            commit.author.member.0,
            kept,
        ))
    })
    .map_err(engine("note the withdrawal"))?;
    AuditLine {
        commune: &commit.commune,
        at: commit.now,
        member: commit.author.member,
        device: commit.author.device,
        action: if kept { "withdraw_kept" } else { "withdraw" },
        document: Some(commit.document),
        count: 0,
    }
    .write(tx)
}

fn is_accepted(tx: &Transaction<'_>, commit: &Commit) -> Result<bool, StoreError> {
    let record: Option<String> = tx
        .prepare_cached("SELECT record FROM case_record WHERE commune = ?1 AND dossier = ?2")
        .and_then(|mut statement| {
            statement
                .query_row((commit.commune.as_str(), commit.document.as_bytes()), |row| row.get("record"))
                .optional()
        })
        .map_err(engine("read the case"))?;
    let case = record.map(|record| read_record(&record)).transpose()?;
    // What was refused or stopped is a decision too.
    Ok(case.is_some_and(|case| case.is_accepted() || case.state.is_ended()))
}

/// The team's devices let go of it; what is here stays here.
fn give_to_office(tx: &Transaction<'_>, commit: &Commit) -> Result<(), StoreError> {
    let key = (commit.commune.as_str(), commit.document.as_bytes());
    let from = tx
        .query_row("SELECT team FROM document WHERE commune = ?1 AND id = ?2", key, |row| team(row, "team"))
        .map_err(engine("read the document's team"))?;
    if from == OFFICE {
        return Ok(());
    }
    tx.execute("UPDATE document SET team = ?3 WHERE commune = ?1 AND id = ?2", (key.0, key.1, OFFICE.0))
        .map_err(engine("give the document to the office"))?;
    list_again(tx, &commit.commune, commit.document)?;
    remove_from_team(tx, &commit.commune, from, commit.document)
}

impl Withdrawals for SqliteStore {
    fn is_taken_back(&self, commune: &CommuneCode, document: DocumentId) -> Result<bool, StoreError> {
        self.read("look for a withdrawal", |tx| {
            tx.prepare_cached("SELECT 1 FROM withdrawal WHERE commune = ?1 AND document = ?2")
                .and_then(|mut statement| statement.exists((commune.as_str(), document.as_bytes())))
                .map_err(engine("look for a withdrawal"))
        })
    }

    fn withdrawals(&self, commune: &CommuneCode, limit: u32) -> Result<Vec<Withdrawal>, StoreError> {
        self.read("list the withdrawals", |tx| {
            tx.prepare_cached(
                "SELECT w.document, w.kind, w.procedure, w.received_at, w.kept,
                        coalesce(m.name, '') AS member, coalesce(m.team, 0) AS team
                 FROM withdrawal w LEFT JOIN member m ON m.commune = w.commune AND m.id = w.member
                 WHERE w.commune = ?1 ORDER BY w.received_at DESC, w.document LIMIT ?2",
            )
            .and_then(|mut statement| {
                statement
                    .query_map((commune.as_str(), limit), |row| {
                        Ok(Withdrawal {
                            document: document(row, "document")?,
                            kind: Kind::from_stored(&row.get::<_, String>("kind")?).unwrap_or(Kind::Dossier),
                            procedure: ProcedureCode::new(row.get::<_, String>("procedure")?),
                            team: team(row, "team")?,
                            at: moment(row, "received_at")?,
                            member: row.get("member")?,
                            kept: row.get("kept")?,
                        })
                    })?
                    .collect()
            })
            .map_err(engine("list the withdrawals"))
        })
    }
}
