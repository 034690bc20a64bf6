//! An officer asks the team for what is missing or wrong in a dossier, or takes the request back.
//!
//! The answers come as any change of the dossier does; what is written at the asked places after the version that the
//! officer saw is shown there.

use super::days;
use super::dossier_view::{Opened, open, seen, unreadable};
use super::work::change;
use crate::app::App;
use crate::failure::Failure;
use crate::store::access::Session;
use dossier::case::Case;
use dossier::supplement::{Ask, Pin, Supplement};
use dossier::{CommuneCode, DossierId};
use wire::office::{AskSupplement, OfficeDossier};
use wire::{Problem, Right};

/// One slip with everything that is asked for. Its words are kept to their first [`Supplement::MAX_WORDS`] characters.
pub fn ask(
    app: &App,
    session: &Session,
    id: DossierId,
    slip: AskSupplement,
) -> Result<OfficeDossier, Failure> {
    let opened = open(app, session, Right::Ask, id)?;
    let supplement = Supplement {
        at: app.now(),
        officer: session.name.clone(),
        asks: readable(slip.asks)?,
        due: slip.due,
        seen: seen(&opened, &slip.version)?,
        ended: None,
    };
    must_be_there(app, &session.commune, &opened, &supplement)?;
    change(app, session, id, "ask for a supplement", None, &|case| case.asked(supplement.clone()))
}

/// The open request is not asked for any more.
pub fn take_back(app: &App, session: &Session, id: DossierId) -> Result<OfficeDossier, Failure> {
    open(app, session, Right::Ask, id)?;
    let now = app.now();
    let calendar = days::calendar_of(app, &session.commune, id)?;
    change(app, session, id, "take the supplement request back", None, &|case| {
        // Also what was not answered has stopped the clock.
        let due = case.due_when_answered(&calendar, now);
        case.not_asked(now, &session.name).map(|case| Case { due, ..case })
    })
}

/// Nothing is asked for without words.
fn readable(asks: Vec<Ask>) -> Result<Vec<Ask>, Failure> {
    if asks.is_empty() || asks.len() > Supplement::MAX_ASKS {
        return Err(Failure::BadRequest { what: "asks" });
    }
    let with_words = |ask: Ask| {
        let words: String = ask.words.trim().chars().take(Supplement::MAX_WORDS).collect();
        if words.is_empty() { Err(Problem::ReasonNeeded.into()) } else { Ok(Ask { words, ..ask }) }
    };
    asks.into_iter().map(with_words).collect()
}

/// What nobody can find in the dossier cannot be asked about.
fn must_be_there(
    app: &App,
    commune: &CommuneCode,
    opened: &Opened,
    supplement: &Supplement,
) -> Result<(), Failure> {
    let facts = opened.document.facts().map_err(unreadable)?;
    let shelf = app.shelf(commune)?;
    let pack = shelf.pack_for(&facts.procedure, &facts.form_version).ok_or(Problem::ProcedureUnknown)?;
    let form = shelf.form_for(&facts.procedure, &facts.form_version);
    let pages = opened.document.pages().map_err(unreadable)?;
    let stands = |pin: &Pin| match pin {
        Pin::Question { question } => {
            let name = question.as_key().and_then(|key| key.question().map(str::to_owned));
            name.is_some_and(|name| form.is_some_and(|form| form.kind(&name).is_some()))
        }
        Pin::Paper { paper } => pack.procedure.papers.iter().any(|one| one.id == *paper),
        Pin::Page { paper, photo } => {
            pages.get(paper).is_some_and(|pages| pages.iter().any(|page| page.photo == *photo))
        }
    };
    match supplement.asks.iter().find(|ask| !stands(&ask.about)).map(|ask| &ask.about) {
        None => Ok(()),
        Some(Pin::Question { .. }) => Err(Problem::QuestionUnknown.into()),
        Some(Pin::Paper { .. }) => Err(Problem::PaperUnknown.into()),
        Some(Pin::Page { .. }) => Err(Problem::PhotoUnknown.into()),
    }
}
