//! The feed in SQLite: three tables in one sequence of numbers, read in its order until the budget is used.

use super::cases::read_record;
use super::columns::{document, engine, number, unsigned};
use super::{SqliteStore, StoreError, newest};
use crate::store::feed::{Feed, FeedChange, FeedEntry, FeedPage, FeedQuery};
use dossier::DocumentId;
use dossier::document::is_skeleton_actor;
use rusqlite::{Row, Transaction};
use std::collections::{HashMap, HashSet};

/// Each part walks an index in the order of `seq`, so nothing is sorted and reading can stop anywhere. A document that left
/// the team and came back is not told as left: its changes may be known to the reader and stand in no page any more.
const FEED: &str = "SELECT c.seq AS seq, 'change' AS what, c.document AS document, d.heads AS heads,
        c.hash AS hash, c.actor AS actor, c.raw AS body
     FROM change c JOIN document d ON d.commune = c.commune AND d.id = c.document
     WHERE c.commune = ?1 AND c.seq > ?2 AND d.team = ?3
     UNION ALL
     SELECT r.seq, 'case', r.dossier, x'', x'', x'', CAST(r.record AS BLOB)
     FROM case_record r JOIN document d ON d.commune = r.commune AND d.id = r.dossier
     WHERE r.commune = ?1 AND r.seq > ?2 AND d.team = ?3
     UNION ALL
     SELECT d.folded_seq, 'folded', d.id, d.heads, x'', x'', x''
     FROM document d WHERE d.commune = ?1 AND d.folded_seq > 0 AND d.folded_seq > ?2 AND d.team = ?3
     UNION ALL
     SELECT r.seq, 'removal', r.document, x'', x'', x'', x''
     FROM removal r
     WHERE r.commune = ?1 AND r.seq > ?2 AND r.team = ?3 AND NOT EXISTS
        (SELECT 1 FROM document d WHERE d.commune = r.commune AND d.id = r.document AND d.team = r.team AND d.deleted_at = 0)
     ORDER BY 1";

/// What an entry costs on the wire beside its bytes: numbers, ids, names of fields.
const ENTRY_OVERHEAD: usize = 40;

impl Feed for SqliteStore {
    fn feed(&self, query: &FeedQuery<'_>) -> Result<FeedPage, StoreError> {
        self.read("read the feed", |tx| read(tx, query))
    }
}

fn read(tx: &Transaction<'_>, query: &FeedQuery<'_>) -> Result<FeedPage, StoreError> {
    let failed = engine("read the feed");
    let end = tx
        .prepare_cached("SELECT feed_seq FROM commune WHERE commune = ?1")
        .and_then(|mut statement| {
            statement.query_row([query.commune.as_str()], |row| unsigned(row, "feed_seq"))
        })
        .map_err(&failed)?;
    let mut page = Page::default();
    // A cursor beyond the feed is nobody's: whoever has it has missed everything, not nothing.
    let after = if query.after > end { 0 } else { query.after };
    let mut up_to = after;
    if end > after {
        let mut statement = tx.prepare_cached(FEED).map_err(&failed)?;
        let mut rows =
            statement.query((query.commune.as_str(), number(after), query.team.0)).map_err(&failed)?;
        while let Some(row) = rows.next().map_err(&failed)? {
            let line = Line::read(row).map_err(&failed)?;
            if line.what == "folded" {
                if line.heads_are_among(query.skip) {
                    continue;
                }
                let whole = newest::whole(tx, query.commune, line.document, line.seq)?;
                let FeedEntry::Whole { chunks, .. } = &whole else { continue };
                let size = chunks.iter().map(Vec::len).sum::<usize>().saturating_add(ENTRY_OVERHEAD);
                if !page.entries.is_empty() && page.bytes.saturating_add(size) > query.budget {
                    return page.cut(tx, query, up_to, end);
                }
                page.bytes = page.bytes.saturating_add(size);
                page.whole.insert(line.document);
                up_to = line.seq;
                page.entries.push(whole);
            } else if !(line.is_change()
                && (line.is_among(query.skip) || page.whole.contains(&line.document)))
            {
                let size = line.body.len().saturating_add(ENTRY_OVERHEAD);
                let full = !page.entries.is_empty() && page.bytes.saturating_add(size) > query.budget;
                if full && !(line.is_change() && page.has_only_the_skeleton(line.document)) {
                    return page.cut(tx, query, up_to, end);
                }
                page.bytes = page.bytes.saturating_add(size);
                up_to = line.seq;
                page.add(line)?;
            }
        }
    }
    // Everything of the scope was read: what lies between is other teams' business.
    Ok(FeedPage { entries: page.entries, up_to: end, more: false, end, bytes: page.bytes })
}

struct Line {
    seq: u64,
    what: String,
    document: DocumentId,
    heads: Vec<u8>,
    hash: Vec<u8>,
    actor: Vec<u8>,
    body: Vec<u8>,
}

impl Line {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: unsigned(row, "seq")?,
            what: row.get("what")?,
            document: document(row, "document")?,
            heads: row.get("heads")?,
            hash: row.get("hash")?,
            actor: row.get("actor")?,
            body: row.get("body")?,
        })
    }

    fn is_among(&self, known: &HashSet<(DocumentId, [u8; 32])>) -> bool {
        <[u8; 32]>::try_from(self.hash.as_slice()).is_ok_and(|hash| known.contains(&(self.document, hash)))
    }

    /// The reader has the document as it is now.
    fn heads_are_among(&self, known: &HashSet<(DocumentId, [u8; 32])>) -> bool {
        let (heads, rest) = self.heads.as_chunks::<32>();
        let has = |head: &[u8; 32]| known.contains(&(self.document, *head));
        rest.is_empty() && !heads.is_empty() && heads.iter().all(has)
    }

    fn is_change(&self) -> bool {
        self.what == "change"
    }
}

#[derive(Default)]
struct Page {
    entries: Vec<FeedEntry>,
    /// Where a document's changes stand among the entries.
    at: HashMap<DocumentId, usize>,
    /// The newest change of the page, by document.
    last_hash: HashMap<DocumentId, Vec<u8>>,
    /// Documents that stand in the page whole: their later changes are in there.
    whole: HashSet<DocumentId>,
    bytes: usize,
}

impl Page {
    /// A page is not cut there: a document without its facts is none that a reader could list.
    fn has_only_the_skeleton(&self, document: DocumentId) -> bool {
        let begun = self.at.get(&document).and_then(|at| self.entries.get(*at));
        matches!(begun, Some(FeedEntry::Changes { changes, .. })
            if changes.iter().all(|change| is_skeleton_actor(&change.actor)))
    }

    fn add(&mut self, line: Line) -> Result<(), StoreError> {
        if line.is_change() {
            self.add_change(line);
            return Ok(());
        }
        let Line { seq, document, body, what, .. } = line;
        self.entries.push(if what == "case" {
            let record = String::from_utf8(body).map_err(|_| StoreError::Damaged { what: "case" })?;
            FeedEntry::Case { seq, case: read_record(&record)? }
        } else {
            FeedEntry::Removed { seq, document }
        });
        Ok(())
    }

    fn add_change(&mut self, line: Line) {
        let change = FeedChange { actor: line.actor, raw: line.body };
        self.last_hash.insert(line.document, line.hash);
        let started = self.at.get(&line.document).and_then(|at| self.entries.get_mut(*at));
        if let Some(FeedEntry::Changes { seq, changes, .. }) = started {
            *seq = line.seq;
            changes.push(change);
            return;
        }
        self.at.insert(line.document, self.entries.len());
        self.entries.push(FeedEntry::Changes {
            seq: line.seq,
            document: line.document,
            heads: line.heads,
            changes: vec![change],
        });
    }

    /// The entries of a page that ends before the feed does: where a document's changes go on beyond it,
    /// the reader does not have the document's heads yet.
    fn cut(
        mut self,
        tx: &Transaction<'_>,
        query: &FeedQuery<'_>,
        up_to: u64,
        end: u64,
    ) -> Result<FeedPage, StoreError> {
        let mut goes_on = tx
            .prepare_cached("SELECT 1 FROM change WHERE commune = ?1 AND document = ?2 AND seq > ?3")
            .map_err(engine("read the feed"))?;
        for entry in &mut self.entries {
            if let FeedEntry::Changes { document, heads, .. } = entry {
                let cut = goes_on
                    .exists((query.commune.as_str(), document.as_bytes(), number(up_to)))
                    .map_err(engine("read the feed"))?;
                if let (true, Some(hash)) = (cut, self.last_hash.remove(document)) {
                    *heads = hash;
                }
            }
        }
        Ok(FeedPage { entries: self.entries, up_to, more: true, end, bytes: self.bytes })
    }
}
