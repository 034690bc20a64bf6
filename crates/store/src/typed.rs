//! What was typed into a page whose entry does not exist yet, so that a phone that ends the app takes no word.

use crate::{Store, StoreError};
use dossier::Timestamp;
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;

/// Nobody comes back to a person who was begun a week ago; what was typed of her is not kept for ever.
const KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1000;

impl Store {
    /// Keeps what stands in the fields of a page; nothing when none holds anything.
    pub fn keep_typed(
        &mut self,
        place: &str,
        fields: &BTreeMap<String, String>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        let oldest = now.plus_millis(-KEPT_MS).millis();
        tx.execute("DELETE FROM typed WHERE place = ?1 OR at_ms < ?2", params![place, oldest])?;
        if fields.values().any(|text| !text.is_empty()) {
            let fields = serde_json::to_string(fields).map_err(|_| StoreError::Unwritable)?;
            tx.execute(
                "INSERT INTO typed (place, fields, at_ms) VALUES (?1, ?2, ?3)",
                params![place, fields, now.millis()],
            )?;
        }
        tx.commit()?;
        Ok(())
    }

    /// What was typed into the page and not saved yet.
    pub fn typed(&self, place: &str) -> Result<BTreeMap<String, String>, StoreError> {
        let fields: Option<String> = self
            .connection
            .prepare_cached("SELECT fields FROM typed WHERE place = ?1")?
            .query_row([place], |row| row.get(0))
            .optional()?;
        Ok(fields.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
    }
}
