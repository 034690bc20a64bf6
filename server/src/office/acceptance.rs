//! An officer accepts a dossier: number, due date and name in one transaction, then the feed carries it out.

use super::dossier_view::{open, unreadable};
use super::rights::Matter;
use crate::app::App;
use crate::failure::Failure;
use crate::settings::Unit;
use crate::store::StoreError;
use crate::store::access::Session;
use crate::store::cases::Acceptance;
use dossier::DossierId;
use dossier::case::Case;
use wire::{Problem, Right};

/// How often it is looked at again because the dossier changed meanwhile.
const TRIES: usize = 5;

pub fn accept(app: &App, session: &Session, id: DossierId) -> Result<Case, Failure> {
    for _ in 0..TRIES {
        match try_accept(app, session, id) {
            Err(Failure::Store(StoreError::Stale)) => {}
            other => return other,
        }
    }
    Err(StoreError::Stale.into())
}

fn try_accept(app: &App, session: &Session, id: DossierId) -> Result<Case, Failure> {
    let opened = open(app, session, Right::Accept, id)?;
    opened.entry.case.may_be_accepted().map_err(StoreError::from)?;
    let conflicts = opened.document.conflicts().map_err(unreadable)?;
    if !conflicts.is_empty() {
        let questions = conflicts.iter().map(ToString::to_string).collect();
        return Err(Problem::ConflictsOpen { questions }.into());
    }
    let facts = opened.document.facts().map_err(unreadable)?;
    let shelf = app.shelf(&session.commune)?;
    let in_force = Unit::in_force(app, &session.commune)?;
    let unit = app
        .store()
        .communes()?
        .into_iter()
        .find(|commune| commune.code == session.commune)
        .map(|commune| commune.unit_number)
        .ok_or(StoreError::Unknown { what: "commune" })?;
    let now = app.now();
    let received = now.in_vietnam();
    let values = opened.document.values().map_err(unreadable)?;
    let rule = shelf
        .rule(
            &facts.procedure,
            &facts.form_version,
            &values,
            received.date(),
            app.procedures().library().communes(),
        )
        .ok_or(Problem::ProcedureUnknown)?;
    let day = received.date().format("%y%m%d").to_string();
    let of_the_police = Matter::new(&shelf, &facts.procedure, opened.stored.team).of_the_police;
    let case = app.store().accept(&Acceptance {
        commune: &session.commune,
        dossier: id,
        expected_heads: &opened.stored.heads,
        officer: session.member,
        officer_name: &session.name,
        day: &day,
        number: &|sequence| in_force.number(&unit, received.date(), sequence),
        due: rule.map(|rule| in_force.due(rule, received, of_the_police)),
        settings: in_force.version,
        now,
    })?;
    tracing::info!(dossier = %id, "a dossier was accepted");
    app.inbox_changed(&session.commune);
    Ok(case)
}
