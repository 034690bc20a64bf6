//! Places of a page without a search.
//!
//! A page is merged from arms: one for each state that the list has, and each procedure that is asked for. An arm is a stretch of
//! one index, in the page's order, and no arm is read further than a page.

use super::failed;
use super::narrow::{Index, Narrow, by_day, states};
use crate::store::StoreError;
use crate::store::lists::ListQuery;
use rusqlite::{ToSql, Transaction};
use wire::lists::{Cursor, List};

/// In the list's order, one more than the page has room for.
pub(super) fn places(
    tx: &Transaction<'_>,
    query: &ListQuery<'_>,
    narrow: &Narrow,
) -> Result<Vec<Cursor>, StoreError> {
    if by_day(query.list) { by_due(tx, query, narrow) } else { by_arrival(tx, query, narrow) }
}

fn by_arrival(
    tx: &Transaction<'_>,
    query: &ListQuery<'_>,
    narrow: &Narrow,
) -> Result<Vec<Cursor>, StoreError> {
    let index = Index::for_a_page(narrow);
    let sql = format!(
        "SELECT place FROM work_row INDEXED BY {} WHERE commune = :commune{} AND list = :list
            AND place >= :first AND place < :end{} ORDER BY place DESC LIMIT :most",
        index.name(),
        index.key(),
        narrow.conditions(index),
    );
    let mut statement = tx.prepare_cached(&sql).map_err(failed)?;
    let end = query.after.as_ref().map_or(narrow.end, |after| after.place.min(narrow.end));
    let most = i64::from(query.limit).saturating_add(1);
    let procedures: Vec<Option<&str>> = match (&query.reach.procedures, index) {
        (Some(procedures), Index::Procedure) => procedures.iter().map(|one| Some(one.as_str())).collect(),
        _ => vec![None],
    };
    let mut places: Vec<i64> = Vec::new();
    for state in states(query.list) {
        for procedure in &procedures {
            let mut values = narrow.values(index);
            let own: [(&str, &dyn ToSql); 4] =
                [(":list", state), (":first", &narrow.first), (":end", &end), (":most", &most)];
            values.extend(own);
            if let Some(procedure) = procedure {
                values.push((":procedure", procedure));
            }
            let mut rows = statement.query(values.as_slice()).map_err(failed)?;
            while let Some(row) = rows.next().map_err(failed)? {
                places.push(row.get("place").map_err(failed)?);
            }
        }
    }
    places.sort_unstable_by(|one, other| other.cmp(one));
    places.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(places.into_iter().map(|place| Cursor { due: String::new(), place }).collect())
}

/// From and before which day; `''` and `'~'` are before and after everything.
pub(super) const fn days(list: List, narrow: &Narrow) -> (&str, &str) {
    match list {
        List::Late => ("", narrow.now.as_str()),
        List::Today => (narrow.now.as_str(), narrow.midnight.as_str()),
        List::New | List::Waiting | List::Work | List::Done | List::All => ("", "~"),
    }
}

fn by_due(tx: &Transaction<'_>, query: &ListQuery<'_>, narrow: &Narrow) -> Result<Vec<Cursor>, StoreError> {
    let (from, before) = days(query.list, narrow);
    let (due, place) =
        query.after.as_ref().map_or((from, i64::MIN), |after| (after.due.as_str(), after.place));
    let sql = format!(
        "SELECT due, place FROM work_row INDEXED BY work_due
         WHERE commune = :commune AND list = 3 AND due >= :from AND due < :before AND (due, place) > (:due, :after)
            AND place >= :first AND place < :end{} ORDER BY due, place LIMIT :most",
        narrow.conditions(Index::Due),
    );
    let most = i64::from(query.limit).saturating_add(1);
    let mut values = narrow.values(Index::Due);
    let own: [(&str, &dyn ToSql); 7] = [
        (":from", &from),
        (":before", &before),
        (":due", &due),
        (":after", &place),
        (":first", &narrow.first),
        (":end", &narrow.end),
        (":most", &most),
    ];
    values.extend(own);
    let mut statement = tx.prepare_cached(&sql).map_err(failed)?;
    let places = statement
        .query_map(values.as_slice(), |row| Ok(Cursor { due: row.get("due")?, place: row.get("place")? }))
        .map_err(failed)?;
    places.collect::<Result<_, _>>().map_err(failed)
}
