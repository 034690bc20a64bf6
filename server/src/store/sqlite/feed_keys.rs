//! Keys of programs that read numbers, in SQLite.

use super::columns::{AuditLine, commune as commune_column, engine, hash, moment, moment_if_any};
use super::{SqliteStore, StoreError};
use crate::store::access::SecretHash;
use crate::store::feed_keys::{FeedKeys, KnownKey};
use dossier::{CommuneCode, MemberId, Timestamp};
use rusqlite::{OptionalExtension, Transaction};
use wire::feed::FeedKey;

fn note(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    (action, id): (&str, u32),
    by: MemberId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let count = usize::try_from(id).unwrap_or(usize::MAX);
    AuditLine { commune, at: now, member: by, device: None, action, document: None, count }.write(tx)
}

impl FeedKeys for SqliteStore {
    fn add_feed_key(
        &self,
        commune: &CommuneCode,
        name: &str,
        key_hash: &SecretHash,
        by: MemberId,
        now: Timestamp,
    ) -> Result<u32, StoreError> {
        self.write("keep the key", |tx| {
            let id: u32 = tx
                .query_row(
                    "INSERT INTO feed_key (commune, id, name, key_hash, made_at, made_by)
                     SELECT ?1, coalesce(max(id), 0) + 1, ?2, ?3, ?4, ?5 FROM feed_key WHERE commune = ?1
                     RETURNING id",
                    (commune.as_str(), name, key_hash, now.millis(), by.0),
                    |row| row.get("id"),
                )
                .map_err(engine("keep the key"))?;
            note(tx, commune, ("make_feed_key", id), by, now)?;
            Ok(id)
        })
    }

    fn feed_keys(&self, commune: &CommuneCode) -> Result<Vec<FeedKey>, StoreError> {
        self.read("list the keys", |tx| {
            tx.prepare_cached(
                "SELECT k.id, k.name, k.made_at, k.revoked_at, coalesce(m.name, '') AS made_by
                 FROM feed_key k LEFT JOIN member m ON m.commune = k.commune AND m.id = k.made_by
                 WHERE k.commune = ?1 ORDER BY k.id DESC",
            )
            .and_then(|mut statement| {
                statement
                    .query_map([commune.as_str()], |row| {
                        Ok(FeedKey {
                            id: row.get("id")?,
                            name: row.get("name")?,
                            made_at: moment(row, "made_at")?,
                            made_by: row.get("made_by")?,
                            revoked_at: moment_if_any(row, "revoked_at")?,
                        })
                    })?
                    .collect()
            })
            .map_err(engine("list the keys"))
        })
    }

    fn revoke_feed_key(
        &self,
        commune: &CommuneCode,
        id: u32,
        by: MemberId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("revoke the key", |tx| {
            let before: Option<i64> = tx
                .query_row(
                    "SELECT revoked_at FROM feed_key WHERE commune = ?1 AND id = ?2",
                    (commune.as_str(), id),
                    |row| row.get("revoked_at"),
                )
                .optional()
                .map_err(engine("revoke the key"))?;
            if before.ok_or(StoreError::Unknown { what: "key" })? != 0 {
                return Ok(());
            }
            tx.execute(
                "UPDATE feed_key SET revoked_at = ?3 WHERE commune = ?1 AND id = ?2",
                (commune.as_str(), id, now.millis()),
            )
            .map_err(engine("revoke the key"))?;
            note(tx, commune, ("revoke_feed_key", id), by, now)
        })
    }

    fn feed_key(&self, key_hash: &SecretHash) -> Result<Option<KnownKey>, StoreError> {
        self.read("read the key", |tx| {
            tx.prepare_cached("SELECT commune, id, revoked_at, key_hash FROM feed_key WHERE key_hash = ?1")
                .and_then(|mut statement| {
                    statement
                        .query_row([key_hash], |row| {
                            Ok(KnownKey {
                                commune: commune_column(row, "commune")?,
                                id: row.get("id")?,
                                revoked: moment_if_any(row, "revoked_at")?.is_some(),
                                key_hash: hash(row, "key_hash")?,
                            })
                        })
                        .optional()
                })
                .map_err(engine("read the key"))
        })
    }
}
