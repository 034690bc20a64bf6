//! The inbox and the case record in SQLite.

use super::columns::{AuditLine, document, engine, moment, next_feed_seq, team};
use super::counted::{count_case, count_holder};
use super::lists::list_again;
use super::settings::write_version_of_case;
use super::{SqliteStore, StoreError, documents};
use crate::store::cases::{Acceptance, CaseChange, Cases, Hand, HandLine, InboxEntry, OpenedCase, Reckoned};
use crate::store::numbers::Between;
use chrono::NaiveDateTime;
use dossier::case::{Case, CaseState};
use dossier::{CommuneCode, DossierId, MemberId, ProcedureCode, TeamId, Timestamp};
use rusqlite::{OptionalExtension, Row, ToSql, Transaction, params};
use std::sync::atomic::Ordering;
use wire::work::Step;

/// Everything that a line of the inbox shows; the caller adds which lines, and their order.
const INBOX_LINES: &str = "SELECT r.dossier, r.procedure, r.subject, r.has_conflicts, c.record, c.warn,
        coalesce(m.name, r.brought_by) AS volunteer, coalesce(t.name, r.brought_team) AS team_name, d.team
     FROM case_record c
     JOIN dossier_row r ON r.commune = c.commune AND r.dossier = c.dossier
     JOIN document d ON d.commune = c.commune AND d.id = c.dossier
     LEFT JOIN member m ON m.commune = r.commune AND m.id = r.volunteer
     LEFT JOIN team t ON t.commune = d.commune AND t.id = d.team";

/// A line, and its case still as JSON.
fn line(row: &Row<'_>) -> rusqlite::Result<(InboxLine, String)> {
    let line = InboxLine {
        dossier: DossierId::from(document(row, "dossier")?),
        procedure: ProcedureCode::new(row.get::<_, String>("procedure")?),
        subject: row.get("subject")?,
        volunteer: row.get("volunteer")?,
        team: row.get("team_name")?,
        of_team: team(row, "team")?,
        has_conflicts: row.get("has_conflicts")?,
        warn: wall_clock_if_any(row, "warn")?,
    };
    Ok((line, row.get("record")?))
}

struct InboxLine {
    dossier: DossierId,
    procedure: ProcedureCode,
    subject: String,
    volunteer: String,
    team: String,
    of_team: TeamId,
    has_conflicts: bool,
    warn: Option<NaiveDateTime>,
}

fn entry((line, record): (InboxLine, String)) -> Result<InboxEntry, StoreError> {
    Ok(InboxEntry {
        dossier: line.dossier,
        procedure: line.procedure,
        subject: line.subject,
        volunteer: line.volunteer,
        team: line.team,
        of_team: line.of_team,
        has_conflicts: line.has_conflicts,
        warn: line.warn,
        case: read_record(&record)?,
    })
}

/// Lines of the inbox; `which` says which, and their order.
pub(super) fn inbox_entries(
    tx: &Transaction<'_>,
    which: &str,
    values: &[&dyn ToSql],
) -> Result<Vec<InboxEntry>, StoreError> {
    let lines: Vec<_> = tx
        .prepare_cached(&format!("{INBOX_LINES} {which}"))
        .and_then(|mut statement| statement.query_map(values, line)?.collect())
        .map_err(engine("read the inbox"))?;
    lines.into_iter().map(entry).collect()
}

pub(super) fn read_record(record: &str) -> Result<Case, StoreError> {
    serde_json::from_str(record).map_err(|_| StoreError::Damaged { what: "case" })
}

/// A moment on the wall clock as columns have it: texts that sort as the moments do. Empty: none.
const WALL_CLOCK: &str = "%Y-%m-%dT%H:%M";

pub(super) fn wall_clock(at: Option<NaiveDateTime>) -> String {
    at.map(|at| at.format(WALL_CLOCK).to_string()).unwrap_or_default()
}

pub(super) fn wall_clock_if_any(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<NaiveDateTime>> {
    let text: String = row.get(column)?;
    Ok(NaiveDateTime::parse_from_str(&text, WALL_CLOCK).ok())
}

/// Writes the newest state of a case under a feed number of the same transaction.
pub(super) fn write_case(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    seq: i64,
    case: &Case,
    reckoned: &Reckoned,
) -> Result<(), StoreError> {
    let record = serde_json::to_string(case).map_err(engine("encode the case"))?;
    tx.execute(
        "INSERT INTO case_record (commune, dossier, seq, number, received_at, record, state, due, warn, accepted_at,
                                  ended_at, moved_at, file)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
         ON CONFLICT (commune, dossier) DO UPDATE
         SET seq = excluded.seq, number = excluded.number, record = excluded.record, state = excluded.state,
             due = excluded.due, warn = excluded.warn, accepted_at = excluded.accepted_at,
             ended_at = excluded.ended_at, file = excluded.file",
        (
            commune.as_str(),
            case.dossier.as_bytes(),
            seq,
            case.number.as_deref().unwrap_or_default(),
            // Lists and numbers are of this office: they go by when it came here.
            case.arrived_at().millis(),
            record,
            case.state.as_str(),
            wall_clock(case.due),
            wall_clock(reckoned.warn),
            case.first(CaseState::Accepted).map_or(0, |event| event.at.max(case.arrived_at()).millis()),
            case.decided().map_or(0, |event| event.at.millis()),
            case.moves.last().map_or(0, |last| last.at.millis()),
            case.file.as_ref().map_or(&[][..], |file| file.as_bytes()),
        ),
    )
    .map_err(engine("write the case"))?;
    count_case(tx, commune, case, reckoned)?;
    list_again(tx, commune, case.dossier.into())
}

/// The case as it is; `None`: the dossier was not handed over, or not to this commune.
pub(super) fn read_case(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    dossier: DossierId,
) -> Result<Option<Case>, StoreError> {
    tx.prepare_cached("SELECT record FROM case_record WHERE commune = ?1 AND dossier = ?2")
        .and_then(|mut statement| {
            let key = (commune.as_str(), dossier.as_bytes());
            statement.query_row(key, |row| row.get::<_, String>("record")).optional()
        })
        .map_err(engine("read the case"))?
        .map(|record| read_record(&record))
        .transpose()
}

/// The next official number of the day, from 1. Given back when the transaction fails: no gaps.
fn next_number(tx: &Transaction<'_>, commune: &CommuneCode, day: &str) -> Result<u32, StoreError> {
    tx.query_row(
        "INSERT INTO number_sequence (commune, day, last) VALUES (?1, ?2, 1)
         ON CONFLICT (commune, day) DO UPDATE SET last = last + 1 RETURNING last",
        (commune.as_str(), day),
        |row| row.get("last"),
    )
    .map_err(engine("take the next number of the day"))
}

/// Notes who has the case from now on, there and on its control sheet.
fn write_hand(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    dossier: DossierId,
    giver: MemberId,
    now: Timestamp,
    hand: &Hand<'_>,
) -> Result<(), StoreError> {
    let key = (commune.as_str(), dossier.as_bytes());
    count_holder(tx, commune, dossier, hand.taker)?;
    tx.execute(
        "UPDATE case_record SET holder = ?3 WHERE commune = ?1 AND dossier = ?2",
        (key.0, key.1, hand.taker.0),
    )
    .and_then(|_| {
        tx.execute(
            "INSERT INTO control_sheet (commune, dossier, place, at, giver, taker, step, due, note)
             SELECT ?1, ?2, coalesce(max(place), 0) + 1, ?3, ?4, ?5, ?6, ?7, ?8 FROM control_sheet
             WHERE commune = ?1 AND dossier = ?2",
            (
                key.0,
                key.1,
                now.millis(),
                giver.0,
                hand.taker.0,
                hand.step.as_str(),
                wall_clock(hand.due),
                hand.note,
            ),
        )
    })
    .map_err(engine("write the control sheet"))?;
    list_again(tx, commune, dossier.into())
}

fn hand_line(row: &Row<'_>) -> rusqlite::Result<HandLine> {
    let step: String = row.get("step")?;
    Ok(HandLine {
        at: moment(row, "at")?,
        giver: row.get("giver_name")?,
        taker: row.get("taker_name")?,
        step: Step::from_stored(&step).unwrap_or_default(),
        due: wall_clock_if_any(row, "due")?,
        note: row.get("note")?,
    })
}

fn entry_of(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    dossier: DossierId,
) -> Result<Option<InboxEntry>, StoreError> {
    let sql = format!("{INBOX_LINES} WHERE c.commune = ?1 AND c.dossier = ?2");
    tx.prepare_cached(&sql)
        .and_then(|mut statement| {
            statement.query_row((commune.as_str(), dossier.as_bytes()), line).optional()
        })
        .map_err(engine("read the dossier's case"))?
        .map(entry)
        .transpose()
}

impl Cases for SqliteStore {
    fn inbox(&self, commune: &CommuneCode) -> Result<Vec<InboxEntry>, StoreError> {
        self.read("read the inbox", |tx| {
            let newest_first = "WHERE c.commune = ?1 ORDER BY c.received_at DESC, c.seq DESC";
            inbox_entries(tx, newest_first, params![commune.as_str()])
        })
    }

    fn accepted_between(
        &self,
        commune: &CommuneCode,
        between: Between,
    ) -> Result<Vec<InboxEntry>, StoreError> {
        self.read("read the register", |tx| {
            inbox_entries(
                tx,
                "WHERE c.commune = ?1 AND c.dossier IN (
                    SELECT dossier FROM counted_case INDEXED BY counted_by_acceptance
                    WHERE commune = ?1 AND accepted_at > 0 AND accepted_at >= ?2 AND accepted_at < ?3)
                 ORDER BY c.accepted_at, c.number",
                params![commune.as_str(), between.from.millis(), between.until.millis()],
            )
        })
    }

    fn inbox_entry(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
    ) -> Result<Option<InboxEntry>, StoreError> {
        self.read("read the dossier's case", |tx| entry_of(tx, commune, dossier))
    }

    fn opened(&self, commune: &CommuneCode, dossier: DossierId) -> Result<Option<OpenedCase>, StoreError> {
        self.documents_loaded.fetch_add(1, Ordering::Relaxed);
        self.read("open the dossier", |tx| {
            let Some(stored) = documents::load(tx, commune, dossier.into())? else { return Ok(None) };
            Ok(Some(OpenedCase { stored, entry: entry_of(tx, commune, dossier)? }))
        })
    }

    fn accept(&self, acceptance: &Acceptance<'_>) -> Result<Case, StoreError> {
        self.write("accept the dossier", |tx| {
            let key = (acceptance.commune.as_str(), acceptance.dossier.as_bytes());
            let (record, heads): (String, Vec<u8>) = tx
                .query_row(
                    "SELECT c.record, d.heads FROM case_record c
                     JOIN document d ON d.commune = c.commune AND d.id = c.dossier
                     WHERE c.commune = ?1 AND c.dossier = ?2",
                    key,
                    |row| Ok((row.get("record")?, row.get("heads")?)),
                )
                .optional()
                .map_err(engine("read the case"))?
                .ok_or(StoreError::Unknown { what: "case" })?;
            let case = read_record(&record)?;
            case.may_be_accepted()?;
            if heads != acceptance.expected_heads {
                return Err(StoreError::Stale);
            }
            let number = next_number(tx, acceptance.commune, acceptance.day)?;
            let case = case.accepted((acceptance.accepted)(number))?;
            write_version_of_case(tx, acceptance.commune, acceptance.dossier, acceptance.settings)?;
            let seq = next_feed_seq(tx, acceptance.commune)?;
            write_case(tx, acceptance.commune, seq, &case, &(acceptance.reckon)(&case))?;
            let first =
                Hand { taker: acceptance.officer, step: Step::Handle, due: acceptance.step_due, note: "" };
            write_hand(
                tx,
                acceptance.commune,
                acceptance.dossier,
                acceptance.officer,
                acceptance.now,
                &first,
            )?;
            AuditLine {
                commune: acceptance.commune,
                at: acceptance.now,
                member: acceptance.officer,
                device: None,
                action: "accept",
                document: Some(acceptance.dossier.into()),
                count: 0,
            }
            .write(tx)?;
            Ok(case)
        })
    }

    fn change_case(&self, change: &CaseChange<'_>) -> Result<Case, StoreError> {
        self.write("change the case", |tx| {
            let case = read_case(tx, change.commune, change.dossier)?;
            let case = (change.change)(case.ok_or(StoreError::Unknown { what: "case" })?)?;
            let seq = next_feed_seq(tx, change.commune)?;
            write_case(tx, change.commune, seq, &case, &(change.reckon)(&case))?;
            if let Some(hand) = &change.hand {
                write_hand(tx, change.commune, change.dossier, change.officer, change.now, hand)?;
            }
            AuditLine {
                commune: change.commune,
                at: change.now,
                member: change.officer,
                device: None,
                action: change.action,
                document: Some(change.dossier.into()),
                count: 0,
            }
            .write(tx)?;
            Ok(case)
        })
    }

    fn control_sheet(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        by: MemberId,
        now: Timestamp,
    ) -> Result<Vec<HandLine>, StoreError> {
        self.write("read the control sheet", |tx| {
            let lines: Vec<_> = tx
                .prepare_cached(
                    "SELECT s.at, s.step, s.due, s.note, coalesce(g.name, '') AS giver_name,
                            coalesce(t.name, '') AS taker_name
                     FROM control_sheet s
                     LEFT JOIN member g ON g.commune = iif(s.home = '', s.commune, s.home) AND g.id = s.giver
                     LEFT JOIN member t ON t.commune = iif(s.home = '', s.commune, s.home) AND t.id = s.taker
                     WHERE s.commune = ?1 AND s.dossier = ?2 ORDER BY s.place",
                )
                .and_then(|mut statement| {
                    statement.query_map((commune.as_str(), dossier.as_bytes()), hand_line)?.collect()
                })
                .map_err(engine("read the control sheet"))?;
            let line = AuditLine {
                commune,
                at: now,
                member: by,
                device: None,
                action: "read the control sheet",
                document: Some(dossier.into()),
                count: lines.len(),
            };
            line.write(tx)?;
            Ok(lines)
        })
    }
}
