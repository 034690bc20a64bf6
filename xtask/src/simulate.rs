//! `cargo xtask simulate` and `cargo xtask kill`: what happens on the worst days, often. Both in release.

use crate::error::TaskError;
use crate::{build, process};

/// The runs that every change must stand: always the same, so that a failure is the change's.
const FIXED: [&str; 4] = ["--runs", "2000", "--seed", "1"];
/// And some that nobody has seen before; the first seed is printed.
const FRESH: [&str; 2] = ["--runs", "200"];

/// The program knows its options: they go through as they are.
pub(crate) fn simulate(arguments: &[impl AsRef<str>]) -> Result<(), TaskError> {
    let mut simulate = build::in_workspace(&[
        "run",
        "--release",
        "--quiet",
        "--package",
        "testkit",
        "--bin",
        "donghanh-simulate",
        "--",
    ]);
    process::run(simulate.args(arguments.iter().map(AsRef::as_ref)))
}

pub(crate) fn kill(arguments: &[String]) -> Result<(), TaskError> {
    let build = &["build", "--release", "--quiet", "--package", "server", "--bin", "donghanh-server"];
    process::run(&mut build::in_workspace(build))?;
    let mut kill = build::in_workspace(&[
        "run",
        "--release",
        "--quiet",
        "--package",
        "stories",
        "--bin",
        "donghanh-kill",
        "--",
    ]);
    process::run(kill.args(arguments))
}

/// The share of them that every change is tried with.
pub(crate) fn test() -> Result<(), TaskError> {
    simulate(&FIXED)?;
    simulate(&FRESH)
}
