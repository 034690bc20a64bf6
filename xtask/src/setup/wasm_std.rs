//! The standard library for wasm32: by rustup where it can download, else built from Debian's sources.
//!
//! **Invariant:** the library that is found belongs to the compiler that is named with it. A stamp
//! beside a library of our own building says which compiler made it; another one means: build anew.

use super::apt;
use crate::error::{IoContext, TaskError};
use crate::{places, process};
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_STD: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";
const DEBIAN_SOURCES: &str = "/usr/lib/rustlib/src/rust/library";
const STAMP: &str = "donghanh-rustc-version";

/// The compiler that can build pages on this machine.
pub(crate) enum WasmCompiler {
    /// The ordinary toolchain has the target.
    Ordinary,
    /// Debian's compiler with a library built here, linked by the ordinary toolchain's linker.
    Debian { linker: PathBuf },
}

impl WasmCompiler {
    /// Makes a cargo command build with this compiler.
    pub(crate) fn apply<'c>(&self, cargo: &'c mut Command) -> &'c mut Command {
        match self {
            WasmCompiler::Ordinary => cargo,
            WasmCompiler::Debian { linker } => {
                cargo.env("RUSTC", DEBIAN_RUSTC).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
            }
        }
    }
}

/// The compiler for the pages; `None` when the library has to be got first.
pub(crate) fn find() -> Result<Option<WasmCompiler>, TaskError> {
    let ordinary =
        process::read(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
    if holds_std(Path::new(&ordinary)) {
        return Ok(Some(WasmCompiler::Ordinary));
    }
    if !Path::new(DEBIAN_RUSTC).is_file() || !holds_std(Path::new(DEBIAN_STD)) {
        return Ok(None);
    }
    let made_by = std::fs::read_to_string(Path::new(DEBIAN_STD).join(STAMP)).unwrap_or_default();
    if made_by.trim() != debian_version()? {
        return Ok(None);
    }
    Ok(Some(WasmCompiler::Debian { linker: ordinary_linker()? }))
}

/// Gets the library in whatever way this machine allows, and says which.
pub(crate) fn make_ready() -> Result<WasmCompiler, TaskError> {
    if let Some(compiler) = find()? {
        return Ok(compiler);
    }
    if process::find_program("rustup").is_some() {
        println!("setup: asking rustup for the {TARGET} target, which the pages are built for");
        // One try is enough: where the download is blocked, ten tries only take longer.
        let asked = process::run(
            Command::new("rustup").args(["target", "add", TARGET]).env("RUSTUP_MAX_RETRIES", "1"),
        );
        match (asked, find()?) {
            (Ok(()), Some(compiler)) => return Ok(compiler),
            (Ok(()), None) | (Err(_), _) => {
                println!(
                    "setup: rustup cannot download here; building that library from Debian's sources instead"
                );
            }
        }
    }
    if process::find_program("dpkg-query").is_none() {
        return Err(TaskError::Plain(format!(
            "the {TARGET} target is missing: run `rustup target add {TARGET}` where a network is"
        )));
    }
    make_from_sources()?;
    find()?
        .ok_or(TaskError::Missing { what: "the wasm standard library, just built,", path: DEBIAN_STD.into() })
}

/// The way without rustup, whatever is there already.
pub(super) fn make_from_sources() -> Result<(), TaskError> {
    apt::install_missing_for_wasm()?;
    build_from_sources()
}

/// Builds std for wasm32 through an empty crate and copies the libraries where Debian's compiler looks.
fn build_from_sources() -> Result<(), TaskError> {
    if !Path::new(DEBIAN_SOURCES).is_dir() {
        return Err(TaskError::Missing { what: "Debian's library source", path: DEBIAN_SOURCES.into() });
    }
    println!("setup: building the wasm standard library (about a minute)");
    let scratch = places::target().join("wasm-std");
    if scratch.exists() {
        std::fs::remove_dir_all(&scratch).doing("empty the folder", &scratch)?;
    }
    process::make_folder(&scratch.join("src"))?;
    let manifest = scratch.join("Cargo.toml");
    // A workspace of its own: it must not be taken for a member of ours.
    let text = "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n";
    std::fs::write(&manifest, text).doing("write", &manifest)?;
    let empty = scratch.join("src/lib.rs");
    std::fs::write(&empty, "#![no_std]\n").doing("write", &empty)?;
    // Without the bitcode an LTO build of the pages stops with "Can't find section .llvmbc".
    process::run(
        process::cargo()
            .current_dir(&scratch)
            .args(["build", "-Z", "build-std=std,panic_abort", "--release", "--target", TARGET])
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTC", DEBIAN_RUSTC)
            .env("RUSTFLAGS", "-Cembed-bitcode=yes")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_TARGET_DIR", scratch.join("target")),
    )?;
    let libraries = built_libraries(&scratch.join("target").join(TARGET).join("release/deps"))?;
    println!("setup: copying {} libraries to {DEBIAN_STD}", libraries.len());
    // What an earlier compiler left must go first: two copies of one library stop every build.
    process::run(process::as_root("rm")?.args(["-rf", DEBIAN_STD]))?;
    process::run(process::as_root("mkdir")?.args(["-p", DEBIAN_STD]))?;
    process::run(process::as_root("cp")?.args(&libraries).arg(DEBIAN_STD))?;
    let stamp = scratch.join(STAMP);
    std::fs::write(&stamp, debian_version()?).doing("write", &stamp)?;
    process::run(process::as_root("cp")?.arg(&stamp).arg(DEBIAN_STD))?;
    std::fs::remove_dir_all(&scratch).doing("remove", &scratch)
}

/// Every library that was built but the empty crate's own.
fn built_libraries(folder: &Path) -> Result<Vec<PathBuf>, TaskError> {
    let mut libraries = Vec::new();
    for entry in std::fs::read_dir(folder).doing("list", folder)? {
        let path = entry.doing("list", folder)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            libraries.push(path);
        }
    }
    libraries.sort();
    Ok(libraries)
}

fn holds_std(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}

fn debian_version() -> Result<String, TaskError> {
    process::read(Command::new(DEBIAN_RUSTC).arg("--version"))
}

/// Debian's compiler brings no linker for wasm; the ordinary toolchain carries one.
fn ordinary_linker() -> Result<PathBuf, TaskError> {
    let libdir = process::read(Command::new("rustc").args(["--print", "target-libdir"]))?;
    let linker = Path::new(&libdir).with_file_name("bin").join("rust-lld");
    if linker.is_file() {
        Ok(linker)
    } else {
        Err(TaskError::Missing { what: "the linker of the Rust toolchain", path: linker })
    }
}
