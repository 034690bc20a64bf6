//! Home, and finding procedures and households.

use crate::Device;
use crate::catalogue::Catalogue;
use dossier::case::CaseState;
use dossier::local_code::local_code;
use library::Pack;
use library::fold::fold;
use store::DossierRow;
use wire::Problem;
use wire::ipc::{
    DossierCard, FindHouseholds, FindProcedures, GetHome, GetProcedure, Home, HouseholdCard, ProcedureCard,
};
use wire::view::Progress;

/// More than a volunteer has in hand; older ones are found by search.
const HOME_LIMIT: u32 = 500;
const HOUSEHOLDS_LIMIT: u32 = 100;

impl Device {
    pub fn get_home(&self, _: GetHome) -> Result<Home, Problem> {
        let rows = self.with_store("list the dossiers", |store| store.dossiers(HOME_LIMIT))?;
        let catalogue = self.inner.shelf.now();
        let dossiers = rows.into_iter().map(|row| card(&catalogue, row)).collect();
        Ok(Home { dossiers, sync: self.fresh_status()? })
    }

    pub fn find_procedures(&self, request: FindProcedures) -> Result<Vec<ProcedureCard>, Problem> {
        let catalogue = self.inner.shelf.now();
        let found = catalogue.library().find(&request.query);
        Ok(found.into_iter().map(|pack| procedure_card(&pack.procedure)).collect())
    }

    pub fn get_procedure(&self, request: GetProcedure) -> Result<Pack, Problem> {
        let catalogue = self.inner.shelf.now();
        let pack = match &request.version {
            None => catalogue.pack(&request.code),
            Some(version) => catalogue.loaded(&request.code, version).map(|loaded| &loaded.pack),
        };
        pack.cloned().ok_or(Problem::ProcedureUnknown)
    }

    pub fn find_households(&self, request: FindHouseholds) -> Result<Vec<HouseholdCard>, Problem> {
        let folded = fold(&request.query);
        let rows =
            self.with_store("list the households", |store| store.households(&folded, HOUSEHOLDS_LIMIT))?;
        let card = |row: store::HouseholdRow| HouseholdCard {
            id: row.id,
            head: row.head,
            area: row.area,
            persons: row.persons,
        };
        Ok(rows.into_iter().map(card).collect())
    }
}

fn card(catalogue: &Catalogue, row: DossierRow) -> DossierCard {
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
        number: row.case.as_ref().and_then(|case| case.number.clone()),
        due: row.case.as_ref().and_then(|case| case.due),
        changed_at: row.changed_at,
        refused: row.refused,
        subject: row.subject,
        household_name: row.household_head,
        procedure: row.procedure,
    }
}

/// Draft, waiting, sent or accepted.
pub(crate) fn progress(row: &DossierRow) -> Progress {
    match (row.case.as_ref().map(|case| case.state), row.submitted_at) {
        (Some(CaseState::Accepted), _) => Progress::Accepted,
        (Some(CaseState::Received), _) => Progress::Sent,
        (None, Some(_)) => Progress::Waiting,
        (None, None) => Progress::Draft,
    }
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
