//! How far a dossier is, as the public page tells it: taken out of the office's record, without names and answers.

use crate::app::App;
use crate::failure::Failure;
use crate::office::papers::letterhead;
use crate::procedures::Shelf;
use crate::store::public::PublicDossier;
use ::sync::catalogue::public_key;
use ::sync::receipt::is_signed;
use calendar::Desk;
use chrono::{NaiveDate, NaiveDateTime};
use dossier::case::{Case, CaseState, ReturnWay};
use dossier::supplement::{Ask, Pin};
use library::Bilingual;

/// Where it is, in the page's words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Where {
    Received,
    Asked,
    Accepted,
    InWork,
    Extended,
    Done,
    Returned,
    Refused,
    Stopped,
}

impl Where {
    fn of(case: &Case) -> Self {
        match case.state {
            CaseState::Received => Self::Received,
            CaseState::Asked => Self::Asked,
            CaseState::Accepted if !case.extensions.is_empty() => Self::Extended,
            CaseState::Accepted if has_moved(case) => Self::InWork,
            CaseState::Accepted => Self::Accepted,
            CaseState::Done => Self::Done,
            CaseState::Returned => Self::Returned,
            CaseState::Refused => Self::Refused,
            CaseState::Stopped => Self::Stopped,
        }
    }
}

/// Somebody else has it than who accepted it, or it went on after a supplement.
fn has_moved(case: &Case) -> bool {
    let first = case.first(CaseState::Accepted);
    let last = case.history.last();
    first.is_some_and(|first| first.officer != case.officer)
        || first.map(|one| one.at) != last.map(|one| one.at)
}

/// One thing that the office asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missing {
    /// The paper or question that it is about; empty where the form does not have it any more.
    pub about: Bilingual,
    /// In the officer's words.
    pub words: String,
}

/// The day was put off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PutOff {
    pub from: NaiveDateTime,
    pub to: NaiveDateTime,
    pub reason: String,
}

/// Whether the receipt that was given is the commune's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Signed {
    /// `by`: who gave it, which need not be who has the dossier now.
    Genuine {
        by: String,
        due: Option<NaiveDateTime>,
    },
    Broken,
}

/// It went from one commune to another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    pub at: NaiveDateTime,
    pub from: String,
    pub to: String,
}

/// Everything that the page says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    pub at: Where,
    pub procedure: Bilingual,
    pub number: Option<String>,
    pub received_at: NaiveDateTime,
    /// `None`: none is set, or it was decided.
    pub due: Option<NaiveDateTime>,
    pub decided_at: Option<NaiveDateTime>,
    pub missing: Vec<Missing>,
    pub missing_until: Option<NaiveDate>,
    pub put_off: Option<PutOff>,
    /// The last time; why is between the offices.
    pub moved: Option<Moved>,
    pub returned: Option<ReturnWay>,
    /// Of a refusal alone: why somebody has stopped is nobody's business.
    pub reason: Option<String>,
    /// `None`: it was not accepted.
    pub receipt: Option<Signed>,
    pub authority: String,
    /// Of the one-stop desk; may be empty.
    pub unit: String,
    pub desk: Desk,
    pub may_rate: bool,
    pub rated: bool,
}

pub fn standing(app: &App, found: &PublicDossier) -> Result<Standing, Failure> {
    let (case, commune) = (&found.case, &found.commune);
    let (shelf, letterhead) = (app.shelf(commune)?, letterhead(app, commune)?);
    let (open, today) = (case.open_supplement(), app.now().in_vietnam().date());
    let missing = open.map(|open| open.asks.iter().map(|ask| missing(&shelf, found, ask, today)).collect());
    let put_off = case.extensions.last().filter(|_| !case.state.is_ended());
    Ok(Standing {
        at: Where::of(case),
        procedure: shelf.name(&found.procedure),
        number: case.number.clone(),
        received_at: case.received_at.in_vietnam(),
        due: case.due.filter(|_| !case.state.is_ended()),
        decided_at: case.decided().map(|decided| decided.at.in_vietnam()),
        missing: missing.unwrap_or_default(),
        missing_until: open.and_then(|open| open.due),
        put_off: put_off.map(|last| PutOff { from: last.from, to: last.to, reason: last.reason.clone() }),
        moved: case.moves.last().map(|last| Moved {
            at: last.at.in_vietnam(),
            from: last.from_name.clone(),
            to: last.to_name.clone(),
        }),
        returned: case.result.as_ref().and_then(|result| result.way),
        reason: case.reason.clone().filter(|_| case.state == CaseState::Refused),
        receipt: signed(app, found)?,
        authority: letterhead.authority,
        unit: letterhead.unit,
        desk: app.store().settings(commune)?.settings.desk,
        may_rate: case.state.is_ended() && !found.rated,
        rated: found.rated,
    })
}

fn signed(app: &App, found: &PublicDossier) -> Result<Option<Signed>, Failure> {
    let receipt = found.case.receipt_of(&found.commune).zip(found.case.receipt.as_ref());
    let Some((receipt, given)) = receipt else { return Ok(None) };
    if !is_signed(&public_key(app.signing_seed()), &receipt, &given.signature) {
        return Ok(Some(Signed::Broken));
    }
    let by = letterhead(app, receipt.commune)?.authority;
    Ok(Some(Signed::Genuine { by, due: receipt.due }))
}

fn missing(shelf: &Shelf, found: &PublicDossier, ask: &Ask, today: NaiveDate) -> Missing {
    let nothing = || Bilingual { vi: String::new(), en: String::new() };
    let about = match &ask.about {
        Pin::Question { question } => shelf.question(&found.procedure, question.as_str(), today),
        Pin::Paper { paper } | Pin::Page { paper, .. } => {
            shelf.pack_for(&found.procedure, "").and_then(|pack| {
                pack.procedure.papers.iter().find(|known| known.id == *paper).map(|known| known.name.clone())
            })
        }
    };
    Missing { about: about.unwrap_or_else(nothing), words: ask.words.clone() }
}
