//! Going on where a person was: a phone ends an app whenever it needs the memory, or its battery does.

use crate::Device;
use wire::Problem;
use wire::ipc::{KeepPlace, Place, TakePlace};

/// Who comes back later begins a new visit, at the first page.
const A_VISIT_MS: i64 = 12 * 60 * 60 * 1000;
/// Longer than any address of a page.
const MOST_BYTES: usize = 400;

impl Device {
    pub fn keep_place(&self, KeepPlace { place }: KeepPlace) -> Result<Place, Problem> {
        let kept = Some(place).filter(|place| place.len() <= MOST_BYTES).unwrap_or_default();
        let now = self.inner.clock.now();
        self.with_store("note the open page", |store| store.keep_place(&kept, now))?;
        Ok(Place { place: Some(kept).filter(|place| !place.is_empty()) })
    }

    pub fn take_place(&self, _: TakePlace) -> Result<Place, Problem> {
        let now = self.inner.clock.now();
        let kept = self.with_store("read the page that was open", store::Store::take_place)?;
        // A clock that was set back is no reason to forget.
        let recent = kept.filter(|(_, at)| now.millis().saturating_sub(at.millis()) < A_VISIT_MS);
        Ok(Place { place: recent.map(|(place, _)| place) })
    }
}
