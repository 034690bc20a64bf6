//! `cargo xtask demo`: the main job without a window, as a transcript that checks itself.

use crate::error::TaskError;
use crate::{build, process, setup};

pub(crate) fn demo() -> Result<(), TaskError> {
    setup::setup()?;
    process::run(&mut build::in_workspace(&[
        "build",
        "--quiet",
        "--package",
        "server",
        "--package",
        "demo",
    ]))?;
    process::run_until_interrupted(build::program("donghanh-demo").arg("transcript"))
}
