//! What a screen shows of a form at one moment: sections, groups, repeats and questions.

mod environment;
mod evaluation;
mod kind;
mod question;

pub use environment::{ChoiceFiles, Environment};
pub use evaluation::{Entry, Evaluation, GroupState, InstanceState, RepeatState, SectionState};
pub use kind::{Metadata, QuestionKind, Range};
pub use question::{AnswerProblem, Failure, FailureReason, QuestionState};
