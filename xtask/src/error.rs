//! What can stop a task, as a person at a terminal reads it.

use std::path::{Path, PathBuf};
use std::process::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub(crate) enum TaskError {
    #[error("could not start `{line}`: {source}")]
    Start { line: String, source: std::io::Error },
    #[error("`{line}` ended with {status}")]
    Failed { line: String, status: ExitStatus },
    #[error("`{program}` needs the rights of root here, and there is no sudo: run this once as root")]
    NeedsRoot { program: String },
    #[error("could not {action} {}: {source}", path.display())]
    File { action: &'static str, path: PathBuf, source: std::io::Error },
    #[error("wasm-bindgen could not make the glue for {page}: {reason}")]
    Glue { page: String, reason: String },
    #[error("{what} is not there: {}", path.display())]
    Missing { what: &'static str, path: PathBuf },
    #[error("{0}")]
    Plain(String),
}

/// Says what was being done to which file.
pub(crate) trait IoContext<T> {
    fn doing(self, action: &'static str, path: &Path) -> Result<T, TaskError>;
}

impl<T> IoContext<T> for std::io::Result<T> {
    fn doing(self, action: &'static str, path: &Path) -> Result<T, TaskError> {
        self.map_err(|source| TaskError::File { action, path: path.to_owned(), source })
    }
}
