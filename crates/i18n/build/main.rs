//! Reads the Fluent files, refuses them when the languages do not agree, and writes one method a text and the words
//! of each language.

mod catalogue;
mod methods;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=texts");
    let vietnamese = files(&here.join("texts/vi"))?;
    let english = files(&here.join("texts/en"))?;
    let texts = catalogue::agree(&vietnamese, &english).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        format!("the texts of the two languages do not agree:\n  {}", lines.join("\n  "))
    })?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let written = methods::written(&texts);
    fs::write(out.join("texts.rs"), written.source)?;
    fs::write(out.join("vi.txt"), written.vi)?;
    fs::write(out.join("en.txt"), written.en)?;
    Ok(())
}

/// The Fluent files of a folder as (name, content), in the order of their names.
fn files(folder: &Path) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ext| ext == "ftl") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, fs::read_to_string(&path)?));
        }
    }
    files.sort();
    Ok(files)
}
