//! The office's numbers, as far as the one who looks may read dossiers: fields of an officer, the team of its lead.

use super::rights::{self, Matter};
use crate::app::App;
use crate::failure::Failure;
use crate::numbers::{Cells, Names, Sheet, Span};
use crate::procedures::Shelf;
use crate::store::access::Session;
use crate::store::audit::Look;
use crate::store::people::{Member, OFFICE, Team};
use dossier::{CommuneCode, MemberId, ProcedureCode, TeamId};
use std::collections::HashMap;
use std::sync::Arc;
use wire::numbers::Numbers;

/// The numbers, with an audit line about the look: `action`.
pub fn numbers(app: &App, session: &Session, span: Span, action: &'static str) -> Result<Numbers, Failure> {
    let counted = count(app, &session.commune, Some(session), span)?;
    app.store().note_look(&Look {
        commune: &session.commune,
        member: session.member,
        action,
        document: None,
        count: usize::try_from(counted.total.received).unwrap_or(usize::MAX),
        now: app.now(),
    })?;
    Ok(counted)
}

/// All of a commune, for who is no person. The caller writes the audit line.
pub fn of_commune(app: &App, commune: &CommuneCode, span: Span) -> Result<Numbers, Failure> {
    count(app, commune, None, span)
}

/// `of`: whose eyes it is for; `None`: the whole commune.
fn count(app: &App, commune: &CommuneCode, of: Option<&Session>, span: Span) -> Result<Numbers, Failure> {
    let store = app.store();
    let known = Known::of(app, commune)?;
    let of = of.filter(|session| !rights::counts_all(session));
    let whole = of.is_none();
    let mut cells = Cells::at(app.now());
    let mut may = HashMap::<(ProcedureCode, TeamId), bool>::new();
    store.happened(commune, span.between(), &mut |place, happened| {
        let counts = of.is_none_or(|session| {
            *may.entry((place.procedure.clone(), place.team)).or_insert_with(|| {
                rights::counts(session, Matter::new(&known.shelf, &place.procedure, place.team))
            })
        });
        if counts {
            cells.add(place, &happened);
        }
    })?;
    let visits = store.visits(commune, span.first(), span.last())?;
    let sees_team = |team: TeamId| of.is_none_or(|session| session.team != OFFICE && session.team == team);
    let teams: Vec<TeamId> = known.teams.iter().map(|team| team.id).filter(|team| sees_team(*team)).collect();
    // People rate the office as a whole.
    let satisfaction = if whole { store.satisfaction(commune, span.between())? } else { None };
    Ok(Sheet { span, cells: &cells, visits: &visits, satisfaction, teams: &teams, whole }.numbers(&known))
}

/// What things of this commune are called.
struct Known {
    shelf: Arc<Shelf>,
    teams: Vec<Team>,
    members: Vec<Member>,
}

impl Known {
    fn of(app: &App, commune: &CommuneCode) -> Result<Self, Failure> {
        Ok(Self {
            shelf: app.shelf(commune)?,
            teams: app.store().teams(commune)?,
            members: app.store().members(commune)?,
        })
    }

    fn team(&self, id: TeamId) -> Option<&Team> {
        self.teams.iter().find(|team| team.id == id)
    }
}

impl Names for Known {
    fn field(&self, procedure: &ProcedureCode) -> String {
        let pack = self.shelf.pack_for(procedure, "");
        pack.map(|pack| pack.procedure.field.vi.clone()).unwrap_or_default()
    }
    fn procedure(&self, procedure: &ProcedureCode) -> String {
        let pack = self.shelf.pack_for(procedure, "");
        pack.map(|pack| pack.procedure.name.vi.clone()).unwrap_or_default()
    }
    fn team(&self, team: TeamId) -> String {
        Self::team(self, team).map(|team| team.name.clone()).unwrap_or_default()
    }
    fn area(&self, team: TeamId) -> String {
        Self::team(self, team).map(|team| team.area.clone()).unwrap_or_default()
    }
    fn officer(&self, officer: MemberId) -> String {
        let known = self.members.iter().find(|member| member.id == officer);
        known.map(|member| member.name.clone()).unwrap_or_default()
    }
}
