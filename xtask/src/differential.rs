//! The differential test: the same forms filled by our engine and by ODK Web Forms', every difference explained.
//!
//! **Invariant:** both peers are of fixed versions (pyxform's in `pyxform.rs`, the engine's in
//! `tests/differential/package-lock.json`) and live below the target folder; nothing of the machine changes.

use crate::error::TaskError;
use crate::{build, npm, places, process, pyxform};
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
    process::run(&mut build::in_workspace(&["build", "--quiet", "--workspace", "--bin", "differential"]))?;
    let ours = |step: &str| process::run(Command::new(places::built("differential")).arg(step).arg(&folder));
    ours("prepare")?;
    process::run(Command::new(python).arg(sources.join("to_xforms.py")).arg(folder.join("books")))?;
    process::run(Command::new("node").arg(peer).arg(&folder).env("TZ", ZONE))?;
    ours("judge")
}

/// The peer's program beside its packages, installed as the lock file says.
fn peer(sources: &Path, folder: &Path) -> Result<PathBuf, TaskError> {
    let home = folder.join("peer");
    npm::install(sources, &home, "ODK Web Forms' engine")?;
    npm::copy(sources, &home, "peer.mjs")?;
    Ok(home.join("peer.mjs"))
}
