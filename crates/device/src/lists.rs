//! Home, and finding procedures.

use crate::Device;
use crate::catalogue::Catalogue;
use dossier::case::{Case, CaseState};
use dossier::local_code::local_code;
use library::events::{BundlePart, LifeEvent};
use library::{Found, Pack};
use store::DossierRow;
use wire::Problem;
use wire::ipc::{
    DossierCard, EventCard, EventPart, EventView, FindProcedures, FoundProcedures, GetEvent, GetHome,
    GetProcedure, Home, ProcedureCard,
};
use wire::view::Progress;

/// More than a volunteer has in hand; older ones are found by search.
const HOME_LIMIT: u32 = 500;

impl Device {
    pub fn get_home(&self, _: GetHome) -> Result<Home, Problem> {
        let rows = self.with_store("list the dossiers", |store| store.dossiers(HOME_LIMIT))?;
        let catalogue = self.inner.shelf.now();
        let dossiers = rows.into_iter().map(|row| card(&catalogue, row)).collect();
        let refused = self.with_store("count what was refused", |store| store.count_refused_branches())?;
        Ok(Home { dossiers, sync: self.fresh_status()?, refused })
    }

    pub fn find_procedures(&self, request: FindProcedures) -> Result<FoundProcedures, Problem> {
        let catalogue = self.inner.shelf.now();
        let library = catalogue.library();
        let mut found = FoundProcedures::default();
        for one in library.search(&request.query) {
            match one {
                Found::Procedure(pack) => found.procedures.push(procedure_card(&pack.procedure)),
                Found::Event(event) => found.events.push(event_card(event)),
            }
        }
        // Nothing typed lists the procedures; what happens in a family belongs to it.
        if request.query.trim().is_empty() {
            found.events = library.events().iter().map(event_card).collect();
        }
        Ok(found)
    }

    pub fn get_event(&self, request: GetEvent) -> Result<EventView, Problem> {
        let catalogue = self.inner.shelf.now();
        let library = catalogue.library();
        let event = library.events().get(&request.id).ok_or(Problem::ProcedureUnknown)?;
        let part = |part: &BundlePart| EventPart {
            // Withdrawn, or not in this app: what is said of it stays.
            procedure: part
                .code
                .as_ref()
                .and_then(|code| catalogue.pack(code))
                .map(|p| procedure_card(&p.procedure)),
            note: part.note.clone(),
        };
        Ok(EventView {
            id: event.id.clone(),
            name: event.name.clone(),
            parts: event
                .bundle
                .iter()
                .map(part)
                .filter(|p| p.procedure.is_some() || p.note.is_some())
                .collect(),
        })
    }

    pub fn get_procedure(&self, request: GetProcedure) -> Result<Pack, Problem> {
        let catalogue = self.inner.shelf.now();
        let pack = match &request.version {
            None => catalogue.pack(&request.code),
            Some(version) => catalogue.loaded(&request.code, version).map(|loaded| &loaded.pack),
        };
        pack.cloned().ok_or(Problem::ProcedureUnknown)
    }
}

pub(crate) fn card(catalogue: &Catalogue, row: DossierRow) -> DossierCard {
    let progress = progress(&row);
    let code = row.procedure.as_str();
    let unnamed = || library::Bilingual { vi: code.to_owned(), en: code.to_owned() };
    let pack = catalogue.loaded(&row.procedure, &row.form_version).map(|loaded| &loaded.pack);
    DossierCard {
        id: row.id,
        local_code: local_code(row.id),
        procedure_name: pack.map_or_else(unnamed, |pack| pack.procedure.plain_name.clone()),
        progress,
        unsent: row.unsent,
        has_conflicts: row.conflicts > 0,
        news: row.news,
        number: row.case.as_ref().and_then(|case| case.number.clone()),
        due: row.case.as_ref().and_then(|case| case.due),
        changed_at: row.changed_at,
        refused: row.refused,
        parked: row.parked,
        away: row.away,
        withdrawn: row.withdrawn_at.is_some(),
        subject: row.subject,
        household_name: row.household_head,
        procedure: row.procedure,
    }
}

/// Draft, waiting, sent, asked for a supplement or accepted.
pub(crate) fn progress(row: &DossierRow) -> Progress {
    let asked = row.case.as_ref().and_then(Case::open_supplement);
    match (row.case.as_ref().map(|case| case.state), row.submitted_at) {
        // Sent again; the office does not have it yet.
        (Some(CaseState::Asked), _) if asked.is_some_and(|asked| row.supplemented >= Some(asked.at)) => {
            Progress::Waiting
        }
        (Some(state), _) => Progress::of(state),
        (None, Some(_)) => Progress::Waiting,
        (None, None) => Progress::Draft,
    }
}

fn event_card(event: &LifeEvent) -> EventCard {
    let parts = u32::try_from(event.bundle.len()).unwrap_or(u32::MAX);
    EventCard { id: event.id.clone(), name: event.name.clone(), parts }
}

fn procedure_card(procedure: &library::Procedure) -> ProcedureCard {
    ProcedureCard {
        code: procedure.code.clone(),
        name: procedure.name.clone(),
        plain_name: procedure.plain_name.clone(),
        field: procedure.field.clone(),
        verified: procedure.verified,
    }
}
