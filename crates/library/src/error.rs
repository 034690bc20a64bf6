//! Why a library cannot be opened.

use crate::Fault;

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LibraryError {
    #[error("{file}, line {line}: `{text}` is not a row of this list")]
    BadRow { file: &'static str, line: usize, text: String },
    /// Every fault of a pack, of the blocks or of the life events.
    #[error("{what} has {} faults, the first: {first}", faults.len(), first = faults.first().map(ToString::to_string).unwrap_or_default())]
    Refused { what: String, faults: Vec<Fault> },
}
