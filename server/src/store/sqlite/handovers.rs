//! The hand-over box in SQLite.

use super::columns::{
    AuditLine, commune as commune_code, device, device_bytes, document, engine, member, moment,
    moment_if_any, number, team, unsigned,
};
use super::scopes::remove_from_team;
use super::{SqliteStore, StoreError};
use crate::store::handovers::{Decision, HandoverLine, HandoverState, Handovers, NewHandover, Parked};
use dossier::{CommuneCode, DocumentId, TeamId};
use rusqlite::{OptionalExtension, Row, Transaction};
use sha2::{Digest, Sha256};

/// Bounds of what waits in one commune's box, and of one device's share in it.
const WAITING_ENTRIES: i64 = 5_000;
const WAITING_BYTES: i64 = 256 * 1024 * 1024;
const WAITING_OF_A_DEVICE: i64 = 500;
/// So many entries that were decided are kept to be read, the newest ones.
const DECIDED_ENTRIES: i64 = 500;

const LINE: &str = "SELECT h.id, h.at, h.document, h.device, h.from_commune, h.member, h.from_team, h.home,
        length(h.hashes) / 32 AS changes, h.size, h.state, h.decided_at, h.reason, h.message,
        coalesce(c.name, '') AS from_commune_name, coalesce(m.name, '') AS member_name,
        coalesce(f.name, '') AS from_team_name, coalesce(r.subject, '') AS subject,
        t.name AS team_name, coalesce(d.deleted_at, 0) <> 0 AS removed
     FROM handover h
     LEFT JOIN commune c ON c.commune = h.from_commune
     LEFT JOIN member m ON m.commune = h.from_commune AND m.id = h.member
     LEFT JOIN team f ON f.commune = h.from_commune AND f.id = h.from_team
     LEFT JOIN document d ON d.commune = h.commune AND d.id = h.document
     LEFT JOIN team t ON t.commune = d.commune AND t.id = d.team
     LEFT JOIN dossier_row r ON r.commune = h.commune AND r.dossier = h.document
     WHERE h.commune = ?1";

impl Handovers for SqliteStore {
    fn commune_of(&self, id: DocumentId) -> Result<Option<CommuneCode>, StoreError> {
        self.read("look for the document", |tx| {
            tx.prepare_cached("SELECT commune FROM document WHERE id = ?1 ORDER BY deleted_at <> 0 LIMIT 1")
                .and_then(|mut statement| {
                    statement.query_row([id.as_bytes()], |row| commune_code(row, "commune")).optional()
                })
                .map_err(engine("look for the document"))
        })
    }

    fn park(&self, entry: &NewHandover) -> Result<Parked, StoreError> {
        self.write("keep the push for another place", |tx| park(tx, entry))
    }

    fn handovers(&self, commune: &CommuneCode) -> Result<Vec<HandoverLine>, StoreError> {
        self.read("read the hand-over box", |tx| {
            tx.prepare_cached(&format!("{LINE} ORDER BY h.id DESC"))
                .and_then(|mut statement| statement.query_map([commune.as_str()], line)?.collect())
                .map_err(engine("read the hand-over box"))
        })
    }

    fn waiting_handover(
        &self,
        commune: &CommuneCode,
        id: u64,
    ) -> Result<(HandoverLine, Vec<u8>), StoreError> {
        self.read("read the hand-over box", |tx| {
            tx.prepare_cached(&format!("{LINE} AND h.id = ?2 AND h.state = 'waiting'"))
                .and_then(|mut statement| {
                    statement
                        .query_row((commune.as_str(), number(id)), |row| {
                            Ok((line(row)?, row.get("message")?))
                        })
                        .optional()
                })
                .map_err(engine("read the hand-over box"))?
                .ok_or(StoreError::Unknown { what: "hand-over" })
        })
    }

    fn decide(&self, decision: &Decision<'_>) -> Result<(), StoreError> {
        self.write("decide on the hand-over", |tx| decide(tx, decision))
    }
}

fn park(tx: &Transaction<'_>, entry: &NewHandover) -> Result<Parked, StoreError> {
    let failed = engine("keep the push for another place");
    let taken = || {
        let commune = entry.from_commune.as_str();
        tx.query_row("SELECT feed_seq FROM commune WHERE commune = ?1", [commune], |row| {
            unsigned(row, "feed_seq").map(|seq| Parked::Taken { seq })
        })
        .map_err(engine("keep the push for another place"))
    };
    let commune = entry.commune.as_str();
    let mut hashes = entry.hashes.clone();
    hashes.sort_unstable();
    let mut numbers: Vec<[u8; 8]> = entry.numbers.iter().map(number_key).collect();
    numbers.sort_unstable();
    let earlier: Vec<(i64, Vec<u8>)> = tx
        .prepare_cached(
            "SELECT id, hashes FROM handover
             WHERE commune = ?1 AND document = ?2 AND device = ?3 AND state = 'waiting'",
        )
        .and_then(|mut statement| {
            let key = (commune, entry.document.as_bytes(), device_bytes(Some(&entry.device)));
            statement.query_map(key, |row| Ok((row.get("id")?, row.get("hashes")?)))?.collect()
        })
        .map_err(&failed)?;
    if gives_a_number_twice(tx, entry, &hashes, &numbers)? {
        return Ok(Parked::NumberTaken);
    }
    // What makes room for more of the same comes back when there is none.
    tx.execute_batch("SAVEPOINT replaced").map_err(&failed)?;
    for (id, known) in earlier {
        let known = known.as_chunks::<32>().0;
        if hashes.iter().all(|hash| known.binary_search(hash).is_ok()) {
            return taken();
        }
        // The same work and more: one entry is enough.
        if known.iter().all(|hash| hashes.binary_search(hash).is_ok()) {
            tx.execute("DELETE FROM handover WHERE commune = ?1 AND id = ?2", (commune, id))
                .map_err(&failed)?;
        }
    }
    let (entries, bytes, of_device): (i64, i64, i64) = tx
        .query_row(
            "SELECT count(*) AS entries, coalesce(sum(size), 0) AS bytes, count(*) FILTER (WHERE device = ?2) AS of_device
             FROM handover WHERE commune = ?1 AND state = 'waiting'",
            (commune, device_bytes(Some(&entry.device))),
            |row| Ok((row.get("entries")?, row.get("bytes")?, row.get("of_device")?)),
        )
        .map_err(&failed)?;
    let size = i64::try_from(entry.message.len()).unwrap_or(i64::MAX);
    if entries >= WAITING_ENTRIES
        || of_device >= WAITING_OF_A_DEVICE
        || bytes.saturating_add(size) > WAITING_BYTES
    {
        tx.execute_batch("ROLLBACK TO replaced; RELEASE replaced").map_err(&failed)?;
        return Ok(Parked::NoRoom);
    }
    tx.execute_batch("RELEASE replaced").map_err(&failed)?;
    tx.execute(
        "INSERT INTO handover (commune, id, at, document, device, from_commune, member, from_team, home, hashes,
                               numbers, size, message)
         SELECT ?1, coalesce(max(id), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12 FROM handover
         WHERE commune = ?1",
        (
            commune,
            entry.now.millis(),
            entry.document.as_bytes(),
            device_bytes(Some(&entry.device)),
            entry.from_commune.as_str(),
            entry.member.0,
            entry.from_team.0,
            entry.home.as_ref().map_or("", CommuneCode::as_str),
            hashes.concat(),
            numbers.concat(),
            size,
            &entry.message,
        ),
    )
    .map_err(&failed)?;
    // A member of another commune is a number of that commune.
    let ours = entry.from_commune == entry.commune;
    let home = if ours { "" } else { entry.from_commune.as_str() };
    for actor in &entry.actors {
        tx.prepare_cached(
            "INSERT INTO actor_binding (commune, actor, document, device, member, certain, home)
             VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6) ON CONFLICT DO NOTHING",
        )
        .and_then(|mut statement| {
            let device = device_bytes(Some(&entry.device));
            statement.execute((commune, actor, entry.document.as_bytes(), device, entry.member.0, home))
        })
        .map_err(&failed)?;
    }
    let line = AuditLine {
        commune: &entry.commune,
        at: entry.now,
        member: if ours { entry.member } else { dossier::MemberId(0) },
        device: Some(entry.device),
        action: "park",
        document: Some(entry.document),
        count: hashes.len(),
    };
    line.write(tx)?;
    taken()
}

/// Whether a change that waits has a number that another change of this push has. What both have is one work.
fn gives_a_number_twice(
    tx: &Transaction<'_>,
    entry: &NewHandover,
    hashes: &[[u8; 32]],
    numbers: &[[u8; 8]],
) -> Result<bool, StoreError> {
    let waiting: Vec<(Vec<u8>, Vec<u8>)> = tx
        .prepare_cached(
            "SELECT hashes, numbers FROM handover WHERE commune = ?1 AND document = ?2 AND state = 'waiting'",
        )
        .and_then(|mut statement| {
            let key = (entry.commune.as_str(), entry.document.as_bytes());
            statement.query_map(key, |row| Ok((row.get("hashes")?, row.get("numbers")?)))?.collect()
        })
        .map_err(engine("keep the push for another place"))?;
    // Both lists are sorted: a stranger may bring ten thousand of each.
    Ok(waiting.iter().any(|(theirs, taken)| {
        let same_changes =
            theirs.as_chunks::<32>().0.iter().filter(|hash| hashes.binary_search(hash).is_ok());
        let same_numbers =
            taken.as_chunks::<8>().0.iter().filter(|number| numbers.binary_search(number).is_ok());
        same_numbers.count() > same_changes.count()
    }))
}

fn number_key((actor, seq): &(Vec<u8>, u64)) -> [u8; 8] {
    let mut hasher = Sha256::new();
    hasher.update(actor);
    hasher.update(seq.to_be_bytes());
    let [a, b, c, d, e, f, g, h, ..]: [u8; 32] = hasher.finalize().into();
    [a, b, c, d, e, f, g, h]
}

fn decide(tx: &Transaction<'_>, decision: &Decision<'_>) -> Result<(), StoreError> {
    let failed = engine("decide on the hand-over");
    let key = (decision.commune.as_str(), number(decision.id));
    let entry = tx
        .query_row(&format!("{LINE} AND h.id = ?2 AND h.state = 'waiting'"), key, line)
        .optional()
        .map_err(&failed)?
        .ok_or(StoreError::Unknown { what: "hand-over" })?;
    // What is in the document need not be here, and what was removed for good may not.
    let forget = decision.set_aside.is_none() || entry.removed;
    tx.execute(
        "UPDATE handover SET state = ?3, decided_at = ?4, decided_by = ?5, reason = ?6,
                message = CASE ?7 WHEN 1 THEN x'' ELSE message END
         WHERE commune = ?1 AND id = ?2",
        (
            key.0,
            key.1,
            if decision.set_aside.is_none() { "applied" } else { "set_aside" },
            decision.now.millis(),
            decision.officer.0,
            decision.set_aside.unwrap_or_default(),
            forget,
        ),
    )
    .and_then(|_| {
        tx.execute(
            "DELETE FROM handover WHERE commune = ?1 AND state <> 'waiting' AND id NOT IN
             (SELECT id FROM handover WHERE commune = ?1 AND state <> 'waiting' ORDER BY decided_at DESC, id DESC LIMIT ?2)",
            (key.0, DECIDED_ENTRIES),
        )
    })
    .map_err(&failed)?;
    tell_the_sender(tx, decision.commune, &entry)?;
    let line = AuditLine {
        commune: decision.commune,
        at: decision.now,
        member: decision.officer,
        device: Some(entry.device),
        action: if decision.set_aside.is_none() { "hand_over" } else { "set_aside" },
        document: Some(entry.document),
        count: usize::try_from(entry.changes).unwrap_or(usize::MAX),
    };
    line.write(tx)
}

/// The sender's devices let go of their copy, unless their team has the document by now.
fn tell_the_sender(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    entry: &HandoverLine,
) -> Result<(), StoreError> {
    let failed = engine("tell the sender's team");
    let now_in: Option<TeamId> = tx
        .query_row(
            "SELECT team FROM member WHERE commune = ?1 AND id = ?2",
            (entry.from_commune.as_str(), entry.member.0),
            |row| team(row, "team"),
        )
        .optional()
        .map_err(&failed)?;
    let has_it: Option<TeamId> = tx
        .query_row(
            "SELECT team FROM document WHERE commune = ?1 AND id = ?2 AND deleted_at = 0",
            (commune.as_str(), entry.document.as_bytes()),
            |row| team(row, "team"),
        )
        .optional()
        .map_err(&failed)?;
    match now_in {
        Some(sender) if entry.from_commune != *commune || has_it != Some(sender) => {
            remove_from_team(tx, &entry.from_commune, sender, entry.document)
        }
        Some(_) | None => Ok(()),
    }
}

fn line(row: &Row<'_>) -> rusqlite::Result<HandoverLine> {
    let home: String = row.get("home")?;
    let state: String = row.get("state")?;
    Ok(HandoverLine {
        id: unsigned(row, "id")?,
        at: moment(row, "at")?,
        document: document(row, "document")?,
        device: device(row, "device")?,
        from_commune: commune_code(row, "from_commune")?,
        from_commune_name: row.get("from_commune_name")?,
        member: member(row, "member")?,
        member_name: row.get("member_name")?,
        from_team: team(row, "from_team")?,
        from_team_name: row.get("from_team_name")?,
        home: (!home.is_empty()).then(|| CommuneCode::new(home)),
        subject: row.get("subject")?,
        team_name: row.get("team_name")?,
        removed: row.get("removed")?,
        changes: row.get("changes")?,
        bytes: unsigned(row, "size")?,
        state: match state.as_str() {
            "applied" => HandoverState::Applied,
            "set_aside" => HandoverState::SetAside,
            _ => HandoverState::Waiting,
        },
        decided_at: moment_if_any(row, "decided_at")?,
        reason: row.get("reason")?,
    })
}
