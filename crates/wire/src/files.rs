//! Dossiers that belong together as one file.

use crate::Problem;
use chrono::NaiveDateTime;
use dossier::case::CaseState;
use dossier::{DossierId, Timestamp};
use serde::{Deserialize, Serialize};

/// To which other dossier one is linked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkTo {
    pub to: DossierId,
}

/// Another dossier of the file, or one that may belong to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkedRow {
    pub id: DossierId,
    pub local_code: String,
    pub procedure_name: library::Bilingual,
    pub subject: String,
    pub state: CaseState,
    pub received_at: Timestamp,
    pub number: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, pattern = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$", example = "2026-11-27T17:00:00"))]
    pub due: Option<NaiveDateTime>,
}

/// The file of a dossier.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileView {
    /// The others; empty: it is in no file, or may not be read in full.
    pub rows: Vec<LinkedRow>,
    /// So many more are somebody else's.
    pub hidden: u32,
    /// The latest of their days.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, pattern = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$", example = "2026-11-27T17:00:00"))]
    pub due: Option<NaiveDateTime>,
    /// What may belong to it, the likeliest first.
    pub linkable: Vec<LinkedRow>,
}

/// What came of each.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileOutcomes {
    pub outcomes: Vec<FileOutcome>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileOutcome {
    /// As it is now.
    pub row: LinkedRow,
    /// `None`: it was done.
    pub problem: Option<Problem>,
}
