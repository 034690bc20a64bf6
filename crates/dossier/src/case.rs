//! The office's record of a dossier: number, state, officer, due date, history, and how it ended.
//!
//! **Invariant:** one writer, the commune's server. Devices hold a read-only copy; nothing on a device
//! can change it, so there is nothing to merge.

mod due;
mod end;
mod file;
mod moved;
mod supplemented;
#[cfg(test)]
mod tests;
mod times;

pub use due::Extension;
pub use end::{CaseResult, ReturnWay};
pub use moved::Move;

use crate::receipt::SignedReceipt;
use crate::supplement::Supplement;
use crate::{DossierId, FileId, Timestamp};
use calendar::Rule;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// Where the office is with a dossier.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// It lies in the office's inbox.
    Received,
    /// The office has asked for a supplement and waits for it; if it has its number already, its time stands still.
    Asked,
    /// The office accepted it: it has a number and a due date, and is worked on.
    Accepted,
    /// There is a result, and it waits to be handed out.
    Done,
    /// The result is in the citizen's hands.
    Returned,
    /// The office does not take it or does not grant it, for a reason in words (form 03).
    Refused,
    /// The citizen asked to stop (form 05).
    Stopped,
}

impl CaseState {
    /// Nothing more is decided.
    pub const fn is_ended(self) -> bool {
        match self {
            Self::Received | Self::Asked | Self::Accepted => false,
            Self::Done | Self::Returned | Self::Refused | Self::Stopped => true,
        }
    }

    /// `None`: a word of another version.
    pub fn from_stored(word: &str) -> Option<Self> {
        let all = [
            Self::Received,
            Self::Asked,
            Self::Accepted,
            Self::Done,
            Self::Returned,
            Self::Refused,
            Self::Stopped,
        ];
        all.into_iter().find(|state| state.as_str() == word)
    }

    /// As it is written in records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Asked => "asked",
            Self::Accepted => "accepted",
            Self::Done => "done",
            Self::Returned => "returned",
            Self::Refused => "refused",
            Self::Stopped => "stopped",
        }
    }
}

/// One line of a case's history.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseEvent {
    /// The server's clock.
    #[serde(rename = "t")]
    pub at: Timestamp,
    #[serde(rename = "s")]
    pub state: CaseState,
    /// The officer's name as villagers may read it; `None` when the server did it by itself.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<String>,
}

/// The office's record of one dossier.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Case {
    #[serde(rename = "d")]
    pub dossier: DossierId,
    #[serde(rename = "s")]
    pub state: CaseState,
    /// Such as `H15.50.05.13-261008-0975`; none before acceptance.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Who works on it.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<String>,
    /// When the result is due, on the wall clock in Vietnam; none before acceptance, and where no limit is set.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, pattern = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$", example = "2026-11-27T17:00:00"))]
    pub due: Option<NaiveDateTime>,
    /// The limit as it was in force on the day of acceptance: it stays, whatever the procedure says later.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Rule>,
    /// The server's clock when the submitted dossier reached it.
    #[serde(rename = "r")]
    pub received_at: Timestamp,
    #[serde(rename = "h")]
    pub history: Vec<CaseEvent>,
    /// What the office has asked for, oldest first. In the state [`CaseState::Asked`] it waits for the last.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub supplements: Vec<Supplement>,
    /// The document as it was accepted: its heads in hexadecimal digits. What came later is a proposal.
    #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// What the office gave for it, signed.
    #[serde(rename = "q", default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<SignedReceipt>,
    /// Each time the day was put off, oldest first; each owes an apology.
    #[serde(rename = "x", default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// Each time it went to another commune, oldest first.
    #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Move>,
    /// The file that it is in with others.
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileId>,
    /// Why it was refused or stopped, in words.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    pub result: Option<CaseResult>,
}

/// What a dossier is accepted with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Accepted {
    pub at: Timestamp,
    pub officer: String,
    pub number: String,
    /// `None`: the law sets no limit.
    pub limit: Option<Rule>,
    pub due: Option<NaiveDateTime>,
    pub version: String,
    pub receipt: SignedReceipt,
}

impl Case {
    /// A dossier has just reached the office.
    pub fn received(dossier: DossierId, at: Timestamp) -> Self {
        Self {
            dossier,
            state: CaseState::Received,
            number: None,
            officer: None,
            due: None,
            limit: None,
            received_at: at,
            history: vec![CaseEvent { at, state: CaseState::Received, officer: None }],
            supplements: Vec::new(),
            version: None,
            receipt: None,
            extensions: Vec::new(),
            moves: Vec::new(),
            file: None,
            reason: None,
            result: None,
        }
    }

    /// It has its number. The team changes nothing any more, but what the office asks for.
    pub fn is_accepted(&self) -> bool {
        self.number.is_some()
    }

    /// The first time that it came into a state.
    pub fn first(&self, state: CaseState) -> Option<&CaseEvent> {
        self.history.iter().find(|event| event.state == state)
    }

    /// When it was decided: result, refusal or stop.
    pub fn decided(&self) -> Option<&CaseEvent> {
        self.history.iter().find(|event| event.state.is_ended())
    }

    /// A number is given once, and to nothing that has ended.
    pub fn may_be_accepted(&self) -> Result<(), NotNow> {
        match (self.state, &self.number) {
            (_, Some(number)) => Err(NotNow::AlreadyAccepted { number: number.clone() }),
            (CaseState::Received | CaseState::Asked, None) => Ok(()),
            _ => Err(NotNow::Ended),
        }
    }

    /// The same case after an officer accepted it. Refuses a second acceptance.
    pub fn accepted(mut self, accepted: Accepted) -> Result<Self, NotNow> {
        self.may_be_accepted()?;
        let Accepted { at, officer, number, limit, due, version, receipt } = accepted;
        self.end_supplement(at, crate::supplement::Outcome::Accepted);
        self.come_to(CaseState::Accepted, at, Some(officer.clone()));
        self.number = Some(number);
        self.officer = Some(officer);
        self.limit = limit;
        self.due = due;
        self.version = Some(version);
        self.receipt = Some(receipt);
        Ok(self)
    }

    /// The same case in another officer's hands.
    pub fn handed_to(mut self, officer: &str) -> Result<Self, NotNow> {
        self.must_be_in_work()?;
        self.officer = Some(officer.to_owned());
        Ok(self)
    }

    /// The same case after an officer took over what came in after the acceptance.
    pub fn took_in(mut self, version: String) -> Result<Self, NotNow> {
        self.must_be_in_work()?;
        self.version = Some(version);
        Ok(self)
    }

    /// It has its number and has not ended.
    fn must_be_in_work(&self) -> Result<(), NotNow> {
        match self.state {
            CaseState::Accepted => Ok(()),
            CaseState::Asked if self.is_accepted() => Ok(()),
            CaseState::Received | CaseState::Asked => Err(NotNow::NotAccepted),
            CaseState::Done | CaseState::Returned | CaseState::Refused | CaseState::Stopped => {
                Err(NotNow::Ended)
            }
        }
    }

    fn come_to(&mut self, state: CaseState, at: Timestamp, officer: Option<String>) {
        self.state = state;
        self.history.push(CaseEvent { at, state, officer });
    }
}

/// What was to be done to the case does not fit its state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// It has its number already.
    #[error("the case was accepted before, as {number}")]
    AlreadyAccepted { number: String },
    #[error("the case waits for a supplement already")]
    AlreadyAsked,
    #[error("the case does not wait for a supplement")]
    NothingAsked,
    /// It has no number yet.
    #[error("the case was not accepted")]
    NotAccepted,
    #[error("the case has ended")]
    Ended,
    /// It has no result yet, or its result was handed out before.
    #[error("no result waits to be handed out")]
    NoResult,
    /// Another day must be later than the day before it.
    #[error("the new day is not later, or there is no day to put off")]
    NotLater,
}
