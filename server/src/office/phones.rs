//! The volunteers' phones: telling the code of one, and the rule for wrong PINs. For administrators; a team lead sees and
//! opens those of her own team.
//!
//! **Invariant:** a code is told only to who has typed the password again, and the audit line is written before it is.

use super::rights;
use crate::app::App;
use crate::failure::Failure;
use crate::password;
use crate::store::access::Session;
use crate::store::phones::PhoneRow;
use dossier::DeviceId;
use dossier::recovery::phone_code;
use wire::phones::{CodeStanding, CodeTold, LEAST_WIPE_AFTER, MOST_WIPE_AFTER, Phone, Phones, TellCode};
use wire::{Problem, Right};

pub fn list(app: &App, session: &Session) -> Result<Phones, Failure> {
    let mut phones = app.store().phones(&session.commune)?;
    phones.retain(|row| rights::reaches_phone(session, Right::Phones, row.of_team));
    let phones = phones.into_iter().map(phone).collect();
    Ok(Phones { phones, wipe_after: app.store().wipe_rule(&session.commune)? })
}

fn phone(row: PhoneRow) -> Phone {
    let standing = match (row.number, row.told_at) {
        (Some(number), Some(at)) => CodeStanding::Told { number, at },
        (Some(number), None) if row.revoked_at.is_none() => {
            CodeStanding::Kept { number, since: row.handed_at }
        }
        (Some(_) | None, _) => CodeStanding::None,
    };
    Phone {
        device: row.device,
        code: phone_code(row.device),
        member: row.member,
        team: row.team,
        enrolled_at: row.enrolled_at,
        revoked_at: row.revoked_at,
        standing,
    }
}

/// The tries were counted before: see [`super::login::begin`].
pub fn tell(
    app: &App,
    session: &Session,
    device: DeviceId,
    asked: &TellCode,
    address: &str,
) -> Result<CodeTold, Failure> {
    let user = app.store().user(&session.user)?;
    if !password::verify(&asked.password, user.as_ref().map(|user| user.password.as_str())) {
        return Err(Problem::PasswordWrong.into());
    }
    super::login::succeeded(app, &session.user, address);
    // To who may not have it, a phone of another team is none.
    let phones = app.store().phones(&session.commune)?;
    let hers = phones.iter().find(|row| row.device == device);
    if !hers.is_some_and(|row| rights::reaches_phone(session, Right::TellCode, row.of_team)) {
        return Err(Problem::NoCode.into());
    }
    let key = app.settings().recovery.as_ref().ok_or(Problem::NoCode)?;
    let kept = app.store().tell_code(&session.commune, device, session.member, app.now())?;
    let kept = kept.ok_or(Problem::NoCode)?;
    let Some(code) = key.open(&session.commune, device, &kept) else {
        tracing::warn!(%device, "a kept code is sealed under another key; the phone is asked for a new one");
        app.store().forget_code(&session.commune, device)?;
        return Err(Problem::NoCode.into());
    };
    tracing::info!(%device, member = %session.member, "the code of a phone was told");
    Ok(CodeTold { number: kept.number, code: code.text() })
}

pub fn set_rule(app: &App, session: &Session, wipe_after: u32) -> Result<Phones, Failure> {
    if wipe_after != 0 && !(LEAST_WIPE_AFTER..=MOST_WIPE_AFTER).contains(&wipe_after) {
        return Err(Problem::RuleOutOfBounds { least: LEAST_WIPE_AFTER, most: MOST_WIPE_AFTER }.into());
    }
    app.store().set_wipe_rule(&session.commune, wipe_after, session.member, app.now())?;
    list(app, session)
}
