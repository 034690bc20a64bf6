//! Makes a machine ready: system packages, and the standard library for the pages.
//!
//! **Invariant:** asked twice, the second time changes nothing and takes less than a second.

mod apt;
pub(crate) mod wasm_std;

use crate::error::TaskError;

/// Everything that building, running and testing needs.
pub(crate) fn setup() -> Result<(), TaskError> {
    apt::install_missing()?;
    wasm_std::make_ready()?;
    Ok(())
}

/// The same, but the wasm library is built from Debian's sources even where rustup could download it:
/// so that this way can be tried on any machine.
pub(crate) fn setup_from_sources() -> Result<(), TaskError> {
    apt::install_missing()?;
    wasm_std::make_from_sources()
}
