//! Builds the pages: wasm, its JavaScript glue, texts, lists, styles and static files → `dist/field`, `dist/office`.
//!
//! **Invariant:** a folder in `dist` is either complete and of one build, or the old one still stands.

use crate::error::{IoContext, TaskError};
use crate::setup::wasm_std;
use crate::{npm, places, process};
use data_encoding::BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;
use i18n::Language;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// The two sets of pages: the binary, its HTML, and where they go.
const PAGES: [(&str, &str); 2] = [("field", "field.html"), ("office", "office.html")];

/// What the pages read when they start: the lists of the library that are too large for their programs.
const LISTS: [&str; 2] = ["provinces.csv", "communes.csv"];

/// More than this, gzipped, no release's wasm may have: a cheap phone compiles every byte of it at each start.
const MOST_BYTES: u64 = 900_000;

/// What rustc's own wasm uses, and no more: what every WebView since 2022 runs.
const WASM_FEATURES: [&str; 7] = [
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// `smallest` trades minutes of building for less to load, and holds it to [`MOST_BYTES`]: for releases.
pub(crate) fn build(smallest: bool) -> Result<(), TaskError> {
    let small = [
        ("CARGO_PROFILE_WASM_LTO", "true"),
        ("CARGO_PROFILE_WASM_CODEGEN_UNITS", "1"),
        ("CARGO_PROFILE_WASM_OPT_LEVEL", "z"),
    ];
    let built = compile("ui", if smallest { &small } else { &[] })?;
    let mut too_large = Vec::new();
    for (name, html) in PAGES {
        let (bytes, gzipped) = assemble(name, html, &built.join(format!("{name}.wasm")), smallest)?;
        println!("ui: dist/{name} is ready ({bytes} bytes of wasm, {gzipped} gzipped)");
        if gzipped > MOST_BYTES {
            too_large.push(name);
        }
    }
    if smallest && !too_large.is_empty() {
        let which = too_large.join(" and ");
        return Err(TaskError::Plain(format!(
            "the wasm of {which} is more than {MOST_BYTES} bytes, gzipped"
        )));
    }
    Ok(())
}

/// The page on which a browser measures the form engine: one file, so that no server is needed.
pub(crate) fn bench_page() -> Result<PathBuf, TaskError> {
    // As fast as the compiler makes it: the pages' own profile trades speed for size.
    let built = compile("bench-wasm", &[])?;
    let folder = places::wasm_target().join("bench-page");
    process::make_folder(&folder)?;
    let made = Bindgen::new()
        .input_path(built.join("bench_forms.wasm"))
        .out_name("bench_forms")
        .no_modules(true)
        .and_then(|bindgen| bindgen.typescript(false).generate(&folder));
    made.map_err(|error| TaskError::Glue { page: "bench_forms".to_owned(), reason: format!("{error:#}") })?;
    let (glue, wasm) = (folder.join("bench_forms.js"), folder.join("bench_forms_bg.wasm"));
    let script = std::fs::read_to_string(&glue).doing("read", &glue)?;
    let bytes = BASE64.encode(&std::fs::read(&wasm).doing("read", &wasm)?);
    let page = folder.join("index.html");
    let html = format!(
        "<!doctype html><meta charset=\"utf-8\"><script>{script}</script>\n<script>wasm_bindgen({{ module_or_path: \
         Uint8Array.from(atob(\"{bytes}\"), c => c.charCodeAt(0)) }});</script>\n"
    );
    std::fs::write(&page, html).doing("write", &page)?;
    Ok(page)
}

/// Compiles the programs of a package to wasm; gives the folder that they are in.
pub(crate) fn compile(package: &str, settings: &[(&str, &str)]) -> Result<PathBuf, TaskError> {
    let compiler = wasm_std::make_ready()?;
    let mut cargo = process::cargo();
    cargo
        .current_dir(places::root())
        .args(["build", "--package", package, "--bins", "--profile", "wasm", "--target", wasm_std::TARGET])
        .args(without_machine_paths())
        .env("CARGO_TARGET_DIR", places::wasm_target())
        .envs(settings.iter().copied());
    process::run(compiler.apply(&mut cargo))?;
    Ok(places::wasm_target().join(wasm_std::TARGET).join("wasm"))
}

/// Where a panic stands is told by the crate's own path: where its sources lie on the machine that builds is nobody's
/// business, and a phone would compile it.
fn without_machine_paths() -> Vec<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let sources = home.and_then(|home| std::fs::read_dir(home.join("registry/src")).ok());
    let flags: Vec<String> = sources
        .into_iter()
        .flatten()
        .flatten()
        .map(|registry| format!("'--remap-path-prefix={}/='", registry.path().display()))
        .collect();
    match flags.is_empty() {
        true => Vec::new(),
        false => vec![
            "--config".to_owned(),
            format!("target.{}.rustflags=[{}]", wasm_std::TARGET, flags.join(", ")),
        ],
    }
}

/// Gives the size of the wasm, as it is and gzipped.
fn assemble(name: &str, html: &str, wasm: &Path, smallest: bool) -> Result<(u64, u64), TaskError> {
    let dist = places::root().join("dist");
    // Two builds at once, such as one by hand beside a test, must not take each other's folder away.
    let making = dist.join(format!("{name}.making-{}", std::process::id()));
    let done = dist.join(name);
    remove_if_there(&making)?;
    process::make_folder(&making)?;
    copy_tree(&places::root().join("ui/static"), &making)?;
    copy_tree(&places::root().join("ui/styles"), &making.join("styles"))?;
    for list in LISTS {
        let source = places::root().join("crates/library/data").join(list);
        std::fs::copy(&source, making.join(list)).doing("copy", &source)?;
    }
    for language in [Language::Vi, Language::En] {
        let texts = making.join(format!("texts-{}.txt", language.code()));
        std::fs::write(&texts, i18n::file(language)).doing("write", &texts)?;
    }
    let page = places::root().join("ui").join(html);
    std::fs::copy(&page, making.join("index.html")).doing("copy", &page)?;
    glue(name, wasm, &making)?;
    if smallest {
        make_smaller(&making.join(format!("{name}_bg.wasm")))?;
    }
    remove_if_there(&done)?;
    std::fs::rename(&making, &done).doing("put in place", &done)?;
    sizes(&done.join(format!("{name}_bg.wasm")))
}

fn sizes(wasm: &Path) -> Result<(u64, u64), TaskError> {
    let bytes = std::fs::read(wasm).doing("measure", wasm)?;
    let mut gzip = GzEncoder::new(Counter(0), Compression::best());
    gzip.write_all(&bytes).doing("measure", wasm)?;
    let Counter(gzipped) = gzip.finish().doing("measure", wasm)?;
    Ok((bytes.len() as u64, gzipped))
}

/// Counts what is written and keeps none of it.
struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn glue(name: &str, wasm: &Path, out: &Path) -> Result<(), TaskError> {
    let mut bindgen = Bindgen::new();
    let made = bindgen.input_path(wasm).out_name(name).web(true).and_then(|bindgen| {
        bindgen.typescript(false).remove_name_section(true).remove_producers_section(true).generate(out)
    });
    made.map_err(|error| TaskError::Glue { page: name.to_owned(), reason: format!("{error:#}") })
}

/// What LLVM leaves to a reader of the whole program: Binaryen's `wasm-opt`, of a fixed version, below the target folder.
fn make_smaller(wasm: &Path) -> Result<(), TaskError> {
    let sources = places::root().join("ui/smallest");
    let home = places::target().join("smallest");
    npm::install(&sources, &home, "Binaryen's wasm-opt")?;
    let program = home.join("node_modules/binaryen/bin/wasm-opt");
    process::run(
        Command::new("node").arg(program).args(WASM_FEATURES).arg("-Oz").arg(wasm).arg("-o").arg(wasm),
    )
}

fn remove_if_there(folder: &Path) -> Result<(), TaskError> {
    if folder.exists() { std::fs::remove_dir_all(folder).doing("remove", folder) } else { Ok(()) }
}

/// A missing folder counts as an empty one.
fn copy_tree(from: &Path, to: &Path) -> Result<(), TaskError> {
    if !from.is_dir() {
        return Ok(());
    }
    process::make_folder(to)?;
    for entry in std::fs::read_dir(from).doing("list", from)? {
        let entry = entry.doing("list", from)?;
        let (source, copy) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_tree(&source, &copy)?;
        } else {
            std::fs::copy(&source, &copy).doing("copy", &source)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::places;

    /// The version that Cargo.lock holds for a package.
    fn locked(package: &str) -> String {
        let lock = std::fs::read_to_string(places::root().join("Cargo.lock")).unwrap();
        let start = lock.find(&format!("name = \"{package}\"\n")).unwrap();
        let version = lock.split_at(start).1.lines().nth(1).unwrap();
        version.trim_start_matches("version = ").trim_matches('"').to_owned()
    }

    #[test]
    fn both_halves_of_the_glue_have_one_version() {
        assert_eq!(locked("wasm-bindgen"), locked("wasm-bindgen-cli-support"));
    }
}
