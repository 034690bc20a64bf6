//! Days and moments as a paper writes them.

use chrono::{NaiveDate, NaiveDateTime};

/// `25/11/2026`
pub(crate) fn day(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// `ngày 25 tháng 11 năm 2026`
pub(crate) fn day_in_words(day: NaiveDate) -> String {
    day.format("ngày %d tháng %m năm %Y").to_string()
}

/// `08 giờ 05 phút, ngày 25 tháng 11 năm 2026`
pub(crate) fn moment_in_words(moment: NaiveDateTime) -> String {
    moment.format("%H giờ %M phút, ngày %d tháng %m năm %Y").to_string()
}

/// `08:05 25/11/2026`, where a table has little room.
pub(crate) fn moment(moment: NaiveDateTime) -> String {
    moment.format("%H:%M %d/%m/%Y").to_string()
}
