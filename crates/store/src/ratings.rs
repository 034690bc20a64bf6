//! Ratings that villagers have tapped on this phone, as sealed boxes on their way to the commune's server.
//!
//! **Invariant:** one a dossier, and none is changed or read here. A box stays after its receipt, by the server's epoch: a
//! server that was restored from a backup gets it again.

use crate::{Store, StoreError};
use dossier::{DossierId, Timestamp};
use rusqlite::OptionalExtension;
use wire::rating::RatingStanding;

impl Store {
    /// Keeps a box; on the disk when this answers. `false`: one was kept before, and stays.
    pub fn keep_rating(
        &mut self,
        dossier: DossierId,
        sealed: &[u8],
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let written = self.connection.execute(
            "INSERT INTO rating (dossier, sealed, at_ms) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            (dossier.as_bytes(), sealed, now.millis()),
        )?;
        Ok(written == 1)
    }

    /// `None`: nobody has rated it on this phone.
    pub fn rating_standing(&self, dossier: DossierId) -> Result<Option<RatingStanding>, StoreError> {
        let settled: Option<bool> = self
            .connection
            .prepare_cached(
                "SELECT settled_in <> 0 AND settled_in = (SELECT server_epoch FROM device) FROM rating
                 WHERE dossier = ?1",
            )?
            .query_row([dossier.as_bytes()], |row| row.get(0))
            .optional()?;
        Ok(settled.map(|settled| if settled { RatingStanding::Sent } else { RatingStanding::Waiting }))
    }

    /// What the server of this epoch does not have yet, the oldest first.
    pub fn ratings_to_send(&self, limit: usize) -> Result<Vec<(DossierId, Vec<u8>)>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows: Vec<(Vec<u8>, Vec<u8>)> = self
            .connection
            .prepare_cached(
                "SELECT dossier, sealed FROM rating
                 WHERE settled_in = 0 OR settled_in <> (SELECT server_epoch FROM device)
                 ORDER BY at_ms, dossier LIMIT ?1",
            )?
            .query_map([limit], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let known = |(id, sealed): (Vec<u8>, Vec<u8>)| DossierId::from_slice(&id).map(|id| (id, sealed));
        Ok(rows.into_iter().filter_map(known).collect())
    }

    /// The server of this epoch has them, or does not want them any more.
    pub fn ratings_settled(&mut self, dossiers: &[DossierId]) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        for dossier in dossiers {
            tx.execute(
                "UPDATE rating SET settled_in = (SELECT server_epoch FROM device) WHERE dossier = ?1",
                [dossier.as_bytes()],
            )?;
        }
        tx.commit()?;
        Ok(())
    }

    /// Those that the server could not take yet go behind the others, so that none waits for them.
    pub fn ratings_put_off(&mut self, dossiers: &[DossierId], now: Timestamp) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        for dossier in dossiers {
            tx.execute(
                "UPDATE rating SET at_ms = ?2 WHERE dossier = ?1",
                (dossier.as_bytes(), now.millis()),
            )?;
        }
        tx.commit()?;
        Ok(())
    }
}
