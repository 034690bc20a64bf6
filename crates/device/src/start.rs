//! From the first start to an open store: PIN, lock, damage.

use crate::projector::FormProjector;
use crate::{Device, problem};
use dossier::recovery::{CodeFault, RecoveryCode, phone_code};
use std::sync::{Arc, PoisonError};
use store::{Store, StoreState};
use wire::Problem;
use wire::ipc::{
    AppState, BeginAfterWipe, GetAppState, Lock, Recover, Recoverable, SetDamagedStoreAside, SetPin,
    SyncStatus, Unlock,
};

impl Device {
    pub fn get_app_state(&self, _: GetAppState) -> Result<AppState, Problem> {
        if self.in_training() {
            return Ok(AppState::Training);
        }
        match self.with_store("read the state", |store| Ok((store.enrolment()?, store.count_dossiers()?))) {
            Ok((Some(enrolment), _)) if !enrolment.revoked => Ok(AppState::Ready {
                member: enrolment.member_name,
                team: enrolment.team_name,
                commune: enrolment.commune_name,
            }),
            // A device that the office has revoked may be enrolled anew.
            Ok((_, drafts)) => Ok(AppState::NotEnrolled { drafts }),
            Err(Problem::Locked) => Ok(match self.inner.files.state(self.inner.clock.now()) {
                StoreState::New => AppState::NeedsPin,
                StoreState::Locked { failures, wait_s, wipe_after, recovery, recovery_wait_s } => {
                    AppState::Locked {
                        failures,
                        wait_s,
                        wipe_after,
                        recovery: recovery.map(|(device, number)| Recoverable {
                            phone: phone_code(device),
                            number,
                            wait_s: recovery_wait_s,
                        }),
                    }
                }
                StoreState::Wiped { at } => AppState::Wiped { at },
                StoreState::Damaged { file } => AppState::Damaged { file },
            }),
            Err(other) => Err(other),
        }
    }

    pub fn set_pin(&self, SetPin { pin }: SetPin) -> Result<AppState, Problem> {
        self.end_training();
        let store = self
            .inner
            .files
            .create(&pin, self.inner.clock.now(), self.projector())
            .map_err(|error| problem::from_store("create the store", error))?;
        self.opened(store)
    }

    pub fn unlock(&self, Unlock { pin }: Unlock) -> Result<AppState, Problem> {
        self.end_training();
        if self.with_store("unlock", |_| Ok(())).is_ok() {
            // A second page of the same app: the store is open already, but the PIN must still be right.
            self.lock(Lock {})?;
        }
        let store = self
            .inner
            .files
            .unlock(&pin, self.inner.clock.now(), self.projector())
            .map_err(|error| problem::from_store("open the store", error))?;
        self.opened(store)
    }

    /// Opens the store with the code that the office has told, and sets a new PIN.
    pub fn recover(&self, Recover { code, pin }: Recover) -> Result<AppState, Problem> {
        let code = RecoveryCode::read(&code).map_err(|fault| Problem::CodeMistyped {
            group: match fault {
                CodeFault::Group { number } => u32::try_from(number).ok(),
                CodeFault::Length { .. } => None,
            },
        })?;
        self.end_training();
        if self.with_store("recover", |_| Ok(())).is_ok() {
            self.lock(Lock {})?;
        }
        let store = self
            .inner
            .files
            .recover(&code, &pin, self.inner.clock.now(), self.projector())
            .map_err(|error| problem::from_store("open the store with a code", error))?;
        self.opened(store)
    }

    /// A person has read that everything was wiped.
    pub fn begin_after_wipe(&self, _: BeginAfterWipe) -> Result<AppState, Problem> {
        self.inner
            .files
            .begin_after_wipe()
            .map_err(|error| problem::from_store("begin after the wipe", error))?;
        self.get_app_state(GetAppState {})
    }

    /// During training there is nothing to keep: what is real is locked already.
    pub fn lock(&self, _: Lock) -> Result<AppState, Problem> {
        if self.in_training() {
            return Ok(AppState::Training);
        }
        *self.inner.store.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.forget_book();
        self.inner.shelf.forget();
        self.inner.looking.forget();
        self.get_app_state(GetAppState {})
    }

    pub fn set_damaged_store_aside(&self, _: SetDamagedStoreAside) -> Result<AppState, Problem> {
        // Only a store that cannot be opened may be set aside: an open one is not damaged.
        if self.with_store("look at the store", |_| Ok(())).is_ok() {
            return self.get_app_state(GetAppState {});
        }
        self.inner
            .files
            .set_aside(self.inner.clock.now())
            .map_err(|error| problem::from_store("set the damaged store aside", error))?;
        self.get_app_state(GetAppState {})
    }

    pub(crate) fn opened(&self, store: Store) -> Result<AppState, Problem> {
        *self.inner.store.lock().unwrap_or_else(PoisonError::into_inner) = Some(store);
        self.sweep_photos();
        self.reload_packs()?;
        let status = self.fresh_status()?;
        self.set_status(status);
        self.inner.something_to_send.notify_one();
        self.get_app_state(GetAppState {})
    }

    pub(crate) fn projector(&self) -> Arc<FormProjector> {
        Arc::new(FormProjector { shelf: Arc::clone(&self.inner.shelf), clock: Arc::clone(&self.inner.clock) })
    }

    pub(crate) fn set_status(&self, status: SyncStatus) {
        *self.inner.status.lock().unwrap_or_else(PoisonError::into_inner) = status;
    }
}
