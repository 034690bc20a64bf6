//! The files of an SQLite database in write-ahead mode, as bytes: copied at a crash, cut where a write was torn.

use std::fs;
use std::path::{Path, PathBuf};

/// A database and its log, as they lie on the disk at one moment.
#[derive(Debug, Clone, Default)]
pub(super) struct Files {
    database: Vec<u8>,
    log: Vec<u8>,
}

/// How bytes get back to their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Put {
    /// Into the same file: what a crash leaves, or a careless copy over it.
    InPlace,
    /// As a new file: what a backup program or a new phone does.
    Anew,
}

impl Files {
    /// What is on the disk, while the database may be open.
    pub(super) fn read(database: &Path) -> Self {
        let log = fs::read(beside(database, "-wal")).unwrap_or_default();
        Self { database: fs::read(database).expect("the database can be read"), log }
    }

    /// The state of a disk that lost power while `self` became `after`: so many thousandths of what was added to
    /// the log had reached it. `None` when more than the log was written, which a cut of the log cannot show.
    pub(super) fn torn(&self, after: &Self, per_mille: u64) -> Option<Self> {
        let grown = after.log.len().checked_sub(self.log.len())?;
        if after.database != self.database || !after.log.starts_with(&self.log) {
            return None;
        }
        let kept = usize::try_from(grown as u64 * per_mille / 1000).unwrap_or(grown);
        let log = after.log.get(..self.log.len() + kept)?.to_vec();
        Some(Self { database: self.database.clone(), log })
    }

    /// Nothing may have the database open.
    pub(super) fn put(&self, database: &Path, how: Put) {
        for side in ["-wal", "-shm"] {
            // Mostly it is not there: closing has folded it.
            let _gone = fs::remove_file(beside(database, side));
        }
        if how == Put::Anew {
            // The old file stays while the new one is written, so that the new one cannot be given its number.
            let aside = beside(database, ".aside");
            let had_one = fs::rename(database, &aside).is_ok();
            fs::write(database, &self.database).expect("the database is written");
            if had_one {
                fs::remove_file(aside).expect("the old database is removed");
            }
        } else {
            fs::write(database, &self.database).expect("the database is written");
        }
        if !self.log.is_empty() {
            fs::write(beside(database, "-wal"), &self.log).expect("the log is written");
        }
    }
}

fn beside(database: &Path, side: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(side);
    name.into()
}
