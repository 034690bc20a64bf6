//! An officer writes into a dossier: chooses between values that were written at the same time, or corrects an answer at
//! the counter.
//!
//! Either is a change like any other, so it reaches every device by the feed, with the officer's name. The server writes
//! each under a new actor: after a restore from a backup no sequence number can be given twice.

use super::dossier_view::{Opened, note_read, open, show, unreadable};
use crate::app::App;
use crate::failure::Failure;
use crate::store::StoreError;
use crate::store::access::Session;
use crate::store::documents::{AdmittedChange, Author, Commit};
use crate::{chance, sync};
use dossier::document::{Actor, Document};
use dossier::{AnswerText, DossierId, QuestionName};
use wire::office::{Correct, OfficeDossier};
use wire::{Problem, Right};

/// How often it is looked at again because the dossier changed meanwhile.
const TRIES: usize = 5;

/// `value` must be one of the values that stand side by side. Settling what is settled already, the same
/// way, changes nothing; another way is refused.
pub fn settle(
    app: &App,
    session: &Session,
    id: DossierId,
    question: &QuestionName,
    value: &str,
) -> Result<OfficeDossier, Failure> {
    until_it_stands(|| try_settle(app, session, id, question, value))
}

/// Writes another answer in the place of the one that the officer saw, before the dossier has its number.
pub fn correct(
    app: &App,
    session: &Session,
    id: DossierId,
    question: &QuestionName,
    correction: &Correct,
) -> Result<OfficeDossier, Failure> {
    until_it_stands(|| try_correct(app, session, id, question, correction))
}

fn until_it_stands(write: impl Fn() -> Result<OfficeDossier, Failure>) -> Result<OfficeDossier, Failure> {
    for _ in 0..TRIES {
        match write() {
            Err(Failure::Store(StoreError::Stale)) => {}
            other => return other,
        }
    }
    Err(StoreError::Stale.into())
}

fn try_correct(
    app: &App,
    session: &Session,
    id: DossierId,
    question: &QuestionName,
    correction: &Correct,
) -> Result<OfficeDossier, Failure> {
    let mut opened = open(app, session, Right::Accept, id)?;
    opened.entry.case.may_be_accepted().map_err(StoreError::from)?;
    must_be_asked(app, session, &opened, question)?;
    let text = short_enough(&correction.value)?;
    let field = opened.document.answer(question).map_err(unreadable)?;
    if field.as_ref().is_some_and(|field| !field.others.is_empty()) {
        return Err(Problem::ConflictsOpen { questions: vec![question.to_string()] }.into());
    }
    let stands = field.map(|field| field.current.text).unwrap_or_default();
    if stands != correction.was && stands != text.as_str() {
        return Err(Problem::AnswerMoved.into());
    }
    if stands == text.as_str() {
        note_read(app, session, id)?;
    } else {
        write(app, session, id, &mut opened, question, &text, "correct")?;
    }
    show(app, session, id, opened)
}

/// The form asks it, also when nobody has answered it yet.
fn must_be_asked(
    app: &App,
    session: &Session,
    opened: &Opened,
    question: &QuestionName,
) -> Result<(), Failure> {
    let facts = opened.document.facts().map_err(unreadable)?;
    let shelf = app.shelf(&session.commune)?;
    let form = shelf.form_for(&facts.procedure, &facts.form_version).ok_or(Problem::ProcedureUnknown)?;
    let name = question.as_key().and_then(|key| key.question().map(str::to_owned));
    let asked = name.and_then(|name| form.kind(&name)).is_some_and(|kind| kind.is_asked());
    if asked { Ok(()) } else { Err(Problem::QuestionUnknown.into()) }
}

pub(super) fn short_enough(text: &str) -> Result<AnswerText, Problem> {
    AnswerText::new(text).map_err(|long| Problem::AnswerTooLong {
        chars: u32::try_from(long.chars).unwrap_or(u32::MAX),
        max: u32::try_from(long.max).unwrap_or(u32::MAX),
    })
}

fn try_settle(
    app: &App,
    session: &Session,
    id: DossierId,
    question: &QuestionName,
    value: &str,
) -> Result<OfficeDossier, Failure> {
    let mut opened = open(app, session, Right::Settle, id)?;
    let field = opened.document.answer(question).map_err(unreadable)?.ok_or(Problem::QuestionUnknown)?;
    let text = short_enough(value)?;
    let stands = std::iter::once(&field.current).chain(&field.others).any(|v| v.text == text.as_str());
    if !stands {
        return Err(Problem::NotAllowed.into());
    }
    if field.others.is_empty() {
        let shown = show(app, session, id, opened)?;
        note_read(app, session, id)?;
        return Ok(shown);
    }
    write(app, session, id, &mut opened, question, &text, "settle")?;
    show(app, session, id, opened)
}

fn write(
    app: &App,
    session: &Session,
    id: DossierId,
    opened: &mut Opened,
    question: &QuestionName,
    text: &AnswerText,
    action: &'static str,
) -> Result<(), Failure> {
    let now = app.now();
    let before = opened.document.heads();
    opened.document.write_as(Actor(chance::bytes()?));
    opened.document.set_answer(question, text, now).map_err(unreadable)?;
    let committed = app.store().commit(&Commit {
        commune: session.commune.clone(),
        document: id.into(),
        kind: opened.document.kind(),
        team: opened.stored.team,
        expected_heads: opened.stored.heads.clone(),
        heads: opened.document.heads().to_bytes(),
        changes: changes_since(&opened.document, &before),
        snapshot: None,
        row: sync::row_of(app, &session.commune, &opened.document, now)?,
        counted: opened.document.counted().map_err(unreadable)?,
        author: Author { device: None, member: session.member, repairing: false },
        came: None,
        action,
        withdrawn: false,
        now,
    })?;
    if committed.inbox_changed {
        app.inbox_changed(&session.commune);
    }
    Ok(())
}

/// What the server wrote itself, in the form in which it is stored.
pub(crate) fn changes_since(document: &Document, before: &dossier::document::Heads) -> Vec<AdmittedChange> {
    document
        .changes_since(before)
        .iter()
        .map(|change| AdmittedChange {
            hash: change.hash().0,
            actor: change.actor_id().to_bytes().to_vec(),
            actor_seq: change.seq(),
            raw: change.raw_bytes().to_vec(),
        })
        .collect()
}
