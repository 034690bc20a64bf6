//! XLSForm model and expression engine.
//!
//! A [`FormSource`] is the sheets as their author wrote them; [`Form::load`] checks all of it and reports
//! every fault at its cell; [`Form::evaluate`] takes the answers and says what a screen shows now.
//!
//! **Invariant:** pure. No clock, no file, no chance: [`Environment`] brings what is needed, so the page,
//! the device and the server see the same form.

mod choices;
mod error;
mod fold;
mod form;
mod gathered;
mod lexical;
mod name;
#[cfg(feature = "samples")]
pub mod samples;
pub mod session;
mod state;
pub mod tree;
pub mod workbook;
pub mod xpath;

pub use choices::{Choice, ChoiceList};
pub use error::{FormError, FormProblem, Sheet};
pub use fold::fold;
pub use form::{Condition, Form};
pub use gathered::gathered;
pub use session::Session;
pub use state::{
    AnswerProblem, ChoiceFiles, Entry, Environment, Evaluation, Failure, FailureReason, GroupState,
    InstanceState, Metadata, QuestionKind, QuestionState, Range, RepeatState, SectionState,
};
pub use workbook::{ChoiceRow, FormSource, Origin, Settings, SurveyRow, Translated};
pub use xpath::ExprError;
