//! Ratings as they may be shown: by month and by team or field, never one by one.
//!
//! **Invariant:** a group of fewer than [`FEWEST`] ratings shows nothing but that it is too small, and where one alone is too
//! small the next smallest is hidden with it, so that nobody subtracts the rest from a total.

use crate::app::App;
use crate::failure::Failure;
use crate::store::public::FEWEST;
use dossier::CommuneCode;
use std::collections::BTreeMap;
use wire::rating::QUESTIONS;

/// Ratings of one group in one month.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// Such as `2026-11`.
    pub month: String,
    /// The team, or the field in Vietnamese; empty: the office itself, or a procedure that is not known any more.
    pub name: String,
    /// How many, and the sum of the marks of each question. `None`: too few to be shown.
    pub shown: Option<(u32, [u32; QUESTIONS])>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RatingTable {
    pub by_team: Vec<Group>,
    pub by_field: Vec<Group>,
}

pub fn sums(app: &App, commune: &CommuneCode) -> Result<RatingTable, Failure> {
    let shelf = app.shelf(commune)?;
    let (mut by_team, mut by_field) = (Summed::new(), Summed::new());
    for one in app.store().rating_sums(commune)? {
        let field = shelf.pack_for(&one.procedure, "").map(|pack| pack.procedure.field.vi.clone());
        add(&mut by_team, (one.month.clone(), one.team.clone()), one.count, &one.sums);
        add(&mut by_field, (one.month.clone(), field.unwrap_or_default()), one.count, &one.sums);
    }
    Ok(RatingTable { by_team: shown(by_team), by_field: shown(by_field) })
}

type Summed = BTreeMap<(String, String), (u32, [u32; QUESTIONS])>;

fn add(all: &mut Summed, key: (String, String), count: u32, sums: &[u32; QUESTIONS]) {
    let (so_far, marks) = all.entry(key).or_default();
    *so_far = so_far.saturating_add(count);
    marks.iter_mut().zip(sums).for_each(|(mark, more)| *mark = mark.saturating_add(*more));
}

fn shown(all: Summed) -> Vec<Group> {
    let mut counts: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for ((month, _), (count, _)) in &all {
        counts.entry(month.clone()).or_default().push(*count);
    }
    // The largest count that is hidden in a month.
    let hidden: BTreeMap<String, u32> = counts
        .into_iter()
        .map(|(month, mut counts)| {
            counts.sort_unstable();
            let few = counts.iter().filter(|count| **count < FEWEST).count();
            let hidden = if few == 1 { counts.get(1).copied() } else { None };
            (month, hidden.unwrap_or(FEWEST.saturating_sub(1)))
        })
        .collect();
    all.into_iter()
        .map(|((month, name), (count, sums))| {
            let most = hidden.get(&month).copied().unwrap_or(0);
            let shown = (count > most).then_some((count, sums));
            Group { month, name, shown }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(groups: &[(&str, &str, u32)]) -> Vec<(String, Option<u32>)> {
        let mut all = Summed::new();
        for (month, name, count) in groups {
            add(&mut all, ((*month).to_owned(), (*name).to_owned()), *count, &[*count; QUESTIONS]);
        }
        shown(all).into_iter().map(|group| (group.name, group.shown.map(|(count, _)| count))).collect()
    }

    #[test]
    fn fewer_than_five_show_nothing_and_cannot_be_subtracted_from_the_rest() {
        let named = |name: &str, count| (name.to_owned(), count);
        assert_eq!(table(&[("2026-11", "A", 4)]), [named("A", None)]);
        assert_eq!(table(&[("2026-11", "A", 5)]), [named("A", Some(5))]);
        assert_eq!(
            table(&[("2026-11", "A", 4), ("2026-11", "B", 9), ("2026-11", "C", 12)]),
            [named("A", None), named("B", None), named("C", Some(12))]
        );
        assert_eq!(
            table(&[("2026-11", "A", 1), ("2026-11", "B", 2), ("2026-11", "C", 12)]),
            [named("A", None), named("B", None), named("C", Some(12))]
        );
        assert_eq!(
            table(&[("2026-10", "A", 4), ("2026-11", "A", 6), ("2026-11", "A", 1)]),
            [named("A", None), named("A", Some(7))],
            "each month by itself"
        );
    }
}
