//! Who is what at the office, as a table: roles and fields of those who are there. Nobody is added by it and nobody taken
//! out; who is not in it stays as she is.

use super::sheets::Faults;
use super::table::{self, Fault, Line};
use crate::store::people::{Member, OFFICE, Standing, User};
use dossier::TeamId;
use library::field;
use std::collections::BTreeMap;
use wire::Role;
use wording::SheetProblem;

pub(super) const OFFICERS: &[&str] = &["user", "name", "role", "fields", "administrator"];

/// More than any commune has.
const MOST: usize = 500;
const NO_ROLE: &str = "none";

/// Those who are there, and what there is to be of.
pub(super) struct Known<'a> {
    pub(super) users: &'a [User],
    pub(super) members: &'a [Member],
    pub(super) fields: &'a [String],
}

impl Known<'_> {
    fn member(&self, user: &User) -> Option<&Member> {
        self.members.iter().find(|member| member.id == user.member)
    }

    fn team(&self, user: &User) -> TeamId {
        self.member(user).map_or(OFFICE, |member| member.team)
    }
}

/// What each is from now on, by the names at login.
pub(super) fn read(text: &str, known: &Known<'_>) -> Result<Vec<(String, Standing)>, Vec<Fault>> {
    let lines = table::read(text, OFFICERS, MOST)?;
    let mut faults = Faults::default();
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut standings = Vec::new();
    for Line { number, cells } in &lines {
        // The name is for people who read the file.
        let [user, _name, role, fields, administrator] = cells.as_slice() else { continue };
        let user = user.trim_start_matches('\'');
        let Some(there) = known.users.iter().find(|there| there.name == user) else {
            faults.tell(*number, "user", SheetProblem::UserUnknown { user: user.to_owned() });
            continue;
        };
        if let Some(line) = seen.insert(user.to_owned(), *number) {
            faults.tell(*number, "user", SheetProblem::Twice { text: user.to_owned(), line });
            continue;
        }
        let role = read_role(role).or_else(|| faults.at(*number, "role", not_a_role(role)));
        let fields =
            read_fields(fields, known.fields).map_err(|problem| faults.tell(*number, "fields", problem));
        let administrator = read_yes(administrator)
            .or_else(|| faults.at(*number, "administrator", not_yes_or_no(administrator)));
        let (Some(role), Ok(fields), Some(administrator)) = (role, fields, administrator) else { continue };
        if !fields.is_empty() && role != Some(Role::Officer) {
            faults.tell(*number, "fields", SheetProblem::FieldsOfNobody);
        }
        if (role == Some(Role::TeamLead)) != (known.team(there) != OFFICE) {
            faults.tell(*number, "role", SheetProblem::TeamLeadOfNoTeam);
        }
        standings.push((user.to_owned(), Standing { role, administrator, fields }));
    }
    let administers = |user: &User| match standings.iter().find(|(name, _)| *name == user.name) {
        Some((_, standing)) => standing.administrator,
        None => user.standing.administrator,
    };
    if !known.users.iter().any(administers) {
        faults.tell(1, "administrator", SheetProblem::NoAdministrator);
    }
    faults.or(standings)
}

/// The outer `None`: no role.
fn read_role(word: &str) -> Option<Option<Role>> {
    if word == NO_ROLE { Some(None) } else { Role::parse(word).map(Some) }
}

fn not_a_role(word: &str) -> SheetProblem {
    let words = Role::ALL.into_iter().map(Role::as_str).chain([NO_ROLE]).collect::<Vec<_>>().join(", ");
    SheetProblem::NotAWord { text: word.to_owned(), words }
}

/// As the packs write them; between two of them a semicolon.
fn read_fields(text: &str, known: &[String]) -> Result<Vec<String>, SheetProblem> {
    let written = |typed: &str| {
        let same = known.iter().find(|known| field::same(known, typed)).cloned();
        same.ok_or_else(|| SheetProblem::FieldUnknown { field: typed.to_owned(), known: known.join("; ") })
    };
    let mut fields: Vec<String> = text
        .split(';')
        .map(str::trim)
        .filter(|typed| !typed.is_empty())
        .map(written)
        .collect::<Result<_, _>>()?;
    fields.sort();
    fields.dedup();
    Ok(fields)
}

fn read_yes(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "yes" | "có" => Some(true),
        "no" | "không" | "" => Some(false),
        _ => None,
    }
}

fn not_yes_or_no(word: &str) -> SheetProblem {
    SheetProblem::NotAWord { text: word.to_owned(), words: "yes, no".to_owned() }
}

pub(super) fn write(known: &Known<'_>) -> Result<String, csv::Error> {
    let line = |user: &User| {
        let name = known.member(user).map(|member| member.name.clone()).unwrap_or_default();
        let role = user.standing.role.map_or(NO_ROLE, Role::as_str).to_owned();
        let administrator = if user.standing.administrator { "yes" } else { "no" }.to_owned();
        vec![user.name.clone(), name, role, user.standing.fields.join("; "), administrator]
    };
    table::write(OFFICERS, known.users.iter().map(line))
}
