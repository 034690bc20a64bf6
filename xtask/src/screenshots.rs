//! `cargo xtask screenshots`: every screen of both apps, from the real window and a real browser.

use crate::error::TaskError;
use crate::{build, places, process, setup, ui};

pub(crate) fn screenshots() -> Result<(), TaskError> {
    setup::setup()?;
    ui::build(false)?;
    build::programs()?;
    process::run(build::program("donghanh-screenshots").arg(places::root().join("docs/screenshots")))
}
