//! `/office/api/counter`: dossiers that no volunteer brought. The officer fills in the form with the citizen beside her, or from
//! what came by post or through the national portal.

use dossier::{DossierId, PaperId, ProcedureCode, QuestionName};
use library::{Bilingual, Channel, Pack};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counter {
    pub procedures: Vec<CounterProcedure>,
}

/// A procedure with a form that is taken in here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CounterProcedure {
    pub code: ProcedureCode,
    pub name: Bilingual,
    /// Lĩnh vực.
    pub field: Bilingual,
}

/// An empty form with the id of the dossier that it will be.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Blank {
    /// Nothing has it yet. Whoever sends it twice has taken one dossier in.
    pub dossier: DossierId,
    pub pack: Pack,
}

/// A dossier that was filled in at the office.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakeIn {
    /// Of the [`Blank`].
    pub dossier: DossierId,
    pub procedure: ProcedureCode,
    pub form_version: String,
    pub channel: Channel,
    /// Only what was answered.
    pub answers: BTreeMap<QuestionName, String>,
    /// What lies on the counter.
    #[serde(default)]
    pub papers: BTreeSet<PaperId>,
}
