//! The days of a case: when it is due, when that has to be warned of, and until when each step is to be done.

use super::rights::Matter;
use crate::app::App;
use crate::failure::Failure;
use crate::settings::Unit;
use crate::store::cases::Reckoned;
use crate::store::documents::{DossierRow, NewDays};
use calendar::Calendar;
use chrono::NaiveDateTime;
use dossier::case::{Case, CaseState};
use dossier::{CommuneCode, DossierId, Timestamp};
use wire::work::Step;

/// Lateness is seen before it happens: from this part of the time on, in per cent.
const WARN_AT: u8 = 80;

/// The calendar by which a case is counted: of the settings that were in force when it was accepted, or that are now.
pub(crate) fn calendar_of(app: &App, commune: &CommuneCode, dossier: DossierId) -> Result<Calendar, Failure> {
    let unit = match app.store().settings_of(commune, dossier)? {
        Some(version) => Unit::as_it_was(app, commune, version)?,
        None => Unit::in_force(app, commune)?,
    };
    let shelf = app.shelf(commune)?;
    let entry = app.store().inbox_entry(commune, dossier)?;
    let of_the_police =
        entry.is_some_and(|entry| Matter::new(&shelf, &entry.procedure, entry.of_team).of_the_police);
    Ok(unit.calendar(of_the_police).clone())
}

/// When four fifths of the time of an open case are over. `None`: it has no day, or nothing is left to do in time.
pub(crate) fn warn(calendar: &Calendar, case: &Case) -> Option<NaiveDateTime> {
    part(calendar, case, WARN_AT).filter(|_| case.state == CaseState::Accepted)
}

/// Everything that the calendar says of a case.
pub(crate) fn reckon(calendar: &Calendar, case: &Case) -> Reckoned {
    Reckoned {
        warn: warn(calendar, case),
        waited: case.waited_minutes(calendar),
        handled: case.handled_minutes(calendar),
    }
}

/// Until when a step is to be done.
pub(super) fn step_due(calendar: &Calendar, case: &Case, step: Step) -> Option<NaiveDateTime> {
    part(calendar, case, step.share())
}

fn part(calendar: &Calendar, case: &Case, percent: u8) -> Option<NaiveDateTime> {
    let accepted = case.first(CaseState::Accepted)?.at.in_vietnam();
    case.due.map(|due| calendar.part_of(accepted, due, percent))
}

/// The new days of an accepted case, when the answer that is committed is one to its open request. `None`: nothing of the
/// kind.
pub(crate) fn of_answer(
    app: &App,
    commune: &CommuneCode,
    dossier: DossierId,
    row: &DossierRow,
    now: Timestamp,
) -> Result<Option<NewDays>, Failure> {
    let Some(request) = row.supplemented else { return Ok(None) };
    let case = app.store().inbox_entry(commune, dossier)?.map(|entry| entry.case);
    let open =
        |case: &Case| case.is_accepted() && case.open_supplement().map(|open| open.at) == Some(request);
    let Some(mut case) = case.filter(open) else { return Ok(None) };
    let (calendar, was) = (calendar_of(app, commune, dossier)?, case.due);
    case.due = case.due_when_answered(&calendar, now);
    case.state = CaseState::Accepted;
    Ok(Some(NewDays { was, due: case.due, warn: warn(&calendar, &case) }))
}
