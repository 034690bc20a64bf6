//! Snapshots of documents. They lie apart from the documents' rows, which are looked for far more often: see migration 0020.

use super::StoreError;
use super::columns::engine;
use dossier::{CommuneCode, DocumentId};
use rusqlite::Transaction;

pub(super) fn put(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    id: DocumentId,
    bytes: &[u8],
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO snapshot (commune, document, bytes) VALUES (?1, ?2, ?3)
         ON CONFLICT (commune, document) DO UPDATE SET bytes = excluded.bytes",
    )
    .and_then(|mut statement| statement.execute((commune.as_str(), id.as_bytes(), bytes)))
    .map_err(engine("write the snapshot"))?;
    Ok(())
}

/// With its document, which goes to another commune.
pub(super) fn give(
    tx: &Transaction<'_>,
    from: &CommuneCode,
    to: &CommuneCode,
    id: DocumentId,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE snapshot SET commune = ?3 WHERE commune = ?1 AND document = ?2",
        (from.as_str(), id.as_bytes(), to.as_str()),
    )
    .map_err(engine("move the snapshot"))?;
    Ok(())
}
