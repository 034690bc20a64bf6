//! The search: a page of what is found, and how many in each list when they are few enough to be counted.

use super::narrow::{Index, Narrow, by_day, states};
use super::page::days;
use super::words::{Asked, is_short, mark, within};
use super::{DONE, NEW, WAITING, WORK, failed, whole};
use crate::store::StoreError;
use crate::store::lists::{COUNTED_IN_A_SEARCH, ListQuery, Page};
use rusqlite::{OptionalExtension, ToSql, Transaction};
use wire::lists::{Cursor, List, Numbers};

/// One row that was found.
struct Hit {
    place: i64,
    list: i64,
    due: String,
}

/// The place of the dossier whose whole number was typed, also where nobody may see it.
pub(super) fn by_whole_number(
    tx: &Transaction<'_>,
    query: &ListQuery<'_>,
) -> Result<Option<i64>, StoreError> {
    let typed = query.words.trim().to_uppercase();
    if typed.is_empty() {
        return Ok(None);
    }
    tx.prepare_cached(
        "SELECT w.place FROM case_record c JOIN work_row w ON w.commune = c.commune AND w.dossier = c.dossier
         WHERE c.commune = ?1 AND c.number = ?2 AND c.number <> ''",
    )
    .and_then(|mut statement| {
        statement.query_row((query.commune.as_str(), typed), |row| row.get("place")).optional()
    })
    .map_err(failed)
}

/// The one dossier of a whole number, if filters and rights leave it.
pub(super) fn page_of_one(
    tx: &Transaction<'_>,
    query: &ListQuery<'_>,
    narrow: &Narrow,
    place: i64,
) -> Result<Page, StoreError> {
    let sql = format!(
        "SELECT place, list, due FROM work_row
         WHERE commune = :commune AND place = :place AND place >= :first AND place < :end{}",
        narrow.conditions(Index::List),
    );
    let mut values = narrow.values(Index::List);
    let own: [(&str, &dyn ToSql); 3] = [(":place", &place), (":first", &narrow.first), (":end", &narrow.end)];
    values.extend(own);
    let hits = read(tx, &sql, &values)?;
    counted_page(tx, query, narrow, hits)
}

pub(super) fn page(
    tx: &Transaction<'_>,
    query: &ListQuery<'_>,
    narrow: &Narrow,
    asked: &Asked,
) -> Result<Page, StoreError> {
    let most = i64::try_from(COUNTED_IN_A_SEARCH).unwrap_or(i64::MAX).saturating_add(1);
    // Whole words first: where they are too many already, longer ones would only make it more.
    let mut words = &asked.whole;
    let mut hits = found(tx, narrow, &expression(tx, query, words)?, narrow.end, "", most)?;
    if hits.len() <= COUNTED_IN_A_SEARCH && asked.begun != asked.whole {
        words = &asked.begun;
        hits = found(tx, narrow, &expression(tx, query, words)?, narrow.end, "", most)?;
    }
    // Few enough: everything is known after one look.
    if hits.len() <= COUNTED_IN_A_SEARCH {
        return counted_page(tx, query, narrow, hits);
    }
    // Each list is a search of its own, newest first.
    let expression = match (query.list, states(query.list)) {
        (List::All, _) => expression(tx, query, words)?,
        (_, [list]) if is_short(*list) => {
            let words: Vec<String> = words.iter().map(|word| within(*list, word)).collect();
            expression(tx, query, &words)?
        }
        (_, lists) => {
            let lists: Vec<String> =
                lists.iter().map(|list| format!("\"{}\"", mark('l', &list.to_string()))).collect();
            format!("{} AND ({})", expression(tx, query, words)?, lists.join(" OR "))
        }
    };
    let end = query.after.as_ref().map_or(narrow.end, |after| after.place.min(narrow.end));
    let day = if by_day(query.list) { " AND due >= :from AND due < :before" } else { "" };
    let hits = found_on(tx, query, narrow, &expression, end, day)?;
    let places = hits.into_iter().map(|hit| Cursor { due: String::new(), place: hit.place }).collect();
    whole(tx, query, places, None)
}

/// Marks of the filters beside the words.
fn expression(tx: &Transaction<'_>, query: &ListQuery<'_>, words: &[String]) -> Result<String, StoreError> {
    let mut all = words.to_vec();
    let mut and = |kind: char, of: &str| all.push(format!("\"{}\"", mark(kind, of)));
    let alone: bool = tx
        .prepare_cached("SELECT count(*) = 1 AS alone FROM (SELECT 1 FROM commune LIMIT 2)")
        .and_then(|mut statement| statement.query_row([], |row| row.get("alone")))
        .map_err(failed)?;
    if !alone {
        and('c', query.commune.as_str());
    }
    if let Some(team) = query.reach.team {
        and('t', &team.0.to_string());
    }
    if let Some(volunteer) = query.volunteer {
        and('v', &volunteer.0.to_string());
    }
    if let Some(holder) = query.holder {
        and('h', &holder.0.to_string());
    }
    if let Some(procedures) = query.reach.procedures.as_ref().filter(|all| !all.is_empty()) {
        let ways: Vec<String> =
            procedures.iter().map(|one| format!("\"{}\"", mark('p', one.as_str()))).collect();
        all.push(format!("({})", ways.join(" OR ")));
    }
    Ok(all.join(" AND "))
}

fn found(
    tx: &Transaction<'_>,
    narrow: &Narrow,
    expression: &str,
    end: i64,
    more: &str,
    most: i64,
) -> Result<Vec<Hit>, StoreError> {
    hits(tx, narrow, expression, end, more, most, &[])
}

fn found_on(
    tx: &Transaction<'_>,
    query: &ListQuery<'_>,
    narrow: &Narrow,
    expression: &str,
    end: i64,
    day: &str,
) -> Result<Vec<Hit>, StoreError> {
    let (from, before) = days(query.list, narrow);
    let own: [(&str, &dyn ToSql); 2] = [(":from", &from), (":before", &before)];
    let own: &[(&str, &dyn ToSql)] = if day.is_empty() { &[] } else { &own };
    hits(tx, narrow, expression, end, day, i64::from(query.limit).saturating_add(1), own)
}

/// Filters are asked of the row as well: a mark is only a shorter way.
fn hits(
    tx: &Transaction<'_>,
    narrow: &Narrow,
    expression: &str,
    end: i64,
    more: &str,
    most: i64,
    own: &[(&'static str, &dyn ToSql)],
) -> Result<Vec<Hit>, StoreError> {
    let sql = format!(
        "SELECT w.place, w.list, w.due FROM work_search s CROSS JOIN work_row w ON w.place = s.rowid
         WHERE s.work_search MATCH :expression AND s.rowid >= :first AND s.rowid < :end
            AND w.commune = :commune{}{more} ORDER BY s.rowid DESC LIMIT :most",
        narrow.conditions(Index::List),
    );
    let mut values = narrow.values(Index::List);
    let common: [(&str, &dyn ToSql); 4] =
        [(":expression", &expression), (":first", &narrow.first), (":end", &end), (":most", &most)];
    values.extend(common);
    values.extend(own.iter().copied());
    read(tx, &sql, &values)
}

fn read(tx: &Transaction<'_>, sql: &str, values: &[(&str, &dyn ToSql)]) -> Result<Vec<Hit>, StoreError> {
    let mut statement = tx.prepare_cached(sql).map_err(failed)?;
    let hits = statement
        .query_map(values, |row| {
            Ok(Hit { place: row.get("place")?, list: row.get("list")?, due: row.get("due")? })
        })
        .map_err(failed)?;
    hits.collect::<Result<_, _>>().map_err(failed)
}

/// All that was found is at hand, newest first.
fn counted_page(
    tx: &Transaction<'_>,
    query: &ListQuery<'_>,
    narrow: &Narrow,
    mut hits: Vec<Hit>,
) -> Result<Page, StoreError> {
    let numbers = query.after.is_none().then(|| numbers(&hits, narrow));
    hits.retain(|hit| is_in(query.list, hit, narrow));
    if by_day(query.list) {
        hits.sort_by(|one, other| (&one.due, one.place).cmp(&(&other.due, other.place)));
    }
    let cursor =
        |hit: Hit| Cursor { due: if by_day(query.list) { hit.due } else { String::new() }, place: hit.place };
    let mut places: Vec<Cursor> = hits.into_iter().map(cursor).collect();
    if let Some(after) = &query.after {
        places.retain(|one| {
            if by_day(query.list) && !after.due.is_empty() {
                (&one.due, one.place) > (&after.due, after.place)
            } else {
                one.place < after.place
            }
        });
    }
    whole(tx, query, places, numbers)
}

fn is_in(list: List, hit: &Hit, narrow: &Narrow) -> bool {
    let (from, before) = days(list, narrow);
    states(list).contains(&hit.list)
        && (!by_day(list) || (hit.due.as_str() >= from && hit.due.as_str() < before))
}

fn numbers(hits: &[Hit], narrow: &Narrow) -> Numbers {
    let of =
        |list| u32::try_from(hits.iter().filter(|hit| is_in(list, hit, narrow)).count()).unwrap_or(u32::MAX);
    let known = hits.iter().filter(|hit| [NEW, WAITING, WORK, DONE].contains(&hit.list)).count();
    Numbers {
        new: of(List::New),
        waiting: of(List::Waiting),
        work: of(List::Work),
        today: of(List::Today),
        late: of(List::Late),
        done: of(List::Done),
        all: u32::try_from(known).unwrap_or(u32::MAX),
    }
}
