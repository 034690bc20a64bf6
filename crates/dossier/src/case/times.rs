//! How long a case took, in working time: waiting for its acceptance, and the office's own work on it.

use super::{Case, CaseState};
use crate::Timestamp;
use calendar::Calendar;

impl Case {
    /// Working minutes from the arrival at this office to the acceptance. `None`: it was not accepted, or not here.
    pub fn waited_minutes(&self, calendar: &Calendar) -> Option<u32> {
        let accepted = self.first(CaseState::Accepted).filter(|_| self.is_numbered_here())?.at;
        Some(between(calendar, self.arrived_at(), accepted))
    }

    /// Working minutes from the acceptance to the result or the refusal, without those in which the office waited for a
    /// supplement. `None`: it was not accepted, or nobody has decided; what the citizen stopped was not decided.
    pub fn handled_minutes(&self, calendar: &Calendar) -> Option<u32> {
        let accepted = self.first(CaseState::Accepted)?.at;
        let decided = self.decided().filter(|event| event.state != CaseState::Stopped)?.at;
        let stood =
            self.supplements.iter().filter(|one| one.at >= accepted && one.at <= decided).map(|one| {
                let over = one.ended.as_ref().map_or(decided, |ended| ended.at);
                between(calendar, one.at, over.min(decided))
            });
        Some(between(calendar, accepted, decided).saturating_sub(stood.fold(0, u32::saturating_add)))
    }
}

fn between(calendar: &Calendar, from: Timestamp, to: Timestamp) -> u32 {
    calendar.worked_minutes(from.in_vietnam(), to.in_vietnam())
}
