//! How many there are in each list.
//!
//! Counters where they are enough: procedure and team, or procedure and holder, over all time. Else the rows of the narrowest
//! index are counted. What is due today or late is always counted: it changes with the clock, and is a few.

use super::narrow::{Index, Narrow, states};
use super::page::days;
use super::{DONE, NEW, WAITING, WORK, failed};
use crate::store::StoreError;
use crate::store::lists::ListQuery;
use rusqlite::{ToSql, Transaction};
use wire::lists::{List, Numbers};

pub(super) fn of(
    tx: &Transaction<'_>,
    query: &ListQuery<'_>,
    narrow: &Narrow,
) -> Result<Numbers, StoreError> {
    let counted = |index| counted(tx, query, narrow, index);
    let by_state = match narrow {
        Narrow { volunteer: Some(_), .. } => counted(Index::Volunteer)?,
        Narrow { holder: Some(_), team: None, .. } if narrow.has_no_dates() => {
            summed(tx, narrow, "work_held")?
        }
        Narrow { holder: None, .. } if narrow.has_no_dates() => summed(tx, narrow, "work_count")?,
        Narrow { .. } => counted(Index::for_a_page(narrow))?,
    };
    let mut numbers = Numbers {
        today: due(tx, List::Today, narrow)?,
        late: due(tx, List::Late, narrow)?,
        ..Numbers::default()
    };
    for (list, n) in by_state {
        let n = u32::try_from(n).unwrap_or(u32::MAX);
        match list {
            NEW => numbers.new = numbers.new.saturating_add(n),
            WAITING => numbers.waiting = numbers.waiting.saturating_add(n),
            WORK => numbers.work = numbers.work.saturating_add(n),
            DONE => numbers.done = numbers.done.saturating_add(n),
            _ => continue,
        }
        numbers.all = numbers.all.saturating_add(n);
    }
    Ok(numbers)
}

/// List and number, from counters.
fn summed(tx: &Transaction<'_>, narrow: &Narrow, table: &str) -> Result<Vec<(i64, i64)>, StoreError> {
    let sql = format!(
        "SELECT list, sum(n) AS n FROM {table} WHERE commune = :commune{} GROUP BY list",
        narrow.conditions(Index::List),
    );
    let mut statement = tx.prepare_cached(&sql).map_err(failed)?;
    let values = narrow.values(Index::List);
    let sums = statement
        .query_map(values.as_slice(), |row| Ok((row.get("list")?, row.get("n")?)))
        .map_err(failed)?;
    sums.collect::<Result<_, _>>().map_err(failed)
}

/// List and number, row by row.
fn counted(
    tx: &Transaction<'_>,
    query: &ListQuery<'_>,
    narrow: &Narrow,
    index: Index,
) -> Result<Vec<(i64, i64)>, StoreError> {
    let sql = format!(
        "SELECT count(*) AS n FROM work_row INDEXED BY {} WHERE commune = :commune{} AND list = :list
            AND place >= :first AND place < :end{}",
        index.name(),
        index.key(),
        narrow.conditions(index),
    );
    let mut statement = tx.prepare_cached(&sql).map_err(failed)?;
    let procedures: Vec<Option<&str>> = match (&query.reach.procedures, index) {
        (Some(procedures), Index::Procedure) => procedures.iter().map(|one| Some(one.as_str())).collect(),
        _ => vec![None],
    };
    let mut counts = Vec::new();
    for state in states(List::All) {
        for procedure in &procedures {
            let mut values = narrow.values(index);
            let own: [(&str, &dyn ToSql); 3] =
                [(":list", state), (":first", &narrow.first), (":end", &narrow.end)];
            values.extend(own);
            if let Some(procedure) = procedure {
                values.push((":procedure", procedure));
            }
            let n = statement.query_row(values.as_slice(), |row| row.get("n")).map_err(failed)?;
            counts.push((*state, n));
        }
    }
    Ok(counts)
}

fn due(tx: &Transaction<'_>, list: List, narrow: &Narrow) -> Result<u32, StoreError> {
    let (from, before) = days(list, narrow);
    let sql = format!(
        "SELECT count(*) AS n FROM work_row INDEXED BY work_due
         WHERE commune = :commune AND list = 3 AND due >= :from AND due < :before
            AND place >= :first AND place < :end{}",
        narrow.conditions(Index::Due),
    );
    let mut values = narrow.values(Index::Due);
    let own: [(&str, &dyn ToSql); 4] =
        [(":from", &from), (":before", &before), (":first", &narrow.first), (":end", &narrow.end)];
    values.extend(own);
    let mut statement = tx.prepare_cached(&sql).map_err(failed)?;
    statement.query_row(values.as_slice(), |row| row.get("n")).map_err(failed)
}
