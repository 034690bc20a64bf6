//! Working days and due dates in Vietnam.
//!
//! Pure: the days are data, handed in or compiled in from `data/`; all times are on the wall clock in Vietnam.
//! Device and server compute with this same crate and so give the same answer.

mod data;
mod desk;
mod due;
mod own;
mod rule;
mod working;

pub use data::{CalendarError, Kind};
pub use desk::{Desk, Stretch};
pub use due::{Due, Pause};
pub use own::{OwnDay, OwnKind};
pub use rule::Rule;
pub use working::{Calendar, Day};
