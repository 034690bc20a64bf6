//! What happens to a case while the office asks for supplements.

use super::{Case, CaseState, NotNow};
use crate::Timestamp;
use crate::supplement::{Ended, Outcome, Supplement};

impl Case {
    /// The request that the office waits for.
    pub fn open_supplement(&self) -> Option<&Supplement> {
        self.supplements.last().filter(|_| self.state == CaseState::Asked)
    }

    /// The same case after an officer asked for a supplement. A request is known by its moment: no two of a case have the
    /// same.
    pub fn asked(mut self, mut supplement: Supplement) -> Result<Self, NotNow> {
        match self.state {
            CaseState::Received | CaseState::Accepted => {}
            CaseState::Asked => return Err(NotNow::AlreadyAsked),
            CaseState::Done | CaseState::Returned | CaseState::Refused | CaseState::Stopped => {
                return Err(NotNow::Ended);
            }
        }
        if let Some(last) = self.supplements.last() {
            supplement.at = supplement.at.max(last.at.plus_millis(1));
        }
        self.come_to(CaseState::Asked, supplement.at, Some(supplement.officer.clone()));
        self.supplements.push(supplement);
        Ok(self)
    }

    /// The same case after the team answered the request that was made at `request`. `None`: the office does not wait for
    /// that one. The caller sets the new day of an accepted case, see [`Case::due_when_answered`].
    pub fn supplemented(mut self, request: Timestamp, at: Timestamp) -> Option<Self> {
        self.open_supplement().filter(|open| open.at == request)?;
        self.end_supplement(at, Outcome::Answered);
        self.go_on(at, None);
        Some(self)
    }

    /// The same case after an officer took the open request back.
    pub fn not_asked(mut self, at: Timestamp, officer: &str) -> Result<Self, NotNow> {
        match self.state {
            CaseState::Asked => {}
            CaseState::Received | CaseState::Accepted => return Err(NotNow::NothingAsked),
            CaseState::Done | CaseState::Returned | CaseState::Refused | CaseState::Stopped => {
                return Err(NotNow::Ended);
            }
        }
        self.end_supplement(at, Outcome::TakenBack);
        self.go_on(at, Some(officer.to_owned()));
        Ok(self)
    }

    pub(super) fn end_supplement(&mut self, at: Timestamp, outcome: Outcome) {
        if let Some(open) = self.supplements.last_mut().filter(|_| self.state == CaseState::Asked) {
            open.ended = Some(Ended { at, outcome });
        }
    }

    /// Back to where it was before it was asked about.
    fn go_on(&mut self, at: Timestamp, officer: Option<String>) {
        let state = if self.is_accepted() { CaseState::Accepted } else { CaseState::Received };
        self.come_to(state, at, officer);
    }
}
