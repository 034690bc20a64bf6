//! What a person here has looked at of a dossier, and what others have written since.
//!
//! A dossier that nobody here has opened has no row: all of it is new, and it is told as a dossier, not value by value.

use crate::{Store, StoreError};
use dossier::DocumentId;
use dossier::DossierId;
use dossier::document::{Actor, Document, Heads, News};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

impl Store {
    /// The dossier was looked at as it is here.
    pub fn mark_looked(&mut self, dossier: DossierId) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO looked (dossier, heads) SELECT id, heads FROM document WHERE id = ?1
                 ON CONFLICT (dossier) DO UPDATE SET heads = excluded.heads, news = 0",
            )?
            .execute([dossier.as_bytes()])?;
        Ok(())
    }

    /// What others have written in it since it was looked at. `None`: nobody here has looked at it, or it was changed
    /// for another copy since.
    pub fn news(&self, dossier: DossierId, document: &Document) -> Result<Option<Vec<News>>, StoreError> {
        news(&self.connection, dossier.into(), document)
    }
}

/// Whoever begins a dossier has looked at it.
pub(crate) fn begun(tx: &Transaction<'_>, id: DocumentId, document: &Document) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO looked (dossier, heads) VALUES (?1, ?2)")?
        .execute(params![id.as_bytes(), document.heads().to_bytes()])?;
    Ok(())
}

/// Counts the news of a dossier in which others' changes were merged, for lists.
pub(crate) fn count(tx: &Transaction<'_>, id: DocumentId, document: &Document) -> Result<(), StoreError> {
    if let Some(news) = news(tx, id, document)? {
        tx.prepare_cached("UPDATE looked SET news = ?2 WHERE dossier = ?1")?
            .execute(params![id.as_bytes(), news.len()])?;
    }
    Ok(())
}

fn news(
    connection: &Connection,
    id: DocumentId,
    document: &Document,
) -> Result<Option<Vec<News>>, StoreError> {
    let looked: Option<(Vec<u8>, Vec<u8>)> = connection
        .prepare_cached(
            "SELECT l.heads, d.actor FROM looked AS l JOIN document AS d ON d.id = l.dossier WHERE l.dossier = ?1",
        )?
        .query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((heads, actor)) = looked else { return Ok(None) };
    match (Heads::from_bytes(&heads), <[u8; 16]>::try_from(actor)) {
        (Some(seen), Ok(own)) => Ok(document.news_since(&seen, Actor(own))?),
        _ => Ok(None),
    }
}
