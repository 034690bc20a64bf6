//! The pushes of one request, several at a time.
//!
//! While some are judged, others that were are stored: in one commit as many as have been judged meanwhile, so that a
//! request waits for the disk a few times and not once a push.

use super::push::{self, Taken};
use crate::app::App;
use crate::procedures::Shelf;
use crate::store::StoreError;
use crate::store::access::KnownDevice;
use dossier::DocumentId;
use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use wire::sync::{Ack, Push};

/// Of so many, a commit waits for more: those of the first ones that are judged would each be alone on the disk.
const WORTH_A_COMMIT: usize = 64;

/// The acks, in the order of the pushes; and what the device has by hash, or gets with them.
type Answers = (Vec<Ack>, HashSet<(DocumentId, [u8; 32])>);

/// Takes the pushes in, several at a time.
pub(super) fn take(app: &App, device: &KnownDevice, pushes: &[Push]) -> Result<Answers, StoreError> {
    if pushes.is_empty() {
        return Ok((Vec::new(), HashSet::new()));
    }
    let shelf = app.shelf(&device.commune)?;
    let taken = match pushes {
        [single] => vec![push::take(app, device, &shelf, single)],
        several => take_several(app, device, &shelf, several)?,
    };
    let mut known = HashSet::new();
    let acks = pushes
        .iter()
        .zip(taken)
        .map(|(push, taken)| {
            known.extend(taken.device_has.into_iter().map(|hash| (push.document, hash)));
            taken.ack
        })
        .collect();
    Ok((acks, known))
}

fn take_several(
    app: &App,
    device: &KnownDevice,
    shelf: &Shelf,
    pushes: &[Push],
) -> Result<Vec<Taken>, StoreError> {
    let fresh = fresh(app, pushes)?;
    let next = AtomicUsize::new(0);
    let (judged, ready) = mpsc::channel();
    let mut taken: Vec<Option<Taken>> = pushes.iter().map(|_| None).collect();
    std::thread::scope(|scope| {
        for _ in 0..pushes.len().min(at_once()) {
            let (judged, next, fresh) = (judged.clone(), &next, &fresh);
            scope.spawn(move || {
                while let Some((place, push)) = {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    pushes.get(place).map(|push| (place, push))
                } {
                    let outcome = push::judged(app, device, shelf, push, fresh.contains(&push.document));
                    // The other end is there as long as anything may come.
                    if judged.send((place, push, outcome)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(judged);
        let mut left = pushes.len();
        while left > 0 {
            let group: Vec<_> = ready.iter().take(left.min(WORTH_A_COMMIT)).chain(ready.try_iter()).collect();
            if group.is_empty() {
                break;
            }
            left = left.saturating_sub(group.len());
            let (places, group): (Vec<usize>, Vec<_>) =
                group.into_iter().map(|(place, push, outcome)| (place, (push, outcome))).unzip();
            for (place, stored) in places.into_iter().zip(push::stored(app, device, group)) {
                if let Some(slot) = taken.get_mut(place) {
                    *slot = stored;
                }
            }
        }
    });
    // Whose document changed meanwhile begins anew.
    let anew =
        |(taken, push): (Option<Taken>, &Push)| taken.unwrap_or_else(|| push::take(app, device, shelf, push));
    Ok(taken.into_iter().zip(pushes).map(anew).collect())
}

/// The documents that no commune of this server knows.
fn fresh(app: &App, pushes: &[Push]) -> Result<HashSet<DocumentId>, StoreError> {
    let documents: Vec<DocumentId> = pushes.iter().map(|push| push.document).collect();
    let known = app.store().known_documents(&documents)?;
    Ok(documents.into_iter().filter(|document| !known.contains(document)).collect())
}

/// One a core, and one that reads its document or its verdict meanwhile.
fn at_once() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get).saturating_add(1)
}
