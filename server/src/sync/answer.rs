//! The whole exchange of one request.

use super::{batch, feed};
use crate::app::App;
use crate::failure::Failure;
use crate::secret;
use crate::store::access::KnownDevice;
use wire::Problem;
use wire::sync::{NEWEST, PROTOCOL, Scope, SyncAnswer, SyncRequest};

/// The oldest protocol that this server still speaks.
const OLDEST_PROTOCOL: u16 = 1;

/// Refuses a device that speaks an older or a newer protocol, and says which of the two must be updated.
pub fn check_protocol(protocol: u16) -> Result<(), Failure> {
    if protocol < OLDEST_PROTOCOL {
        return Err(Problem::AppTooOld.into());
    }
    if protocol > PROTOCOL {
        return Err(Problem::ServerTooOld.into());
    }
    Ok(())
}

/// The device behind a token. A token that nobody knows is answered like one that was revoked: both mean
/// "enrol again", and the difference is nobody's business.
pub fn authenticate(app: &App, token: &str) -> Result<KnownDevice, Failure> {
    let hash = secret::hash(token);
    match app.store().device_by_token(&hash)? {
        Some(device) if secret::same(&device.token_hash, &hash) && !device.revoked => Ok(device),
        Some(_) | None => Err(Problem::DeviceRevoked.into()),
    }
}

pub fn synchronise(app: &App, device: &KnownDevice, request: SyncRequest) -> Result<SyncAnswer, Failure> {
    check_protocol(request.protocol)?;
    let begun = app.now();
    // What the device has brought, and what the acks bring it: the feed need not repeat it.
    let (acks, known) = batch::take(app, device, &request.push)?;
    let epoch = app.epoch();
    let same_epoch = request.server_epoch == epoch.number;
    let cursor_holds = same_epoch && request.scope_epoch == device.scope_epoch;
    let after = if cursor_holds { request.cursor } else { 0 };
    let page = match request.below {
        Some(NEWEST) => feed::newest(app, device, (0, NEWEST), request.budget, &known)?,
        Some(below) if cursor_holds => feed::newest(app, device, (after, below), request.budget, &known)?,
        // Where it stood says nothing any more: everything, from the start.
        Some(_) | None => feed::page(app, device, after, request.budget, &known)?,
    };
    // The same epoch of the scope at a restored server says nothing either, but then the team is the one that it was.
    let scope = if request.scope_epoch == device.scope_epoch { None } else { scope(app, device)? };
    Ok(SyncAnswer {
        acks,
        feed: page.items,
        next_cursor: page.next_cursor,
        more: page.more,
        below: page.below,
        left: page.left,
        worked_ms: worth_telling(app.now().millis().saturating_sub(begun.millis())),
        scope_epoch: device.scope_epoch,
        server_epoch: epoch.number,
        now: app.now(),
        // A serial of another epoch says nothing: the catalogue is asked for again after a restore.
        catalogue: (!same_epoch || request.catalogue != device.catalogue).then_some(device.catalogue),
        code_wanted: device.lacks_code && app.settings().recovery.is_some(),
        rule_changed: device.heeds_another_rule,
        scope,
    })
}

fn scope(app: &App, device: &KnownDevice) -> Result<Option<Scope>, Failure> {
    let teams = app.store().teams(&device.commune)?;
    let team = teams.into_iter().find(|team| team.id == device.team);
    Ok(team.map(|team| Scope { team: team.id, team_name: team.name }))
}

/// An idle exchange says nothing of it: its bytes are counted.
const LONG_MS: u32 = 20;

fn worth_telling(worked_ms: i64) -> u32 {
    u32::try_from(worked_ms).ok().filter(|ms| *ms >= LONG_MS).unwrap_or(0)
}
