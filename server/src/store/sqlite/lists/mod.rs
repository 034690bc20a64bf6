//! Work lists in SQLite: `work_row`, its numbers and `work_search`, as migration 0013 describes them.
//!
//! A page is read from an index in its order and stops when it is full; a number is a sum of counters, or a count over the
//! narrowest index that the filters leave. What is read is `O(page)`, not `O(commune)`.

mod found;
mod narrow;
mod numbers;
mod page;
mod rows;
mod words;
mod write;

pub(super) use write::{is_listed, list_again, take_off};

use super::columns::engine;
use super::{SqliteStore, StoreError};
use crate::store::lists::{ListQuery, Lists, Page};
use rusqlite::Transaction;
use wire::lists::Cursor;

impl Lists for SqliteStore {
    fn list(&self, query: &ListQuery<'_>) -> Result<Page, StoreError> {
        self.read("read the list", |tx| list(tx, query))
    }

    fn list_anew(&self) -> Result<u64, StoreError> {
        self.write("write the lists anew", write::all_anew)
    }
}

fn list(tx: &Transaction<'_>, query: &ListQuery<'_>) -> Result<Page, StoreError> {
    let narrow = narrow::Narrow::of(query)?;
    if let Some(place) = found::by_whole_number(tx, query)? {
        return found::page_of_one(tx, query, &narrow, place);
    }
    if let Some(asked) = words::asked(query.words) {
        return found::page(tx, query, &narrow, &asked);
    }
    if !query.words.trim().is_empty() {
        // Nothing but signs: no row has them.
        return Ok(Page { numbers: Some(wire::lists::Numbers::default()), ..Page::default() });
    }
    let places = page::places(tx, query, &narrow)?;
    let numbers = match &query.after {
        None => Some(numbers::of(tx, query, &narrow)?),
        Some(_) => None,
    };
    whole(tx, query, places, numbers)
}

/// One more than the page was asked for: then there is a next one.
fn whole(
    tx: &Transaction<'_>,
    query: &ListQuery<'_>,
    mut places: Vec<Cursor>,
    numbers: Option<wire::lists::Numbers>,
) -> Result<Page, StoreError> {
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let more = places.len() > limit;
    places.truncate(limit);
    let next = places.last().filter(|_| more).cloned();
    Ok(Page { rows: rows::of(tx, query.commune, &places)?, next, numbers })
}

/// The migration fills the rows of what was there before it.
pub(super) fn fill(tx: &Transaction<'_>) -> Result<(), StoreError> {
    write::all_anew(tx).map(drop)
}

/// The number of a list in `work_row`.
const NEW: i64 = 1;
const WAITING: i64 = 2;
const WORK: i64 = 3;
const DONE: i64 = 4;

fn failed(error: rusqlite::Error) -> StoreError {
    engine("read the list")(error)
}
