//! Who is who at the office, and what each may do.
//!
//! Which role has which right is decided in one place, the server's `office::rights`; pages only leave out what would be
//! refused.

use serde::{Deserialize, Serialize};

/// What somebody is at the commune's office. Administering is no role: it comes beside one, or alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Lãnh đạo: everything about dossiers.
    Chief,
    /// Người tiếp nhận: takes dossiers in at the desk.
    Receiver,
    /// Công chức chuyên môn: works on the dossiers of her fields.
    Officer,
    /// Công an xã: works on residence, and on nothing else.
    Police,
    /// Tổ trưởng: reads the dossiers of her own team.
    TeamLead,
}

impl Role {
    pub const ALL: [Self; 5] = [Self::Chief, Self::Receiver, Self::Officer, Self::Police, Self::TeamLead];

    /// The word in files, in the database and at the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chief => "chief",
            Self::Receiver => "receiver",
            Self::Officer => "officer",
            Self::Police => "police",
            Self::TeamLead => "team_lead",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// One kind of thing that is done at the office.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// See dossiers in the list, read them and look at their photos.
    Read,
    /// Choose between answers that were written at the same time.
    Settle,
    /// Ask for a supplement, and take the request back.
    Ask,
    /// Take a dossier in: number and due date.
    Accept,
    /// Work on a dossier: put its day off, give its result, refuse it, take over what came late.
    Work,
    /// Hand a dossier on to a colleague, hand its result out, stop it as the citizen asks.
    HandOn,
    /// See the volunteers' phones.
    Phones,
    /// Be told the code that opens a phone whose PIN was forgotten.
    TellCode,
    /// Say whether phones wipe themselves.
    WipeRule,
    /// See, check, publish and withdraw procedure packs.
    Packs,
    /// See and take out what the server has refused.
    Quarantine,
    /// Decide about work that was sent for another place.
    Handovers,
    /// Say what the commune's days, hours, numbers and roles are.
    Settings,
    /// See how many dossiers there were and how long they took, as far as one may read them.
    Numbers,
}

impl Right {
    pub const ALL: [Self; 14] = [
        Self::Read,
        Self::Settle,
        Self::Ask,
        Self::Accept,
        Self::Work,
        Self::HandOn,
        Self::Phones,
        Self::TellCode,
        Self::WipeRule,
        Self::Packs,
        Self::Quarantine,
        Self::Handovers,
        Self::Settings,
        Self::Numbers,
    ];
}
