//! The office's record of a dossier: number, state, officer, due date and history.
//!
//! **Invariant:** one writer, the commune's server. Devices hold a read-only copy; nothing on a device
//! can change it, so there is nothing to merge.

use crate::supplement::{Ended, Outcome, Supplement};
use crate::{DossierId, Timestamp};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// Where the office is with a dossier.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// It lies in the office's inbox.
    Received,
    /// The office has asked for a supplement and waits for it.
    Asked,
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
    /// What the office has asked for, oldest first. In the state [`CaseState::Asked`] it waits for the last.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub supplements: Vec<Supplement>,
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
            supplements: Vec::new(),
        }
    }

    /// The request that the office waits for.
    pub fn open_supplement(&self) -> Option<&Supplement> {
        self.supplements.last().filter(|_| self.state == CaseState::Asked)
    }

    /// The same case after an officer asked for a supplement. A request is known by its moment: no two of a case have the
    /// same.
    pub fn asked(mut self, mut supplement: Supplement) -> Result<Self, NotNow> {
        match self.state {
            CaseState::Received => {}
            CaseState::Asked => return Err(NotNow::AlreadyAsked),
            CaseState::Accepted => return Err(self.accepted_before()),
        }
        if let Some(last) = self.supplements.last() {
            supplement.at = supplement.at.max(last.at.plus_millis(1));
        }
        let officer = Some(supplement.officer.clone());
        self.history.push(CaseEvent { at: supplement.at, state: CaseState::Asked, officer });
        self.state = CaseState::Asked;
        self.supplements.push(supplement);
        Ok(self)
    }

    /// The same case after the team answered the request that was made at `request`. `None`: the office does not wait for
    /// that one.
    pub fn supplemented(mut self, request: Timestamp, at: Timestamp) -> Option<Self> {
        self.open_supplement().filter(|open| open.at == request)?;
        self.end_supplement(at, Outcome::Answered);
        self.back_to_the_inbox(at, None);
        Some(self)
    }

    /// The same case after an officer took the open request back.
    pub fn not_asked(mut self, at: Timestamp, officer: &str) -> Result<Self, NotNow> {
        match self.state {
            CaseState::Asked => {}
            CaseState::Received => return Err(NotNow::NothingAsked),
            CaseState::Accepted => return Err(self.accepted_before()),
        }
        self.end_supplement(at, Outcome::TakenBack);
        self.back_to_the_inbox(at, Some(officer.to_owned()));
        Ok(self)
    }

    /// A number is given once.
    pub fn may_be_accepted(&self) -> Result<(), NotNow> {
        match self.state {
            CaseState::Received | CaseState::Asked => Ok(()),
            CaseState::Accepted => Err(self.accepted_before()),
        }
    }

    fn end_supplement(&mut self, at: Timestamp, outcome: Outcome) {
        if let Some(open) = self.supplements.last_mut().filter(|_| self.state == CaseState::Asked) {
            open.ended = Some(Ended { at, outcome });
        }
    }

    fn back_to_the_inbox(&mut self, at: Timestamp, officer: Option<String>) {
        self.state = CaseState::Received;
        self.history.push(CaseEvent { at, state: CaseState::Received, officer });
    }

    fn accepted_before(&self) -> NotNow {
        NotNow::AlreadyAccepted { number: self.number.clone().unwrap_or_default() }
    }

    /// The same case after an officer accepted it. Refuses a second acceptance: a number is given once.
    pub fn accepted(
        mut self,
        at: Timestamp,
        officer: &str,
        number: String,
        due: Option<NaiveDateTime>,
    ) -> Result<Self, NotNow> {
        self.may_be_accepted()?;
        self.end_supplement(at, Outcome::Accepted);
        self.state = CaseState::Accepted;
        self.number = Some(number);
        self.officer = Some(officer.to_owned());
        self.due = due;
        self.history.push(CaseEvent { at, state: CaseState::Accepted, officer: Some(officer.to_owned()) });
        Ok(self)
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supplement::{Ask, Pin};

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    fn received() -> Case {
        Case::received(DossierId::from_bytes([1; 16]), at(1))
    }

    fn request(millis: i64) -> Supplement {
        let about = Pin::Question { question: "ho_ten".into() };
        Supplement {
            at: at(millis),
            officer: "Lò Thị Mai".into(),
            asks: vec![Ask { about, words: "Ghi đủ họ và tên.".into() }],
            due: None,
            seen: String::new(),
            ended: None,
        }
    }

    #[test]
    fn a_number_is_given_once() {
        let due = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(17, 0, 0);
        let accepted = received().accepted(at(2), "Lò Thị Mai", "X-1".into(), due).unwrap();
        assert_eq!(accepted.history.len(), 2);
        let again = accepted.clone().accepted(at(3), "Lò Thị Mai", "X-2".into(), due);
        let before = NotNow::AlreadyAccepted { number: "X-1".into() };
        assert_eq!(again, Err(before.clone()));
        assert_eq!(accepted.asked(request(4)), Err(before));
    }

    #[test]
    fn one_request_at_a_time_and_only_its_own_answer_ends_it() {
        let asked = received().asked(request(2)).unwrap();
        assert_eq!(asked.open_supplement().map(|open| open.at), Some(at(2)));
        assert_eq!(asked.clone().asked(request(3)), Err(NotNow::AlreadyAsked));
        assert_eq!(asked.clone().supplemented(at(1), at(4)), None, "an answer to another request");
        let answered = asked.supplemented(at(2), at(5)).unwrap();
        assert_eq!((answered.state, answered.open_supplement()), (CaseState::Received, None));
        let ended = Some(Ended { at: at(5), outcome: Outcome::Answered });
        assert_eq!(answered.supplements.first().map(|first| &first.ended), Some(&ended));
        assert_eq!(answered.clone().supplemented(at(2), at(6)), None, "an answer that came twice");
        let moments = |case: Case| case.supplements.iter().map(|one| one.at).collect::<Vec<_>>();
        assert_eq!(moments(answered.clone().asked(request(7)).unwrap()), [at(2), at(7)]);
        assert_eq!(moments(answered.asked(request(2)).unwrap()), [at(2), at(3)], "a clock that stands still");
    }

    #[test]
    fn a_request_ends_by_being_taken_back_or_by_accepting() {
        let asked = received().asked(request(2)).unwrap();
        let back = asked.clone().not_asked(at(3), "Lò Thị Mai").unwrap();
        assert_eq!((back.state, back.open_supplement()), (CaseState::Received, None));
        assert_eq!(back.not_asked(at(4), "Lò Thị Mai"), Err(NotNow::NothingAsked));
        let accepted = asked.accepted(at(3), "Lò Thị Mai", "X-1".into(), None).unwrap();
        let ended = accepted.supplements.first().and_then(|first| first.ended.as_ref());
        assert_eq!(ended.map(|ended| ended.outcome), Some(Outcome::Accepted));
    }

    #[test]
    fn a_record_without_requests_is_as_small_as_before() {
        let json = serde_json::to_string(&received()).unwrap();
        assert!(!json.contains("\"a\""), "{json}");
        assert_eq!(serde_json::from_str::<Case>(&json).unwrap(), received());
    }
}
