//! What the office does with a case between acceptance and result.

use chrono::{NaiveDate, NaiveDateTime};
use dossier::case::ReturnWay;
use dossier::{MemberId, PhotoHash, Timestamp};
use serde::{Deserialize, Serialize};

/// What a case is with somebody for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// It is looked into, and a result is prepared.
    #[default]
    Handle,
    /// It is decided and signed.
    Decide,
    /// The result is handed out.
    HandOut,
}

impl Step {
    pub const ALL: [Self; 3] = [Self::Handle, Self::Decide, Self::HandOut];

    /// Which part of the whole time is over when the step is to be done, in per cent.
    pub const fn share(self) -> u8 {
        match self {
            Self::Handle => 70,
            Self::Decide => 90,
            Self::HandOut => 100,
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Handle => "handle",
            Self::Decide => "decide",
            Self::HandOut => "hand_out",
        }
    }

    pub fn from_stored(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }
}

/// The case goes to another person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandTo {
    pub to: MemberId,
    pub step: Step,
    #[serde(default)]
    pub note: String,
}

/// The day is put off, and an apology says why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutOff {
    /// The day that stood on the page.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$", example = "2026-11-27T17:00:00"))]
    pub from: NaiveDateTime,
    pub to: NaiveDate,
    pub reason: String,
    /// Who answers for it.
    pub signer: String,
}

/// The office refuses, or the citizen stops.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndCase {
    pub reason: String,
}

/// The result.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GiveResult {
    /// What it is, such as the decision's number.
    pub words: String,
    /// A scan that is among the dossier's photos and scans, see `GET /office/api/dossiers/{id}/blobs`.
    #[serde(default)]
    pub scan: Option<PhotoHash>,
}

/// A file that the office added to a dossier.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Scan {
    pub sha256: PhotoHash,
}

/// The result is handed out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOut {
    pub way: ReturnWay,
}

/// An officer of the commune, to whom a case can be given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Colleague {
    pub member: MemberId,
    pub name: String,
}

/// The officers of the commune, by name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Colleagues {
    pub colleagues: Vec<Colleague>,
}

/// The control sheet (phiếu kiểm soát, form 06).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ControlSheet {
    pub lines: Vec<ControlLine>,
}

/// The case was with somebody.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ControlLine {
    pub from: String,
    pub to: String,
    pub step: Step,
    /// When it came to the person, and when it went on; `None`: it is there.
    pub at: Timestamp,
    pub until: Option<Timestamp>,
    /// Until when it should have gone on; `None`: no limit is set.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, pattern = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$", example = "2026-11-27T17:00:00"))]
    pub due: Option<NaiveDateTime>,
    pub punctuality: Option<Punctuality>,
    pub note: String,
}

/// How a step went, as form 06 says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Punctuality {
    /// Before its day.
    Early,
    /// On its day.
    OnTime,
    Late,
}
