//! The files of `procedures/`, read from the checkout: not those that were compiled in.

use crate::error::{IoContext as _, TaskError};
use crate::places;
use library::PackFiles;
use std::fs;
use std::path::{Path, PathBuf};

/// The text of every file that makes up the library.
pub(crate) struct Folder {
    pub(crate) packs: Vec<PackFolder>,
    /// Name and text.
    pub(crate) blocks: Vec<(String, String)>,
    pub(crate) events: String,
}

/// The text of a pack's files.
pub(crate) struct PackFolder {
    pub(crate) name: String,
    procedure: String,
    form: Option<String>,
    stories: Option<String>,
    upgrades: Option<String>,
}

impl PackFolder {
    pub(crate) fn files(&self) -> PackFiles<'_> {
        PackFiles {
            folder: &self.name,
            procedure: &self.procedure,
            form: self.form.as_deref(),
            stories: self.stories.as_deref(),
            upgrades: self.upgrades.as_deref(),
        }
    }
}

pub(crate) fn read() -> Result<Folder, TaskError> {
    let root = places::root().join("procedures");
    let mut packs = Vec::new();
    for folder in sorted(&root)? {
        if folder.join("procedure.yaml").is_file() {
            packs.push(PackFolder {
                name: name(&folder),
                procedure: text(&folder.join("procedure.yaml"))?,
                form: text_if_there(&folder.join("form.yaml"))?,
                stories: text_if_there(&folder.join("stories.yaml"))?,
                upgrades: text_if_there(&folder.join("upgrades.yaml"))?,
            });
        }
    }
    let mut blocks = Vec::new();
    let folder = root.join("blocks");
    for file in if folder.is_dir() { sorted(&folder)? } else { Vec::new() } {
        if let Some(block) = name(&file).strip_suffix(".yaml") {
            blocks.push((block.to_owned(), text(&file)?));
        }
    }
    Ok(Folder { packs, blocks, events: text(&root.join("life-events.yaml"))? })
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, TaskError> {
    let entries: Result<Vec<_>, _> = fs::read_dir(folder).doing("list", folder)?.collect();
    let mut paths: Vec<PathBuf> = entries.doing("list", folder)?.into_iter().map(|e| e.path()).collect();
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn text(path: &Path) -> Result<String, TaskError> {
    fs::read_to_string(path).doing("read", path)
}

fn text_if_there(path: &Path) -> Result<Option<String>, TaskError> {
    if path.is_file() { text(path).map(Some) } else { Ok(None) }
}
