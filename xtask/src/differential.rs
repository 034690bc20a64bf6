//! The differential test: the same forms filled by our engine and by ODK Web Forms', every difference explained.
//!
//! **Invariant:** both peers are of fixed versions (pyxform's in `pyxform.rs`, the engine's in
//! `tests/differential/package-lock.json`) and live below the target folder; nothing of the machine changes.

use crate::error::{IoContext, TaskError};
use crate::{build, places, process, pyxform};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Dates in the peer count in this zone. A zone with a name would bring the +08:00 that Vietnam had before 1975.
const ZONE: &str = "Etc/GMT-7";

/// Workbooks from here, XForms from pyxform, answers from both engines, and the comparison.
pub(crate) fn differential() -> Result<(), TaskError> {
    let sources = places::root().join("tests/differential");
    let folder = places::target().join("differential");
    process::make_folder(&folder)?;
    let python = pyxform::python()?;
    let peer = peer(&sources, &folder)?;
    let ours = |step: &str| {
        let mut command = build::in_workspace(&["run", "--quiet", "--package", "differential", "--", step]);
        process::run(command.arg(&folder))
    };
    ours("prepare")?;
    process::run(Command::new(python).arg(sources.join("to_xforms.py")).arg(folder.join("books")))?;
    process::run(Command::new("node").arg(peer).arg(&folder).env("TZ", ZONE))?;
    ours("judge")
}

/// The peer's program beside its packages, installed as the lock file says.
fn peer(sources: &Path, folder: &Path) -> Result<PathBuf, TaskError> {
    let home = folder.join("peer");
    process::make_folder(&home)?;
    let lock = sources.join("package-lock.json");
    let wanted = std::fs::read(&lock).doing("read", &lock)?;
    let installed = home.join("installed-lock.json");
    if std::fs::read(&installed).is_ok_and(|there| there == wanted) {
        copy(sources, &home, "peer.mjs")?;
        return Ok(home.join("peer.mjs"));
    }
    for file in ["package.json", "package-lock.json"] {
        copy(sources, &home, file)?;
    }
    println!("differential: installing ODK Web Forms' engine from npm into {}", home.display());
    let done = process::run(
        Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&home),
    );
    done.map_err(|error| {
        TaskError::Plain(format!(
            "the peer's packages could not be fetched from npm (Node 20 and npm are needed, and a network once; they \
             then stay in {}). Nothing is known yet of whether the two engines agree: {error}",
            home.display()
        ))
    })?;
    copy(sources, &home, "peer.mjs")?;
    // Last, so that an installation that was cut off is begun again.
    std::fs::write(&installed, wanted).doing("write", &installed)?;
    Ok(home.join("peer.mjs"))
}

fn copy(from: &Path, to: &Path, file: &str) -> Result<(), TaskError> {
    let target = to.join(file);
    std::fs::copy(from.join(file), &target).doing("copy the file", &target).map(|_| ())
}
