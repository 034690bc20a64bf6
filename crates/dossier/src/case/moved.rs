//! A dossier that goes to another commune of the same server: it came to the wrong place, or to a place that only receives it
//! ("phi địa giới").
//!
//! **Invariant:** what was given at one place stays what it was. A number, a receipt and a day that were promised go along
//! unchanged, and the receipt goes on being the one of the commune that gave it.

use super::{Case, CaseState, NotNow};
use crate::supplement::Outcome;
use crate::{CommuneCode, Timestamp};
use serde::{Deserialize, Serialize};

/// It went from one commune to another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Move {
    /// The server's clock.
    #[serde(rename = "t")]
    pub at: Timestamp,
    /// Who moved it, an officer of the commune that it left.
    #[serde(rename = "o")]
    pub officer: String,
    #[serde(rename = "f")]
    pub from: CommuneCode,
    /// The communes' names on that day.
    #[serde(rename = "g")]
    pub from_name: String,
    #[serde(rename = "u")]
    pub to: CommuneCode,
    #[serde(rename = "v")]
    pub to_name: String,
    /// In the officer's words.
    #[serde(rename = "w")]
    pub reason: String,
    /// It had its number: the place that it left has received it, and the other one decides.
    #[serde(rename = "n", default, skip_serializing_if = "std::ops::Not::not")]
    pub numbered: bool,
}

impl Case {
    /// The same case at the other commune. A request that was open is over where nothing hangs on it; once there is a day, it
    /// stands still for that request, and the request has to be answered or taken back first.
    pub fn moved(mut self, to: Move) -> Result<Self, NotNow> {
        match self.state {
            CaseState::Received | CaseState::Accepted => {}
            CaseState::Asked if self.is_accepted() => return Err(NotNow::AlreadyAsked),
            CaseState::Asked => {
                self.end_supplement(to.at, Outcome::TakenBack);
                self.come_to(CaseState::Received, to.at, Some(to.officer.clone()));
            }
            CaseState::Done | CaseState::Returned | CaseState::Refused | CaseState::Stopped => {
                return Err(NotNow::Ended);
            }
        }
        // Over there nobody works on it yet.
        self.officer = None;
        // What it belonged to is still at the place that it leaves.
        self.file = None;
        self.moves.push(Move { numbered: self.number.is_some(), ..to });
        Ok(self)
    }

    /// When it reached the office that has it now.
    pub fn arrived_at(&self) -> Timestamp {
        self.moves.last().map_or(self.received_at, |last| last.at)
    }

    /// The commune that gave its number, its receipt and its day, of a case that `here` has.
    pub fn accepted_by<'a>(&'a self, here: &'a CommuneCode) -> &'a CommuneCode {
        self.moves.iter().find(|one| one.numbered).map_or(here, |first| &first.from)
    }

    /// It got its number where it is now.
    pub(super) fn is_numbered_here(&self) -> bool {
        self.moves.iter().all(|one| !one.numbered)
    }
}
