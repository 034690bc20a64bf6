//! Why an expression cannot be read or computed. Places (`at`) count characters from 0.

/// See the variants; all but the last three are found when the form is loaded.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, serde::Serialize)]
pub enum ExprError {
    #[error("unexpected character `{found}` at {at}")]
    UnexpectedCharacter { at: usize, found: char },
    #[error("the text that begins at {at} has no closing quote")]
    UnterminatedText { at: usize },
    #[error("the reference that begins at {at} is not of the form ${{name}}")]
    BadReference { at: usize },
    #[error("`{found}` at {at} was not expected here")]
    UnexpectedToken { at: usize, found: String },
    #[error("the expression ends too early")]
    UnexpectedEnd,
    #[error("paths such as the one at {at} are not supported yet; refer to a question by ${{name}}")]
    PathNotSupported { at: usize },
    #[error("there is no function `{name}`")]
    UnknownFunction { name: String },
    #[error("{function}() takes {expected} arguments, not {found}")]
    ArgumentCount { function: &'static str, expected: String, found: usize },
    #[error("the bare name `{name}` has a meaning in choice_filter only; a question is ${{{name}}}")]
    BareName { name: String },
    #[error("there is no question `{name}`")]
    UnknownReference { name: String },
    #[error("an expression has at most {max} characters")]
    TooLong { max: usize },
    #[error("an expression nests at most {max} levels")]
    TooDeep { max: usize },
    #[error("the pattern `{pattern}` is not a regular expression that can be used: {reason}")]
    BadPattern { pattern: String, reason: String },
    #[error("format-date has no field `%{field}`")]
    UnknownDateField { field: char },
    #[error("the computation needs more than {max} steps")]
    TooManySteps { max: usize },
    #[error("the result has more than {max} bytes")]
    ResultTooLong { max: usize },
}
