//! Saving of data and battery: asked for by the volunteer, or by what the device tells of itself.

use crate::Device;
use std::fmt::Debug;
use std::sync::{Arc, PoisonError};
use sync::pace::Manners;
use wire::Problem;
use wire::ipc::{DeviceSettings, GetSettings, SavingReason, SetPhotoBudget, SetSaving};

/// What the machine around the app tells. The shell reads it from the system; `None`: it does not say.
pub trait Surroundings: Send + Sync + Debug {
    fn battery(&self) -> Option<Battery>;
    /// Whether the link is paid for by what passes.
    fn metered(&self) -> Option<bool>;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Battery {
    /// 0 to 100.
    pub percent: u8,
    pub charging: bool,
}

/// From here down a battery is to last until the evening.
const LOW_BATTERY_PERCENT: u8 = 20;

impl Device {
    /// From now on the device heeds what the machine around it tells.
    pub fn heed(&self, surroundings: Arc<dyn Surroundings>) {
        *self.inner.surroundings.lock().unwrap_or_else(PoisonError::into_inner) = Some(surroundings);
    }

    pub fn get_settings(&self, _: GetSettings) -> Result<DeviceSettings, Problem> {
        let day = self.today();
        let (saving, photos, wipe_after) = self.with_store("read the settings", |store| {
            Ok((store.saving()?, store.photo_budget(&day)?, store.wipe_after()?))
        })?;
        Ok(DeviceSettings {
            saving,
            saving_now: self.why_saving(),
            photo_budget: photos.bytes_a_day,
            photo_spent: photos.spent_today,
            wipe_after,
        })
    }

    /// More may go at once: the next round need not be waited for.
    pub fn set_photo_budget(&self, request: SetPhotoBudget) -> Result<DeviceSettings, Problem> {
        self.with_store("change the settings", |store| store.set_photo_budget(request.bytes_a_day))?;
        self.inner.something_to_send.notify_one();
        self.get_settings(GetSettings {})
    }

    pub fn set_saving(&self, SetSaving { on }: SetSaving) -> Result<DeviceSettings, Problem> {
        self.with_store("change the settings", |store| store.set_saving(on))?;
        self.get_settings(GetSettings {})
    }

    /// `None`: nothing is saved.
    pub(crate) fn why_saving(&self) -> Option<SavingReason> {
        if self.with_store("read the settings", |store| store.saving()).unwrap_or(false) {
            return Some(SavingReason::Asked);
        }
        let surroundings = self.inner.surroundings.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        let battery = surroundings.battery();
        if battery.is_some_and(|battery| !battery.charging && battery.percent <= LOW_BATTERY_PERCENT) {
            return Some(SavingReason::LowBattery);
        }
        (surroundings.metered() == Some(true)).then_some(SavingReason::MeteredLink)
    }

    pub(crate) fn manners(&self) -> Manners {
        if self.why_saving().is_some() { Manners::Saving } else { Manners::Ordinary }
    }
}
