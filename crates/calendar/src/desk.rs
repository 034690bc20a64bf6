//! When a desk is open.

use chrono::{NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

/// A stretch of a day in which the desk works: from its opening up to its closing minute.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stretch {
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = r"^\d{2}:\d{2}:\d{2}(\.\d+)?$", example = "07:30:00"))]
    pub opens: NaiveTime,
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = r"^\d{2}:\d{2}:\d{2}(\.\d+)?$", example = "07:30:00"))]
    pub closes: NaiveTime,
}

impl Stretch {
    /// `None`: it would close before it opens.
    pub fn new(opens: NaiveTime, closes: NaiveTime) -> Option<Self> {
        (opens < closes).then_some(Self { opens, closes })
    }
    pub(crate) fn length(self) -> TimeDelta {
        self.closes.signed_duration_since(self.opens)
    }
}

/// The hours of one desk.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Desk {
    pub morning: Stretch,
    pub afternoon: Stretch,
    /// On Saturdays such a desk receives, as those of the commune police do; the day is no working day for all that.
    pub saturday: Option<Stretch>,
}

impl Desk {
    /// `None`: the afternoon begins before the morning ends, or a Saturday outlasts the closing hour of the other days:
    /// what comes later could then be due earlier.
    pub fn new(morning: Stretch, afternoon: Stretch, saturday: Option<Stretch>) -> Option<Self> {
        let fits = saturday.is_none_or(|saturday| saturday.closes <= afternoon.closes);
        (morning.closes <= afternoon.opens && fits).then_some(Self { morning, afternoon, saturday })
    }
    /// The hour after which nothing is received on a working day, and at which what is due that day is due.
    pub const fn closes(&self) -> NaiveTime {
        self.afternoon.closes
    }
    pub(crate) const fn stretches(&self) -> [Stretch; 2] {
        [self.morning, self.afternoon]
    }
}

impl Default for Desk {
    /// Eight hours a day, from 7:30 to 11:30 and from 13:00 to 17:00, unless the commune says otherwise.
    fn default() -> Self {
        let hour = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        Self {
            morning: Stretch { opens: hour(7, 30), closes: hour(11, 30) },
            afternoon: Stretch { opens: hour(13, 0), closes: hour(17, 0) },
            saturday: None,
        }
    }
}
