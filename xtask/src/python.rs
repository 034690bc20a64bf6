//! Programs from PyPI.
//!
//! **Invariant:** each is of one version, in a Python environment of its own below the target folder; nothing of the
//! machine's Python changes.

use crate::error::{IoContext, TaskError};
use crate::{places, process};
use std::path::PathBuf;
use std::process::Command;

/// A program of a package, installed if it is not.
pub(crate) fn program(package: &str, version: &str, program: &str) -> Result<PathBuf, TaskError> {
    let folder = places::target().join(package);
    let environment = folder.join(version);
    let program = environment.join("bin").join(program);
    // Behind the last step of the installation.
    let stamp = environment.join("installed");
    if program.is_file() && stamp.is_file() {
        return Ok(program);
    }
    process::make_folder(&folder)?;
    if environment.exists() {
        std::fs::remove_dir_all(&environment).doing("empty the folder", &environment)?;
    }
    println!("{package}: installing version {version} from PyPI into {}", environment.display());
    let made = process::run(Command::new("python3").args(["-m", "venv"]).arg(&environment));
    made.map_err(|error| {
        TaskError::Plain(format!(
            "{package} needs Python 3 with venv (`cargo xtask setup` installs it): {error}"
        ))
    })?;
    let installed = process::run(
        Command::new(environment.join("bin/python"))
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1"])
            .arg(format!("{package}=={version}")),
    );
    installed.map_err(|error| {
        TaskError::Plain(format!(
            "{package} {version} could not be fetched from PyPI. It is needed once, with a network, and then \
             stays in {}. What asked for it has not been done: {error}",
            environment.display()
        ))
    })?;
    if !program.is_file() {
        return Err(TaskError::Missing { what: "a program from PyPI, just installed,", path: program });
    }
    std::fs::write(&stamp, version).doing("write", &stamp)?;
    Ok(program)
}
