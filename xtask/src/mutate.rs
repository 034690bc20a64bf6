//! `cargo xtask mutate --count N --seed N --json`: mutants of genuine messages against the real workers, in release.

use crate::error::TaskError;
use crate::{build, places, process};

/// The mutator knows its options: they go through as they are.
pub(crate) fn mutate(arguments: &[String]) -> Result<(), TaskError> {
    let release = ["build", "--release", "--quiet", "--package", "server", "--package", "hostile"];
    process::run(&mut build::in_workspace(&release))?;
    let program = |name: &str| places::target().join("release").join(name);
    let mut mutator = std::process::Command::new(program("hostile"));
    process::run(mutator.env("DONGHANH_SERVER_BIN", program("donghanh-server")).args(arguments))
}
