//! What the store remembers of the link, and whether data and battery are to be saved.

use crate::{Store, StoreError};
use rusqlite::params;
use sync::budget::LinkEstimate;

/// What waits to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    pub documents: u32,
    /// About so many bytes of messages: for a progress bar, no document is loaded for it.
    pub bytes: u32,
}

impl Store {
    pub fn link_estimate(&self) -> Result<LinkEstimate, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT up_bytes_s, down_bytes_s, round_trip_ms, up_squeeze, down_squeeze, halvings FROM link",
            )?
            .query_row([], |row| {
                Ok(LinkEstimate {
                    up_bytes_s: row.get(0)?,
                    down_bytes_s: row.get(1)?,
                    round_trip_ms: row.get(2)?,
                    up_squeeze: row.get(3)?,
                    down_squeeze: row.get(4)?,
                    halvings: row.get(5)?,
                })
            })?)
    }

    pub fn set_link_estimate(&mut self, known: &LinkEstimate) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE link SET up_bytes_s = ?1, down_bytes_s = ?2, round_trip_ms = ?3, up_squeeze = ?4,
                    down_squeeze = ?5, halvings = ?6",
            )?
            .execute(params![
                known.up_bytes_s,
                known.down_bytes_s,
                known.round_trip_ms,
                known.up_squeeze,
                known.down_squeeze,
                known.halvings,
            ])?;
        Ok(())
    }

    /// Whether the volunteer asked to save data and battery.
    pub fn saving(&self) -> Result<bool, StoreError> {
        Ok(self.connection.prepare_cached("SELECT saving FROM device")?.query_row([], |row| row.get(0))?)
    }

    pub fn set_saving(&mut self, on: bool) -> Result<(), StoreError> {
        self.connection.execute("UPDATE device SET saving = ?1", [on])?;
        Ok(())
    }

    /// What waits, with its size: the changes that are not in the snapshot, or all of what the server never had.
    pub fn waiting_with_size(&self) -> Result<Waiting, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT count(*), coalesce(sum(CASE WHEN d.shared_heads = x''
                        THEN length(s.bytes) + d.log_bytes ELSE min(d.log_bytes, length(s.bytes)) END), 0)
                 FROM outbox AS o LEFT JOIN document AS d ON d.id = o.document
                 LEFT JOIN snapshot AS s ON s.document = o.document",
            )?
            .query_row([], |row| {
                let bytes: i64 = row.get(1)?;
                Ok(Waiting { documents: row.get(0)?, bytes: u32::try_from(bytes).unwrap_or(u32::MAX) })
            })?)
    }
}
