//! One push: load, judge, store, acknowledge. Its failure is its own: the others of the batch go on.

use super::{feed, row_of};
use crate::app::App;
use crate::failure::Failure;
use crate::store::StoreError;
use crate::store::access::KnownDevice;
use crate::store::documents::{AdmittedChange, Author, Commit, Quarantined, StoredDocument};
use ::sync::admission::{self, ActorOwner, Admitted, Limits, Stored};
use dossier::case::CaseState;
use dossier::document::DossierFacts;
use dossier::{DocumentId, Timestamp};
use std::cell::Cell;
use std::collections::HashSet;
use wire::sync::{Ack, Push, RefusalCode};

/// How often a push is judged again because somebody else changed the document meanwhile. Each time
/// somebody got through, so this is how many may push one document at once.
const TRIES: usize = 16;
/// A snapshot smaller than this is not worth renewing for every change.
const SMALL_SNAPSHOT: usize = 1024;
const SMALL_LOG: usize = 4096;
/// So long after a restore devices may still come that bring back what it lost.
const REPAIR_MS: i64 = 90 * 24 * 60 * 60 * 1000;

/// Takes one push in, and answers for it. Adds to `known` the hashes of the changes that the device has, or
/// gets with the answer.
pub(super) fn take(app: &App, device: &KnownDevice, push: &Push, known: &mut HashSet<[u8; 32]>) -> Ack {
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
    known: &mut HashSet<[u8; 32]>,
) -> Result<Ack, Refusal> {
    let now = app.now();
    let before = app.store().load_document(&device.commune, push.document)?;
    if let Some(before) = &before
        && (before.deleted || before.team != device.team)
    {
        return Err(RefusalCode::OutOfScope.into());
    }
    let admitted = judge(app, device, push, before.as_ref(), now)?;
    if !admitted.new.is_empty() {
        store(app, device, push.document, before, &admitted, now)?;
    }
    let authors = feed::authors(app, device, &admitted.reply_actors).map_err(Refusal::Failed)?;
    known.extend(admitted.device_has);
    Ok(Ack::Merged { document: push.document, message: admitted.reply, authors })
}

fn judge(
    app: &App,
    device: &KnownDevice,
    push: &Push,
    before: Option<&StoredDocument>,
    now: Timestamp,
) -> Result<Admitted, Refusal> {
    let repairing = repairing(app, now);
    let failure: Cell<Option<StoreError>> = Cell::new(None);
    let owner = |actor: &[u8]| match app.store().actor_binding(&device.commune, actor) {
        Ok(None) => ActorOwner::Unbound,
        Ok(Some(binding)) if binding.device == Some(device.id) => ActorOwner::ThisDevice,
        // While devices bring back what a restore lost, an actor of the same document may come with anybody.
        Ok(Some(binding)) if !binding.certain || (repairing && binding.document == push.document) => {
            ActorOwner::Unbound
        }
        Ok(Some(_)) => ActorOwner::Other,
        Err(error) => {
            failure.set(Some(error));
            ActorOwner::Other
        }
    };
    let stored = before.map(|before| Stored {
        snapshot: &before.snapshot,
        log: before.log.iter().map(Vec::as_slice).collect(),
    });
    // A version that the server keeps, whatever its state: a draft may go back to one that was withdrawn. What the
    // desk has accepted stays as it was accepted. A restored server may have lost a publication; the dossiers that
    // were moved to it must not wait for the office to publish it again.
    let may_move = |was: &DossierFacts, to: &str| {
        let allowed = || -> Result<bool, StoreError> {
            let case = app.store().inbox_entry(&device.commune, push.document.into())?;
            let accepted = case.is_some_and(|entry| entry.case.state == CaseState::Accepted);
            let known = app.shelf(&device.commune)?.pack_version(&was.procedure, to).is_some();
            Ok(!accepted && (known || repairing))
        };
        allowed().unwrap_or_else(|error| {
            failure.set(Some(error));
            false
        })
    };
    let judged = admission::admit(stored, &push.message, &Limits::default(), &owner, &may_move);
    match failure.take() {
        Some(error) => Err(error.into()),
        None => Ok(judged?),
    }
}

fn repairing(app: &App, now: Timestamp) -> bool {
    app.epoch().restored_at.is_some_and(|restored| now < restored.plus_millis(REPAIR_MS))
}

fn store(
    app: &App,
    device: &KnownDevice,
    document: DocumentId,
    before: Option<StoredDocument>,
    admitted: &Admitted,
    now: Timestamp,
) -> Result<(), Refusal> {
    let row = row_of(app, &device.commune, &admitted.document, now).map_err(Refusal::Failed)?;
    let committed = app.store().commit(&Commit {
        commune: device.commune.clone(),
        document,
        kind: admitted.document.kind(),
        team: device.team,
        heads: admitted.heads.clone(),
        snapshot: worth_a_snapshot(before.as_ref(), admitted).then(|| admitted.saved.clone()),
        expected_heads: before.map(|before| before.heads).unwrap_or_default(),
        changes: admitted
            .new
            .iter()
            .map(|change| AdmittedChange {
                hash: change.hash,
                actor: change.actor.clone(),
                actor_seq: change.actor_seq,
                raw: change.raw.clone(),
            })
            .collect(),
        row,
        author: Author { device: Some(device.id), member: device.member, repairing: repairing(app, now) },
        action: "merge",
        now,
    })?;
    if committed.inbox_changed {
        app.inbox_changed(&device.commune);
    }
    Ok(())
}

/// The log is folded into a new snapshot when it has outgrown the old one. The changes themselves stay:
/// they are the feed. That the snapshot loads to the same heads was checked by the admission.
fn worth_a_snapshot(before: Option<&StoredDocument>, admitted: &Admitted) -> bool {
    let (snapshot, old_log) = before.map_or((0, 0), |before| (before.snapshot.len(), before.log_bytes()));
    let log = admitted.new.iter().fold(old_log, |sum, change| sum.saturating_add(change.raw.len()));
    if snapshot < SMALL_SNAPSHOT { log > SMALL_LOG } else { log > snapshot }
}

/// Refusals that are somebody's mistake or worse are kept; what the device mends by itself is not.
fn keep_for_a_look(app: &App, device: &KnownDevice, push: &Push, code: RefusalCode) {
    let reason = match code {
        RefusalCode::MissingChanges | RefusalCode::ServerFault => return,
        RefusalCode::TooLarge => "too_large",
        RefusalCode::Malformed => "malformed",
        RefusalCode::ForeignActor => "foreign_actor",
        RefusalCode::WrongShape => "wrong_shape",
        RefusalCode::WrongForm => "wrong_form",
        RefusalCode::OutOfScope => "out_of_scope",
    };
    tracing::warn!(device = %device.id, document = %push.document, reason, "a push was refused");
    let kept = app.store().quarantine(&Quarantined {
        commune: device.commune.clone(),
        device: device.id,
        document: push.document,
        reason: reason.to_owned(),
        message: push.message.clone(),
        now: app.now(),
    });
    if let Err(error) = kept {
        tracing::error!(error = &error as &dyn std::error::Error, "a refused push could not be kept");
    }
}
