//! The list of what was handed over, as far as the one who looks may read it. Read from the projection: no document is
//! loaded.

use super::rights::{self, Matter};
use crate::app::App;
use crate::failure::Failure;
use crate::procedures::Shelf;
use crate::store::access::Session;
use crate::store::audit::Look;
use crate::store::cases::InboxEntry;
use crate::store::withdrawals::Withdrawal;
use dossier::Timestamp;
use dossier::case::CaseState;
use dossier::document::Kind;
use dossier::local_code::local_code;
use dossier::{DossierId, ProcedureCode, TeamId};
use wire::Right;
use wire::office::{Inbox, InboxRow, WithdrawnRow};

/// So many of the newest withdrawals are listed.
const WITHDRAWN_SHOWN: u32 = 100;

pub fn inbox(app: &App, session: &Session) -> Result<Inbox, Failure> {
    let shelf = app.shelf(&session.commune)?;
    let may = |procedure: &ProcedureCode, team: TeamId| {
        rights::reaches(session, Right::Read, Matter::new(&shelf, procedure, team))
    };
    let mut entries = app.store().inbox(&session.commune)?;
    entries.retain(|entry| may(&entry.procedure, entry.of_team));
    app.store().note_look(&Look {
        commune: &session.commune,
        member: session.member,
        action: "list_dossiers",
        document: None,
        count: entries.len(),
        now: app.now(),
    })?;
    let new = entries.iter().filter(|entry| entry.case.state == CaseState::Received).count();
    let now = app.now();
    Ok(Inbox {
        dossiers: entries.into_iter().map(|entry| row(&shelf, entry, now)).collect(),
        new: u32::try_from(new).unwrap_or(u32::MAX),
        withdrawn: app
            .store()
            .withdrawals(&session.commune, WITHDRAWN_SHOWN)?
            .into_iter()
            .filter(|one| may(&one.procedure, one.team))
            .map(|one| withdrawn(&shelf, one))
            .collect(),
    })
}

fn withdrawn(shelf: &Shelf, one: Withdrawal) -> WithdrawnRow {
    let dossier = (one.kind == Kind::Dossier).then(|| DossierId::from(one.document));
    WithdrawnRow {
        dossier,
        local_code: dossier.map(local_code).unwrap_or_default(),
        procedure_name: dossier.map(|_| shelf.name(&one.procedure)).unwrap_or_default(),
        at: one.at,
        volunteer: one.member,
        kept: one.kept,
    }
}

fn row(shelf: &Shelf, entry: InboxEntry, now: Timestamp) -> InboxRow {
    let late = entry.case.is_late(now) == Some(true);
    InboxRow {
        late,
        due_soon: !late && entry.warn.is_some_and(|warn| now.in_vietnam() >= warn),
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
