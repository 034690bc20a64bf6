//! A forgotten PIN is replaced by a code that only the office has.
//!
//! The device makes the code, wraps its key under it, hands the code to the office with a sync, and forgets it. Each
//! code opens once. ARCHITECTURE.md, "How a forgotten PIN is replaced", tells the whole way.
//!
//! **Invariant:** the office never has a code that opens nothing: the wrapping is on the disk before the code goes out,
//! and the wrapping before it goes only when the office has confirmed the newer one.
//!
//! **Invariant:** a code is on this device in the encrypted store alone, and only until the office has it.

use crate::database::Expect;
use crate::files::DATABASE;
use crate::pin_tries::{self, PinTries};
use crate::vault::{Vault, chance, check_pin};
use crate::{Projector, Store, StoreError, StoreFiles};
use dossier::recovery::{RANDOM_LETTERS, RecoveryCode};
use dossier::{DeviceId, Timestamp};
use std::sync::Arc;

/// A code on its way to the office.
#[derive(Clone, PartialEq, Eq)]
pub struct NewCode {
    /// Grows with each that this device makes.
    pub number: u32,
    pub code: RecoveryCode,
}

impl std::fmt::Debug for NewCode {
    /// Never the code.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewCode").field("number", &self.number).finish_non_exhaustive()
    }
}

impl StoreFiles {
    /// Opens the store with a code of the office, and gives it a new PIN. A wrong code is counted before it is tried,
    /// and waits grow as for PINs. After this the code opens nothing.
    pub fn recover(
        &self,
        code: &RecoveryCode,
        new_pin: &str,
        now: Timestamp,
        projector: Arc<dyn Projector>,
    ) -> Result<Store, StoreError> {
        if self.finish_wipe() {
            return Err(StoreError::Wiped);
        }
        check_pin(new_pin)?;
        let vault = self.read_vault()?;
        vault.recoverable().ok_or(StoreError::NoRecovery)?;
        let before = self.tries(pin_tries::RECOVERY_FILE);
        let wait_s = before.wait_s(now);
        if wait_s > 0 {
            return Err(StoreError::PinWait { failures: before.failures, wait_s });
        }
        let tries = before.one_more(now);
        self.write_durably(pin_tries::RECOVERY_FILE, tries.text().as_bytes())?;
        let wrong = StoreError::WrongCode { failures: tries.failures, wait_s: tries.wait_s(now) };
        let key = vault.recover(code)?.ok_or(wrong)?;
        if !self.path(DATABASE).exists() {
            return Err(StoreError::Damaged { file: DATABASE.to_owned() });
        }
        // Opened before the PIN changes: a damaged store leaves everything as it was, the code too.
        let store = self.open_with(&key, Expect::AStore, projector)?;
        let vault = Vault::around(new_pin, &key)?;
        // Before the vault: who has the right code need not wait for the wrong PINs that came before it.
        for file in [pin_tries::FILE, pin_tries::RECOVERY_FILE] {
            self.write_durably(file, PinTries::default().text().as_bytes())?;
        }
        self.write_vault(&vault)?;
        store.heed_wipe_rule();
        Ok(store)
    }
}

impl Store {
    /// The code that is to be handed to the office. One that was begun goes out again, the very same; `wanted`: the
    /// office has none that may still be told, so there must be one. `None`: nothing is to be done.
    ///
    /// When this answers, the code opens the store.
    pub fn code_to_hand(&mut self, wanted: bool) -> Result<Option<NewCode>, StoreError> {
        let (device, number, begun, epoch, server_epoch) = self.connection.query_row(
            "SELECT device_id, recovery_number, recovery_code, recovery_epoch, server_epoch FROM device",
            [],
            |row| {
                Ok((
                    row.get::<_, Vec<u8>>(0)?,
                    row.get::<_, u32>(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, u64>(3)?,
                    row.get::<_, u64>(4)?,
                ))
            },
        )?;
        let Some(device) = DeviceId::from_slice(&device) else { return Ok(None) };
        // A server that was restored has an older code than this one, which opens nothing.
        let outlived = epoch != 0 && epoch != server_epoch;
        let new = match RecoveryCode::read(&begun) {
            Ok(code) => NewCode { number, code },
            Err(_) if wanted || outlived => {
                let code = RecoveryCode::from_chance(chance::<RANDOM_LETTERS>()?);
                let number = number.saturating_add(1);
                // Before it is in the vault: a code that only the vault knew could never be handed over.
                self.connection.execute(
                    "UPDATE device SET recovery_number = ?1, recovery_code = ?2",
                    (number, code.text()),
                )?;
                NewCode { number, code }
            }
            Err(_) => return Ok(None),
        };
        let mut vault = self.files.read_vault()?;
        if !vault.has_recovery(device, new.number) {
            vault.add_recovery(new.number, device, &new.code, &self.key)?;
            self.files.write_vault(&vault)?;
        }
        Ok(Some(new))
    }

    /// The office has confirmed this code: those before it open nothing any more, and the device forgets it.
    pub fn code_was_handed(&mut self, number: u32) -> Result<(), StoreError> {
        let (device, newest): (Vec<u8>, u32) =
            self.connection.query_row("SELECT device_id, recovery_number FROM device", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let Some(device) = DeviceId::from_slice(&device).filter(|_| newest == number) else {
            return Ok(());
        };
        let mut vault = self.files.read_vault()?;
        vault.keep_recovery(device, number);
        self.files.write_vault(&vault)?;
        self.connection.execute("UPDATE device SET recovery_code = '', recovery_epoch = server_epoch", [])?;
        Ok(())
    }
}
