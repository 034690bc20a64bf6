//! `cargo xtask bench NAME… --json FILE`: measures in release, one JSON object a line.

use crate::build;
use crate::error::TaskError;
use crate::process;

/// The bench program knows its names and options: they go through as they are.
pub(crate) fn bench(arguments: &[String]) -> Result<(), TaskError> {
    process::run(
        build::in_workspace(&["run", "--release", "--quiet", "--package", "bench", "--"]).args(arguments),
    )
}
