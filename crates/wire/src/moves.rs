//! A dossier goes to another commune of the same server.

use dossier::{CommuneCode, DossierId, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a dossier is to go, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveTo {
    pub to: CommuneCode,
    pub reason: String,
}

/// Another commune of this server.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OtherCommune {
    pub code: CommuneCode,
    pub name: String,
}

/// The other communes of this server, by name.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Communes {
    pub communes: Vec<OtherCommune>,
}

/// What is left of a dossier at the commune that has moved it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MovedRow {
    pub dossier: DossierId,
    pub local_code: String,
    pub procedure_name: library::Bilingual,
    /// Whom it is about; empty once it was removed for good.
    pub subject: String,
    /// `None`: it had no number when it went.
    pub number: Option<String>,
    /// Name of the commune that it went to.
    pub to: String,
    pub at: Timestamp,
    /// Who moved it.
    pub officer: String,
    pub reason: String,
}
