//! `cargo xtask accessibility`: axe-core looks at every screen of both apps, in the real window and a real browser.

use crate::error::TaskError;
use crate::{build, npm, places, process};

/// What the tour needs is built by the caller.
pub(crate) fn test() -> Result<(), TaskError> {
    let home = places::target().join("axe-core");
    npm::install(&places::root().join("tests/accessibility"), &home, "axe-core")?;
    let axe = home.join("node_modules/axe-core/axe.min.js");
    process::run(build::program("donghanh-screenshots").arg("--axe").arg(axe))
}
