//! `cargo xtask deny`: licences, banned crates, sources; and known holes, where their list can be reached.

use crate::error::TaskError;
use crate::{build, places, process};
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn deny() -> Result<(), TaskError> {
    let tool = tool()?;
    check(&tool, &["bans", "licenses", "sources"])?;
    if process::succeeds(Command::new(&tool).current_dir(places::root()).args(["fetch", "db"])) {
        return check(&tool, &["advisories"]);
    }
    println!("deny: the list of known holes (RustSec) cannot be reached from here: NOT checked");
    Ok(())
}

fn check(tool: &Path, what: &[&str]) -> Result<(), TaskError> {
    process::run(Command::new(tool).current_dir(places::root()).arg("check").args(what))
}

/// cargo-deny from the PATH, else from our tools folder, else compiled into it (some minutes, once).
fn tool() -> Result<PathBuf, TaskError> {
    if let Some(tool) = process::find_program("cargo-deny") {
        return Ok(tool);
    }
    let tools = places::target().join("tools");
    let tool = tools.join("bin/cargo-deny");
    if !tool.is_file() {
        println!("deny: installing cargo-deny into {} (some minutes, once)", tools.display());
        process::run(
            build::in_workspace(&["install", "--quiet", "cargo-deny", "--root"])
                .arg(&tools)
                .env("CARGO_TARGET_DIR", tools.join("target")),
        )?;
    }
    Ok(tool)
}
