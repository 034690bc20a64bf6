//! From what happened to the sheet of a month: cells by everything that is counted under, then each heading's sum of cells.

use super::span::{Month, Span};
use super::tally::{Tally, Told};
use crate::store::numbers::{Happened, PersonMark, Place, TeamVisits};
use dossier::{MemberId, ProcedureCode, TeamId, Timestamp};
use std::collections::{BTreeMap, HashMap, HashSet};
use wire::numbers::{Group, GroupKind, Line, Numbers, Satisfaction, Share, TeamWork};

/// What happened, by where it is counted and in which month.
#[derive(Debug, Default)]
pub struct Cells {
    cells: HashMap<Place, Tally>,
    months: HashMap<Month, Tally>,
    /// Whom a team's dossiers are about.
    people: HashMap<TeamId, HashSet<PersonMark>>,
    now: Timestamp,
}

impl Cells {
    pub fn at(now: Timestamp) -> Self {
        Self { now, ..Self::default() }
    }

    pub fn add(&mut self, place: Place, happened: &Happened) {
        let month = match happened {
            Happened::Received { at, .. }
            | Happened::Accepted { at, .. }
            | Happened::Ended { at, .. }
            | Happened::Moved { at }
            | Happened::Withdrawn { at } => Some(Month::of(*at)),
            Happened::Open { .. } => None,
        };
        if let Some(month) = month {
            self.months.entry(month).or_default().add(happened, self.now);
        }
        if let Happened::Received { person: Some(person), .. } = happened {
            self.people.entry(place.team).or_default().insert(*person);
        }
        self.cells.entry(place).or_default().add(happened, self.now);
    }

    /// `None`: of what was received, nothing says whom it is about.
    fn people_of(&self, team: TeamId) -> Option<u32> {
        self.people.get(&team).map(|people| u32::try_from(people.len()).unwrap_or(u32::MAX))
    }

    fn by<K: Ord>(&self, key: impl Fn(&Place) -> K) -> BTreeMap<K, Tally> {
        let mut sums = BTreeMap::<K, Tally>::new();
        for (place, tally) in &self.cells {
            sums.entry(key(place)).or_default().merge(tally);
        }
        sums
    }
}

/// What things are called; an empty name is one that nobody knows any more.
pub trait Names {
    /// The field (lĩnh vực) of a procedure.
    fn field(&self, procedure: &ProcedureCode) -> String;
    fn procedure(&self, procedure: &ProcedureCode) -> String;
    fn team(&self, team: TeamId) -> String;
    /// The hamlet that a team serves.
    fn area(&self, team: TeamId) -> String;
    fn officer(&self, officer: MemberId) -> String;
}

/// Everything that a sheet is made of.
#[derive(Debug)]
pub struct Sheet<'a> {
    pub span: Span,
    pub cells: &'a Cells,
    pub visits: &'a [TeamVisits],
    pub satisfaction: Option<Satisfaction>,
    /// Teams that have a line of work, also when they did nothing.
    pub teams: &'a [TeamId],
    /// Of the whole commune.
    pub whole: bool,
}

fn line(key: String, name: String, tally: &Tally, told: Told) -> Line {
    Line { key, name, figures: tally.figures(told) }
}

/// 0 stands for none: a heading without a key.
fn number(id: u32) -> String {
    if id == 0 { String::new() } else { id.to_string() }
}

impl Sheet<'_> {
    pub fn numbers(&self, names: &impl Names) -> Numbers {
        let all = Told { left: true, open: true };
        // Of what left neither the officer nor the channel is kept.
        let without = Told { left: false, open: true };
        let cells = self.cells;
        let mut total = Tally::default();
        cells.cells.values().for_each(|tally| total.merge(tally));
        let teams = cells.by(|place| place.team);
        let figures = total.figures(all);
        let by_name = |sums: BTreeMap<String, Tally>| {
            sums.into_iter().map(|(name, tally)| line(name.clone(), name, &tally, all)).collect()
        };
        let procedures = cells.by(|place| place.procedure.clone());
        let officers = cells.by(|place| place.officer);
        let channels = cells.by(|place| place.channel.clone());
        let is_counted = |tally: &Tally| tally.figures(without) != Tally::default().figures(without);
        let of_month = |month: Month| {
            let none = Tally::default();
            let told = Told { left: true, open: false };
            let tally = cells.months.get(&month).unwrap_or(&none);
            line(month.to_string(), month.to_string(), tally, told)
        };
        Numbers {
            from: self.span.first(),
            to: self.span.last(),
            at: cells.now,
            whole: self.whole,
            total: figures,
            fields: by_name(cells.by(|place| names.field(&place.procedure))),
            procedures: procedures
                .iter()
                .map(|(code, tally)| line(code.to_string(), names.procedure(code), tally, all))
                .collect(),
            channels: channels
                .iter()
                .filter(|(_, tally)| is_counted(tally))
                .map(|(channel, tally)| line(channel.clone(), String::new(), tally, without))
                .collect(),
            teams: teams
                .iter()
                .map(|(team, tally)| line(number(team.0), names.team(*team), tally, all))
                .collect(),
            areas: by_name(cells.by(|place| names.area(place.team))),
            officers: officers
                .iter()
                .filter(|(_, tally)| is_counted(tally))
                .map(|(officer, tally)| line(number(officer.0), names.officer(*officer), tally, without))
                .collect(),
            months: self.span.months().map(of_month).collect(),
            work: self.teams.iter().map(|team| self.work(*team, teams.get(team), names)).collect(),
            groups: GroupKind::ALL
                .into_iter()
                .map(|kind| Group { kind, most: kind.most(), share: self.share(kind, &figures) })
                .collect(),
            satisfaction: self.satisfaction,
        }
    }

    fn work(&self, team: TeamId, tally: Option<&Tally>, names: &impl Names) -> TeamWork {
        let visits = self.visits.iter().find(|one| one.team == team);
        TeamWork {
            team,
            name: names.team(team),
            area: names.area(team),
            visits: visits.map_or(0, |one| one.visits),
            households: visits.map_or(0, |one| one.households),
            people: match tally {
                Some(tally) if tally.received() > 0 => self.cells.people_of(team),
                Some(_) | None => Some(0),
            },
            dossiers: tally.map_or(0, Tally::received),
        }
    }

    /// What is known here of a group of the decision: [`Group::share`].
    fn share(&self, kind: GroupKind, figures: &wire::numbers::Figures) -> Option<Share> {
        let share = |part: u32, whole: u64| (whole > 0).then_some(Share { part: u64::from(part), whole });
        match kind {
            // Whether a procedure is published, handed in or paid online is seen at the national portal alone.
            GroupKind::Openness | GroupKind::OnlineServices | GroupKind::OnlinePayment => None,
            GroupKind::Progress => {
                share(figures.on_time, u64::from(figures.on_time).saturating_add(u64::from(figures.late)))
            }
            GroupKind::Digitisation => figures.digitised,
            GroupKind::Satisfaction => {
                self.satisfaction.and_then(|one| share(one.content, u64::from(one.asked)))
            }
        }
    }
}
