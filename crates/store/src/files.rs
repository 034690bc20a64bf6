//! The files of a store, and how it is created, unlocked and, when it is damaged, set aside.
//!
//! `donghanh.db` is the database, `vault.json` its wrapped key, `pin-failures` the count of wrong PINs, `recovery-failures`
//! that of wrong codes ([`crate::recovery`]), `wipe-after` the commune's rule ([`crate::wipe`]), `photos` the folder of
//! sealed photos.

use crate::database::Expect;
use crate::error::file_error;
use crate::pin_tries::{self, PinTries};
use crate::vault::{DatabaseKey, Vault, check_pin};
use crate::wipe::WipeRule;
use crate::{Projector, Store, StoreError, database};
use dossier::{DeviceId, Timestamp};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) const DATABASE: &str = "donghanh.db";
pub(crate) const VAULT: &str = "vault.json";

/// The folder that a store lives in.
#[derive(Debug, Clone)]
pub struct StoreFiles {
    folder: PathBuf,
}

/// What can be told without the PIN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreState {
    /// No PIN was set: first start.
    New,
    Locked {
        failures: u32,
        /// Seconds until a PIN may be tried again; 0: at once.
        wait_s: u32,
        /// After so many wrong PINs everything on this device goes; `None`: never.
        wipe_after: Option<u32>,
        /// Whose code of the office opens it, and the number of the newest; `None`: there is none.
        recovery: Option<(DeviceId, u32)>,
        /// Seconds until a code may be tried; 0: at once.
        recovery_wait_s: u32,
    },
    /// The commune's rule was carried out: nothing is left.
    Wiped { at: Timestamp },
    /// A file is missing or cannot be read.
    Damaged { file: String },
}

impl StoreFiles {
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Also finishes what a kill has interrupted: a wipe that was begun.
    pub fn state(&self, now: Timestamp) -> StoreState {
        self.finish_wipe();
        if let Some(at) = self.wiped_at() {
            return StoreState::Wiped { at };
        }
        match (self.path(VAULT).exists(), self.path(DATABASE).exists()) {
            (false, _) => StoreState::New,
            (true, false) => StoreState::Damaged { file: DATABASE.to_owned() },
            (true, true) => match self.read_vault() {
                Ok(vault) => {
                    let tries = self.tries(pin_tries::FILE);
                    StoreState::Locked {
                        failures: tries.failures,
                        wait_s: tries.wait_s(now),
                        wipe_after: self.wipe_rule().after(),
                        recovery: vault.recoverable(),
                        recovery_wait_s: self.tries(pin_tries::RECOVERY_FILE).wait_s(now),
                    }
                }
                Err(_) => StoreState::Damaged { file: VAULT.to_owned() },
            },
        }
    }

    /// First start: makes the key and the empty store.
    ///
    /// The vault is written last: a crash before that leaves no half store behind, only a database file
    /// that nobody has a key to, which the next first start sets aside.
    pub fn create(
        &self,
        pin: &str,
        now: Timestamp,
        projector: Arc<dyn Projector>,
    ) -> Result<Store, StoreError> {
        check_pin(pin)?;
        if self.path(VAULT).exists() {
            return Err(StoreError::PinAlreadySet);
        }
        fs::create_dir_all(&self.folder).map_err(file_error("create the folder of the store"))?;
        self.begin_after_wipe()?;
        if self.path(DATABASE).exists() {
            self.set_aside(now)?;
        }
        let (vault, key) = Vault::create(pin)?;
        let store = self.open_with(&key, Expect::Nothing, projector)?;
        self.write_vault(&vault)?;
        Ok(store)
    }

    /// Opens the store. A wrong PIN is counted before it is tried, so that pulling the battery does not
    /// give free tries; after some, the right one too has to wait.
    pub fn unlock(
        &self,
        pin: &str,
        now: Timestamp,
        projector: Arc<dyn Projector>,
    ) -> Result<Store, StoreError> {
        if self.finish_wipe() {
            return Err(StoreError::Wiped);
        }
        let vault = self.read_vault()?;
        let before = self.tries(pin_tries::FILE);
        let wait_s = before.wait_s(now);
        if wait_s > 0 {
            return Err(StoreError::PinWait { failures: before.failures, wait_s });
        }
        let tries = before.one_more(now);
        self.write_durably(pin_tries::FILE, tries.text().as_bytes())?;
        let Some(key) = vault.open(pin)? else {
            let rule = self.wipe_rule();
            if rule.is_reached(tries.failures) {
                self.wipe(now)?;
                return Err(StoreError::Wiped);
            }
            return Err(StoreError::WrongPin {
                failures: tries.failures,
                wait_s: tries.wait_s(now),
                left: rule.left(tries.failures),
            });
        };
        self.write_durably(pin_tries::FILE, PinTries::default().text().as_bytes())?;
        if !self.path(DATABASE).exists() {
            return Err(StoreError::Damaged { file: DATABASE.to_owned() });
        }
        let store = self.open_with(&key, Expect::AStore, projector)?;
        store.heed_wipe_rule();
        Ok(store)
    }

    /// Renames the files of a store that cannot be read, so that a new one can begin. Deletes nothing:
    /// what is in them may still be recovered by someone who knows how. Answers with the new name.
    pub fn set_aside(&self, now: Timestamp) -> Result<String, StoreError> {
        let suffix = format!("aside-{}", now.in_vietnam().format("%Y%m%d-%H%M%S"));
        // Of photos too: their key is in the database that goes aside.
        for name in [
            DATABASE,
            "donghanh.db-wal",
            "donghanh.db-shm",
            VAULT,
            pin_tries::FILE,
            pin_tries::RECOVERY_FILE,
            crate::sealed::FOLDER,
        ] {
            let from = self.path(name);
            if from.exists() {
                let to = self.free_name(&format!("{name}.{suffix}"));
                fs::rename(from, to).map_err(file_error("set the damaged store aside"))?;
            }
        }
        self.sync_folder()?;
        Ok(format!("{DATABASE}.{suffix}"))
    }

    pub(crate) fn open_with(
        &self,
        key: &DatabaseKey,
        expect: Expect,
        projector: Arc<dyn Projector>,
    ) -> Result<Store, StoreError> {
        let connection = database::open(&self.path(DATABASE), key, expect)?;
        let photo_folder = crate::photos::folder_in(&self.folder);
        Ok(Store {
            connection,
            projector,
            open: None,
            prepared: crate::outbox::Prepared::default(),
            loaded: 0,
            photo_folder,
            book_read: false,
            files: self.clone(),
            key: key.clone(),
        })
    }

    pub(crate) fn write_vault(&self, vault: &Vault) -> Result<(), StoreError> {
        let json = serde_json::to_vec_pretty(vault).map_err(|_| StoreError::Unwritable)?;
        self.write_durably(VAULT, &json)
    }

    pub(crate) fn read_vault(&self) -> Result<Vault, StoreError> {
        let damaged = || StoreError::Damaged { file: VAULT.to_owned() };
        let bytes = fs::read(self.path(VAULT)).map_err(|_| damaged())?;
        serde_json::from_slice(&bytes).map_err(|_| damaged())
    }

    /// Of PINs or of codes.
    pub(crate) fn tries(&self, file: &str) -> PinTries {
        fs::read_to_string(self.path(file)).map(|text| PinTries::read(&text)).unwrap_or_default()
    }

    pub(crate) fn wipe_rule(&self) -> WipeRule {
        WipeRule::read(&fs::read_to_string(self.path(crate::wipe::RULE)).unwrap_or_default())
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Never over an existing file.
    fn free_name(&self, name: &str) -> PathBuf {
        let mut path = self.path(name);
        let mut number = 2;
        while path.exists() {
            path = self.path(&format!("{name}-{number}"));
            number += 1;
        }
        path
    }

    /// The old content or the new one, never a half: written beside, synced, renamed, folder synced.
    pub(crate) fn write_durably(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let beside = self.path(&format!("{name}.new"));
        let write = || {
            let mut file = File::create(&beside)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&beside, self.path(name))
        };
        write().map_err(file_error("write a file of the store"))?;
        self.sync_folder()
    }

    pub(crate) fn sync_folder(&self) -> Result<(), StoreError> {
        sync_folder(&self.folder).map_err(file_error("sync the folder of the store"))
    }
}

#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Other systems have no handle to a folder that could be synced; their rename is durable by journal.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}
