//! A moment, as milliseconds since the epoch, handed in by whoever has a clock.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Timestamp(i64);

/// Vietnam has kept UTC+7 without daylight saving since 1975.
const VIETNAM_OFFSET_SECONDS: i32 = 7 * 3600;

impl Timestamp {
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }
    pub const fn millis(self) -> i64 {
        self.0
    }
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }
    /// The beginning of its minute: as finely as people need to tell two answers apart.
    #[must_use]
    pub const fn to_the_minute(self) -> Self {
        const MINUTE_MS: i64 = 60_000;
        Self(self.0.div_euclid(MINUTE_MS).saturating_mul(MINUTE_MS))
    }
    /// The same moment on the wall clock in Vietnam. A day is never shifted through UTC.
    /// Moments outside chrono's range (year ±262,000) are shown as the epoch.
    pub fn in_vietnam(self) -> chrono::NaiveDateTime {
        let offset = i64::from(VIETNAM_OFFSET_SECONDS) * 1000;
        chrono::DateTime::from_timestamp_millis(self.0.saturating_add(offset)).unwrap_or_default().naive_utc()
    }
    /// The moment at which the wall clock in Vietnam shows `local`.
    pub fn from_vietnam(local: chrono::NaiveDateTime) -> Self {
        Self(local.and_utc().timestamp_millis().saturating_sub(i64::from(VIETNAM_OFFSET_SECONDS) * 1000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_does_not_shift_through_utc() {
        let just_after_midnight_in_vietnam = Timestamp::from_millis(1_767_200_460_000); // 2025-12-31T17:01Z
        assert_eq!(just_after_midnight_in_vietnam.in_vietnam().to_string(), "2026-01-01 00:01:00");
        assert_eq!(
            Timestamp::from_vietnam(just_after_midnight_in_vietnam.in_vietnam()),
            just_after_midnight_in_vietnam
        );
    }
}
