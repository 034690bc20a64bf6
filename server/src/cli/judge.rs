//! `judge`: a worker of a running server. Nobody types this.

use super::CliError;
use crate::workers;

pub(super) fn judge(memory: u64) -> Result<(), CliError> {
    Ok(workers::serve(std::io::stdin().lock(), std::io::stdout().lock(), memory)?)
}
