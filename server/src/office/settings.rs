//! The commune's own settings, for administrators: seen, said anew, exported and imported.

use crate::app::App;
use crate::failure::Failure;
use crate::settings::{Fault, NotTaken, Place, Unit};
use crate::store::StoreError;
use crate::store::access::Session;
use crate::store::people::Member;
use dossier::MemberId;
use wire::Problem;
use wire::settings::{
    CountryDay, CountryYear, ImportSheet, OfficerLine, SettingsView, Sheet, SheetFault, SheetRead,
    VersionLine,
};
use wording::Both;

/// The sequence of the number that is shown as an example.
const EXAMPLE: u32 = 12;

fn place<'a>(app: &'a App, session: &'a Session) -> Place<'a> {
    Place {
        store: app.store(),
        procedures: app.procedures(),
        commune: &session.commune,
        by: session.member,
        now: app.now(),
    }
}

fn name_of(members: &[Member], id: Option<MemberId>) -> String {
    members.iter().find(|member| Some(member.id) == id).map(|member| member.name.clone()).unwrap_or_default()
}

pub fn view(app: &App, session: &Session) -> Result<SettingsView, Failure> {
    let kept = app.store().settings(&session.commune)?;
    let unit = Unit::in_force(app, &session.commune)?;
    let communes = app.store().communes()?;
    let ours = communes.into_iter().find(|commune| commune.code == session.commune);
    let number = ours.map(|commune| commune.unit_number).unwrap_or_default();
    let today = app.now().in_vietnam().date();
    let people = place(app, session).people()?;
    let country = app.procedures().calendar();
    let officer = |user: &crate::store::people::User| OfficerLine {
        user: user.name.clone(),
        name: name_of(&people.members, Some(user.member)),
        role: user.standing.role,
        fields: user.standing.fields.clone(),
        administrator: user.standing.administrator,
    };
    let earlier = app.store().settings_versions(&session.commune)?;
    Ok(SettingsView {
        version: kept.version,
        at: (kept.version > 0).then_some(kept.at),
        by: name_of(&people.members, kept.by),
        example: unit.number(&number, today, EXAMPLE),
        settings: kept.settings,
        country: country
            .special_days(today)
            .map(|(date, day)| CountryDay {
                date,
                working: day.working,
                name_vi: day.name_vi,
                name_en: day.name_en,
                provisional: day.provisional,
            })
            .collect(),
        years: country.years().map(|(year, is_final)| CountryYear { year, is_final }).collect(),
        officers: people.users.iter().map(officer).collect(),
        earlier: earlier
            .into_iter()
            .skip(1)
            .map(|(version, at, by)| VersionLine { version, at, by: name_of(&people.members, by) })
            .collect(),
    })
}

/// A table with everything that is said now.
pub fn export(app: &App, session: &Session, sheet: Sheet) -> Result<String, Failure> {
    Ok(place(app, session).export(sheet)?)
}

/// Taken as a whole; or nothing of it, and every fault told. Errors: [`Problem::SettingsMoved`].
pub fn import(app: &App, session: &Session, sheet: Sheet, file: &ImportSheet) -> Result<SheetRead, Failure> {
    let faults = match place(app, session).import(sheet, &file.text, file.version) {
        Ok(()) => Vec::new(),
        Err(NotTaken::Faults(faults)) => told(faults),
        Err(NotTaken::Store(StoreError::Stale)) => return Err(Problem::SettingsMoved.into()),
        Err(NotTaken::Store(error)) => return Err(error.into()),
    };
    if faults.is_empty() {
        tracing::info!(member = session.member.0, sheet = sheet.as_str(), "settings were changed");
    }
    Ok(SheetRead { faults, view: view(app, session)? })
}

pub(crate) fn told(faults: Vec<Fault>) -> Vec<SheetFault> {
    let words = Both::new();
    let one = |fault: Fault| {
        let said = words.of_sheet(&fault.problem);
        SheetFault {
            line: fault.line,
            column: fault.column.to_owned(),
            said: said.happened,
            to_do: said.to_do,
        }
    };
    faults.into_iter().map(one).collect()
}
