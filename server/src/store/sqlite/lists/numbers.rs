//! How many there are in each list.
//!
//! Counters where they are enough: procedure and team, or procedure and holder, over all time. Else the rows of the narrowest
//! index are counted, or those outside of a stretch that has most of them. What is due today or late is always counted: it
//! changes with the clock, and is a few.

use super::narrow::{Index, Narrow, states};
use super::page::days;
use super::{DONE, NEW, WAITING, WORK, failed};
use crate::store::StoreError;
use crate::store::lists::ListQuery;
use rusqlite::{ToSql, Transaction};
use std::collections::BTreeMap;
use wire::lists::{List, Numbers};

pub(super) fn of(
    tx: &Transaction<'_>,
    query: &ListQuery<'_>,
    narrow: &Narrow,
) -> Result<Numbers, StoreError> {
    let within = Stretch { first: narrow.first, end: narrow.end };
    let counted = |index| counted(tx, query, narrow, index, within);
    let by_state = match narrow {
        Narrow { volunteer: Some(_), .. } => counted(Index::Volunteer)?,
        Narrow { holder: Some(_), team: None, .. } if narrow.has_no_dates() => {
            summed(tx, narrow, "work_held")?
        }
        Narrow { holder: None, .. } if narrow.has_no_dates() => summed(tx, narrow, "work_count")?,
        Narrow { holder: None, .. } if is_most(tx, narrow)? => all_but(tx, query, narrow)?,
        Narrow { .. } => counted(Index::for_a_page(narrow))?,
    };
    let mut numbers = Numbers {
        today: due(tx, List::Today, narrow)?,
        late: due(tx, List::Late, narrow)?,
        ..Numbers::default()
    };
    let mut of_list = BTreeMap::<i64, i64>::new();
    for (list, n) in by_state {
        let sum = of_list.entry(list).or_default();
        *sum = sum.saturating_add(n);
    }
    for (list, n) in of_list {
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

/// From one place up to, and without, another.
#[derive(Clone, Copy)]
struct Stretch {
    first: i64,
    end: i64,
}

/// Whether more than half of the commune's time is asked for: then there are fewer rows outside than within.
fn is_most(tx: &Transaction<'_>, narrow: &Narrow) -> Result<bool, StoreError> {
    let sql = "SELECT (SELECT min(place) FROM work_row WHERE commune = ?1) AS oldest,
                      (SELECT max(place) FROM work_row WHERE commune = ?1) AS newest";
    let ends: (Option<i64>, Option<i64>) = tx
        .prepare_cached(sql)
        .and_then(|mut statement| {
            statement.query_row([&narrow.commune], |row| Ok((row.get("oldest")?, row.get("newest")?)))
        })
        .map_err(failed)?;
    let (Some(oldest), Some(newest)) = ends else { return Ok(false) };
    let within = narrow.end.min(newest).saturating_sub(narrow.first.max(oldest));
    Ok(within > newest.saturating_sub(oldest) / 2)
}

/// The counters, without the rows that lie before and after.
fn all_but(
    tx: &Transaction<'_>,
    query: &ListQuery<'_>,
    narrow: &Narrow,
) -> Result<Vec<(i64, i64)>, StoreError> {
    let mut numbers = summed(tx, narrow, "work_count")?;
    let index = Index::for_a_page(narrow);
    let before = Stretch { first: i64::MIN, end: narrow.first };
    let after = Stretch { first: narrow.end, end: i64::MAX };
    for outside in [before, after] {
        let without = counted(tx, query, narrow, index, outside)?;
        numbers.extend(without.into_iter().map(|(list, n)| (list, n.saturating_neg())));
    }
    Ok(numbers)
}

/// List and number, row by row.
fn counted(
    tx: &Transaction<'_>,
    query: &ListQuery<'_>,
    narrow: &Narrow,
    index: Index,
    within: Stretch,
) -> Result<Vec<(i64, i64)>, StoreError> {
    let conditions = narrow.conditions(index);
    // Nothing but the days: then the index that has nothing but them.
    let name = if index == Index::List && conditions.is_empty() { "work_counted" } else { index.name() };
    let sql = format!(
        "SELECT count(*) AS n FROM work_row INDEXED BY {name} WHERE commune = :commune{} AND list = :list
            AND place >= :first AND place < :end{conditions}",
        index.key(),
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
                [(":list", state), (":first", &within.first), (":end", &within.end)];
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
