//! Going on where a person was, with what was typed there: a phone ends an app whenever it needs the memory, or its battery does.

use crate::Device;
use std::collections::BTreeMap;
use wire::Problem;
use wire::ipc::{GetTyped, KeepPlace, KeepTyped, Place, TakePlace, Typed};

/// Who comes back later begins a new visit, at the first page.
const A_VISIT_MS: i64 = 12 * 60 * 60 * 1000;
/// Longer than any address of a page.
const MOST_BYTES: usize = 400;
/// More than any page asks, each as long as any answer.
const MOST_FIELDS: usize = 64;
const MOST_CHARS: usize = 4000;

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

    /// What does not fit is left out: it would not fit into the entry either.
    pub fn keep_typed(&self, KeepTyped { place, fields }: KeepTyped) -> Result<Typed, Problem> {
        let fits = |text: &str| text.chars().count() <= MOST_CHARS;
        let fields: BTreeMap<_, _> =
            fields.into_iter().filter(|(_, text)| fits(text)).take(MOST_FIELDS).collect();
        let now = self.inner.clock.now();
        if place.len() <= MOST_BYTES {
            self.with_store("keep what was typed", |store| store.keep_typed(&place, &fields, now))?;
        }
        Ok(Typed { fields })
    }

    pub fn get_typed(&self, GetTyped { place }: GetTyped) -> Result<Typed, Problem> {
        Ok(Typed { fields: self.with_store("read what was typed", |store| store.typed(&place))? })
    }
}
