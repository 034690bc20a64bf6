//! From the first start to an open store: PIN, lock, damage.

use crate::projector::FormProjector;
use crate::{Device, problem};
use std::sync::{Arc, PoisonError};
use store::{Store, StoreState};
use wire::Problem;
use wire::ipc::{AppState, GetAppState, Lock, SetDamagedStoreAside, SetPin, SyncStatus, Unlock};

impl Device {
    pub fn get_app_state(&self, _: GetAppState) -> Result<AppState, Problem> {
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
                StoreState::Locked { failures, wait_s } => AppState::Locked { failures, wait_s },
                StoreState::Damaged { file } => AppState::Damaged { file },
            }),
            Err(other) => Err(other),
        }
    }

    pub fn set_pin(&self, SetPin { pin }: SetPin) -> Result<AppState, Problem> {
        let store = self
            .inner
            .files
            .create(&pin, self.inner.clock.now(), self.projector())
            .map_err(|error| problem::from_store("create the store", error))?;
        self.opened(store)
    }

    pub fn unlock(&self, Unlock { pin }: Unlock) -> Result<AppState, Problem> {
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

    pub fn lock(&self, _: Lock) -> Result<AppState, Problem> {
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

    fn opened(&self, store: Store) -> Result<AppState, Problem> {
        *self.inner.store.lock().unwrap_or_else(PoisonError::into_inner) = Some(store);
        self.sweep_photos();
        self.reload_packs()?;
        let status = self.fresh_status()?;
        self.set_status(status);
        self.inner.something_to_send.notify_one();
        self.get_app_state(GetAppState {})
    }

    fn projector(&self) -> Arc<FormProjector> {
        Arc::new(FormProjector { shelf: Arc::clone(&self.inner.shelf), clock: Arc::clone(&self.inner.clock) })
    }

    pub(crate) fn set_status(&self, status: SyncStatus) {
        *self.inner.status.lock().unwrap_or_else(PoisonError::into_inner) = status;
    }
}
