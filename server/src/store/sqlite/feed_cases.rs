//! Rows of numbers for programs, in SQLite.
//!
//! **Invariant:** what is asked for comes in as parameters; the text of a query is made of words of this file alone.

use super::columns::{document, engine, member, moment, moment_if_any, number, team, unsigned};
use super::{SqliteStore, StoreError};
use crate::store::feed_cases::{CaseQuery, CaseRow, Column, Comparison, FeedCases, Operand, Test};
use dossier::{CommuneCode, DossierId, ProcedureCode};
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

const READ: &str = "read the rows";

/// Its place in the tables, and what stands there when there is none.
const fn column(column: Column) -> (&'static str, Option<&'static str>) {
    match column {
        Column::Number => ("coalesce(c.number, '')", None),
        Column::Procedure => ("n.procedure", None),
        Column::State => ("n.state", None),
        Column::Team => ("n.team", None),
        Column::Officer => ("n.holder", None),
        Column::Channel => ("n.channel", None),
        Column::Way => ("n.way", None),
        Column::ReceivedAt => ("n.received_at", None),
        Column::AcceptedAt => ("n.accepted_at", Some("n.accepted_at > 0")),
        Column::EndedAt => ("n.ended_at", Some("n.ended_at > 0")),
        Column::DueAt => ("n.due_at", Some("n.due_at > 0")),
        Column::WaitedMinutes => ("n.waited", Some("n.waited >= 0")),
        Column::HandledMinutes => ("n.handled", Some("n.handled >= 0")),
        Column::TimesPutOff => ("n.put_off", None),
        Column::Supplements => ("n.supplements", None),
        Column::Scanned => ("n.scanned", None),
    }
}

/// What begins with the commune as the first parameter.
struct Where {
    sql: String,
    values: Vec<Value>,
}

impl Where {
    fn of(commune: &CommuneCode, tests: &[Test]) -> Self {
        let mut all = Self {
            sql: " FROM counted_case n
                 LEFT JOIN case_record c ON c.commune = n.commune AND c.dossier = n.dossier
                 WHERE n.commune = ?"
                .to_owned(),
            values: vec![Value::Text(commune.as_str().to_owned())],
        };
        for test in tests {
            let (place, there) = column(test.column);
            let sign = match test.comparison {
                Comparison::Equal => "=",
                Comparison::AtLeast => ">=",
                Comparison::AtMost => "<=",
            };
            let value = match &test.with {
                Operand::Text(text) => Value::Text(text.clone()),
                Operand::Number(number) => Value::Integer(*number),
            };
            all.and(&format!("{place} {sign} ?"), value);
            if let Some(there) = there {
                all.sql.push_str(" AND ");
                all.sql.push_str(there);
            }
        }
        all
    }

    fn and(&mut self, sql: &str, value: Value) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
        self.values.push(value);
    }
}

fn row(row: &Row<'_>) -> rusqlite::Result<CaseRow> {
    let minutes = |column: &str| Ok::<_, rusqlite::Error>(u32::try_from(row.get::<_, i64>(column)?).ok());
    Ok(CaseRow {
        dossier: DossierId::from(document(row, "dossier")?),
        number: row.get("number")?,
        procedure: ProcedureCode::new(row.get::<_, String>("procedure")?),
        state: row.get("state")?,
        team: team(row, "team")?,
        officer: member(row, "holder")?,
        channel: row.get("channel")?,
        way: row.get("way")?,
        received_at: moment(row, "received_at")?,
        accepted_at: moment_if_any(row, "accepted_at")?,
        ended_at: moment_if_any(row, "ended_at")?,
        due_at: moment_if_any(row, "due_at")?,
        waited: minutes("waited")?,
        handled: minutes("handled")?,
        put_off: row.get("put_off")?,
        supplements: row.get("supplements")?,
        scanned: row.get("scanned")?,
    })
}

impl FeedCases for SqliteStore {
    fn feed_cases(&self, query: &CaseQuery<'_>) -> Result<Vec<CaseRow>, StoreError> {
        let mut all = Where::of(query.commune, query.tests);
        if let Some(after) = query.after {
            all.and("n.dossier > ?", Value::Blob(after.as_bytes().to_vec()));
        }
        let order = match query.order {
            None => "n.dossier".to_owned(),
            Some((by, backwards)) => {
                let (place, _) = column(by);
                format!("{place}{}, n.dossier", if backwards { " DESC" } else { "" })
            }
        };
        let sql = format!(
            "SELECT n.dossier, coalesce(c.number, '') AS number, n.procedure, n.state, n.team, n.holder, n.channel,
                    n.way, n.received_at, n.accepted_at, n.ended_at, n.due_at, n.waited, n.handled, n.put_off,
                    n.supplements, n.scanned{} ORDER BY {order} LIMIT ? OFFSET ?",
            all.sql
        );
        all.values.extend([Value::Integer(query.limit.into()), Value::Integer(number(query.skip))]);
        self.read(READ, |tx| {
            tx.prepare(&sql)
                .and_then(|mut statement| statement.query_map(params_from_iter(all.values), row)?.collect())
                .map_err(engine(READ))
        })
    }

    fn count_feed_cases(&self, commune: &CommuneCode, tests: &[Test]) -> Result<u64, StoreError> {
        let all = Where::of(commune, tests);
        self.read(READ, |tx| {
            tx.query_row(
                &format!("SELECT count(*) AS rows{}", all.sql),
                params_from_iter(all.values),
                |row| unsigned(row, "rows"),
            )
            .map_err(engine(READ))
        })
    }
}
