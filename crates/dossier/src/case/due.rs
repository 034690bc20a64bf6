//! The day on which a result is due: it stands still while the office waits for a supplement, and is put off only with an
//! apology that tells the old day, the new day, the reason and who signs.

use super::{Case, CaseState, NotNow};
use crate::Timestamp;
use crate::supplement::Outcome;
use calendar::{Calendar, Pause};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// The day was put off: what the apology letter (form 04) says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Extension {
    /// The server's clock.
    #[serde(rename = "t")]
    pub at: Timestamp,
    /// Who wrote it.
    #[serde(rename = "o")]
    pub officer: String,
    #[serde(rename = "f")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$", example = "2026-11-27T17:00:00"))]
    pub from: NaiveDateTime,
    #[serde(rename = "u")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$", example = "2026-11-27T17:00:00"))]
    pub to: NaiveDateTime,
    #[serde(rename = "w")]
    pub reason: String,
    /// Who answers for it.
    #[serde(rename = "s")]
    pub signer: String,
}

impl Case {
    /// When the result is due if the open request is over at `answered`: the time that has passed since it was made does
    /// not count. `None`: there is no limit, or the case has no number.
    pub fn due_when_answered(&self, calendar: &Calendar, answered: Timestamp) -> Option<NaiveDateTime> {
        let (due, accepted) = (self.due?, self.first(CaseState::Accepted)?.at);
        // Waiting moves the day that stands now: the limit's, or the one it was put off to.
        let since = self.extensions.last().map_or(accepted, |last| last.at);
        let pauses: Vec<Pause> = self
            .supplements
            .iter()
            .filter_map(|one| {
                let over = one.ended.as_ref().map_or(answered, |ended| ended.at);
                let ended = one.ended.as_ref().map(|ended| ended.outcome);
                // Without an end it is the open one. Of one that was open when the day was set, the rest counts.
                let waited = matches!(ended, None | Some(Outcome::Answered | Outcome::TakenBack));
                (waited && over >= since)
                    .then(|| Pause { asked: one.at.max(since).in_vietnam(), answered: over.in_vietnam() })
            })
            .collect();
        match (self.extensions.last(), self.limit) {
            (Some(last), _) => Some(calendar.put_off(last.to, &pauses)),
            (None, Some(limit)) => Some(calendar.due_after(accepted.in_vietnam(), limit, &pauses).at),
            (None, None) => Some(due),
        }
    }

    /// The same case after its day was put off.
    pub fn extended(mut self, extension: Extension) -> Result<Self, NotNow> {
        self.must_be_in_work()?;
        if self.due != Some(extension.from) || extension.to <= extension.from {
            return Err(NotNow::NotLater);
        }
        self.due = Some(extension.to);
        self.extensions.push(extension);
        Ok(self)
    }

    /// Whether the result came, or comes, after its day. `None`: it has no day.
    pub fn is_late(&self, now: Timestamp) -> Option<bool> {
        // While the office waits for somebody else it is not late.
        let at = match (self.decided(), self.open_supplement()) {
            (Some(decided), _) => decided.at,
            (None, Some(open)) => open.at,
            (None, None) => now,
        };
        self.due.map(|due| at.in_vietnam() > due)
    }
}
