//! Finds the packs: every folder of `procedures/` with a `procedure.yaml` is compiled in, so that adding a folder
//! is enough.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let procedures = here.join("../../procedures").canonicalize()?;
    // Cargo looks into the folder with everything below it.
    println!("cargo::rerun-if-changed={}", procedures.display());
    let mut code = String::new();
    writeln!(code, "/// Every pack of `procedures/`, by code.")?;
    writeln!(code, "pub(crate) const PACKS: &[crate::PackFiles<'static>] = &[")?;
    for folder in sorted(&procedures)? {
        if folder.join("procedure.yaml").is_file() {
            writeln!(code, "    crate::PackFiles {{")?;
            writeln!(code, "        folder: {:?},", name(&folder)?)?;
            writeln!(code, "        procedure: include_str!({:?}),", folder.join("procedure.yaml"))?;
            for field in ["form", "stories", "upgrades"] {
                let file = folder.join(format!("{field}.yaml"));
                if file.is_file() {
                    writeln!(code, "        {field}: Some(include_str!({file:?})),")?;
                } else {
                    writeln!(code, "        {field}: None,")?;
                }
            }
            writeln!(code, "    }},")?;
        }
    }
    writeln!(code, "];")?;
    writeln!(code, "/// Every block of `procedures/blocks/`: name and text.")?;
    writeln!(code, "pub(crate) const BLOCKS: &[(&str, &str)] = &[")?;
    let blocks = procedures.join("blocks");
    for file in if blocks.is_dir() { sorted(&blocks)? } else { Vec::new() } {
        if let Some(block) = name(&file)?.strip_suffix(".yaml") {
            writeln!(code, "    ({block:?}, include_str!({file:?})),")?;
        }
    }
    writeln!(code, "];")?;
    writeln!(code, "/// `procedures/life-events.yaml`.")?;
    let events = procedures.join("life-events.yaml");
    writeln!(code, "pub(crate) const EVENTS: &str = include_str!({events:?});")?;
    fs::write(PathBuf::from(std::env::var("OUT_DIR")?).join("built_in.rs"), code)?;
    Ok(())
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries: Result<Vec<_>, _> = fs::read_dir(folder)?.collect();
    let mut paths: Vec<PathBuf> = entries?.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> Result<&str, Box<dyn Error>> {
    path.file_name()
        .and_then(|name| name.to_str())
        .ok_or_else(|| format!("{path:?} has no plain name").into())
}
