//! System packages, on Debian and its relatives. Elsewhere a person is told what is needed.

use crate::error::TaskError;
use crate::process;
use std::collections::BTreeSet;
use std::process::{Command, Stdio};

/// A package and why the project wants it.
struct Package {
    name: &'static str,
    why: &'static str,
}

const fn package(name: &'static str, why: &'static str) -> Package {
    Package { name, why }
}

const WANTED: &[Package] = &[
    package("build-essential", "the C compiler and linker behind SQLCipher and zstd"),
    package("ca-certificates", "to trust the registry the libraries come from"),
    package("pkg-config", "finds the system libraries below"),
    package("libwebkit2gtk-4.1-dev", "the app's window shows its pages with WebKit"),
    package("libgtk-3-dev", "the window itself"),
    package("librsvg2-dev", "the window's icon"),
    package("libssl-dev", "the encryption below SQLCipher"),
    package("xvfb", "a display in memory, for the window tests"),
    package("dbus-x11", "the session bus that a window expects"),
    package("webkit2gtk-driver", "drives the app's real window in tests"),
    package("chromium", "the office's browser in tests"),
    package("chromium-driver", "drives that browser"),
    package("python3-venv", "runs pyxform, whose word on our workbooks counts in tests"),
    package("poppler-utils", "reads the papers' PDFs in tests, as anybody's reader would"),
    package("fonts-noto-core", "letters with every Vietnamese mark"),
];

/// Only for machines where rustup cannot download: the compiler and sources for the pages.
const FOR_WASM: &[Package] = &[
    package("rustc-web", "a compiler whose library sources Debian carries"),
    package("rust-web-src", "those sources, to build the library for the pages"),
];

/// Installs what is missing from the list that every machine needs.
pub(super) fn install_missing() -> Result<(), TaskError> {
    install(WANTED)
}

/// Installs what building the wasm standard library from source needs.
pub(super) fn install_missing_for_wasm() -> Result<(), TaskError> {
    install(FOR_WASM)
}

fn install(wanted: &[Package]) -> Result<(), TaskError> {
    if process::find_program("dpkg-query").is_none() {
        if cfg!(target_os = "linux") {
            println!("setup: this is not a Debian system. Please see to it that these are installed:");
            for package in wanted {
                println!("  {:<24} {}", package.name, package.why);
            }
        }
        return Ok(());
    }
    let here = installed(wanted)?;
    let missing: Vec<&Package> = wanted.iter().filter(|p| !here.contains(p.name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("setup: installing {} system package(s) with apt-get:", missing.len());
    for package in &missing {
        println!("  {:<24} {}", package.name, package.why);
    }
    process::run(process::as_root("apt-get")?.args(["update", "--quiet=2"]))?;
    process::run(
        process::as_root("apt-get")?
            .args(["install", "--yes", "--quiet=2", "--no-install-recommends"])
            .args(missing.iter().map(|p| p.name))
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

/// The names of those that are installed. dpkg-query fails when it knows nothing of one name,
/// and lists the others all the same: its exit code says nothing of use here.
fn installed(wanted: &[Package]) -> Result<BTreeSet<String>, TaskError> {
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat", "${Package} ${db:Status-Status}\n"])
        .args(wanted.iter().map(|p| p.name))
        .stderr(Stdio::null())
        .output()
        .map_err(|source| TaskError::Start { line: "dpkg-query --show".to_owned(), source })?;
    let lines = String::from_utf8_lossy(&output.stdout);
    Ok(lines.lines().filter_map(|line| line.strip_suffix(" installed")).map(str::to_owned).collect())
}
