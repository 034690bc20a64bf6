//! A push: looked at, judged, stored, acknowledged. Its failure is its own: the others of the request go on.
//!
//! Looking and judging ([`judged`]) go by themselves, several at a time. What is judged is stored together with others
//! that are ([`stored`]): their actors' owners are read at once, and their commits wait for the disk together.

use super::projection::row_from;
use super::{feed, ground};
use crate::app::App;
use crate::failure::Failure;
use crate::office::days;
use crate::procedures::Shelf;
use crate::store::StoreError;
use crate::store::access::KnownDevice;
use crate::store::documents::{
    ActorBinding, AdmittedChange, Author, Came, Commit, DossierRow, StoredDocument,
};
use crate::store::people::OFFICE;
use crate::store::quarantine::Quarantined;
use ::sync::admission::{ActorOwner, Case, Judged, Stored};
use dossier::document::{DossierFacts, Heads, Role};
use dossier::{CommuneCode, DocumentId, Timestamp};
use serde_bytes::ByteBuf;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
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

/// What becomes of a push: the ack, and the hashes of the changes that the device has, or gets with the answer.
pub(super) struct Taken {
    pub(super) ack: Ack,
    pub(super) device_has: Vec<[u8; 32]>,
}

/// A push of which nothing but the server's bindings can be said against.
pub(super) struct Ready {
    ground: ground::Ground,
    place: Place,
    judged: Judged,
    row: Option<DossierRow>,
}

/// Takes one push in, and answers for it.
pub(super) fn take(app: &App, device: &KnownDevice, shelf: &Shelf, push: &Push) -> Taken {
    for _ in 0..TRIES {
        let judged = judged(app, device, shelf, push, false);
        let mut taken = stored(app, device, vec![(push, judged)]);
        if let Some(Some(taken)) = taken.pop() {
            return taken;
        }
    }
    // Others were faster each time: the device simply tries again later.
    refused(push, RefusalCode::ServerFault)
}

/// Takes in what an officer brings to its place out of the hand-over box: `device` is the one that wrote it, as it stands
/// there.
pub(crate) fn take_handed_over(app: &App, device: &KnownDevice, push: &Push) -> Result<Ack, StoreError> {
    let shelf = app.shelf(&device.commune)?;
    Ok(take(app, device, &shelf, push).ack)
}

pub(super) enum Refusal {
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

/// The first half: where it belongs, and what can be said of it by itself.
/// `fresh`: no commune of this server knew the document a moment ago.
pub(super) fn judged(
    app: &App,
    device: &KnownDevice,
    shelf: &Shelf,
    push: &Push,
    fresh: bool,
) -> Result<Ready, Refusal> {
    let mut ground = ground::of(app, device, push, fresh)?;
    let place = ground.before.as_ref().map(Place::of).unwrap_or_default();
    let mut judged = judge(app, push, ground.before.take())?;
    let here = ground.standing == ground::Standing::Here;
    let reading = judged.reading.take().filter(|_| here);
    let mut row = reading.map(|reading| row_from(shelf, reading, app.now()));
    if let Some(row) = &mut row {
        let (commune, dossier) = (&ground.acting.commune, push.document.into());
        row.new_days = days::of_answer(app, commune, dossier, row, app.now()).map_err(Refusal::Failed)?;
    }
    Ok(Ready { ground, place, judged, row })
}

/// The second half, for several: `None` for a push whose document somebody else has changed meanwhile, which has to be
/// judged again.
pub(super) fn stored(
    app: &App,
    device: &KnownDevice,
    pushes: Vec<(&Push, Result<Ready, Refusal>)>,
) -> Vec<Option<Taken>> {
    let owners = Owners::of(app, pushes.iter().filter_map(|(_, ready)| ready.as_ref().ok()));
    let mut commits = Vec::new();
    let ends: Vec<(&Push, Result<End, Refusal>)> = pushes
        .into_iter()
        .map(|(push, ready)| {
            let end = ready.and_then(|ready| end(app, device, push, ready, &owners, &mut commits));
            (push, end)
        })
        .collect();
    let mut outcomes = app.store().commit_all(commits).into_iter();
    let mut inbox_changed = false;
    let taken = ends
        .into_iter()
        .map(|(push, end)| {
            let taken = end.and_then(|end| match end {
                End::Answered(taken) => Ok(taken),
                End::Committed(taken) => {
                    let committed = outcomes.next().unwrap_or(Err(StoreError::Stale))?;
                    inbox_changed |= committed.inbox_changed;
                    Ok(taken)
                }
            });
            match taken {
                Ok(taken) => Some(taken),
                Err(Refusal::Stale) => None,
                Err(Refusal::Code(code)) => {
                    keep_for_a_look(app, device, push, code);
                    Some(refused(push, code))
                }
                Err(Refusal::Failed(failure)) => {
                    tracing::error!(error = &failure as &dyn std::error::Error, document = %push.document, "a push failed");
                    Some(refused(push, RefusalCode::ServerFault))
                }
            }
        })
        .collect();
    if inbox_changed {
        app.inbox_changed(&device.commune);
    }
    taken
}

fn refused(push: &Push, code: RefusalCode) -> Taken {
    Taken { ack: Ack::Refused { document: push.document, code }, device_has: Vec::new() }
}

/// How a push ends that was admitted.
enum End {
    /// There is nothing to write any more.
    Answered(Taken),
    /// So, when its commit is on the disk.
    Committed(Taken),
}

fn end(
    app: &App,
    device: &KnownDevice,
    push: &Push,
    ready: Ready,
    owners: &Owners,
    commits: &mut Vec<Commit>,
) -> Result<End, Refusal> {
    let now = app.now();
    let Ready { ground: ground::Ground { acting, standing, .. }, place, mut judged, row } = ready;
    // Of a document that was removed, the whole is sent, also what others wrote in it: none of it can enter again.
    if standing != ground::Standing::Removed {
        check(app, &acting, push.document, &judged, owners, now)?;
    }
    // Taken back before, and gone or the office's alone: a receipt was lost, or two devices were asked. What is the office's
    // for another reason, such as a dossier of another commune, is still to be taken back.
    let told_before = || {
        Ok::<_, StoreError>(
            standing == ground::Standing::Removed
                || acting.team == OFFICE && app.store().is_taken_back(&acting.commune, push.document)?,
        )
    };
    if judged.withdrawn && told_before()? {
        return Ok(End::Answered(let_go(push.document)));
    }
    if standing != ground::Standing::Here {
        let ack = ground::park(app, device, push, &acting, &judged.new, standing)??;
        return Ok(End::Answered(Taken { ack, device_has: Vec::new() }));
    }
    let reply_actors: Vec<Vec<u8>> = judged.reply_actors.iter().map(|actor| actor.to_vec()).collect();
    let authors = feed::authors(app, device, &reply_actors).map_err(Refusal::Failed)?;
    let device_has: Vec<[u8; 32]> = judged.device_has().collect();
    let as_told = judged.as_told.then(|| Heads::from_bytes(&judged.heads)).flatten();
    let message = std::mem::take(&mut judged.reply);
    let ack = match as_told {
        Some(heads) => Ack::AsTold { check: heads.check() },
        None => Ack::Merged { document: push.document, message, authors },
    };
    // What was taken back goes to no device again, also not to the one that says so.
    let taken = if judged.withdrawn { let_go(push.document) } else { Taken { ack, device_has } };
    if judged.new.is_empty() {
        return Ok(End::Answered(taken));
    }
    commits.push(commit(app, device, push.document, place, judged, row, now));
    Ok(End::Committed(taken))
}

/// The device need not hold the document any more: nothing of it waits for anybody.
fn let_go(document: DocumentId) -> Taken {
    Taken { ack: Ack::Parked { document, seq: 0, nothing_new: true }, device_has: Vec::new() }
}

/// Where the document stood when it was read.
#[derive(Debug, Default)]
pub(super) struct Place {
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

/// The bindings of the actors of several pushes.
struct Owners(Result<HashMap<(CommuneCode, Vec<u8>), ActorBinding>, StoreError>);

impl Owners {
    fn of<'a>(app: &App, ready: impl Iterator<Item = &'a Ready>) -> Self {
        let mut asked: BTreeMap<&CommuneCode, BTreeSet<Vec<u8>>> = BTreeMap::new();
        for ready in ready {
            let actors = asked.entry(&ready.ground.acting.commune).or_default();
            let mut last: &[u8] = &[];
            for change in ready.judged.new.iter().filter(|change| !change.skeleton) {
                if change.actor != last {
                    actors.insert(change.actor.clone());
                }
                last = &change.actor;
            }
        }
        let mut known = HashMap::new();
        for (commune, actors) in asked {
            let actors: Vec<Vec<u8>> = actors.into_iter().collect();
            match app.store().actor_bindings(commune, &actors) {
                Ok(found) => {
                    known.extend(found.into_iter().map(|(actor, owner)| ((commune.clone(), actor), owner)));
                }
                Err(error) => return Self(Err(error)),
            }
        }
        Self(Ok(known))
    }
}

/// What needs the server's bindings: whose the actors are, and whether the form's version is one of ours.
fn check(
    app: &App,
    device: &KnownDevice,
    document: DocumentId,
    judged: &Judged,
    owners: &Owners,
    now: Timestamp,
) -> Result<(), Refusal> {
    let repairing = repairing(app, now);
    let owners = match &owners.0 {
        Ok(owners) => owners,
        Err(error) => {
            return Err(Refusal::Failed(Failure::Broken {
                action: "read the actors' owners",
                cause: error.to_string(),
            }));
        }
    };
    let owner = |actor: &[u8]| match owners.get(&(device.commune.clone(), actor.to_vec())) {
        None => ActorOwner::Unbound,
        Some(binding) if binding.device == Some(device.id) => ActorOwner::ThisDevice,
        // While devices bring back what a restore lost, an actor of the same document may come with anybody.
        Some(binding) if !binding.certain || (repairing && binding.document == document) => {
            ActorOwner::Unbound
        }
        Some(_) => ActorOwner::Other,
    };
    let failure: Cell<Option<StoreError>> = Cell::new(None);
    // A version that the server keeps, whatever its state: a draft may go back to one that was withdrawn. What the
    // desk has accepted stays as it was accepted. A restored server may have lost a publication; the dossiers that
    // were moved to it must not wait for the office to publish it again.
    let may_move = |was: &DossierFacts, to: &str| {
        let allowed = || -> Result<bool, StoreError> {
            // A document that was taken back repeats the facts that its device last knew, and then it goes.
            if judged.withdrawn {
                return Ok(true);
            }
            let case = app.store().inbox_entry(&device.commune, document.into())?;
            let accepted = case.is_some_and(|entry| entry.case.is_accepted());
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

fn commit(
    app: &App,
    device: &KnownDevice,
    document: DocumentId,
    place: Place,
    judged: Judged,
    row: Option<DossierRow>,
    now: Timestamp,
) -> Commit {
    let (earliest, latest) = (now.plus_millis(-BEHIND_MS), now.plus_millis(AHEAD_MS));
    let clock_off =
        judged.new.iter().any(|change| !change.skeleton && !(earliest..=latest).contains(&change.time));
    let log = judged.new.iter().fold(place.log_bytes, |sum, change| sum.saturating_add(change.raw.len()));
    Commit {
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
        counted: judged.counted,
        author: Author { device: Some(device.id), member: device.member, repairing: repairing(app, now) },
        came: Some(Came::Volunteer),
        action: if clock_off { "merge_clock_off" } else { "merge" },
        withdrawn: judged.withdrawn,
        now,
    }
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
