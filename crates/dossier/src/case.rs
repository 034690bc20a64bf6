//! The office's record of a dossier: number, state, officer, due date and history.
//!
//! **Invariant:** one writer, the commune's server. Devices hold a read-only copy; nothing on a device
//! can change it, so there is nothing to merge.

use crate::{DossierId, Timestamp};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// Where the office is with a dossier.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// It lies in the office's inbox.
    Received,
    /// The office accepted it: it has a number and a due date.
    Accepted,
}

/// One line of a case's history.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
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
pub struct Case {
    #[serde(rename = "d")]
    pub dossier: DossierId,
    #[serde(rename = "s")]
    pub state: CaseState,
    /// Such as `H15.50.05.13-261008-0975`; none before acceptance.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<String>,
    /// When the result is due, on the wall clock in Vietnam; none before acceptance, and where no limit is set.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDateTime>,
    /// The server's clock when the submitted dossier reached it.
    #[serde(rename = "r")]
    pub received_at: Timestamp,
    #[serde(rename = "h")]
    pub history: Vec<CaseEvent>,
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
            received_at: at,
            history: vec![CaseEvent { at, state: CaseState::Received, officer: None }],
        }
    }

    /// The same case after an officer accepted it. Refuses a second acceptance: a number is given once.
    pub fn accepted(
        mut self,
        at: Timestamp,
        officer: &str,
        number: String,
        due: Option<NaiveDateTime>,
    ) -> Result<Self, AlreadyAccepted> {
        if self.state == CaseState::Accepted {
            return Err(AlreadyAccepted { number: self.number.unwrap_or_default() });
        }
        self.state = CaseState::Accepted;
        self.number = Some(number);
        self.officer = Some(officer.to_owned());
        self.due = due;
        self.history.push(CaseEvent { at, state: CaseState::Accepted, officer: Some(officer.to_owned()) });
        Ok(self)
    }
}

/// The case has its number already.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the case was accepted before, as {number}")]
pub struct AlreadyAccepted {
    pub number: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_given_once() {
        let due = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(17, 0, 0);
        let received = Case::received(DossierId::from_bytes([1; 16]), Timestamp::from_millis(1));
        let accepted = received.accepted(Timestamp::from_millis(2), "Lò Thị Mai", "X-1".into(), due).unwrap();
        assert_eq!(accepted.history.len(), 2);
        let again = accepted.accepted(Timestamp::from_millis(3), "Lò Thị Mai", "X-2".into(), due);
        assert_eq!(again, Err(AlreadyAccepted { number: "X-1".into() }));
    }
}
