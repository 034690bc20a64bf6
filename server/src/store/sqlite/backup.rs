//! Backup while the server runs, and restore while it does not.
//!
//! **Invariant:** a restored store has a new server epoch, so that no device trusts a cursor that speaks of
//! entries which the backup does not have.

use super::audit::{heads, note_for_all};
use super::columns::{engine, number};
use super::{FILE_NAME, SqliteStore, StoreError, migrate, prepare};
use crate::store::audit::Head;
use crate::{chance, data_folder};
use dossier::{CommuneCode, Timestamp};
use rusqlite::{Connection, OpenFlags, backup::Backup};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages copied between two breaths for the writer.
const PAGES_A_STEP: i32 = 256;

impl SqliteStore {
    /// Copies the whole store into a new file while it is being used. That it was copied is a line of each commune's audit,
    /// in the copy too. Answers with the last line of each in the copy: to be noted where neither of the two is.
    /// Errors: [`StoreError::Exists`] when the file is there: a backup never overwrites one.
    pub fn back_up(&self, to: &Path, now: Timestamp) -> Result<Vec<(CommuneCode, Head)>, StoreError> {
        if to.exists() {
            return Err(StoreError::Exists { what: "backup file" });
        }
        // A disk that is full is a reason to make a backup, not to have none.
        if let Err(error) = self.write("note the backup", |tx| note_for_all(tx, "backup", now)) {
            tracing::warn!(error = &error as &dyn std::error::Error, "the audit has no line of this backup");
        }
        let from = self.take_reader()?;
        data_folder::create_file(to).map_err(engine("create the backup file"))?;
        let mut target = Connection::open(to).map_err(engine("create the backup file"))?;
        Backup::new(&from, &mut target)
            .and_then(|backup| backup.run_to_completion(PAGES_A_STEP, Duration::from_millis(5), None))
            .map_err(engine("copy the database"))?;
        // A single file that can be carried away: no log beside it.
        target.pragma_update(None, "journal_mode", "DELETE").map_err(engine("close the backup"))?;
        let heads = heads(&target.transaction().map_err(engine("read the backup"))?)?;
        target.close().map_err(|(_, error)| engine("close the backup")(error))?;
        Ok(heads)
    }
}

/// Puts a backup in the place of a data folder's database. The old one is kept beside it: the answer is its
/// new name, `None` when there was none. The server must not be running: see [`crate::data_folder`].
pub fn restore(data: &Path, from: &Path, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
    let stamp = now.in_vietnam().format("%y%m%d-%H%M%S").to_string();
    if !from.is_file() {
        return Err(StoreError::Missing { path: from.display().to_string() });
    }
    data_folder::create(data).map_err(engine("create the data folder"))?;
    let incoming = data.join(format!("{FILE_NAME}.incoming"));
    std::fs::copy(from, &incoming).map_err(engine("copy the backup"))?;
    let place = data.join(FILE_NAME);
    make_ready(&incoming, &place, now).inspect_err(|_| remove_quietly(&incoming))?;
    let kept = data.join(format!("{FILE_NAME}.before-{stamp}"));
    let had_one = place.is_file();
    if had_one {
        fold_log(&place);
        std::fs::rename(&place, &kept).map_err(engine("set the old database aside"))?;
    }
    for side in ["-wal", "-shm"] {
        let side_file = data.join(format!("{FILE_NAME}{side}"));
        if side_file.is_file() {
            std::fs::rename(&side_file, data.join(format!("{FILE_NAME}.before-{stamp}{side}")))
                .map_err(engine("set the old database aside"))?;
        }
    }
    std::fs::rename(&incoming, &place).map_err(engine("put the backup in place"))?;
    Ok(had_one.then_some(kept))
}

/// Checks the copy, brings it to this server's schema and gives it a new epoch.
fn make_ready(path: &Path, old: &Path, now: Timestamp) -> Result<(), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut copy = Connection::open_with_flags(path, flags).map_err(engine("open the backup"))?;
    let sound: String = copy
        .query_row("SELECT quick_check FROM pragma_quick_check", [], |row| row.get("quick_check"))
        .map_err(engine("check the backup"))?;
    if sound != "ok" || migrate::schema_of(&copy)? == 0 {
        return Err(StoreError::Damaged { what: "backup" });
    }
    prepare(&copy)?;
    migrate::bring_up_to_date(&mut copy)?;
    if let Some(seed) = signing_seed(old) {
        // A backup that is older than the key: devices have pinned the one of the database that it replaces.
        copy.execute("INSERT OR IGNORE INTO signing_key (id, seed) VALUES (1, ?1)", [seed])
            .map_err(engine("keep the signing key"))?;
    }
    copy.execute(
        "INSERT INTO meta (key, value) VALUES ('server_epoch', ?1), ('restored_at', ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (number(chance::server_epoch()?), now.millis()),
    )
    .and_then(|_| copy.pragma_update(None, "journal_mode", "DELETE"))
    .map_err(engine("give the backup its new epoch"))?;
    let tx = copy.transaction().map_err(engine("note the restore"))?;
    note_for_all(&tx, "restore", now)?;
    tx.commit().map_err(engine("note the restore"))?;
    copy.close().map_err(|(_, error)| engine("close the backup")(error))
}

/// The signing key of the database that is being replaced, when it can be read.
fn signing_seed(database: &Path) -> Option<Vec<u8>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let old = Connection::open_with_flags(database, flags).ok()?;
    old.query_row("SELECT seed FROM signing_key", [], |row| row.get("seed")).ok()
}

/// Folds the old database's write-ahead log into it. It may be damaged (that may be why it is replaced):
/// then its log is kept beside it as it is.
fn fold_log(place: &Path) {
    let folded =
        Connection::open(place).and_then(|old| old.pragma_update(None, "wal_checkpoint", "TRUNCATE"));
    if let Err(error) = folded {
        tracing::warn!(%error, "the old database could not be folded; its log is kept beside it");
    }
}

fn remove_quietly(path: &Path) {
    if let Err(error) = std::fs::remove_file(path) {
        tracing::warn!(%error, "a temporary copy of the backup could not be removed");
    }
}
