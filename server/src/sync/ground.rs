//! Whose document a push is for. Work for another team or commune, or for a document that was removed, is not refused into
//! nothing: it is judged like any other and goes into the hand-over box.

use crate::app::App;
use crate::store::StoreError;
use crate::store::access::KnownDevice;
use crate::store::documents::StoredDocument;
use crate::store::handovers::{NewHandover, Parked};
use ::sync::admission::NewChange;
use dossier::MemberId;
use wire::sync::{Ack, Push, RefusalCode};

/// Where a push belongs.
pub(super) struct Ground {
    /// The device as it stands there: with that commune and team.
    pub(super) acting: KnownDevice,
    /// The document to judge it against.
    pub(super) before: Option<StoredDocument>,
    pub(super) standing: Standing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// The device's own team's, or new.
    Here,
    /// Another team's or commune's.
    Elsewhere,
    /// It was taken out for good.
    Removed,
}

impl Standing {
    const fn of(document: &StoredDocument, ours: bool) -> Self {
        match (document.deleted, ours) {
            (true, _) => Self::Removed,
            (false, true) => Self::Here,
            (false, false) => Self::Elsewhere,
        }
    }
}

/// `fresh`: a moment ago no commune of this server knew the document. If one has got it meanwhile, the commit is stale.
pub(super) fn of(app: &App, device: &KnownDevice, push: &Push, fresh: bool) -> Result<Ground, StoreError> {
    if fresh {
        return Ok(unknown(device, push));
    }
    if let Some(before) = app.store().load_document(&device.commune, push.document)? {
        let standing = Standing::of(&before, before.team == device.team);
        let acting = KnownDevice { team: before.team, ..device.clone() };
        // Of what was removed nothing is left to judge by: the device sends all of it.
        return Ok(Ground { acting, before: (!before.deleted).then_some(before), standing });
    }
    let home = match app.store().commune_of(push.document)? {
        Some(commune) => Some((app.store().load_document(&commune, push.document)?, commune)),
        None => None,
    };
    Ok(match home {
        Some((found, commune)) => Ground {
            acting: KnownDevice {
                team: found.as_ref().map_or(device.team, |found| found.team),
                commune,
                // A member is a number of a commune; nobody of this one is meant.
                member: MemberId(0),
                ..device.clone()
            },
            standing: found.as_ref().map_or(Standing::Elsewhere, |found| Standing::of(found, false)),
            before: found.filter(|found| !found.deleted),
        },
        None => unknown(device, push),
    })
}

fn unknown(device: &KnownDevice, push: &Push) -> Ground {
    let elsewhere = push.home.as_ref().is_some_and(|home| *home != device.commune);
    let standing = if elsewhere { Standing::Elsewhere } else { Standing::Here };
    Ground { acting: device.clone(), before: None, standing }
}

/// Puts a push that was judged into the box of the place where it belongs. `new` are the changes that are not there.
pub(super) fn park(
    app: &App,
    device: &KnownDevice,
    push: &Push,
    acting: &KnownDevice,
    new: &[NewChange],
    standing: Standing,
) -> Result<Result<Ack, RefusalCode>, StoreError> {
    let document = push.document;
    if new.is_empty() {
        return Ok(Ok(Ack::Parked { document, seq: 0, nothing_new: true }));
    }
    // Of what was removed all comes again, also what others wrote.
    let judged = || new.iter().filter(|_| standing != Standing::Removed);
    let taken = app.store().park(&NewHandover {
        commune: acting.commune.clone(),
        document,
        device: device.id,
        from_commune: device.commune.clone(),
        member: device.member,
        from_team: device.team,
        home: push.home.clone(),
        hashes: new.iter().map(|change| change.hash).collect(),
        actors: judged().filter(|change| !change.skeleton).map(|change| change.actor.clone()).collect(),
        numbers: judged().map(|change| (change.actor.clone(), change.actor_seq)).collect(),
        message: push.message.clone(),
        now: app.now(),
    })?;
    let seq = match taken {
        Parked::Taken { seq } => seq,
        // The device keeps it, and says so.
        Parked::NoRoom => return Ok(Err(RefusalCode::OutOfScope)),
        Parked::NumberTaken => return Ok(Err(RefusalCode::ForeignActor)),
    };
    tracing::info!(device = %device.id, %document, "work for another place waits for an officer");
    app.inbox_changed(&acting.commune);
    Ok(Ok(Ack::Parked { document, seq, nothing_new: false }))
}
