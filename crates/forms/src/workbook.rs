//! The sheets as data: what an author wrote, before anything of it is understood.

mod origin;
mod source;
mod translated;

pub use origin::Origin;
pub use source::{ChoiceRow, FormSource, Settings, SurveyRow};
pub use translated::Translated;
