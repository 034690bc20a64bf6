//! Builds the programs: the app, the commune server, and those that show them at work.

use crate::error::TaskError;
use crate::{places, process};
use std::process::Command;

/// Every program, for use by hand.
pub(crate) fn programs() -> Result<(), TaskError> {
    process::run(&mut in_workspace(&["build", "--workspace", "--bins"]))
}

/// Programs and tests in one go: cargo then settles on one set of features, so that the steps of
/// `test` share everything they compile.
pub(crate) fn everything() -> Result<(), TaskError> {
    process::run(&mut in_workspace(&["build", "--workspace", "--all-targets"]))
}

/// One of our programs, told where the others are.
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new(places::built(name));
    tell_places(&mut command);
    command
}

/// Names the programs and pages that were built, for whoever drives them.
pub(crate) fn tell_places(command: &mut Command) -> &mut Command {
    command
        .current_dir(places::root())
        .env("DONGHANH_APP_BIN", places::built("donghanh"))
        .env("DONGHANH_SERVER_BIN", places::built("donghanh-server"))
        .env("DONGHANH_OFFICE_UI", places::office_pages())
}

/// A cargo command over the whole workspace.
pub(crate) fn in_workspace(arguments: &[&str]) -> Command {
    let mut cargo = process::cargo();
    cargo.current_dir(places::root()).args(arguments);
    cargo
}
