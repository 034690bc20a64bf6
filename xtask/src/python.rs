//! Programs from PyPI.
//!
//! **Invariant:** each is of one version, in a Python environment of its own below the target folder; nothing of the
//! machine's Python changes.

use crate::error::{IoContext, TaskError};
use crate::{places, process};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program of a package, installed if it is not.
pub(crate) fn program(package: &str, version: &str, program: &str) -> Result<PathBuf, TaskError> {
    let environment = places::target().join(package).join(version);
    installed(package, &environment, version, &[format!("{package}=={version}")], program)
}

/// A program of a package whose file of requirements names everything below it too, with hashes.
pub(crate) fn locked(package: &str, requirements: &Path, program: &str) -> Result<PathBuf, TaskError> {
    let environment = places::target().join(package).join("locked");
    let wanted = std::fs::read_to_string(requirements).doing("read", requirements)?;
    let file = requirements.display().to_string();
    let what = ["--require-hashes".to_owned(), "--requirement".to_owned(), file];
    installed(package, &environment, &wanted, &what, program)
}

/// `wanted` is what the environment's stamp says when nothing is left to do.
fn installed(
    package: &str,
    environment: &Path,
    wanted: &str,
    what: &[String],
    program: &str,
) -> Result<PathBuf, TaskError> {
    let program = environment.join("bin").join(program);
    // Behind the last step of the installation.
    let stamp = environment.join("installed");
    if program.is_file() && std::fs::read_to_string(&stamp).is_ok_and(|stamp| stamp == wanted) {
        return Ok(program);
    }
    if environment.exists() {
        std::fs::remove_dir_all(environment).doing("empty the folder", environment)?;
    }
    process::make_folder(environment)?;
    println!("{package}: installing it from PyPI into {}", environment.display());
    let made = process::run(Command::new("python3").args(["-m", "venv"]).arg(environment));
    made.map_err(|error| {
        TaskError::Plain(format!(
            "{package} needs Python 3 with venv (`cargo xtask setup` installs it): {error}"
        ))
    })?;
    let installed = process::run(
        Command::new(environment.join("bin/python"))
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1"])
            .args(what),
    );
    installed.map_err(|error| {
        TaskError::Plain(format!(
            "{package} could not be fetched from PyPI. It is needed once, with a network, and then stays in {}. \
             What asked for it has not been done: {error}",
            environment.display()
        ))
    })?;
    if !program.is_file() {
        return Err(TaskError::Missing { what: "a program from PyPI, just installed,", path: program });
    }
    std::fs::write(&stamp, wanted).doing("write", &stamp)?;
    Ok(program)
}
