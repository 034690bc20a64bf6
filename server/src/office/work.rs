//! What officers do with a case that has its number, until its end: hand it on, put its day off, give the result, hand it
//! out, refuse it, stop it.
//!
//! **Invariant:** whatever ends or delays a case has words that a person has written.

use super::dossier_view::{open, show};
use super::{MAX_WORDS, days};
use crate::app::App;
use crate::blobs::{self, Refusal};
use crate::failure::Failure;
use crate::store::StoreError;
use crate::store::access::Session;
use crate::store::cases::{CaseChange, Hand, HandLine};
use crate::store::people::OFFICE;
use dossier::case::{Case, CaseResult, Extension, NotNow};
use dossier::{DossierId, PhotoHash, Timestamp};
use wire::office::OfficeDossier;
use wire::work::{
    Colleague, Colleagues, ControlLine, ControlSheet, EndCase, GiveResult, HandOut, HandTo, Punctuality,
    PutOff, Scan,
};
use wire::{OtherFile, PictureFault, Problem, Right};

const MAX_NAME: usize = 100;
#[expect(clippy::cast_possible_truncation, reason = "a few megabytes")]
const MOST_MB: u32 = (blobs::MAX_BLOB / 1024 / 1024) as u32;

/// What was written, trimmed and kept to its first characters. Errors: [`Problem::ReasonNeeded`].
pub(super) fn words(text: &str, most: usize) -> Result<String, Failure> {
    let text: String = text.trim().chars().take(most).collect();
    if text.is_empty() { Err(Problem::ReasonNeeded.into()) } else { Ok(text) }
}

/// Changes a case and shows the dossier anew.
pub(super) fn change(
    app: &App,
    session: &Session,
    id: DossierId,
    action: &'static str,
    hand: Option<Hand<'_>>,
    change: &dyn Fn(Case) -> Result<Case, NotNow>,
) -> Result<OfficeDossier, Failure> {
    let calendar = days::calendar_of(app, &session.commune, id)?;
    let changed = app.store().change_case(&CaseChange {
        commune: &session.commune,
        dossier: id,
        officer: session.member,
        action,
        change,
        hand,
        reckon: &|case| days::reckon(&calendar, case),
        now: app.now(),
    });
    match changed {
        Ok(_) => {}
        // It was here a moment ago: what has become of it is said by opening it.
        Err(StoreError::Unknown { .. }) => {
            open(app, session, Right::Read, id)?;
            return Err(StoreError::Stale.into());
        }
        Err(other) => return Err(other.into()),
    }
    app.inbox_changed(&session.commune);
    // What was done is a line already: that it is shown needs no other.
    let opened = open(app, session, Right::Read, id)?;
    show(app, session, id, opened)
}

/// The officers of the commune, in the order of their numbers.
pub fn colleagues(app: &App, session: &Session) -> Result<Colleagues, Failure> {
    let members = app.store().members(&session.commune)?;
    let officers = members.into_iter().filter(|member| member.team == OFFICE);
    Ok(Colleagues { colleagues: officers.map(|one| Colleague { member: one.id, name: one.name }).collect() })
}

pub fn hand_to(app: &App, session: &Session, id: DossierId, hand: HandTo) -> Result<OfficeDossier, Failure> {
    let opened = open(app, session, Right::HandOn, id)?;
    let taker = colleagues(app, session)?.colleagues.into_iter().find(|one| one.member == hand.to);
    let taker = taker.ok_or(Problem::ColleagueUnknown)?;
    let note: String = hand.note.trim().chars().take(MAX_WORDS).collect();
    let calendar = days::calendar_of(app, &session.commune, id)?;
    let due = days::step_due(&calendar, &opened.entry.case, hand.step);
    let line = Hand { taker: taker.member, step: hand.step, due, note: &note };
    change(app, session, id, "hand on", Some(line), &|case| case.handed_to(&taker.name))
}

/// Puts the day off. The new one is the end of a working day.
pub fn put_off(app: &App, session: &Session, id: DossierId, wish: PutOff) -> Result<OfficeDossier, Failure> {
    open(app, session, Right::Work, id)?;
    let extension = Extension {
        at: app.now(),
        officer: session.name.clone(),
        from: wish.from,
        to: days::calendar_of(app, &session.commune, id)?.due_on(wish.to),
        reason: words(&wish.reason, MAX_WORDS)?,
        signer: words(&wish.signer, MAX_NAME)?,
    };
    if extension.to <= app.now().in_vietnam() {
        return Err(Problem::NotLater.into());
    }
    change(app, session, id, "put off", None, &|case| case.extended(extension.clone()))
}

/// The officer takes what has come since the acceptance over into the dossier.
pub fn take_in(app: &App, session: &Session, id: DossierId) -> Result<OfficeDossier, Failure> {
    let opened = open(app, session, Right::Work, id)?;
    let version = opened.document.heads().to_hex();
    change(app, session, id, "take in", None, &|case| case.took_in(version.clone()))
}

/// Keeps a scan that the office made, so that a result can name it.
pub fn keep_scan(app: &App, session: &Session, id: DossierId, bytes: &[u8]) -> Result<Scan, Failure> {
    open(app, session, Right::Work, id)?;
    let fault = |fault| Failure::from(Problem::Picture { fault });
    match blobs::keep_scan(app, session, id, bytes) {
        Ok(sha256) => Ok(Scan { sha256: PhotoHash::from_bytes(sha256.0) }),
        Err(Refusal::TooLarge) => Err(fault(PictureFault::TooLarge { most_mb: MOST_MB })),
        Err(Refusal::OtherMediaType) if bytes.is_empty() => Err(fault(PictureFault::Empty)),
        Err(Refusal::OtherMediaType) => Err(fault(PictureFault::NotAPicture { found: OtherFile::Other })),
        Err(Refusal::DossierRemoved) => Err(Problem::DossierUnknown.into()),
        Err(Refusal::NoRoom) => Err(Problem::DiskFull.into()),
        Err(Refusal::Failed(failure)) => Err(failure),
        Err(other) => Err(Failure::Broken { action: "keep the scan", cause: other.to_string() }),
    }
}

pub fn resolve(
    app: &App,
    session: &Session,
    id: DossierId,
    given: GiveResult,
) -> Result<OfficeDossier, Failure> {
    open(app, session, Right::Work, id)?;
    if let Some(scan) = given.scan {
        let sent = app.store().list_blobs(&session.commune, id, session.member, app.now())?;
        if !sent.iter().any(|blob| blob.sha256.0 == *scan.as_bytes()) {
            return Err(Problem::PhotoUnknown.into());
        }
    }
    let result = CaseResult { words: words(&given.words, MAX_WORDS)?, scan: given.scan, way: None };
    let now = app.now();
    change(app, session, id, "give the result", None, &|case| {
        case.resolved(now, &session.name, result.clone())
    })
}

pub fn hand_out(
    app: &App,
    session: &Session,
    id: DossierId,
    out: &HandOut,
) -> Result<OfficeDossier, Failure> {
    open(app, session, Right::HandOn, id)?;
    let (now, way) = (app.now(), out.way);
    change(app, session, id, "hand out", None, &|case| case.returned(now, &session.name, way))
}

pub fn refuse(app: &App, session: &Session, id: DossierId, end: &EndCase) -> Result<OfficeDossier, Failure> {
    open(app, session, Right::Work, id)?;
    let (now, reason) = (app.now(), words(&end.reason, MAX_WORDS)?);
    change(app, session, id, "refuse", None, &|case| case.refused(now, &session.name, reason.clone()))
}

pub fn stop(app: &App, session: &Session, id: DossierId, end: &EndCase) -> Result<OfficeDossier, Failure> {
    open(app, session, Right::HandOn, id)?;
    let (now, reason) = (app.now(), words(&end.reason, MAX_WORDS)?);
    change(app, session, id, "stop", None, &|case| case.stopped(now, &session.name, reason.clone()))
}

/// Each hand-over, with how the step before it went.
pub fn control_sheet(app: &App, session: &Session, id: DossierId) -> Result<ControlSheet, Failure> {
    let opened = open(app, session, Right::Read, id)?;
    let lines = app.store().control_sheet(&session.commune, id, session.member, app.now())?;
    let ended = opened.entry.case.decided().map(|event| event.at);
    let next: Vec<Option<Timestamp>> =
        lines.iter().skip(1).map(|line| Some(line.at)).chain(std::iter::once(ended)).collect();
    let now = app.now();
    let lines = lines.into_iter().zip(next).map(|(line, until)| control_line(line, until, now)).collect();
    Ok(ControlSheet { lines })
}

fn control_line(line: HandLine, until: Option<Timestamp>, now: Timestamp) -> ControlLine {
    let went = until.unwrap_or(now).in_vietnam();
    let punctuality = line.due.and_then(|due| match (went > due, until) {
        (true, _) => Some(Punctuality::Late),
        // It is there and in time: nothing is to be said yet.
        (false, None) => None,
        (false, Some(_)) if went.date() < due.date() => Some(Punctuality::Early),
        (false, Some(_)) => Some(Punctuality::OnTime),
    });
    ControlLine {
        from: line.giver,
        to: line.taker,
        step: line.step,
        at: line.at,
        until,
        due: line.due,
        punctuality,
        note: line.note,
    }
}
