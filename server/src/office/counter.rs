//! The office takes in a dossier itself: somebody stands at the counter, or it came by post or through the national portal.
//!
//! It becomes a document like any other, written by the officer and handed over in the same commit, so that a half of it
//! is never in the inbox. It is the office's own: no team's phone gets it.

use super::dossier_view::{note_read, open, show, unreadable};
use super::rights::{self, Matter};
use super::settle::{changes_since, short_enough};
use crate::app::App;
use crate::failure::Failure;
use crate::procedures::Shelf;
use crate::store::StoreError;
use crate::store::access::Session;
use crate::store::documents::{Author, Came, Commit};
use crate::store::people::OFFICE;
use crate::{chance, sync};
use dossier::document::{Actor, Document, DossierFacts, Heads};
use dossier::paper::PaperState;
use dossier::{AnswerKey, DossierId, ProcedureCode, QuestionName};
use library::Pack;
use wire::counter::{Blank, Counter, CounterProcedure, TakeIn};
use wire::office::OfficeDossier;
use wire::{Problem, Right};

/// What the session may accept, by name.
pub fn counter(app: &App, session: &Session) -> Result<Counter, Failure> {
    let shelf = app.shelf(&session.commune)?;
    let hers = |pack: &&Pack| may_take_in(session, &shelf, &pack.procedure.code).is_ok();
    let mut procedures: Vec<CounterProcedure> = shelf
        .to_fill_in()
        .filter(hers)
        .map(|pack| CounterProcedure {
            code: pack.procedure.code.clone(),
            name: pack.procedure.name.clone(),
            field: pack.procedure.field.clone(),
        })
        .collect();
    procedures.sort_by(|one, other| (&one.field.vi, &one.name.vi).cmp(&(&other.field.vi, &other.name.vi)));
    Ok(Counter { procedures })
}

pub fn blank(app: &App, session: &Session, procedure: &ProcedureCode) -> Result<Blank, Failure> {
    let shelf = app.shelf(&session.commune)?;
    may_take_in(session, &shelf, procedure)?;
    let pack = shelf.pack(procedure).ok_or(Problem::ProcedureUnknown)?;
    if pack.form.is_none() {
        return Err(Problem::GuideOnly.into());
    }
    Ok(Blank { dossier: DossierId::new(app.now(), chance::bytes()?), pack: pack.clone() })
}

pub fn take_in(app: &App, session: &Session, wish: &TakeIn) -> Result<OfficeDossier, Failure> {
    let shelf = app.shelf(&session.commune)?;
    may_take_in(session, &shelf, &wish.procedure)?;
    let document = written(app, &shelf, wish)?;
    let now = app.now();
    let committed = app.store().commit(&Commit {
        commune: session.commune.clone(),
        document: wish.dossier.into(),
        kind: document.kind(),
        team: OFFICE,
        expected_heads: Vec::new(),
        heads: document.heads().to_bytes(),
        changes: changes_since(&document, &Heads::default()),
        snapshot: Some(document.save()),
        row: sync::row_of(app, &session.commune, &document, now)?,
        counted: document.counted().map_err(unreadable)?,
        author: Author { device: None, member: session.member, repairing: false },
        came: Some(Came::Office(wish.channel)),
        action: "take_in",
        withdrawn: false,
        now,
    });
    let was_there = match committed {
        Ok(_) => false,
        Err(StoreError::Stale) => true,
        Err(error) => return Err(error.into()),
    };
    let opened = open(app, session, Right::Accept, wish.dossier)?;
    if was_there {
        // The answer to an earlier one was lost on its way. What was typed since then is not in it, and must not seem to be.
        if !says_the_same(&opened.document, &document)? {
            return Err(Problem::TakenInBefore.into());
        }
        note_read(app, session, wish.dossier)?;
    } else {
        app.inbox_changed(&session.commune);
    }
    show(app, session, wish.dossier, opened)
}

fn says_the_same(there: &Document, here: &Document) -> Result<bool, Failure> {
    Ok(there.facts().map_err(unreadable)? == here.facts().map_err(unreadable)?
        && there.values().map_err(unreadable)? == here.values().map_err(unreadable)?
        && there.papers().map_err(unreadable)? == here.papers().map_err(unreadable)?)
}

/// Who may accept a dossier of a procedure may take one in. Errors: [`Problem::ProcedureUnknown`], also where it is only
/// not hers.
fn may_take_in(session: &Session, shelf: &Shelf, procedure: &ProcedureCode) -> Result<(), Problem> {
    let hers = rights::reaches(session, Right::Accept, Matter::new(shelf, procedure, OFFICE));
    if hers { Ok(()) } else { Err(Problem::ProcedureUnknown) }
}

fn written(app: &App, shelf: &Shelf, wish: &TakeIn) -> Result<Document, Failure> {
    let now = app.now();
    let pack = shelf.pack_version(&wish.procedure, &wish.form_version).ok_or(Problem::ProcedureUnknown)?;
    let form = shelf.form_for(&wish.procedure, &wish.form_version).ok_or(Problem::GuideOnly)?;
    let facts = DossierFacts {
        procedure: wish.procedure.clone(),
        form_version: pack.procedure.version.clone(),
        household: None,
    };
    let mut document = Document::create_dossier(Actor(chance::bytes()?), &facts, now).map_err(unreadable)?;
    for (question, value) in &wish.answers {
        let asked = AnswerKey::parse(question.as_str()).is_some_and(|key| library::takes(form, &key));
        if !asked {
            return Err(Problem::QuestionUnknown.into());
        }
        let text = short_enough(value)?;
        if !text.is_empty() || is_instance(question) {
            document.set_answer(question, &text, now).map_err(unreadable)?;
        }
    }
    for paper in &wish.papers {
        if !pack.procedure.papers.iter().any(|known| known.id == *paper) {
            return Err(Problem::PaperUnknown.into());
        }
        document.set_paper(paper, PaperState::Seen, now).map_err(unreadable)?;
    }
    document.set_submitted(now).map_err(unreadable)?;
    Ok(document)
}

/// An instance that was taken out again keeps its key.
fn is_instance(question: &QuestionName) -> bool {
    question.as_key().is_some_and(|key| key.is_instance())
}
