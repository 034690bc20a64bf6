//! Packages of npm, as a lock file says, below the target folder.
//!
//! **Invariant:** nothing of the machine changes, and no package runs a script of its own when it is installed.

use crate::error::{IoContext, TaskError};
use crate::process;
use std::path::Path;
use std::process::Command;

/// Installs what `package-lock.json` in `sources` names into `home`, unless it is there.
pub(crate) fn install(sources: &Path, home: &Path, what: &str) -> Result<(), TaskError> {
    process::make_folder(home)?;
    let lock = sources.join("package-lock.json");
    let wanted = std::fs::read(&lock).doing("read", &lock)?;
    let installed = home.join("installed-lock.json");
    if std::fs::read(&installed).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    for file in ["package.json", "package-lock.json"] {
        copy(sources, home, file)?;
    }
    println!("npm: installing {what} into {}", home.display());
    let done = process::run(
        Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(home),
    );
    done.map_err(|error| {
        TaskError::Plain(format!(
            "{what} could not be fetched from npm (Node 20 and npm are needed, and a network once; it then stays in \
             {}): {error}",
            home.display()
        ))
    })?;
    // Last, so that an installation that was cut off is begun again.
    std::fs::write(&installed, wanted).doing("write", &installed)
}

/// Puts a file of ours beside the packages.
pub(crate) fn copy(from: &Path, to: &Path, file: &str) -> Result<(), TaskError> {
    let target = to.join(file);
    if let Some(folder) = target.parent() {
        process::make_folder(folder)?;
    }
    std::fs::copy(from.join(file), &target).doing("copy the file", &target).map(|_| ())
}
