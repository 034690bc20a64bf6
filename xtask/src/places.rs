//! Where things are in a checkout, and where cargo puts what it builds.

use std::path::{Path, PathBuf};

/// The folder with the workspace's Cargo.toml: of the checkout in which cargo was called. Two checkouts may
/// share a target folder, and with it this very program; what was compiled in may be the other one's.
pub(crate) fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    // This package is one folder below the root.
    here.parent().map_or(here.clone(), Path::to_owned)
}

/// Cargo's target folder: `CARGO_TARGET_DIR`, or `target` in the checkout.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The pages are built by another compiler on some machines; a shared folder would make the two
/// rebuild each other's work for ever.
pub(crate) fn wasm_target() -> PathBuf {
    let target = target();
    match (std::env::var_os("CARGO_TARGET_DIR"), target.file_name()) {
        (Some(_), Some(name)) => target.with_file_name(format!("{}-wasm", name.to_string_lossy())),
        _ => target.join("wasm"),
    }
}

/// A program that the workspace builds, in the development profile.
pub(crate) fn built(name: &str) -> PathBuf {
    target().join("debug").join(name)
}

/// The pages of the office, as the commune server gives them to a browser.
pub(crate) fn office_pages() -> PathBuf {
    root().join("dist/office")
}
