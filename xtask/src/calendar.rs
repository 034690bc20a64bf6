//! The calendar's table of due dates, looked at as wasm: where the pages compute them, and not only where the tests do.

use crate::error::TaskError;
use crate::{places, process, ui};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// Compiles the table's program to wasm and runs it under Node.
pub(crate) fn calendar() -> Result<(), TaskError> {
    let built = ui::compile("calendar-cases", &[])?;
    let folder = places::wasm_target().join("calendar-cases");
    process::make_folder(&folder)?;
    let made = Bindgen::new()
        .input_path(built.join("calendar_cases.wasm"))
        .nodejs(true)
        .and_then(|bindgen| bindgen.typescript(false).generate(&folder));
    made.map_err(|error| TaskError::Glue {
        page: "calendar_cases".to_owned(),
        reason: format!("{error:#}"),
    })?;
    process::run(Command::new("node").arg(folder.join("calendar_cases.js")))
}
