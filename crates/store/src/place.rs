//! Where a person was, for the next start.

use crate::{Store, StoreError};
use dossier::Timestamp;
use rusqlite::params;

impl Store {
    /// The page that is open now.
    pub fn keep_place(&mut self, place: &str, now: Timestamp) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE device SET place = ?1, place_ms = ?2")?
            .execute(params![place, now.millis()])?;
        Ok(())
    }

    /// The page that was open last, and when it was opened. It is told once: should it be one that cannot be shown, the
    /// next start is at the first page.
    pub fn take_place(&mut self) -> Result<Option<(String, Timestamp)>, StoreError> {
        let (place, at): (String, i64) =
            self.connection
                .query_row("SELECT place, place_ms FROM device", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if place.is_empty() {
            return Ok(None);
        }
        self.connection.execute("UPDATE device SET place = ''", [])?;
        Ok(Some((place, Timestamp::from_millis(at))))
    }
}
