//! The numbers that an office is judged by, for a month or from the year's beginning.
//!
//! **Invariant:** what nobody has counted is `None` and is shown as missing; 0 is counted and none.

use chrono::NaiveDate;
use dossier::{TeamId, Timestamp};
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Numbers {
    /// Both days are included.
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// When it was counted: what is open is open then.
    pub at: Timestamp,
    /// Of the whole commune; else of what the one who looks may read.
    pub whole: bool,
    pub total: Figures,
    pub fields: Vec<Line>,
    pub procedures: Vec<Line>,
    /// Keys: `volunteer`, `desk`, `online`, `post`; empty: not known.
    pub channels: Vec<Line>,
    pub teams: Vec<Line>,
    /// Hamlets, by the team that serves them.
    pub areas: Vec<Line>,
    pub officers: Vec<Line>,
    /// Keys as `2026-11`; one that nothing happened in is there with zeros.
    pub months: Vec<Line>,
    pub work: Vec<TeamWork>,
    pub groups: Vec<Group>,
    pub satisfaction: Option<Satisfaction>,
}

/// What was counted under one heading.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Line {
    /// What it is known by: a code, a number; empty: dossiers of which it is not known.
    pub key: String,
    /// As people call it; empty where the key is, and where it is not known any more.
    pub name: String,
    pub figures: Figures,
}

/// Each is defined on the page beside it, and in docs/numbers.md.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figures {
    pub received: u32,
    pub accepted: u32,
    /// With a result, handed out or not.
    pub done: u32,
    pub refused: u32,
    pub stopped: u32,
    /// Went to another commune, and is counted there. `None`: not known under this heading.
    #[serde(default)]
    pub moved: Option<u32>,
    /// `None`: not known under this heading.
    pub withdrawn: Option<u32>,
    /// Of what is done or refused and had a day.
    pub on_time: u32,
    pub late: u32,
    /// Of what is done or refused: its day was put off.
    pub put_off: u32,
    /// `None`: under this heading it is not told, since it is one of now.
    pub open: Option<u32>,
    pub open_late: Option<u32>,
    pub waiting: Option<Spread>,
    pub handling: Option<Spread>,
    /// Answers that were not asked for again, of all.
    pub known_answers: Option<Share>,
    /// Results with a scan, of all results.
    pub digitised: Option<Share>,
}

/// Of a number of times, in working minutes: the middle one, and the one that nine of ten do not exceed (nearest rank).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Spread {
    pub median_min: u32,
    pub p90_min: u32,
    /// How many were measured.
    pub of: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Share {
    pub part: u64,
    pub whole: u64,
}

/// What a team did.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamWork {
    pub team: TeamId,
    pub name: String,
    pub area: String,
    pub visits: u32,
    pub households: u32,
    /// Different persons of the book whom its dossiers are about; `None`: no dossier says whom.
    pub people: Option<u32>,
    pub dossiers: u32,
}

/// A group of the decision 766/QĐ-TTg, with its most points.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Group {
    pub kind: GroupKind,
    pub most: u32,
    /// What is counted here towards it; `None`: it cannot be counted here.
    pub share: Option<Share>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    Openness,
    Progress,
    OnlineServices,
    OnlinePayment,
    Digitisation,
    Satisfaction,
}

impl GroupKind {
    pub const ALL: [Self; 6] = [
        Self::Openness,
        Self::Progress,
        Self::OnlineServices,
        Self::OnlinePayment,
        Self::Digitisation,
        Self::Satisfaction,
    ];

    pub const fn most(self) -> u32 {
        match self {
            Self::Openness | Self::Satisfaction => 18,
            Self::Progress => 20,
            Self::OnlineServices => 12,
            Self::OnlinePayment => 10,
            Self::Digitisation => 22,
        }
    }
}

/// How many of those who answered were content.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Satisfaction {
    pub content: u32,
    pub asked: u32,
}
