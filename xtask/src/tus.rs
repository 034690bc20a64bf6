//! The public tus client against our server, over connections that break.
//!
//! **Invariant:** the client is of a fixed version (`tests/tus/package-lock.json`) and lives below the target folder.

use crate::error::TaskError;
use crate::{build, npm, places, process};

pub(crate) fn tus() -> Result<(), TaskError> {
    let sources = places::root().join("tests/tus");
    let home = places::target().join("tus");
    npm::install(&sources, &home, "tus-js-client")?;
    npm::copy(&sources, &home, "client.mjs")?;
    let mut test = build::in_workspace(&["test", "--workspace", "--test", "http", "tus_js_client"]);
    test.args(["--", "--ignored", "--nocapture"]).env("DONGHANH_TUS_CLIENT", home.join("client.mjs"));
    process::run(&mut test)
}
