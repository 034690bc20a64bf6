//! The feed read from its end, for a first sync: each document whole, the newest first.
//!
//! The reader keeps two numbers: `up_to`, the end of the feed when it began, and `below`. A document belongs to the
//! place of its newest entry up to `up_to`, which nothing that happens later moves: later changes have later
//! numbers, and folding puts the place of what it takes away where its newest row was. So each document of the
//! scope stands at exactly one place, and whoever has read down to 0 has missed none. What happened after `up_to`
//! comes by the feed itself.

use super::cases::read_record;
use super::columns::{document, engine, number, unsigned};
use super::upkeep::actors_of;
use super::{SqliteStore, StoreError, documents};
use crate::store::documents::StoredDocument;
use crate::store::feed::{FeedEntry, Newest, NewestPage, NewestQuery};
use dossier::{CommuneCode, DocumentId};
use rusqlite::{OptionalExtension, Transaction};

/// Places from the newest on. A removal is told only where the document is not here again.
const PLACES: &str = "SELECT c.seq AS seq, 'document' AS what, c.document AS document, c.hash AS hash
     FROM change c JOIN document d ON d.commune = c.commune AND d.id = c.document
     WHERE c.commune = ?1 AND c.seq < ?2 AND c.seq <= ?3 AND d.team = ?4 AND d.deleted_at = 0
       AND NOT EXISTS (SELECT 1 FROM change n WHERE n.commune = c.commune AND n.document = c.document
                       AND n.seq > c.seq AND n.seq <= ?3)
     UNION ALL
     SELECT d.folded_seq, 'document', d.id, iif(length(d.heads) = 32, d.heads, x'') FROM document d
     WHERE d.commune = ?1 AND d.folded_seq > 0 AND d.folded_seq < ?2 AND d.folded_seq <= ?3 AND d.team = ?4
       AND d.deleted_at = 0
       AND NOT EXISTS (SELECT 1 FROM change n WHERE n.commune = d.commune AND n.document = d.id
                       AND n.seq > d.folded_seq AND n.seq <= ?3)
     UNION ALL
     SELECT r.seq, 'removal', r.document, x'' FROM removal r
     WHERE r.commune = ?1 AND r.seq < ?2 AND r.seq <= ?3 AND r.team = ?4
       AND NOT EXISTS (SELECT 1 FROM document d WHERE d.commune = r.commune AND d.id = r.document
                       AND d.team = ?4 AND d.deleted_at = 0)
     ORDER BY 1 DESC";

const READ: &str = "read the newest of the feed";
/// What an entry costs on the wire beside its bytes.
const ENTRY_OVERHEAD: usize = 40;

impl Newest for SqliteStore {
    fn newest(&self, query: &NewestQuery<'_>) -> Result<NewestPage, StoreError> {
        self.read(READ, |tx| read(tx, query))
    }
}

struct Place {
    seq: u64,
    is_removal: bool,
    document: DocumentId,
    hash: Vec<u8>,
}

fn read(tx: &Transaction<'_>, query: &NewestQuery<'_>) -> Result<NewestPage, StoreError> {
    let end = tx
        .prepare_cached("SELECT feed_seq FROM commune WHERE commune = ?1")
        .and_then(|mut statement| {
            statement.query_row([query.commune.as_str()], |row| unsigned(row, "feed_seq"))
        })
        .map_err(engine(READ))?;
    let up_to = query.up_to.unwrap_or(end);
    let mut page = NewestPage {
        entries: Vec::new(),
        up_to,
        below: None,
        end,
        begun_at: query.below.min(up_to),
        bytes: 0,
    };
    let mut statement = tx.prepare_cached(PLACES).map_err(engine(READ))?;
    let mut rows = statement
        .query((query.commune.as_str(), number(query.below), number(up_to), query.team.0))
        .map_err(engine(READ))?;
    let mut last = query.below;
    while let Some(row) = rows.next().map_err(engine(READ))? {
        let place = (|| -> rusqlite::Result<Place> {
            Ok(Place {
                seq: unsigned(row, "seq")?,
                is_removal: row.get::<_, String>("what")? == "removal",
                document: document(row, "document")?,
                hash: row.get("hash")?,
            })
        })()
        .map_err(engine(READ))?;
        if page.bytes >= query.budget {
            page.below = Some(last);
            return Ok(page);
        }
        last = place.seq;
        if place.is_removal {
            page.bytes = page.bytes.saturating_add(ENTRY_OVERHEAD);
            page.entries.push(FeedEntry::Removed { seq: place.seq, document: place.document });
            continue;
        }
        // The reader has just brought the newest change, or gets it with its receipt: then it has all of it.
        let known = <[u8; 32]>::try_from(place.hash.as_slice())
            .is_ok_and(|hash| query.skip.contains(&(place.document, hash)));
        let case = case_of(tx, query.commune, place.document)?;
        if !known {
            let whole = whole(tx, query.commune, place.document, place.seq)?;
            if let FeedEntry::Whole { chunks, .. } = &whole {
                let size: usize = chunks.iter().map(Vec::len).sum();
                page.bytes = page.bytes.saturating_add(size).saturating_add(ENTRY_OVERHEAD);
            }
            page.entries.push(whole);
        }
        if let Some((case, size)) = case {
            page.bytes = page.bytes.saturating_add(size).saturating_add(ENTRY_OVERHEAD);
            page.entries.push(case);
        }
    }
    Ok(page)
}

fn case_of(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    id: DocumentId,
) -> Result<Option<(FeedEntry, usize)>, StoreError> {
    let found: Option<(u64, String)> = tx
        .prepare_cached("SELECT seq, record FROM case_record WHERE commune = ?1 AND dossier = ?2")
        .and_then(|mut statement| {
            statement
                .query_row((commune.as_str(), id.as_bytes()), |row| {
                    Ok((unsigned(row, "seq")?, row.get("record")?))
                })
                .optional()
        })
        .map_err(engine(READ))?;
    let Some((seq, record)) = found else { return Ok(None) };
    Ok(Some((FeedEntry::Case { seq, case: read_record(&record)? }, record.len())))
}

/// The document as it is now: its snapshot, and the changes after it.
pub(super) fn whole(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    id: DocumentId,
    seq: u64,
) -> Result<FeedEntry, StoreError> {
    let stored = documents::load(tx, commune, id)?.ok_or(StoreError::Unknown { what: "document" })?;
    let StoredDocument { heads, snapshot, log, .. } = stored;
    let chunks = (!snapshot.is_empty()).then_some(snapshot).into_iter().chain(log).collect();
    Ok(FeedEntry::Whole { seq, document: id, heads, chunks, actors: actors_of(tx, commune, id)? })
}
