//! An officer accepts a dossier: number, due date and name in one transaction, then the feed carries it out.

use super::days;
use super::dossier_view::{open, unreadable};
use super::rights::Matter;
use crate::app::App;
use crate::failure::Failure;
use crate::settings::Unit;
use crate::store::StoreError;
use crate::store::access::Session;
use crate::store::cases::Acceptance;
use dossier::case::{Accepted, Case, CaseEvent, CaseState};
use dossier::receipt::{Receipt, SignedReceipt};
use dossier::{DossierId, PhotoHash, Timestamp};
use std::collections::BTreeSet;
use wire::work::Step;
use wire::{Problem, Right};

/// How often it is looked at again because the dossier changed meanwhile.
const TRIES: usize = 5;

pub fn accept(app: &App, session: &Session, id: DossierId) -> Result<Case, Failure> {
    accept_at(app, session, id, app.now())
}

/// The same at a moment that several dossiers of one file have.
pub(super) fn accept_at(
    app: &App,
    session: &Session,
    id: DossierId,
    now: Timestamp,
) -> Result<Case, Failure> {
    for _ in 0..TRIES {
        match try_accept(app, session, id, now) {
            // Also where it was moved to another commune meanwhile: opened again, it says so.
            Err(Failure::Store(StoreError::Stale | StoreError::Unknown { .. })) => {}
            other => return other,
        }
    }
    Err(StoreError::Stale.into())
}

fn try_accept(app: &App, session: &Session, id: DossierId, now: Timestamp) -> Result<Case, Failure> {
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
    let calendar = in_force.calendar(of_the_police);
    let due = rule.map(|rule| calendar.due(received, rule).at);
    let version = opened.document.heads().to_hex();
    let photos: BTreeSet<PhotoHash> =
        opened.document.pages().map_err(unreadable)?.into_values().flatten().map(|page| page.photo).collect();
    let photos: Vec<PhotoHash> = photos.into_iter().collect();
    let accepted = |sequence: u32| {
        let number = in_force.number(&unit, received.date(), sequence);
        let receipt = Receipt {
            commune: &session.commune,
            dossier: id,
            number: &number,
            version: &version,
            photos: &photos,
            received_at: opened.entry.case.received_at,
            accepted_at: now,
            due,
        };
        let signature = ::sync::receipt::sign(app.signing_seed(), &receipt);
        Accepted {
            at: now,
            officer: session.name.clone(),
            number,
            limit: rule,
            due,
            version: version.clone(),
            receipt: SignedReceipt { version: version.clone(), due, photos: photos.clone(), signature },
        }
    };
    let mut as_accepted = opened.entry.case.clone();
    as_accepted.due = due;
    as_accepted.history.push(CaseEvent { at: now, state: CaseState::Accepted, officer: None });
    let case = app.store().accept(&Acceptance {
        commune: &session.commune,
        dossier: id,
        expected_heads: &opened.stored.heads,
        officer: session.member,
        day: &day,
        accepted: &accepted,
        settings: in_force.version,
        step_due: days::step_due(calendar, &as_accepted, Step::Handle),
        reckon: &|case| days::reckon(calendar, case),
        now,
    })?;
    tracing::info!(dossier = %id, "a dossier was accepted");
    app.inbox_changed(&session.commune);
    Ok(case)
}
