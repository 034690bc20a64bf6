//! One push: load, judge, store, acknowledge. Its failure is its own: the others of the batch go on.

use super::projection::row_from;
use super::{feed, ground};
use crate::app::App;
use crate::failure::Failure;
use crate::store::StoreError;
use crate::store::access::KnownDevice;
use crate::store::documents::{AdmittedChange, Author, Commit, StoredDocument};
use crate::store::quarantine::Quarantined;
use ::sync::admission::{ActorOwner, Case, Judged, Stored};
use dossier::case::CaseState;
use dossier::document::{DossierFacts, Heads, Role};
use dossier::{DocumentId, Timestamp};
use serde_bytes::ByteBuf;
use std::cell::Cell;
use std::collections::HashSet;
use wire::sync::{Ack, Push, RefusalCode};

/// How often a push is judged again because somebody else changed the document meanwhile. Each time
/// somebody got through, so this is how many may push one document at once.
const TRIES: usize = 16;
/// A snapshot smaller than this is not worth renewing for every change.
const SMALL_SNAPSHOT: usize = 1024;
const SMALL_LOG: usize = 4096;
/// Work from a clock that is off by more is taken all the same, and noted in the audit: nothing is ordered or counted
/// by it, and a volunteer's work is worth more than its date. Ahead is surely wrong; behind may be an old draft.
const AHEAD_MS: i64 = 2 * 24 * 60 * 60 * 1000;
const BEHIND_MS: i64 = 200 * 24 * 60 * 60 * 1000;
/// So long after a restore devices may still come that bring back what it lost.
const REPAIR_MS: i64 = 90 * 24 * 60 * 60 * 1000;

/// Takes one push in, and answers for it. Adds to `known` the hashes of the changes that the device has, or
/// gets with the answer.
pub(super) fn take(
    app: &App,
    device: &KnownDevice,
    push: &Push,
    known: &mut HashSet<(DocumentId, [u8; 32])>,
) -> Ack {
    let outcome = (0..TRIES).find_map(|_| match merge(app, device, push, known) {
        Err(Refusal::Stale) => None,
        other => Some(other),
    });
    match outcome {
        Some(Ok(ack)) => ack,
        Some(Err(Refusal::Code(code))) => {
            keep_for_a_look(app, device, push, code);
            Ack::Refused { document: push.document, code }
        }
        Some(Err(Refusal::Failed(failure))) => {
            tracing::error!(error = &failure as &dyn std::error::Error, document = %push.document, "a push failed");
            Ack::Refused { document: push.document, code: RefusalCode::ServerFault }
        }
        // Others were faster each time: the device simply tries again later.
        Some(Err(Refusal::Stale)) | None => {
            Ack::Refused { document: push.document, code: RefusalCode::ServerFault }
        }
    }
}

/// Takes in what an officer brings to its place out of the hand-over box: `device` is the one that wrote it, as it stands
/// there.
pub(crate) fn take_handed_over(app: &App, device: &KnownDevice, push: &Push) -> Ack {
    take(app, device, push, &mut HashSet::new())
}

enum Refusal {
    Stale,
    Code(RefusalCode),
    Failed(Failure),
}

impl From<RefusalCode> for Refusal {
    fn from(code: RefusalCode) -> Self {
        Self::Code(code)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::Stale,
            other => Self::Failed(other.into()),
        }
    }
}

fn merge(
    app: &App,
    device: &KnownDevice,
    push: &Push,
    known: &mut HashSet<(DocumentId, [u8; 32])>,
) -> Result<Ack, Refusal> {
    let now = app.now();
    let ground::Ground { acting, before, standing } = ground::of(app, device, push)?;
    let place = before.as_ref().map(Place::of).unwrap_or_default();
    let judged = judge(app, push, before)?;
    // Of a document that was removed, the whole is sent, also what others wrote in it: none of it can enter again.
    if standing != ground::Standing::Removed {
        check(app, &acting, push.document, &judged, now)?;
    }
    if standing != ground::Standing::Here {
        return Ok(ground::park(app, device, push, &acting, &judged.new, standing)??);
    }
    let reply_actors: Vec<Vec<u8>> = judged.reply_actors.iter().map(|actor| actor.to_vec()).collect();
    let authors = feed::authors(app, device, &reply_actors).map_err(Refusal::Failed)?;
    let device_has: Vec<[u8; 32]> = judged.device_has().collect();
    let as_told = judged.as_told.then(|| Heads::from_bytes(&judged.heads)).flatten();
    let message = if judged.new.is_empty() {
        judged.reply
    } else {
        store(app, device, push.document, place, judged, now)?
    };
    known.extend(device_has.into_iter().map(|hash| (push.document, hash)));
    Ok(match as_told {
        Some(heads) => Ack::AsTold { check: heads.check() },
        None => Ack::Merged { document: push.document, message, authors },
    })
}

/// Where the document stood when it was read.
#[derive(Debug, Default)]
struct Place {
    heads: Vec<u8>,
    snapshot_bytes: usize,
    log_bytes: usize,
}

impl Place {
    fn of(stored: &StoredDocument) -> Self {
        Self {
            heads: stored.heads.clone(),
            snapshot_bytes: stored.snapshot.len(),
            log_bytes: stored.log_bytes(),
        }
    }
}

/// What can be said of the push by itself. Here, and nowhere else in the server, somebody else's bytes are parsed:
/// in a running server by a worker that may be killed.
fn judge(app: &App, push: &Push, before: Option<StoredDocument>) -> Result<Judged, RefusalCode> {
    let stored = before.map(|before| Stored {
        snapshot: before.snapshot,
        log: before.log.into_iter().map(ByteBuf::from).collect(),
    });
    // Devices are the team's. What an officer writes does not come by this way.
    app.judge().judge(Case { stored, message: push.message.clone(), role: Role::Volunteer })
}

/// What needs the server's bindings: whose the actors are, and whether the form's version is one of ours.
fn check(
    app: &App,
    device: &KnownDevice,
    document: DocumentId,
    judged: &Judged,
    now: Timestamp,
) -> Result<(), Refusal> {
    let repairing = repairing(app, now);
    let failure: Cell<Option<StoreError>> = Cell::new(None);
    let owner = |actor: &[u8]| match app.store().actor_binding(&device.commune, actor) {
        Ok(None) => ActorOwner::Unbound,
        Ok(Some(binding)) if binding.device == Some(device.id) => ActorOwner::ThisDevice,
        // While devices bring back what a restore lost, an actor of the same document may come with anybody.
        Ok(Some(binding)) if !binding.certain || (repairing && binding.document == document) => {
            ActorOwner::Unbound
        }
        Ok(Some(_)) => ActorOwner::Other,
        Err(error) => {
            failure.set(Some(error));
            ActorOwner::Other
        }
    };
    // A version that the server keeps, whatever its state: a draft may go back to one that was withdrawn. What the
    // desk has accepted stays as it was accepted. A restored server may have lost a publication; the dossiers that
    // were moved to it must not wait for the office to publish it again.
    let may_move = |was: &DossierFacts, to: &str| {
        let allowed = || -> Result<bool, StoreError> {
            let case = app.store().inbox_entry(&device.commune, document.into())?;
            let accepted = case.is_some_and(|entry| entry.case.state == CaseState::Accepted);
            let known = app.shelf(&device.commune)?.pack_version(&was.procedure, to).is_some();
            Ok(!accepted && (known || repairing))
        };
        allowed().unwrap_or_else(|error| {
            failure.set(Some(error));
            false
        })
    };
    let checked = judged.check(&owner, &may_move);
    match failure.take() {
        Some(error) => Err(error.into()),
        None => Ok(checked?),
    }
}

pub(crate) fn repairing(app: &App, now: Timestamp) -> bool {
    app.epoch().restored_at.is_some_and(|restored| now < restored.plus_millis(REPAIR_MS))
}

/// Stores what was admitted, and gives back the message for the ack.
fn store(
    app: &App,
    device: &KnownDevice,
    document: DocumentId,
    place: Place,
    judged: Judged,
    now: Timestamp,
) -> Result<Vec<u8>, Refusal> {
    let row = match judged.reading {
        Some(reading) => Some(row_from(app, &device.commune, reading, now).map_err(Refusal::Failed)?),
        None => None,
    };
    let (earliest, latest) = (now.plus_millis(-BEHIND_MS), now.plus_millis(AHEAD_MS));
    let clock_off =
        judged.new.iter().any(|change| !change.skeleton && !(earliest..=latest).contains(&change.time));
    let log = judged.new.iter().fold(place.log_bytes, |sum, change| sum.saturating_add(change.raw.len()));
    let committed = app.store().commit(&Commit {
        commune: device.commune.clone(),
        document,
        kind: judged.kind,
        team: device.team,
        heads: judged.heads,
        snapshot: worth_a_snapshot(place.snapshot_bytes, log).then_some(judged.saved),
        expected_heads: place.heads,
        changes: judged
            .new
            .into_iter()
            .map(|change| AdmittedChange {
                hash: change.hash,
                actor: change.actor,
                actor_seq: change.actor_seq,
                raw: change.raw,
            })
            .collect(),
        row,
        author: Author { device: Some(device.id), member: device.member, repairing: repairing(app, now) },
        action: if clock_off { "merge_clock_off" } else { "merge" },
        now,
    })?;
    if committed.inbox_changed {
        app.inbox_changed(&device.commune);
    }
    Ok(judged.reply)
}

/// The log is folded into a new snapshot when it has outgrown the old one. The changes themselves stay:
/// they are the feed. That the snapshot loads to the same heads was checked by the admission.
/// A new document has one from the beginning: it is what new devices get.
fn worth_a_snapshot(snapshot: usize, log: usize) -> bool {
    match snapshot {
        0 => true,
        1..SMALL_SNAPSHOT => log > SMALL_LOG,
        _ => log > snapshot,
    }
}

/// Refusals that are somebody's mistake or worse are kept; what the device mends by itself is not.
fn keep_for_a_look(app: &App, device: &KnownDevice, push: &Push, code: RefusalCode) {
    if matches!(code, RefusalCode::MissingChanges | RefusalCode::ServerFault) {
        return;
    }
    tracing::warn!(device = %device.id, document = %push.document, reason = code.as_str(), "a push was refused");
    let kept = app.store().quarantine(&Quarantined {
        commune: device.commune.clone(),
        device: device.id,
        member: device.member,
        document: push.document,
        reason: code,
        message: push.message.clone(),
        now: app.now(),
    });
    if let Err(error) = kept {
        tracing::error!(error = &error as &dyn std::error::Error, "a refused push could not be kept");
    }
}
