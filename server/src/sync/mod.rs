//! One sync: what the device brings is judged and stored, then it gets what happened since its cursor.
//!
//! **Invariant:** an idle sync loads no document, whatever the number of drafts.

mod answer;
mod batch;
mod feed;
mod ground;
mod projection;
mod push;

pub use answer::{authenticate, check_protocol, synchronise};
pub(crate) use projection::row_of;
pub(crate) use push::{repairing, take_handed_over};
