//! The hand-over box: an administrator brings work to the document that it was written for, or sets it aside with a reason.

use crate::app::App;
use crate::failure::Failure;
use crate::store::StoreError;
use crate::store::access::{KnownDevice, Session};
use crate::store::audit::Look;
use crate::store::handovers::{Decision, HandoverLine, HandoverState};
use crate::sync;
use dossier::local_code::local_code;
use dossier::{MemberId, TeamId};
use wire::Problem;
use wire::office::{HandoverBox, HandoverDecision, HandoverPlace, HandoverView};
use wire::sync::{Ack, Push};

/// A reason is a sentence or two.
const REASON_CHARS: usize = 500;

/// It says whom dossiers are about: each look is an audit line.
pub fn list(app: &App, session: &Session) -> Result<HandoverBox, Failure> {
    let listed = shown(app, session)?;
    app.store().note_look(&Look {
        commune: &session.commune,
        member: session.member,
        action: "list_handovers",
        document: None,
        count: listed.entries.len(),
        now: app.now(),
    })?;
    Ok(listed)
}

fn shown(app: &App, session: &Session) -> Result<HandoverBox, Failure> {
    let entries: Vec<HandoverView> =
        app.store().handovers(&session.commune)?.into_iter().map(|line| view(session, line)).collect();
    let waiting = entries.iter().filter(|entry| entry.decision == HandoverDecision::Waiting).count();
    Ok(HandoverBox { waiting: u32::try_from(waiting).unwrap_or(u32::MAX), entries })
}

/// Merges what was sent into its document, as the sender's changes, after the same admission as any push. A document that
/// this commune does not have becomes one of the sender's team; one that was removed stays removed.
pub fn apply(app: &App, session: &Session, id: u64) -> Result<HandoverBox, Failure> {
    let (entry, message) = waiting(app, session, id)?;
    if entry.removed {
        return Err(Problem::NotAllowed.into());
    }
    let ours = entry.from_commune == session.commune;
    let stored = app.store().load_document(&session.commune, entry.document)?;
    let team = match &stored {
        Some(stored) => stored.team,
        None if ours => team_now(app, session, &entry)?,
        // Of another commune's device and another commune's document: there is no team here that it could be for.
        None => return Err(Problem::NotAllowed.into()),
    };
    let acting = KnownDevice {
        id: entry.device,
        commune: session.commune.clone(),
        member: if ours { entry.member } else { MemberId(0) },
        team,
        scope_epoch: 0,
        catalogue: 0,
        revoked: false,
        lacks_code: false,
        heeds_another_rule: false,
        token_hash: [0; 32],
    };
    let push = Push { document: entry.document, message, home: None };
    match sync::take_handed_over(app, &acting, &push)? {
        // With nothing new: somebody's withdrawal, which was carried out.
        Ack::Merged { .. } | Ack::AsTold { .. } | Ack::Parked { nothing_new: true, .. } => {
            decide(app, session, id, None)
        }
        Ack::Refused { code, .. } => Err(Problem::HandoverRefused { refusal: code }.into()),
        // It moved on between the two looks: read again and decide again.
        Ack::Parked { .. } => Err(StoreError::Stale.into()),
    }
}

pub fn set_aside(app: &App, session: &Session, id: u64, reason: &str) -> Result<HandoverBox, Failure> {
    let reason: String = reason.trim().chars().take(REASON_CHARS).collect();
    if reason.is_empty() {
        return Err(Problem::ReasonNeeded.into());
    }
    waiting(app, session, id)?;
    decide(app, session, id, Some(&reason))
}

fn waiting(app: &App, session: &Session, id: u64) -> Result<(HandoverLine, Vec<u8>), Failure> {
    app.store().waiting_handover(&session.commune, id).map_err(|error| match error {
        StoreError::Unknown { .. } => Problem::HandoverUnknown.into(),
        other => other.into(),
    })
}

fn team_now(app: &App, session: &Session, entry: &HandoverLine) -> Result<TeamId, Failure> {
    let members = app.store().members(&session.commune)?;
    Ok(members.into_iter().find(|one| one.id == entry.member).map_or(entry.from_team, |one| one.team))
}

fn decide(app: &App, session: &Session, id: u64, set_aside: Option<&str>) -> Result<HandoverBox, Failure> {
    let decision =
        Decision { commune: &session.commune, id, officer: session.member, set_aside, now: app.now() };
    match app.store().decide(&decision) {
        // Another officer was faster, and it is decided.
        Ok(()) | Err(StoreError::Unknown { .. }) => {}
        Err(other) => return Err(other.into()),
    }
    app.inbox_changed(&session.commune);
    shown(app, session)
}

fn view(session: &Session, line: HandoverLine) -> HandoverView {
    let ours = line.from_commune == session.commune;
    HandoverView {
        id: line.id,
        at: line.at,
        local_code: local_code(line.document.into()),
        document: line.document,
        subject: line.subject,
        from: line.member_name,
        from_team: line.from_team_name,
        from_commune: (!ours).then_some(line.from_commune_name),
        place: match (line.removed, line.team_name) {
            (true, _) => HandoverPlace::Removed,
            (false, Some(team)) => HandoverPlace::Team { team },
            (false, None) => HandoverPlace::Unknown { commune: line.home.map(|code| code.to_string()) },
        },
        changes: line.changes,
        bytes: line.bytes,
        decision: match line.state {
            HandoverState::Waiting => HandoverDecision::Waiting,
            HandoverState::Applied => HandoverDecision::Applied,
            HandoverState::SetAside => HandoverDecision::SetAside { reason: line.reason },
        },
        decided_at: line.decided_at,
    }
}
