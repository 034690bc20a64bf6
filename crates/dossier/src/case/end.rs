//! How a case ends: a result that is handed out, a refusal, or the citizen's wish to stop.

use super::{Case, CaseState, NotNow};
use crate::supplement::Outcome;
use crate::{PhotoHash, Timestamp};
use serde::{Deserialize, Serialize};

/// How a result reaches the citizen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReturnWay {
    Desk,
    Post,
    Online,
}

/// What came of a dossier.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseResult {
    /// What it is, such as the decision's number, in the officer's words.
    #[serde(rename = "w")]
    pub words: String,
    /// The SHA-256 of the scanned result on the server; none where it was not digitised.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<PhotoHash>,
    /// How it was handed out; `None`: it waits for that.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub way: Option<ReturnWay>,
}

impl Case {
    /// The same case with its result.
    pub fn resolved(mut self, at: Timestamp, officer: &str, result: CaseResult) -> Result<Self, NotNow> {
        match self.state {
            CaseState::Accepted => {}
            CaseState::Asked if self.is_accepted() => return Err(NotNow::AlreadyAsked),
            CaseState::Received | CaseState::Asked => return Err(NotNow::NotAccepted),
            CaseState::Done | CaseState::Returned | CaseState::Refused | CaseState::Stopped => {
                return Err(NotNow::Ended);
            }
        }
        self.come_to(CaseState::Done, at, Some(officer.to_owned()));
        self.result = Some(result);
        Ok(self)
    }

    /// The same case after its result was handed out.
    pub fn returned(mut self, at: Timestamp, officer: &str, way: ReturnWay) -> Result<Self, NotNow> {
        let (CaseState::Done, Some(result)) = (self.state, &mut self.result) else {
            return Err(NotNow::NoResult);
        };
        result.way = Some(way);
        self.come_to(CaseState::Returned, at, Some(officer.to_owned()));
        Ok(self)
    }

    /// The same case after the office refused it.
    pub fn refused(self, at: Timestamp, officer: &str, reason: String) -> Result<Self, NotNow> {
        self.ended(CaseState::Refused, at, officer, reason)
    }

    /// The same case after the citizen asked to stop.
    pub fn stopped(self, at: Timestamp, officer: &str, reason: String) -> Result<Self, NotNow> {
        self.ended(CaseState::Stopped, at, officer, reason)
    }

    fn ended(
        mut self,
        state: CaseState,
        at: Timestamp,
        officer: &str,
        reason: String,
    ) -> Result<Self, NotNow> {
        if self.state.is_ended() {
            return Err(NotNow::Ended);
        }
        self.end_supplement(at, Outcome::Closed);
        self.come_to(state, at, Some(officer.to_owned()));
        self.reason = Some(reason);
        Ok(self)
    }
}
