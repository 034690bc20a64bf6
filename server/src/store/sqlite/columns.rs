//! Between SQL columns and domain types. SQLite's integers are signed: what does not fit is clamped when
//! written and an error when read.

pub(super) use super::audit::AuditLine;

use super::StoreError;
use dossier::{CommuneCode, DeviceId, DocumentId, MemberId, TeamId, Timestamp};
use rusqlite::types::{FromSqlError, Type};
use rusqlite::{Row, Transaction};
use std::error::Error;

/// An engine's error under the words of the action that failed.
pub(super) fn engine<E>(action: &'static str) -> impl Fn(E) -> StoreError
where
    E: Into<Box<dyn Error + Send + Sync>>,
{
    move |source| StoreError::Engine { action, source: source.into() }
}

pub(super) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

pub(super) fn unsigned(row: &Row<'_>, column: &str) -> rusqlite::Result<u64> {
    let value: i64 = row.get(column)?;
    u64::try_from(value).map_err(|_| FromSqlError::OutOfRange(value).into())
}

pub(super) fn moment(row: &Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    row.get(column).map(Timestamp::from_millis)
}

/// 0 is "none".
pub(super) fn moment_if_any(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Timestamp>> {
    let millis: i64 = row.get(column)?;
    Ok((millis != 0).then_some(Timestamp::from_millis(millis)))
}

pub(super) fn member(row: &Row<'_>, column: &str) -> rusqlite::Result<MemberId> {
    row.get(column).map(MemberId)
}

pub(super) fn team(row: &Row<'_>, column: &str) -> rusqlite::Result<TeamId> {
    row.get(column).map(TeamId)
}

pub(super) fn commune(row: &Row<'_>, column: &str) -> rusqlite::Result<CommuneCode> {
    row.get::<_, String>(column).map(CommuneCode::new)
}

fn unreadable(column: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, format!("{column} has another length").into())
}

pub(super) fn hash(row: &Row<'_>, column: &str) -> rusqlite::Result<[u8; 32]> {
    row.get::<_, Vec<u8>>(column)?.try_into().map_err(|_| unreadable(column))
}

pub(super) fn document(row: &Row<'_>, column: &str) -> rusqlite::Result<DocumentId> {
    DocumentId::from_slice(&row.get::<_, Vec<u8>>(column)?).ok_or_else(|| unreadable(column))
}

pub(super) fn device(row: &Row<'_>, column: &str) -> rusqlite::Result<DeviceId> {
    DeviceId::from_slice(&row.get::<_, Vec<u8>>(column)?).ok_or_else(|| unreadable(column))
}

/// An empty blob is "none".
pub(super) fn device_if_any(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<DeviceId>> {
    let bytes: Vec<u8> = row.get(column)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    DeviceId::from_slice(&bytes).map(Some).ok_or_else(|| unreadable(column))
}

/// The bytes that stand for a device in a column: none for "the server itself".
pub(super) fn device_bytes(device: Option<&DeviceId>) -> &[u8] {
    device.map_or(&[], |device| device.as_bytes().as_slice())
}

/// The next number of the commune's feed. Taken inside the transaction that uses it.
pub(super) fn next_feed_seq(tx: &Transaction<'_>, commune: &CommuneCode) -> Result<i64, StoreError> {
    tx.prepare_cached("UPDATE commune SET feed_seq = feed_seq + 1 WHERE commune = ?1 RETURNING feed_seq")
        .and_then(|mut statement| statement.query_row([commune.as_str()], |row| row.get("feed_seq")))
        .map_err(engine("take the next number of the feed"))
}
