//! One request at a time for each upload.
//!
//! A device whose connection broke comes again on a new one before the server has noticed: who holds the upload is
//! told that somebody waits, keeps what has come, and lets go.

use crate::store::blobs::UploadId;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Mutex as Queue, OwnedMutexGuard, watch};

#[derive(Debug, Default)]
pub(crate) struct Turns {
    places: Mutex<BTreeMap<UploadId, Arc<Place>>>,
}

#[derive(Debug)]
struct Place {
    queue: Arc<Queue<()>>,
    waiting: watch::Sender<usize>,
}

/// Held while a request is about an upload.
#[derive(Debug)]
pub(crate) struct Turn {
    _held: OwnedMutexGuard<()>,
    waiting: watch::Receiver<usize>,
    _place: Arc<Place>,
}

/// Counts as waiting until it is dropped, also when nobody asks for the answer any more.
struct Waiting<'a>(&'a Place);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.send_modify(|count| *count = count.saturating_sub(1));
    }
}

impl Turns {
    /// Waits until nobody else holds the upload.
    pub(crate) async fn take(&self, id: UploadId) -> Turn {
        let place = self.place(id);
        place.waiting.send_modify(|count| *count = count.saturating_add(1));
        let waiting = Waiting(&place);
        let held = Arc::clone(&place.queue).lock_owned().await;
        drop(waiting);
        Turn { _held: held, waiting: place.waiting.subscribe(), _place: place }
    }

    /// `None`: somebody holds it.
    pub(crate) fn take_if_free(&self, id: UploadId) -> Option<Turn> {
        let place = self.place(id);
        let held = Arc::clone(&place.queue).try_lock_owned().ok()?;
        Some(Turn { _held: held, waiting: place.waiting.subscribe(), _place: place })
    }

    fn place(&self, id: UploadId) -> Arc<Place> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        // Only those whom somebody holds or waits for.
        places.retain(|_, place| Arc::strong_count(place) > 1);
        let new = || Arc::new(Place { queue: Arc::default(), waiting: watch::channel(0).0 });
        Arc::clone(places.entry(id).or_insert_with(new))
    }
}

impl Turn {
    /// Ready when somebody waits for this upload.
    pub(crate) async fn wanted(&mut self) {
        // The sender lives as long as the place, which is held here.
        let _waiting = self.waiting.wait_for(|count| *count > 0).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_holds_an_upload_hears_of_who_waits_for_it() {
        let turns = Arc::new(Turns::default());
        let (one, other) = (UploadId([1; 16]), UploadId([2; 16]));
        let mut first = turns.take(one).await;
        let _unrelated = turns.take(other).await;
        assert!(turns.take_if_free(one).is_none());
        let second = tokio::spawn({
            let turns = Arc::clone(&turns);
            async move { turns.take(one).await }
        });
        first.wanted().await;
        drop(first);
        drop(second.await.unwrap());
        assert!(turns.take_if_free(one).is_some());
        assert_eq!(turns.places.lock().unwrap().len(), 2, "this one's and the other's");
    }

    #[tokio::test]
    async fn who_gave_up_waiting_is_forgotten() {
        let turns = Turns::default();
        let id = UploadId([1; 16]);
        let mut held = turns.take(id).await;
        let gave_up = tokio::time::timeout(std::time::Duration::from_millis(1), turns.take(id)).await;
        assert!(gave_up.is_err());
        assert_eq!(*held.waiting.borrow_and_update(), 0);
    }
}
