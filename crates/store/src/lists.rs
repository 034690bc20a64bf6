//! Lists and searches, from the projection alone: no document is loaded here.

use crate::{Store, StoreError};
use dossier::case::Case;
use dossier::{DossierId, HouseholdId, ProcedureCode, Timestamp};
use rusqlite::{OptionalExtension, Row};
use wire::sync::RefusalCode;

/// A dossier in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct DossierRow {
    pub id: DossierId,
    pub procedure: ProcedureCode,
    /// The version of the form that the answers belong to.
    pub form_version: String,
    /// The version that the draft can go back to.
    pub former_version: Option<String>,
    pub household: Option<HouseholdId>,
    pub household_head: Option<String>,
    pub subject: String,
    pub submitted_at: Option<Timestamp>,
    pub conflicts: u32,
    /// Values that others have written since a person here has looked at it.
    pub news: u32,
    pub changed_at: Timestamp,
    /// Some change has not been confirmed by the server.
    pub unsent: bool,
    pub refused: Option<RefusalCode>,
    /// It lies in the server's hand-over box until an officer brings it to the right place.
    pub parked: bool,
    /// Its content is at the office only.
    pub away: bool,
    /// The person took back everything.
    pub withdrawn_at: Option<Timestamp>,
    /// The newest request of the office that was answered here.
    pub supplemented: Option<Timestamp>,
    pub case: Option<Case>,
}

const DOSSIER_COLUMNS: &str = "
    SELECT d.id, d.procedure, d.household, h.head, d.subject, d.submitted_ms, d.conflicts, d.changed_ms,
           o.document IS NOT NULL, coalesce(o.refused, ''), c.record, d.form_version, d.former_version,
           p.document IS NOT NULL, x.away, coalesce(l.news, 0), d.withdrawn_ms, d.supplemented_ms
    FROM dossier_row AS d
    JOIN document AS x ON x.id = d.id
    LEFT JOIN looked AS l ON l.dossier = d.id
    LEFT JOIN parked AS p ON p.document = d.id
    LEFT JOIN household_row AS h ON h.id = d.household
    LEFT JOIN outbox AS o ON o.document = d.id
    LEFT JOIN case_record AS c ON c.dossier = d.id";

impl Store {
    /// Dossiers, newest change first, at most `limit`.
    pub fn dossiers(&self, limit: u32) -> Result<Vec<DossierRow>, StoreError> {
        self.dossiers_where("true", limit)
    }

    /// Dossiers for which the office waits, at most `limit`.
    pub fn asked_dossiers(&self, limit: u32) -> Result<Vec<DossierRow>, StoreError> {
        // By the index of the asked cases: few of ten thousand, each time that the home page is opened.
        let asked = "d.withdrawn_ms = 0
            AND d.id IN (SELECT dossier FROM case_record WHERE json_extract(record, '$.s') = 'asked')";
        self.dossiers_where(asked, limit)
    }

    fn dossiers_where(&self, which: &str, limit: u32) -> Result<Vec<DossierRow>, StoreError> {
        let sql = format!("{DOSSIER_COLUMNS} WHERE {which} ORDER BY d.changed_ms DESC LIMIT ?1");
        let rows = self
            .connection
            .prepare_cached(&sql)?
            .query_map([limit], dossier_row)?
            .collect::<Result<_, _>>()?;
        Ok(rows)
    }

    pub fn dossier_row(&self, id: DossierId) -> Result<Option<DossierRow>, StoreError> {
        let sql = format!("{DOSSIER_COLUMNS} WHERE d.id = ?1");
        Ok(self.connection.prepare_cached(&sql)?.query_row([id.as_bytes()], dossier_row).optional()?)
    }

    pub fn count_dossiers(&self) -> Result<u32, StoreError> {
        Ok(self.connection.query_row("SELECT count(*) FROM dossier_row", [], |row| row.get(0))?)
    }
}

fn dossier_row(row: &Row<'_>) -> rusqlite::Result<DossierRow> {
    let submitted: i64 = row.get(5)?;
    let (withdrawn, supplemented): (i64, i64) = (row.get(16)?, row.get(17)?);
    let refused: String = row.get(9)?;
    let case: Option<String> = row.get(10)?;
    Ok(DossierRow {
        id: DossierId::from_bytes(row.get(0)?),
        procedure: ProcedureCode::new(row.get::<_, String>(1)?),
        form_version: row.get(11)?,
        former_version: Some(row.get::<_, String>(12)?).filter(|version| !version.is_empty()),
        household: HouseholdId::from_slice(&row.get::<_, Vec<u8>>(2)?),
        household_head: row.get(3)?,
        subject: row.get(4)?,
        submitted_at: (submitted != 0).then(|| Timestamp::from_millis(submitted)),
        conflicts: row.get(6)?,
        news: row.get(15)?,
        changed_at: Timestamp::from_millis(row.get(7)?),
        unsent: row.get(8)?,
        refused: serde_json::from_str(&refused).ok(),
        parked: row.get(13)?,
        away: row.get(14)?,
        withdrawn_at: (withdrawn != 0).then(|| Timestamp::from_millis(withdrawn)),
        supplemented: (supplemented != 0).then(|| Timestamp::from_millis(supplemented)),
        case: case.and_then(|json| serde_json::from_str(&json).ok()),
    })
}
