//! `cargo xtask simulate` and `cargo xtask kill`: what happens on the worst days, often. Both in release, but for the
//! share of the first that `cargo xtask test` runs.

use crate::error::TaskError;
use crate::{build, places, process};
use std::process::Command;

const SIMULATE: &str = "donghanh-simulate";

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
        SIMULATE,
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

/// The share of them that every change is tried with: as the tests are built, since building everything for release
/// besides takes longer than the runs, and gigabytes of disk.
pub(crate) fn test() -> Result<(), TaskError> {
    process::run(&mut build::in_workspace(&["build", "--quiet", "--workspace", "--bin", SIMULATE]))?;
    process::run(Command::new(places::built(SIMULATE)).args(FIXED))?;
    process::run(Command::new(places::built(SIMULATE)).args(FRESH))
}
