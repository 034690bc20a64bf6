//! An officer moves a dossier to another commune of this server.
//!
//! Two situations, and for each the right of those whose step it is. **Before the acceptance** the dossier came to the wrong
//! place, and who takes dossiers in sends it on ([`Right::Accept`]). **After it** this commune has received it for another one
//! ("phi địa giới": the receiving place gives number, receipt and day, and hands it to the place that decides): that is handing
//! on ([`Right::HandOn`]).
//!
//! **Invariant:** what a dossier leaves behind here is one line. Whoever opens it afterwards is told where it went, if she might
//! have read it.

use super::dossier_view::{open, unreadable};
use super::rights::{self, Matter};
use super::work::words;
use super::{MAX_WORDS, days};
use crate::app::App;
use crate::failure::Failure;
use crate::procedures::Shelf;
use crate::settings::Unit;
use crate::store::StoreError;
use crate::store::access::Session;
use crate::store::lists::Reach;
use crate::store::moves::{MoveOut, MovedLine};
use dossier::case::Move;
use dossier::local_code::local_code;
use dossier::{CommuneCode, DossierId};
use wire::moves::{Communes, MoveTo, MovedRow, OtherCommune};
use wire::{Problem, Right};

/// How often it is looked at again because the dossier changed meanwhile.
const TRIES: usize = 5;
/// So many of the newest lines are listed.
const MOVED_SHOWN: usize = 100;
/// So many are looked through for those that somebody may read.
const MOVED_READ: u32 = 1_000;

/// The other communes of this server, in the order of their names.
pub fn communes(app: &App, session: &Session) -> Result<Communes, Failure> {
    let others = app.store().communes()?.into_iter().filter(|one| one.code != session.commune);
    let mut communes: Vec<OtherCommune> =
        others.map(|one| OtherCommune { code: one.code, name: one.name }).collect();
    communes.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(Communes { communes })
}

pub fn move_to(app: &App, session: &Session, id: DossierId, wish: &MoveTo) -> Result<MovedRow, Failure> {
    for _ in 0..TRIES {
        match try_move(app, session, id, wish) {
            // Looked at again, it says by itself what has become of it.
            Err(Failure::Store(StoreError::Stale | StoreError::Unknown { .. })) => {}
            other => return other,
        }
    }
    Err(StoreError::Stale.into())
}

fn try_move(app: &App, session: &Session, id: DossierId, wish: &MoveTo) -> Result<MovedRow, Failure> {
    let opened = open(app, session, Right::Read, id)?;
    let shelf = app.shelf(&session.commune)?;
    let matter = Matter::new(&shelf, &opened.entry.procedure, opened.entry.of_team);
    let numbered = opened.entry.case.is_accepted();
    rights::must_about(session, if numbered { Right::HandOn } else { Right::Accept }, matter)?;
    let reason = words(&wish.reason, MAX_WORDS)?;
    if wish.to == session.commune {
        return Err(Problem::SameCommune.into());
    }
    let communes = app.store().communes()?;
    let name_of =
        |code: &CommuneCode| communes.iter().find(|one| one.code == *code).map(|one| one.name.clone());
    let to_name = name_of(&wish.to).ok_or(Problem::CommuneUnknown)?;
    let from_name = name_of(&session.commune).ok_or(StoreError::Unknown { what: "commune" })?;
    if opened.document.withdrawn_at().map_err(unreadable)?.is_some() {
        return Err(Problem::TakenBack.into());
    }
    let facts = opened.document.facts().map_err(unreadable)?;
    if app.shelf(&wish.to)?.pack_version(&facts.procedure, &facts.form_version).is_none() {
        return Err(Problem::FormUnknownThere.into());
    }
    let there = Unit::in_force(app, &wish.to)?;
    let calendar = there.calendar(matter.of_the_police);
    let now = app.now();
    let moved = Move {
        at: now,
        officer: session.name.clone(),
        from: session.commune.clone(),
        from_name,
        to: wish.to.clone(),
        to_name,
        reason: reason.clone(),
        numbered,
    };
    let out = app.store().move_to_commune(&MoveOut {
        from: &session.commune,
        to: &wish.to,
        dossier: id,
        officer: session.member,
        reason: &reason,
        numbered,
        change: &|case| case.moved(moved.clone()),
        settings: there.version,
        reckon: &|case| days::reckon(calendar, case),
        now,
    });
    match out {
        Ok(_) => {}
        Err(StoreError::Exists { .. }) => return Err(Problem::TakenThere.into()),
        Err(other) => return Err(other.into()),
    }
    tracing::info!(dossier = %id, from = %session.commune, to = %wish.to, "a dossier was moved");
    app.inbox_changed(&session.commune);
    app.inbox_changed(&wish.to);
    let line = app.store().moved_away(&session.commune, id)?.ok_or(Problem::DossierUnknown)?;
    Ok(row(&shelf, line))
}

/// Why a dossier that is not here cannot be opened.
pub(super) fn not_here(app: &App, session: &Session, id: DossierId) -> Result<Problem, Failure> {
    let Some(line) = app.store().moved_away(&session.commune, id)? else {
        return Ok(Problem::DossierUnknown);
    };
    let shelf = app.shelf(&session.commune)?;
    let mine = rights::reaches(session, Right::Read, Matter::new(&shelf, &line.procedure, line.team));
    Ok(if mine { Problem::DossierMoved { to: line.to_name, at: line.at } } else { Problem::DossierUnknown })
}

/// What has left and may be read, the newest first.
pub(super) fn listed(
    app: &App,
    session: &Session,
    reach: &Reach,
    shelf: &Shelf,
    words: &str,
) -> Result<Vec<MovedRow>, Failure> {
    let all = app.store().moved(&session.commune, words, MOVED_READ)?;
    let mine = all.into_iter().filter(|line| reach.has(&line.procedure, line.team));
    Ok(mine.take(MOVED_SHOWN).map(|line| row(shelf, line)).collect())
}

fn row(shelf: &Shelf, line: MovedLine) -> MovedRow {
    MovedRow {
        dossier: line.dossier,
        local_code: local_code(line.dossier),
        procedure_name: shelf.name(&line.procedure),
        subject: line.subject,
        number: Some(line.number).filter(|number| !number.is_empty()),
        to: line.to_name,
        at: line.at,
        officer: line.officer,
        reason: line.reason,
    }
}
