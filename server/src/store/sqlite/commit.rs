//! Writing a document's new changes with everything that follows from them, in the caller's transaction.

use super::cases::{read_case, write_case};
use super::columns::{AuditLine, device_bytes, engine, next_feed_seq, number};
use super::counted::count_document;
use super::lists::list_again;
use super::public::put_door;
use super::{StoreError, snapshots, withdrawals};
use crate::store::cases::Reckoned;
use crate::store::documents::{Commit, Committed, DossierRow};
use dossier::DossierId;
use dossier::case::Case;
use dossier::document::is_skeleton_actor;
use rusqlite::{OptionalExtension, Transaction};
use std::collections::BTreeSet;

pub(super) fn write(tx: &Transaction<'_>, commit: &Commit) -> Result<Committed, StoreError> {
    let place = hold_place(tx, commit)?;
    let last_seq =
        if is_born_folded(commit) { write_folded(tx, commit)? } else { write_changes(tx, commit)? };
    match place {
        Place::New => add_document(tx, commit, last_seq)?,
        Place::Held => write_document(tx, commit, last_seq)?,
    }
    let mut inbox_changed = write_row(tx, commit)?;
    count_document(tx, commit)?;
    AuditLine {
        commune: &commit.commune,
        at: commit.now,
        member: commit.author.member,
        device: commit.author.device,
        action: commit.action,
        document: Some(commit.document),
        count: commit.changes.len(),
    }
    .write(tx)?;
    if commit.withdrawn {
        withdrawals::carry_out(tx, commit)?;
        inbox_changed = true;
    }
    Ok(Committed { inbox_changed })
}

/// A new document that comes with its snapshot needs no rows for its changes: who reads the feed gets it whole, which
/// is a fraction of their size, and what is written to the disk is one row instead of hundreds.
fn is_born_folded(commit: &Commit) -> bool {
    commit.expected_heads.is_empty() && commit.snapshot.is_some()
}

fn write_folded(tx: &Transaction<'_>, commit: &Commit) -> Result<i64, StoreError> {
    let actors: BTreeSet<&[u8]> = commit.changes.iter().map(|change| change.actor.as_slice()).collect();
    for actor in actors.into_iter().filter(|actor| !is_skeleton_actor(actor)) {
        bind_actor(tx, commit, actor)?;
    }
    next_feed_seq(tx, &commit.commune)
}

fn write_changes(tx: &Transaction<'_>, commit: &Commit) -> Result<i64, StoreError> {
    let mut last_seq = 0;
    for change in &commit.changes {
        last_seq = next_feed_seq(tx, &commit.commune)?;
        tx.prepare_cached(
            "INSERT INTO change (commune, seq, document, hash, actor, actor_seq, device, received_at, raw)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )
        .and_then(|mut statement| {
            statement.execute((
                commit.commune.as_str(),
                last_seq,
                commit.document.as_bytes(),
                change.hash,
                &change.actor,
                number(change.actor_seq),
                device_bytes(commit.author.device.as_ref()),
                commit.now.millis(),
                &change.raw,
            ))
        })
        .map_err(engine("store the change"))?;
        // The skeleton's actor is everybody's.
        if !is_skeleton_actor(&change.actor) {
            bind_actor(tx, commit, &change.actor)?;
        }
    }
    Ok(last_seq)
}

enum Place {
    New,
    Held,
}

/// The document must still be where the admission saw it.
fn hold_place(tx: &Transaction<'_>, commit: &Commit) -> Result<Place, StoreError> {
    let heads: Option<Vec<u8>> = tx
        .prepare_cached("SELECT heads FROM document WHERE commune = ?1 AND id = ?2 AND deleted_at = 0")
        .and_then(|mut statement| {
            statement
                .query_row((commit.commune.as_str(), commit.document.as_bytes()), |row| row.get("heads"))
                .optional()
        })
        .map_err(engine("read the document's heads"))?;
    match heads {
        Some(heads) if heads == commit.expected_heads => Ok(Place::Held),
        None if commit.expected_heads.is_empty() => Ok(Place::New),
        Some(_) | None => Err(StoreError::Stale),
    }
}

/// Remembers who writes with the actor. The first certain owner stays.
fn bind_actor(tx: &Transaction<'_>, commit: &Commit, actor: &[u8]) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO actor_binding (commune, actor, document, device, member, certain)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (commune, actor) DO UPDATE
         SET device = excluded.device, member = excluded.member, certain = excluded.certain
         WHERE certain = 0 AND excluded.certain = 1",
    )
    .and_then(|mut statement| {
        statement.execute((
            commit.commune.as_str(),
            actor,
            commit.document.as_bytes(),
            device_bytes(commit.author.device.as_ref()),
            commit.author.member.0,
            !commit.author.repairing,
        ))
    })
    .map_err(engine("bind the actor"))?;
    Ok(())
}

/// A row that is there all the same is that of a removed document.
fn add_document(tx: &Transaction<'_>, commit: &Commit, last_seq: i64) -> Result<(), StoreError> {
    let folded = is_born_folded(commit);
    let added: usize = commit.changes.iter().map(|change| change.raw.len()).sum();
    let log_bytes = if commit.snapshot.is_some() { 0 } else { i64::try_from(added).unwrap_or(i64::MAX) };
    let written = tx
        .prepare_cached(
            "INSERT INTO document (commune, id, kind, team, heads, snapshot_seq, log_bytes, folded_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
        )
        .and_then(|mut statement| {
            statement.execute((
                commit.commune.as_str(),
                commit.document.as_bytes(),
                commit.kind.as_str(),
                commit.team.0,
                &commit.heads,
                if commit.snapshot.is_some() { last_seq } else { 0 },
                log_bytes,
                if folded { last_seq } else { 0 },
            ))
        })
        .map_err(engine("add the document"))?;
    if written != 1 {
        return Err(StoreError::Stale);
    }
    match &commit.snapshot {
        Some(bytes) => snapshots::put(tx, &commit.commune, commit.document, bytes),
        None => Ok(()),
    }
}

fn write_document(tx: &Transaction<'_>, commit: &Commit, last_seq: i64) -> Result<(), StoreError> {
    let key = (commit.commune.as_str(), commit.document.as_bytes());
    let added: usize = commit.changes.iter().map(|change| change.raw.len()).sum();
    let written = match &commit.snapshot {
        Some(snapshot) => {
            snapshots::put(tx, &commit.commune, commit.document, snapshot)?;
            tx.prepare_cached(
                "UPDATE document SET heads = ?3, snapshot_seq = ?4, log_bytes = 0,
                        folded_seq = iif(?5, ?4, folded_seq)
                 WHERE commune = ?1 AND id = ?2",
            )
            .and_then(|mut statement| {
                let folded = is_born_folded(commit);
                statement.execute((key.0, key.1, &commit.heads, last_seq, folded))
            })
        }
        None => tx
            .prepare_cached(
                "UPDATE document SET heads = ?3, log_bytes = log_bytes + ?4 WHERE commune = ?1 AND id = ?2",
            )
            .and_then(|mut statement| {
                statement.execute((key.0, key.1, &commit.heads, i64::try_from(added).unwrap_or(i64::MAX)))
            }),
    };
    written.map_err(engine("write the document's heads"))?;
    Ok(())
}

/// The member behind the actor that marked the dossier as handed over.
fn who_handed_over(tx: &Transaction<'_>, commit: &Commit, row: &DossierRow) -> Result<u32, StoreError> {
    tx.prepare_cached(
        "SELECT iif(home = '', member, 0) AS member FROM actor_binding WHERE commune = ?1 AND actor = ?2",
    )
    .and_then(|mut statement| {
        statement.query_row((commit.commune.as_str(), &row.submitted_by), |row| row.get("member")).optional()
    })
    .map(|member| member.unwrap_or(commit.author.member.0))
    .map_err(engine("read who handed the dossier over"))
}

/// The projection; and the case record, when the dossier has just arrived handed over.
fn write_row(tx: &Transaction<'_>, commit: &Commit) -> Result<bool, StoreError> {
    let Some(row) = &commit.row else { return Ok(false) };
    let submitted = row.submitted_at.map_or(0, dossier::Timestamp::millis);
    let volunteer = if row.submitted_at.is_some() { who_handed_over(tx, commit, row)? } else { 0 };
    tx.prepare_cached(
        "INSERT INTO dossier_row (commune, dossier, procedure, subject, has_conflicts, volunteer, submitted_at,
                                  words)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (commune, dossier) DO UPDATE
         SET procedure = excluded.procedure, subject = excluded.subject, words = excluded.words,
             has_conflicts = excluded.has_conflicts, submitted_at = excluded.submitted_at,
             volunteer = CASE volunteer WHEN 0 THEN excluded.volunteer ELSE volunteer END",
    )
    .and_then(|mut statement| {
        statement.execute((
            commit.commune.as_str(),
            commit.document.as_bytes(),
            row.procedure.as_str(),
            &row.subject,
            row.has_conflicts,
            volunteer,
            submitted,
            &row.words,
        ))
    })
    .map_err(engine("write the dossier's row"))?;
    if row.submitted_at.is_none() {
        return Ok(false);
    }
    let dossier = DossierId::from(commit.document);
    put_door(tx, &commit.commune, dossier, row.birth_year)?;
    let case = match (read_case(tx, &commit.commune, dossier)?, row.supplemented) {
        (None, _) => Some(Case::received(dossier, commit.now)),
        // An answer to a request that is over changes nothing.
        (Some(case), Some(request)) => case.supplemented(request, commit.now),
        (Some(_), None) => None,
    };
    if let Some(mut case) = case {
        let days = row.new_days.unwrap_or_default();
        if case.is_accepted() && case.due == days.was {
            case.due = days.due;
        }
        let seq = next_feed_seq(tx, &commit.commune)?;
        let reckoned = Reckoned { warn: days.warn, ..Reckoned::default() };
        write_case(tx, &commit.commune, seq, &case, &reckoned)?;
    }
    list_again(tx, &commit.commune, commit.document)?;
    Ok(true)
}
