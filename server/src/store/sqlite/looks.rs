//! What officers have looked at, in SQLite.

use super::columns::engine;
use super::{SqliteStore, StoreError};
use crate::store::looks::Looks;
use dossier::{CommuneCode, DossierId, MemberId};
use rusqlite::OptionalExtension;

impl Looks for SqliteStore {
    fn looked_at(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        member: MemberId,
    ) -> Result<Option<String>, StoreError> {
        self.read("read what was looked at", |tx| {
            tx.prepare_cached(
                "SELECT version FROM looked_at WHERE commune = ?1 AND dossier = ?2 AND member = ?3",
            )
            .and_then(|mut statement| {
                let key = (commune.as_str(), dossier.as_bytes(), member.0);
                statement.query_row(key, |row| row.get("version")).optional()
            })
            .map_err(engine("read what was looked at"))
        })
    }

    fn note_looked_at(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        member: MemberId,
        version: &str,
    ) -> Result<(), StoreError> {
        self.write("note what was looked at", |tx| {
            tx.prepare_cached(
                "INSERT INTO looked_at (commune, dossier, member, version) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET version = excluded.version",
            )
            .and_then(|mut statement| {
                statement.execute((commune.as_str(), dossier.as_bytes(), member.0, version))
            })
            .map_err(engine("note what was looked at"))?;
            Ok(())
        })
    }
}
