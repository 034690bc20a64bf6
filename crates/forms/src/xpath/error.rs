//! Why an expression cannot be read or computed. Places (`at`) count characters from 0.

/// See the variants. From `TooManySteps` on they are found when computing, the others when reading.
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
    #[error("there are no variables such as `${name}` at {at}; refer to a question by ${{{name}}}")]
    Variable { at: usize, name: String },
    #[error("there is no axis `{name}`")]
    UnknownAxis { at: usize, name: String },
    #[error("there is no function `{name}`")]
    UnknownFunction { name: String },
    #[error("{function}() takes {expected} arguments, not {found}")]
    ArgumentCount { function: &'static str, expected: String, found: usize },
    #[error("an expression has at most {max} characters")]
    TooLong { max: usize },
    #[error("an expression nests at most {max} levels")]
    TooDeep { max: usize },
    #[error("the pattern `{pattern}` is not a regular expression that can be used: {reason}")]
    BadPattern { pattern: String, reason: String },
    #[error("format-date has no field `%{field}`")]
    UnknownDateField { field: char },
    #[error("the format of a date ends with a single %")]
    UnfinishedDateFormat,
    #[error("the computation needs more than {max} steps")]
    TooManySteps { max: u64 },
    #[error("the result has more than {max} bytes")]
    ResultTooLong { max: usize },
    #[error("a set of nodes has more than {max} nodes")]
    TooManyNodes { max: usize },
    #[error("there is no question `{name}`")]
    UnknownReference { name: String },
    #[error("the prefix `{prefix}` stands for no namespace")]
    UnknownPrefix { prefix: String },
    #[error("{what} must be a set of nodes, such as a path")]
    NotNodes { what: String },
    #[error("there is no secondary instance `{id}`")]
    UnknownInstance { id: String },
    #[error("{function}() cannot use `{found}` here: {expected}")]
    BadArgument { function: &'static str, expected: &'static str, found: String },
}
