//! `judge`: a worker of a running server. Nobody types this.

use super::CliError;
use crate::workers::{self, WorkerError};
use std::io;

pub(super) fn judge(memory: u64) -> Result<(), CliError> {
    Ok(workers::serve(std::io::stdin().lock(), plain_output().map_err(WorkerError::from)?, memory)?)
}

/// The standard output without its buffer, which ends at every line: a verdict is bytes, and goes in one piece.
#[cfg(unix)]
fn plain_output() -> io::Result<std::fs::File> {
    use std::os::fd::AsFd;
    io::stdout().as_fd().try_clone_to_owned().map(std::fs::File::from)
}

#[cfg(not(unix))]
fn plain_output() -> io::Result<io::StdoutLock<'static>> {
    Ok(io::stdout().lock())
}
