//! What a question leaves of the rows, in the form in which statements take it.

use super::{DONE, NEW, WAITING, WORK};
use crate::store::StoreError;
use crate::store::lists::ListQuery;
use crate::store::sqlite::columns::engine;
use dossier::Timestamp;
use rusqlite::ToSql;
use wire::lists::List;

/// Rows of one millisecond.
pub(super) const A_MILLISECOND: i64 = 64;

/// The first place of a moment.
pub(super) const fn place_at(at: Timestamp) -> i64 {
    at.millis().saturating_mul(A_MILLISECOND)
}

/// The filters that are no key of an index, as SQL and its values.
#[derive(Debug)]
pub(super) struct Narrow {
    pub(super) commune: String,
    /// From this place on.
    pub(super) first: i64,
    /// Before this place.
    pub(super) end: i64,
    /// The codes as a JSON list; `None`: every procedure.
    pub(super) procedures: Option<String>,
    pub(super) team: Option<u32>,
    pub(super) volunteer: Option<u32>,
    pub(super) holder: Option<u32>,
    /// The wall clock in Vietnam, as `work_row.due` has it, and midnight after it.
    pub(super) now: String,
    pub(super) midnight: String,
}

impl Narrow {
    pub(super) fn of(query: &ListQuery<'_>) -> Result<Self, StoreError> {
        let now = query.now.in_vietnam();
        let tomorrow = now.date().succ_opt().unwrap_or(now.date());
        let codes = query.reach.procedures.as_ref().map(|all| {
            let codes: Vec<&str> = all.iter().map(|one| one.as_str()).collect();
            serde_json::to_string(&codes)
        });
        Ok(Self {
            commune: query.commune.as_str().to_owned(),
            first: query.from.map_or(i64::MIN, place_at),
            end: query.until.map_or(i64::MAX, place_at),
            procedures: codes.transpose().map_err(engine("read the list"))?,
            team: query.reach.team.map(|team| team.0),
            volunteer: query.volunteer.map(|one| one.0),
            holder: query.holder.map(|one| one.0),
            // A day that ends at 17:00 is over after 17:00, not at it: late is what lies before this minute.
            now: now.format(DUE).to_string(),
            midnight: format!("{}T00:00", tomorrow.format("%Y-%m-%d")),
        })
    }

    /// Every procedure, of every team, from beginning to end.
    pub(super) const fn has_no_dates(&self) -> bool {
        self.first == i64::MIN && self.end == i64::MAX
    }

    /// ` AND …` for each filter but those that are the key of `index`, with named values.
    pub(super) fn conditions(&self, index: Index) -> String {
        let mut sql = String::new();
        let mut and = |wanted: bool, condition: &str| {
            if wanted {
                sql.push_str(" AND ");
                sql.push_str(condition);
            }
        };
        let keyed_by = |key| index == key;
        and(
            self.procedures.is_some() && !keyed_by(Index::Procedure),
            "procedure IN (SELECT value FROM json_each(:procedures))",
        );
        and(self.team.is_some() && !keyed_by(Index::Team), "team = :team");
        and(self.volunteer.is_some() && !keyed_by(Index::Volunteer), "volunteer = :volunteer");
        and(self.holder.is_some() && !keyed_by(Index::Holder), "holder = :holder");
        sql
    }

    /// The values of [`Self::conditions`] and of the index's key.
    pub(super) fn values(&self, index: Index) -> Vec<(&'static str, &dyn ToSql)> {
        let mut values: Vec<(&'static str, &dyn ToSql)> = vec![(":commune", &self.commune)];
        if let Some(procedures) = self.procedures.as_ref().filter(|_| index != Index::Procedure) {
            values.push((":procedures", procedures));
        }
        for (name, value) in
            [(":team", &self.team), (":volunteer", &self.volunteer), (":holder", &self.holder)]
        {
            if let Some(value) = value {
                values.push((name, value));
            }
        }
        values
    }
}

const DUE: &str = "%Y-%m-%dT%H:%M";

/// By which index the rows of a list are gone through: the narrowest of those that the filters ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Index {
    List,
    Procedure,
    Team,
    Volunteer,
    Holder,
    /// Of what is in work.
    Due,
}

impl Index {
    /// For lists in the order in which dossiers came.
    pub(super) fn for_a_page(narrow: &Narrow) -> Self {
        match narrow {
            Narrow { volunteer: Some(_), .. } => Self::Volunteer,
            Narrow { team: Some(_), .. } => Self::Team,
            Narrow { holder: Some(_), .. } => Self::Holder,
            Narrow { procedures: Some(_), .. } => Self::Procedure,
            Narrow { .. } => Self::List,
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::List => "work_in_list",
            Self::Procedure => "work_of_procedure",
            Self::Team => "work_of_team",
            Self::Volunteer => "work_of_volunteer",
            Self::Holder => "work_of_holder",
            Self::Due => "work_due",
        }
    }

    /// The condition of its key behind the commune.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::List | Self::Due => "",
            Self::Procedure => " AND procedure = :procedure",
            Self::Team => " AND team = :team",
            Self::Volunteer => " AND volunteer = :volunteer",
            Self::Holder => " AND holder = :holder",
        }
    }
}

/// The numbers of `work_row.list` that a list has.
pub(super) const fn states(list: List) -> &'static [i64] {
    match list {
        List::New => &[NEW],
        List::Waiting => &[WAITING],
        List::Work | List::Today | List::Late => &[WORK],
        List::Done => &[DONE],
        List::All => &[NEW, WAITING, WORK, DONE],
    }
}

/// The list goes by its day, the most urgent first.
pub(super) const fn by_day(list: List) -> bool {
    match list {
        List::Work | List::Today | List::Late => true,
        List::New | List::Waiting | List::Done | List::All => false,
    }
}
