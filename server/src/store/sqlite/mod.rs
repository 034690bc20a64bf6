//! The SQLite backend: one file `commune.db` in the data folder.
//!
//! **Invariant:** there is one writer connection, so feed numbers enter in the order in which they are
//! given; readers have connections of their own and are never blocked by it (WAL).

mod access;
mod audit;
mod backup;
mod blobs;
mod cases;
mod columns;
mod commit;
mod counted;
mod documents;
mod feed;
mod feed_cases;
mod feed_keys;
mod files;
mod handovers;
mod lists;
mod looks;
mod migrate;
mod moves;
mod newest;
mod numbers;
mod packs;
mod papers;
mod people;
mod phones;
mod public;
mod quarantine;
mod scopes;
mod settings;
mod snapshots;
mod standing;
mod together;
mod upkeep;
mod uploads;
mod withdrawals;

pub use backup::restore;

use super::{Epoch, Store, StoreError};
use crate::{chance, data_folder};
use columns::{engine, number};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Name of the database within the data folder.
pub const FILE_NAME: &str = "commune.db";

/// Readers kept open between uses; more are opened when more read at once.
const READERS_KEPT: usize = 4;

/// An open store.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    writer: Mutex<Connection>,
    gathered: together::Gathered,
    readers: Mutex<Vec<Connection>>,
    documents_loaded: AtomicU64,
}

impl SqliteStore {
    /// Opens the store of a data folder, creating the folder and the database when they are not there.
    pub fn create(data: &Path) -> Result<Self, StoreError> {
        data_folder::create(data).map_err(engine("create the data folder"))?;
        Self::at(data.join(FILE_NAME))
    }

    /// Opens the store of a data folder. Errors: [`StoreError::Missing`], [`StoreError::TooNew`].
    pub fn open(data: &Path) -> Result<Self, StoreError> {
        let path = data.join(FILE_NAME);
        if !path.is_file() {
            return Err(StoreError::Missing { path: path.display().to_string() });
        }
        Self::at(path)
    }

    fn at(path: PathBuf) -> Result<Self, StoreError> {
        let mut writer = Connection::open(&path).map_err(engine("open the database"))?;
        prepare(&writer)?;
        migrate::bring_up_to_date(&mut writer)?;
        let store = Self {
            path,
            writer: Mutex::new(writer),
            gathered: together::Gathered::default(),
            readers: Mutex::new(Vec::new()),
            documents_loaded: AtomicU64::new(0),
        };
        store.write("give the server its epoch", |tx| {
            tx.execute(
                "INSERT OR IGNORE INTO meta (key, value) VALUES ('server_epoch', ?1)",
                [number(chance::server_epoch()?)],
            )
            .map_err(engine("write the server's epoch"))?;
            packs::ensure_key(tx)
        })?;
        Ok(store)
    }

    /// Lets the database grow by so many pages and no more, as on a disk that is nearly full; `None`: without end.
    /// Until the store is opened again.
    pub fn limit_growth(&self, pages: Option<u32>) -> Result<(), StoreError> {
        let writer = self.writer();
        let failed = engine("bound the database");
        let now: u32 = writer.query_row("PRAGMA page_count", [], |row| row.get(0)).map_err(&failed)?;
        let most = pages.map_or(u32::MAX - 1, |pages| now.saturating_add(pages));
        writer.query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(())).map_err(&failed)
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        // A panic under the lock rolled its transaction back when it dropped it.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` in one write transaction: all of it is on the disk afterwards, or nothing.
    fn write<T>(
        &self,
        action: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut connection = self.writer();
        let tx =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(engine(action))?;
        let done = work(&tx)?;
        tx.commit().map_err(engine(action))?;
        Ok(done)
    }

    /// Runs `work` on one unchanging view of the store.
    fn read<T>(
        &self,
        action: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut connection = self.take_reader()?;
        let tx = connection.transaction().map_err(engine(action))?;
        let done = work(&tx)?;
        tx.commit().map_err(engine(action))?;
        let mut kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < READERS_KEPT {
            kept.push(connection);
        }
        Ok(done)
    }

    fn take_reader(&self) -> Result<Connection, StoreError> {
        if let Some(reader) = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            return Ok(reader);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(&self.path, flags)
            .map_err(engine("open the database for reading"))?;
        prepare(&reader)?;
        reader.pragma_update(None, "query_only", true).map_err(engine("open the database for reading"))?;
        Ok(reader)
    }
}

impl Store for SqliteStore {
    fn epoch(&self) -> Result<Epoch, StoreError> {
        self.read("read the server's epoch", |tx| {
            tx.query_row(
                "SELECT e.value AS number, coalesce(r.value, 0) AS restored_at
                 FROM meta e LEFT JOIN meta r ON r.key = 'restored_at' WHERE e.key = 'server_epoch'",
                [],
                |row| {
                    Ok(Epoch {
                        number: columns::unsigned(row, "number")?,
                        restored_at: columns::moment_if_any(row, "restored_at")?,
                    })
                },
            )
            .map_err(engine("read the server's epoch"))
        })
    }

    fn documents_loaded(&self) -> u64 {
        self.documents_loaded.load(Ordering::Relaxed)
    }
}

/// What every connection to the database is set to.
fn prepare(connection: &Connection) -> Result<(), StoreError> {
    let set = |name: &str, value: &str| {
        connection.pragma_update(None, name, value).map_err(engine("prepare the database"))
    };
    connection.busy_timeout(std::time::Duration::from_secs(10)).map_err(engine("prepare the database"))?;
    set("journal_mode", "WAL")?;
    // FULL: what was acknowledged to a device survives a power cut.
    set("synchronous", "FULL")?;
    set("foreign_keys", "ON")?;
    set("trusted_schema", "OFF")
}
