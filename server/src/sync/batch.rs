//! The pushes of one request, several at a time.
//!
//! Each is judged and stored by itself; that they are at work together lets their commits wait for the disk together.

use super::push;
use crate::app::App;
use crate::store::access::KnownDevice;
use dossier::DocumentId;
use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use wire::sync::{Ack, Push};

/// How many pushes of one request are in work at once: enough that a core is never idle while others wait for the
/// disk, and that those who wait for it do so together.
const AT_ONCE: usize = 16;

/// Takes the pushes in, several at a time. The acks are in the order of the pushes.
pub(super) fn take(
    app: &App,
    device: &KnownDevice,
    pushes: &[Push],
) -> (Vec<Ack>, HashSet<(DocumentId, [u8; 32])>) {
    let one = |push: &Push| {
        let mut known = HashSet::new();
        (push::take(app, device, push, &mut known), known)
    };
    let (mut acks, mut known) = (Vec::with_capacity(pushes.len()), HashSet::new());
    let mut keep = |(ack, has): (Ack, HashSet<(DocumentId, [u8; 32])>)| {
        acks.push(ack);
        known.extend(has);
    };
    if let [single] = pushes {
        keep(one(single));
        return (acks, known);
    }
    let next = AtomicUsize::new(0);
    let done: Mutex<BTreeMap<usize, _>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..pushes.len().min(AT_ONCE) {
            scope.spawn(|| {
                while let Some((place, push)) = {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    pushes.get(place).map(|push| (place, push))
                } {
                    let taken = one(push);
                    done.lock().unwrap_or_else(PoisonError::into_inner).insert(place, taken);
                }
            });
        }
    });
    let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.into_values().for_each(&mut keep);
    (acks, known)
}
