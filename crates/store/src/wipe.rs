//! Wiping everything after a number of wrong PINs, where the commune has asked for it.
//!
//! **Invariant:** without the commune's rule nothing is ever wiped, and a rule that cannot be read is no rule.
//!
//! **Invariant:** the key goes first. From that moment on nothing can be opened, whatever a kill leaves lying; what is
//! left is removed by the next start. Before it, nothing is gone.

use crate::error::file_error;
use crate::files::{DATABASE, VAULT};
use crate::{Store, StoreError, StoreFiles, pin_tries, sealed};
use dossier::Timestamp;
use std::fs;
use std::io::ErrorKind;
use wire::phones::LEAST_WIPE_AFTER;

/// Holds the rule outside the database: it is needed before that can be opened.
pub(crate) const RULE: &str = "wipe-after";
/// The wipe was decided, and when. While it is there, nothing is opened.
const BEGUN: &str = "wiping";
/// What becomes of it when all is gone: so that the next person at the phone is told.
const DONE: &str = "wiped";

/// The commune's rule as this device knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct WipeRule(Option<u32>);

impl WipeRule {
    /// A rule below the bound is none: cold fingers and a curious child are no thieves.
    pub(crate) fn new(after: u32) -> Self {
        Self(Some(after).filter(|after| *after >= LEAST_WIPE_AFTER))
    }

    pub(crate) fn read(text: &str) -> Self {
        text.trim().parse().map_or_else(|_| Self::default(), Self::new)
    }

    pub(crate) const fn after(self) -> Option<u32> {
        self.0
    }

    pub(crate) fn is_reached(self, failures: u32) -> bool {
        self.0.is_some_and(|after| failures >= after)
    }

    /// How many wrong PINs are still possible.
    pub(crate) fn left(self, failures: u32) -> Option<u32> {
        self.0.map(|after| after.saturating_sub(failures))
    }
}

/// What is removed, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The wrapped keys, also of stores that were set aside: without them everything else is noise.
    Keys,
    /// The database with its log, also those set aside.
    Databases,
    Photos,
    /// Counts and the rule: a new store begins without.
    Counts,
    /// The wipe is over.
    Note,
}

const STEPS: [Step; 5] = [Step::Keys, Step::Databases, Step::Photos, Step::Counts, Step::Note];

impl StoreFiles {
    pub(crate) fn wipe(&self, now: Timestamp) -> Result<(), StoreError> {
        // Decided once: a kill from here on ends in a wiped phone, not in one with half its files.
        self.write_durably(BEGUN, now.millis().to_string().as_bytes())?;
        self.carry_out(STEPS.len())
    }

    /// Whether everything is, or was to be, wiped. What cannot be removed now is tried again by the next start; nothing
    /// is opened meanwhile.
    pub(crate) fn finish_wipe(&self) -> bool {
        if !self.path(BEGUN).exists() {
            return self.path(DONE).exists();
        }
        if let Err(error) = self.carry_out(STEPS.len()) {
            tracing::error!(%error, "a wipe could not be finished");
        }
        true
    }

    pub(crate) fn wiped_at(&self) -> Option<Timestamp> {
        let note = [DONE, BEGUN].into_iter().find_map(|name| fs::read_to_string(self.path(name)).ok())?;
        Some(Timestamp::from_millis(note.trim().parse().unwrap_or(0)))
    }

    /// A person has read that everything is gone, and begins anew.
    pub fn begin_after_wipe(&self) -> Result<(), StoreError> {
        if self.path(BEGUN).exists() {
            self.carry_out(STEPS.len())?;
        }
        self.remove(DONE)?;
        self.sync_folder()
    }

    /// The first so many steps; each may be repeated.
    fn carry_out(&self, steps: usize) -> Result<(), StoreError> {
        for step in STEPS.iter().take(steps) {
            match step {
                Step::Keys => self.remove_all(VAULT)?,
                Step::Databases => self.remove_all(DATABASE)?,
                Step::Photos => self.remove_all(sealed::FOLDER)?,
                Step::Counts => {
                    for name in [pin_tries::FILE, pin_tries::RECOVERY_FILE, RULE] {
                        self.remove_all(name)?;
                    }
                }
                Step::Note => {
                    fs::rename(self.path(BEGUN), self.path(DONE)).map_err(file_error("end the wipe"))?;
                }
            }
            self.sync_folder()?;
        }
        Ok(())
    }

    /// What has this name, and what was written beside it or set aside under a longer one.
    fn remove_all(&self, name: &str) -> Result<(), StoreError> {
        let failed = || file_error("wipe the store");
        for entry in fs::read_dir(self.folder()).map_err(failed())? {
            let entry = entry.map_err(failed())?;
            let found = entry.file_name();
            let Some(rest) = found.to_str().and_then(|found| found.strip_prefix(name)) else { continue };
            if rest.is_empty() || rest.starts_with(['.', '-']) {
                self.remove(&found.to_string_lossy())?;
            }
        }
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        let path = self.path(name);
        let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        match removed {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(file_error("wipe the store")(error)),
            _ => Ok(()),
        }
    }
}

impl Store {
    /// The commune's rule: after so many wrong PINs in a row everything goes; `None`: never.
    pub fn wipe_after(&self) -> Result<Option<u32>, StoreError> {
        let after = self.connection.query_row("SELECT wipe_after FROM device", [], |row| row.get(0))?;
        Ok(WipeRule::new(after).after())
    }

    /// Heeds the commune's rule from now on; 0, or fewer than [`LEAST_WIPE_AFTER`]: never.
    pub fn set_wipe_after(&mut self, after: u32) -> Result<(), StoreError> {
        let after = WipeRule::new(after).after().unwrap_or(0);
        self.connection.execute("UPDATE device SET wipe_after = ?1", [after])?;
        self.repeat_wipe_rule()
    }

    /// What is written outside must say what the database says: an interrupted change is made good at the next start.
    /// That it could not be written locks nobody out.
    pub(crate) fn heed_wipe_rule(&self) {
        if let Err(error) = self.repeat_wipe_rule() {
            tracing::warn!(%error, "the rule for wrong PINs could not be written");
        }
    }

    fn repeat_wipe_rule(&self) -> Result<(), StoreError> {
        let rule = WipeRule(self.wipe_after()?);
        if self.files.wipe_rule() == rule {
            return Ok(());
        }
        self.files.write_durably(RULE, rule.after().unwrap_or(0).to_string().as_bytes())
    }
}

#[cfg(test)]
mod tests;
