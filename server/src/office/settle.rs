//! An officer chooses between values that were written at the same time.
//!
//! The choice is a change like any other, so it reaches every device by the feed. The server writes each
//! under a new actor: after a restore from a backup no sequence number can be given twice.

use super::dossier_view::{Opened, note_read, open, show, unreadable};
use crate::app::App;
use crate::failure::Failure;
use crate::store::StoreError;
use crate::store::access::Session;
use crate::store::documents::{AdmittedChange, Author, Commit};
use crate::{chance, sync};
use dossier::document::{Actor, Document};
use dossier::{AnswerText, DossierId, QuestionName};
use wire::office::OfficeDossier;
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
    for _ in 0..TRIES {
        match try_settle(app, session, id, question, value) {
            Err(Failure::Store(StoreError::Stale)) => {}
            other => return other,
        }
    }
    Err(StoreError::Stale.into())
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
    let text = AnswerText::new(value).map_err(|long| Problem::AnswerTooLong {
        chars: u32::try_from(long.chars).unwrap_or(u32::MAX),
        max: u32::try_from(long.max).unwrap_or(u32::MAX),
    })?;
    let stands = std::iter::once(&field.current).chain(&field.others).any(|v| v.text == text.as_str());
    if !stands {
        return Err(Problem::NotAllowed.into());
    }
    if field.others.is_empty() {
        let shown = show(app, session, id, opened)?;
        note_read(app, session, id)?;
        return Ok(shown);
    }
    write(app, session, id, &mut opened, question, &text)?;
    show(app, session, id, opened)
}

fn write(
    app: &App,
    session: &Session,
    id: DossierId,
    opened: &mut Opened,
    question: &QuestionName,
    text: &AnswerText,
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
        author: Author { device: None, member: session.member, repairing: false },
        action: "settle",
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
