//! `cargo xtask android check`: the app's library compiles for a phone.
//!
//! An APK needs Google's SDK and NDK (docs/mobile.md). That every line of ours and of our dependencies fits Android can
//! be held without them: the types are checked for aarch64-linux-android, and the C in between is compiled by Zig,
//! which has no bionic headers, against musl's. Nothing is linked.

use crate::error::{IoContext, TaskError};
use crate::{build, places, process, python};
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "aarch64-linux-android";
const ZIG: &str = "0.17.1";
/// By what name the compiler finds the Python that has Zig.
const PYTHON: &str = "DONGHANH_ZIG_PYTHON";
/// OpenSSL's headers of this machine: SQLCipher reads them. They differ between machines in sizes alone.
const OPENSSL: [&str; 2] = ["/usr/include/openssl", "/usr/include/x86_64-linux-gnu/openssl"];

pub(crate) fn check() -> Result<(), TaskError> {
    ready()?;
    let python = python::program("ziglang", ZIG, "python")?;
    let openssl = openssl_headers()?;
    let this = std::env::current_exe().map_err(|source| TaskError::Start { line: "xtask".into(), source })?;
    let zig = |tool: &str| format!("{} zig-{tool}", this.display());
    let mut cargo = build::in_workspace(&["check", "--package", "donghanh", "--lib", "--target", TARGET]);
    process::run(
        cargo
            .env("CC_aarch64_linux_android", zig("cc"))
            .env("CXX_aarch64_linux_android", zig("c++"))
            .env("AR_aarch64_linux_android", zig("ar"))
            .env("OPENSSL_INCLUDE_DIR", openssl.join("include"))
            .env("OPENSSL_LIB_DIR", &openssl)
            .env(PYTHON, python),
    )
}

/// The same where an earlier check has left its work: from nothing it takes as long as everything else.
pub(crate) fn check_if_warm() -> Result<(), TaskError> {
    if places::target().join(TARGET).is_dir() {
        return check();
    }
    println!("android: nothing of an earlier check is here; `cargo xtask android check` begins one");
    Ok(())
}

/// Rust's standard library for the phone.
fn ready() -> Result<(), TaskError> {
    let mut asked = Command::new("rustc");
    let folder = process::read(asked.args(["--print", "target-libdir", "--target", TARGET]))?;
    if Path::new(&folder).is_dir() {
        return Ok(());
    }
    println!("android: asking rustup for the {TARGET} target");
    process::run(Command::new("rustup").args(["target", "add", TARGET]))
}

/// A folder with nothing but OpenSSL's headers: beside them in the machine's own folder stand those of another C library.
fn openssl_headers() -> Result<PathBuf, TaskError> {
    let folder = places::target().join("android-openssl");
    let headers = folder.join("include/openssl");
    process::make_folder(&headers)?;
    for source in OPENSSL.into_iter().map(Path::new).filter(|source| source.is_dir()) {
        for entry in std::fs::read_dir(source).doing("read", source)? {
            let entry = entry.doing("read", source)?;
            let to = headers.join(entry.file_name());
            std::fs::copy(entry.path(), &to).doing("copy a header to", &to)?;
        }
    }
    Ok(folder)
}

/// `xtask zig-cc …`, as the builds of C call it: Zig, without the arguments that only the NDK's compiler can follow.
pub(crate) fn zig(tool: &str, arguments: &[String]) -> Result<(), TaskError> {
    let python = std::env::var_os(PYTHON).ok_or_else(|| {
        TaskError::Plain(format!("{PYTHON} is not set: `cargo xtask android check` sets it"))
    })?;
    let mut zig = Command::new(python);
    zig.args(["-m", "ziglang", tool]);
    if tool != "ar" {
        zig.args(["-target", "aarch64-linux-musl"]);
    }
    process::run(zig.args(arguments.iter().filter(|one| !is_of_the_ndk(one))))
}

fn is_of_the_ndk(argument: &str) -> bool {
    argument.starts_with("--target=") || argument == "-DANDROID"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_ndk_alone_understands_is_left_out() {
        let given = ["-O2", "--target=aarch64-linux-android", "-DANDROID", "-DANDROID_X", "-c", "a.c"];
        let kept: Vec<&str> = given.into_iter().filter(|one| !is_of_the_ndk(one)).collect();
        assert_eq!(kept, ["-O2", "-DANDROID_X", "-c", "a.c"]);
    }
}
