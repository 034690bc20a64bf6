//! Role and fields of a user in SQLite.

use super::StoreError;
use super::columns::engine;
use crate::store::people::Standing;
use dossier::CommuneCode;
use rusqlite::types::Type;
use rusqlite::{Row, Transaction};
use wire::Role;

/// '' is none. A word that this program does not know is no role that could be taken for another.
pub(super) fn role(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Role>> {
    let word: String = row.get(column)?;
    if word.is_empty() {
        return Ok(None);
    }
    Role::parse(&word).map(Some).ok_or_else(|| {
        rusqlite::Error::FromSqlConversionFailure(0, Type::Text, format!("{column} is no role").into())
    })
}

/// The row's role and right to administer; the fields are a table of their own.
pub(super) fn without_fields(row: &Row<'_>) -> rusqlite::Result<Standing> {
    Ok(Standing { role: role(row, "role")?, administrator: row.get("administrator")?, fields: Vec::new() })
}

pub(super) fn fields_of(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    user: &str,
) -> Result<Vec<String>, StoreError> {
    tx.prepare_cached("SELECT field FROM user_field WHERE commune = ?1 AND user = ?2 ORDER BY field")
        .and_then(|mut statement| {
            statement.query_map((commune.as_str(), user), |row| row.get("field"))?.collect()
        })
        .map_err(engine("read the user's fields"))
}

/// Exactly these from now on.
pub(super) fn write_fields(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    user: &str,
    fields: &[String],
) -> Result<(), StoreError> {
    let failed = engine("write the user's fields");
    tx.execute("DELETE FROM user_field WHERE commune = ?1 AND user = ?2", (commune.as_str(), user))
        .map_err(&failed)?;
    for field in fields {
        tx.execute(
            "INSERT INTO user_field (commune, user, field) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            (commune.as_str(), user, field),
        )
        .map_err(&failed)?;
    }
    Ok(())
}
