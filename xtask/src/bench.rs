//! `cargo xtask bench NAME… --json FILE`: measures in release, one JSON object a line.

use crate::build;
use crate::error::TaskError;
use crate::{process, ui};

/// The bench program knows its names and options: they go through as they are.
pub(crate) fn bench(arguments: &[String]) -> Result<(), TaskError> {
    let mut bench = build::in_workspace(&["run", "--release", "--quiet", "--package", "bench", "--"]);
    if arguments.iter().any(|name| name == "forms") {
        bench.env("DONGHANH_BENCH_PAGE", ui::bench_page()?);
    }
    process::run(bench.args(arguments))
}
