//! A disk so small that it fills: a file system in memory, mounted for one test.

use super::{Doing, Trouble};
use demo::program::system_program;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const FILLER: &str = "filler";

/// Mounted as long as this value lives. Mounting needs the rights of root, or sudo that asks nothing.
#[derive(Debug)]
pub struct SmallDisk {
    folder: TempDir,
    mounted: bool,
}

impl SmallDisk {
    pub fn mount(megabytes: u32) -> Result<Self, Trouble> {
        let folder = TempDir::new().doing(|| "unable to make a folder".to_owned())?;
        let mut disk = Self { folder, mounted: false };
        let size = format!("size={megabytes}m,mode=0777");
        let path = disk.path().display().to_string();
        as_root(&["mount", "-t", "tmpfs", "-o", &size, "donghanh-test", &path])?;
        disk.mounted = true;
        Ok(disk)
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Fills it to the last byte.
    pub fn fill(&self) -> Result<(), Trouble> {
        let file = std::fs::OpenOptions::new().create(true).append(true).open(self.filler());
        let mut file = file.doing(|| "unable to open the filler".to_owned())?;
        // Large pieces first, then single bytes: a store can live on very little.
        for piece in [1 << 16, 1 << 12, 1 << 6, 1] {
            let bytes = vec![b'.'; piece];
            loop {
                match file.write_all(&bytes) {
                    Ok(()) => {}
                    Err(full) if full.kind() == ErrorKind::StorageFull => break,
                    Err(other) => return Err(Trouble(format!("unable to fill the disk: {other}"))),
                }
            }
        }
        Ok(())
    }

    /// Makes room again.
    pub fn make_room(&self) -> Result<(), Trouble> {
        std::fs::remove_file(self.filler()).doing(|| "unable to remove the filler".to_owned())
    }

    fn filler(&self) -> PathBuf {
        self.path().join(FILLER)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if self.mounted {
            // Lazily: the app of a failed test may still be on its way out.
            let path = self.path().display().to_string();
            if let Err(trouble) = as_root(&["umount", "--lazy", &path]) {
                eprintln!("{trouble}");
            }
        }
    }
}

fn as_root(words: &[&str]) -> Result<(), Trouble> {
    let mut command = if rustix::process::geteuid().is_root() {
        Command::new("env")
    } else {
        let mut sudo = Command::new(system_program("sudo")?);
        sudo.arg("--non-interactive");
        sudo
    };
    let line = words.join(" ");
    let ended =
        command.args(words).stdin(Stdio::null()).status().doing(|| format!("unable to start {line}"))?;
    if ended.success() {
        return Ok(());
    }
    Err(Trouble(format!(
        "`{line}` was refused: this test needs root, or sudo without a question, to mount a small disk"
    )))
}
