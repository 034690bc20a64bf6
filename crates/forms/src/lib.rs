//! XLSForm model and expression engine.
//!
//! A [`FormSource`] is the sheets as their author wrote them; [`Form::load`] checks all of it and reports
//! every fault at its cell; [`Form::evaluate`] takes the answers and says what a screen shows now.
//!
//! **Invariant:** pure. No clock, no file, no chance: [`Environment`] brings what is needed, so the page,
//! the device and the server see the same form.

mod error;
mod expr;
mod form;
mod lexical;
mod name;
mod state;
pub mod tree;
pub mod workbook;
pub mod xpath;

pub use error::{FormError, FormProblem, Sheet};
pub use expr::ExprError;
pub use form::{Condition, Form};
pub use state::{
    AnswerProblem, Choice, ChoiceFiles, Environment, Evaluation, Failure, QuestionKind, QuestionState,
    SectionState,
};
pub use workbook::{ChoiceRow, FormSource, Origin, Settings, SurveyRow, Translated};
