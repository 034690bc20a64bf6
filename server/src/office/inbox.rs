//! The list of what was handed over. Read from the projection: no document is loaded.

use crate::app::App;
use crate::failure::Failure;
use crate::procedures::Shelf;
use crate::store::access::Session;
use crate::store::cases::InboxEntry;
use dossier::case::CaseState;
use dossier::local_code::local_code;
use wire::office::{Inbox, InboxRow};

pub fn inbox(app: &App, session: &Session) -> Result<Inbox, Failure> {
    let entries = app.store().inbox(&session.commune)?;
    let shelf = app.shelf(&session.commune)?;
    let new = entries.iter().filter(|entry| entry.case.state == CaseState::Received).count();
    Ok(Inbox {
        dossiers: entries.into_iter().map(|entry| row(&shelf, entry)).collect(),
        new: u32::try_from(new).unwrap_or(u32::MAX),
    })
}

fn row(shelf: &Shelf, entry: InboxEntry) -> InboxRow {
    InboxRow {
        id: entry.dossier,
        local_code: local_code(entry.dossier),
        procedure_name: shelf.name(&entry.procedure),
        procedure: entry.procedure,
        subject: entry.subject,
        volunteer: entry.volunteer,
        team: entry.team,
        state: entry.case.state,
        number: entry.case.number,
        due: entry.case.due,
        received_at: entry.case.received_at,
        has_conflicts: entry.has_conflicts,
    }
}
