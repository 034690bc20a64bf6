//! `cargo xtask screenshots`: every screen of both apps, from the real window and a real browser.

use crate::error::TaskError;
use crate::{accessibility, build, places, process, setup, ui};

pub(crate) fn screenshots() -> Result<(), TaskError> {
    ready()?;
    process::run(build::program("donghanh-screenshots").arg(places::root().join("docs/screenshots")))
}

/// The same way through all screens, with axe-core instead of a camera.
pub(crate) fn accessibility() -> Result<(), TaskError> {
    ready()?;
    accessibility::test()
}

fn ready() -> Result<(), TaskError> {
    setup::setup()?;
    ui::build(false)?;
    build::programs()
}
