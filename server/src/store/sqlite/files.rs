//! Linked dossiers in SQLite. Which file a dossier is in stands in its case, and in a column of its own to be found by.

use super::cases::{inbox_entries, read_case, write_case};
use super::columns::{AuditLine, document, engine, next_feed_seq};
use super::{SqliteStore, StoreError};
use crate::store::cases::{InboxEntry, Reckoned};
use crate::store::files::{Files, Link};
use dossier::case::Case;
use dossier::{CommuneCode, DossierId, FileId, MemberId, Timestamp};
use rusqlite::{Transaction, params};

const READ: &str = "read the file";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Files for SqliteStore {
    fn file_of(&self, commune: &CommuneCode, dossier: DossierId) -> Result<Vec<InboxEntry>, StoreError> {
        self.read(READ, |tx| {
            inbox_entries(
                tx,
                "WHERE c.commune = ?1 AND c.file <> x'' AND c.file =
                     (SELECT f.file FROM case_record f WHERE f.commune = ?1 AND f.dossier = ?2)
                 ORDER BY c.received_at, c.dossier",
                params![commune.as_str(), dossier.as_bytes()],
            )
        })
    }

    fn linkable(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        limit: u32,
    ) -> Result<Vec<InboxEntry>, StoreError> {
        // A person of the book is household, slash, person: those of one household begin alike.
        self.read(READ, |tx| {
            inbox_entries(
                tx,
                "JOIN counted_case n ON n.commune = c.commune AND n.dossier = c.dossier
                 JOIN case_record mine ON mine.commune = ?1 AND mine.dossier = ?2
                 JOIN dossier_row own ON own.commune = ?1 AND own.dossier = ?2
                 JOIN counted_case about ON about.commune = ?1 AND about.dossier = ?2
                 WHERE c.commune = ?1 AND c.state IN ('received', 'asked') AND c.number = '' AND c.file = x''
                   AND c.dossier <> ?2
                   AND (about.person <> '' AND substr(n.person, 1, 36) = substr(about.person, 1, 36)
                        OR own.subject <> '' AND r.subject = own.subject
                        OR own.volunteer <> 0 AND r.volunteer = own.volunteer
                           AND abs(c.received_at - mine.received_at) < ?3)
                 ORDER BY (about.person <> '' AND substr(n.person, 1, 36) = substr(about.person, 1, 36)) DESC,
                          (r.subject = own.subject) DESC, abs(c.received_at - mine.received_at), c.dossier
                 LIMIT ?4",
                params![commune.as_str(), dossier.as_bytes(), DAY_MS, limit],
            )
        })
    }

    fn link(&self, link: &Link<'_>) -> Result<(), StoreError> {
        self.write("link the dossiers", |tx| {
            let of = |id| read_case(tx, link.commune, id)?.ok_or(StoreError::Unknown { what: "case" });
            let (one, other) = (of(link.dossier)?, of(link.to)?);
            let file = match (one.file, other.file) {
                (Some(_), Some(_)) => return Err(StoreError::Exists { what: "file" }),
                (Some(file), None) | (None, Some(file)) => file,
                (None, None) => link.new_file,
            };
            let by = (link.officer, link.now);
            for case in [one, other] {
                // Asked of both: neither may be linked once it has its number.
                case.may_be_accepted()?;
                if case.file.is_none() {
                    put(tx, link.commune, case, Some(file), by)?;
                }
            }
            Ok(())
        })
    }

    fn unlink(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        officer: MemberId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("take the dossier out of its file", |tx| {
            let case = read_case(tx, commune, dossier)?.ok_or(StoreError::Unknown { what: "case" })?;
            let Some(file) = case.file else { return Ok(()) };
            put(tx, commune, case, None, (officer, now))?;
            if let [last] = in_file(tx, commune, file)?.as_slice() {
                let last = read_case(tx, commune, *last)?.filter(|last| last.may_be_accepted().is_ok());
                if let Some(last) = last {
                    put(tx, commune, last, None, (officer, now))?;
                }
            }
            Ok(())
        })
    }
}

fn in_file(tx: &Transaction<'_>, commune: &CommuneCode, file: FileId) -> Result<Vec<DossierId>, StoreError> {
    tx.prepare_cached("SELECT dossier FROM case_record WHERE commune = ?1 AND file = ?2 AND file <> x''")
        .and_then(|mut statement| {
            statement
                .query_map((commune.as_str(), file.as_bytes()), |row| {
                    document(row, "dossier").map(DossierId::from)
                })?
                .collect()
        })
        .map_err(engine(READ))
}

fn put(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    case: Case,
    file: Option<FileId>,
    (officer, now): (MemberId, Timestamp),
) -> Result<(), StoreError> {
    let case = case.filed(file)?;
    let seq = next_feed_seq(tx, commune)?;
    // Without a number it has no day to reckon with.
    write_case(tx, commune, seq, &case, &Reckoned::default())?;
    AuditLine {
        commune,
        at: now,
        member: officer,
        device: None,
        action: if file.is_some() { "link" } else { "unlink" },
        document: Some(case.dossier.into()),
        count: 0,
    }
    .write(tx)
}
