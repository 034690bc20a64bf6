//! Dossiers that belong together ("liên thông") as one file: linked by an officer, shown beside each other, taken in and handed
//! on in one go.
//!
//! Each stays what it is. Taking in is one acceptance each at one moment, so that all have the same day of receipt; what one of
//! them refuses is told and holds up no other. The law that was read sets no day for a file as a whole: the page shows the latest
//! of its days, and says that it is that.
//!
//! **Invariant:** a dossier that somebody may not read is a number here, without a name.

use super::dossier_view::open;
use super::rights::{self, Matter};
use super::{acceptance, work};
use crate::app::App;
use crate::chance;
use crate::failure::Failure;
use crate::procedures::Shelf;
use crate::store::StoreError;
use crate::store::access::Session;
use crate::store::audit::Look;
use crate::store::cases::InboxEntry;
use crate::store::files::Link;
use dossier::local_code::local_code;
use dossier::{DossierId, FileId};
use wire::files::{FileOutcome, FileOutcomes, FileView, LinkTo, LinkedRow};
use wire::work::HandTo;
use wire::{Problem, Right};

/// So many are offered to be linked.
const OFFERED: u32 = 20;

/// It says whom dossiers are about: each look at others is an audit line.
pub fn view(app: &App, session: &Session, id: DossierId) -> Result<FileView, Failure> {
    let opened = open(app, session, Right::Read, id)?;
    let shelf = app.shelf(&session.commune)?;
    let readable = |right, entry: &InboxEntry| {
        rights::reaches(session, right, Matter::new(&shelf, &entry.procedure, entry.of_team))
    };
    let all = app.store().file_of(&session.commune, id)?;
    let due = all.iter().filter_map(|entry| entry.case.due).max();
    let (seen, hidden): (Vec<InboxEntry>, Vec<InboxEntry>) =
        all.into_iter().filter(|entry| entry.dossier != id).partition(|entry| readable(Right::Read, entry));
    // What may be linked here is what may be taken in here.
    let may_link = readable(Right::Accept, &opened.entry) && opened.entry.case.may_be_accepted().is_ok();
    let mut linkable =
        if may_link { app.store().linkable(&session.commune, id, OFFERED)? } else { Vec::new() };
    linkable.retain(|entry| readable(Right::Accept, entry));
    let count = seen.len().saturating_add(linkable.len());
    if count > 0 {
        app.store().note_look(&Look {
            commune: &session.commune,
            member: session.member,
            action: "list_file",
            document: Some(id.into()),
            count,
            now: app.now(),
        })?;
    }
    let alone = seen.is_empty() && hidden.is_empty();
    let rows = |entries: Vec<InboxEntry>| entries.into_iter().map(|entry| row(&shelf, entry)).collect();
    Ok(FileView {
        hidden: u32::try_from(hidden.len()).unwrap_or(u32::MAX),
        rows: rows(seen),
        due: due.filter(|_| !alone),
        linkable: rows(linkable),
    })
}

pub fn link(app: &App, session: &Session, id: DossierId, wish: LinkTo) -> Result<FileView, Failure> {
    open(app, session, Right::Accept, id)?;
    if wish.to == id {
        return Err(Failure::BadRequest { what: "to" });
    }
    open(app, session, Right::Accept, wish.to)?;
    let linked = app.store().link(&Link {
        commune: &session.commune,
        dossier: id,
        to: wish.to,
        new_file: FileId::from_bytes(chance::bytes()?),
        officer: session.member,
        now: app.now(),
    });
    done(app, session, id, linked)
}

pub fn unlink(app: &App, session: &Session, id: DossierId) -> Result<FileView, Failure> {
    open(app, session, Right::Accept, id)?;
    let unlinked = app.store().unlink(&session.commune, id, session.member, app.now());
    done(app, session, id, unlinked)
}

fn done(
    app: &App,
    session: &Session,
    id: DossierId,
    outcome: Result<(), StoreError>,
) -> Result<FileView, Failure> {
    match outcome {
        Ok(()) => {}
        Err(StoreError::Exists { .. }) => return Err(Problem::LinkedElsewhere.into()),
        // It was here a moment ago: what has become of it is said by opening it.
        Err(StoreError::Unknown { .. }) => {
            open(app, session, Right::Read, id)?;
            return Err(StoreError::Stale.into());
        }
        Err(other) => return Err(other.into()),
    }
    app.inbox_changed(&session.commune);
    view(app, session, id)
}

/// Takes in everything of the file that has no number yet.
pub fn accept(app: &App, session: &Session, id: DossierId) -> Result<FileOutcomes, Failure> {
    open(app, session, Right::Accept, id)?;
    let now = app.now();
    each(
        app,
        session,
        id,
        |entry| !entry.case.is_accepted() && !entry.case.state.is_ended(),
        |one| acceptance::accept_at(app, session, one, now).map(drop),
    )
}

/// Hands everything of the file that is in work to one person.
pub fn hand_to(app: &App, session: &Session, id: DossierId, hand: &HandTo) -> Result<FileOutcomes, Failure> {
    open(app, session, Right::HandOn, id)?;
    each(
        app,
        session,
        id,
        |entry| entry.case.is_accepted() && !entry.case.state.is_ended(),
        |one| work::hand_to(app, session, one, hand.clone()).map(drop),
    )
}

/// One after the other, in the order in which they came. Of those that may not be read, that there are some is told by [`view`].
fn each(
    app: &App,
    session: &Session,
    id: DossierId,
    is_meant: impl Fn(&InboxEntry) -> bool,
    act: impl Fn(DossierId) -> Result<(), Failure>,
) -> Result<FileOutcomes, Failure> {
    let shelf = app.shelf(&session.commune)?;
    let mut outcomes = Vec::new();
    for entry in app.store().file_of(&session.commune, id)? {
        let matter = Matter::new(&shelf, &entry.procedure, entry.of_team);
        if !is_meant(&entry) || !rights::reaches(session, Right::Read, matter) {
            continue;
        }
        let problem = act(entry.dossier).err().map(Failure::into_problem);
        let now = app.store().inbox_entry(&session.commune, entry.dossier)?.unwrap_or(entry);
        outcomes.push(FileOutcome { row: row(&shelf, now), problem });
    }
    Ok(FileOutcomes { outcomes })
}

fn row(shelf: &Shelf, entry: InboxEntry) -> LinkedRow {
    LinkedRow {
        id: entry.dossier,
        local_code: local_code(entry.dossier),
        procedure_name: shelf.name(&entry.procedure),
        subject: entry.subject,
        state: entry.case.state,
        received_at: entry.case.arrived_at(),
        due: entry.case.due,
        number: entry.case.number,
    }
}
