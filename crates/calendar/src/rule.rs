//! How a time limit is counted.

use serde::{Deserialize, Serialize};

/// How a time limit is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields, tag = "kind")]
pub enum Rule {
    /// On the day of receipt; received at or after the cut-off hour, on the next working day.
    SameDay { cutoff_hour: u8 },
    /// So many hours in which the desk works.
    WorkingHours { hours: u16 },
    /// So many working days after the day of receipt.
    WorkingDays { days: u16 },
    /// So many days of the calendar after the day of receipt, days off counted; where the last of them is a day
    /// off, the next working day. Bộ luật Dân sự 2015 (91/2015/QH13), Điều 147 khoản 2 and Điều 148 khoản 5.
    Days { days: u16 },
}
