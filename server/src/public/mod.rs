//! What villagers see without a login: how far a dossier is, and the five questions after it was decided.
//!
//! **Invariant:** no name and no answer of a form is on these pages; a wrong year and an unknown number are answered in the
//! same words, with the same status and after the same work.

mod doors;
mod find;
mod looks;
mod page;
mod rate;
mod sealed;
mod standing;
mod sums;

pub use doors::open_doors;
pub use find::{Asked, Worked, by_number, by_token};
pub(crate) use looks::Looks;
pub use page::{CONTENT_SECURITY_POLICY, Notice, dossier_page, form_page};
pub use rate::{PageRating, rate};
pub use sealed::take_sealed;
pub use standing::{Moved, Signed, Standing, standing};
pub use sums::{Group, RatingTable, sums};
