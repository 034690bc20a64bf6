//! Sessions of officers: a password once, then a random token in a cookie for twelve hours.

use crate::app::App;
use crate::failure::Failure;
use crate::store::access::Session;
use crate::{password, secret};
use wire::Problem;
use wire::office::{Login, Me};

pub const SESSION_S: i64 = 12 * 60 * 60;
/// No login name is longer; a bound, since names that are tried are remembered for a while.
const MAX_USER_CHARS: usize = 64;

/// Counts the try before any password is looked at.
pub fn begin(app: &App, user: &str, address: &str) -> Result<(), Failure> {
    let (now, tries) = (app.now(), app.login_tries());
    tries.by_address.begin(address, now)?;
    if user.chars().count() > MAX_USER_CHARS {
        return Err(Problem::LoginRefused.into());
    }
    tries.by_user.begin(user, now)?;
    Ok(tries.by_user_and_address.begin(&format!("{user}\n{address}"), now)?)
}

/// The password was right: what was counted is forgotten.
pub(super) fn succeeded(app: &App, user: &str, address: &str) {
    let tries = app.login_tries();
    tries.by_address.succeeded(address);
    tries.by_user.succeeded(user);
    tries.by_user_and_address.succeeded(&format!("{user}\n{address}"));
}

/// Answers with the new session's token and who is logged in.
pub fn log_in(app: &App, login: &Login, address: &str) -> Result<(String, Me), Failure> {
    let user = app.store().user(&login.user)?;
    let right = password::verify(&login.password, user.as_ref().map(|user| user.password.as_str()));
    let Some(user) = user.filter(|_| right) else { return Err(Problem::LoginRefused.into()) };
    succeeded(app, &user.name, address);
    let now = app.now();
    let token = secret::token::<32>()?;
    let expires_at = now.plus_millis(SESSION_S.saturating_mul(1000));
    app.store().open_session(&user.commune, &user.name, &secret::hash(&token), expires_at, now)?;
    let session = session(app, &token)?;
    Ok((token, me(&session)))
}

/// The session behind a cookie's token.
pub fn session(app: &App, token: &str) -> Result<Session, Failure> {
    let hash = secret::hash(token);
    match app.store().session(&hash, app.now())? {
        Some(session) if secret::same(&session.token_hash, &hash) => Ok(session),
        Some(_) | None => Err(Problem::LoginNeeded.into()),
    }
}

pub fn me(session: &Session) -> Me {
    Me {
        user: session.user.clone(),
        name: session.name.clone(),
        commune_name: session.commune_name.clone(),
        administrator: session.standing.administrator,
        role: session.standing.role,
        fields: session.standing.fields.clone(),
        rights: super::rights::of(&session.standing),
    }
}

pub fn log_out(app: &App, session: &Session) -> Result<(), Failure> {
    Ok(app.store().close_session(&session.token_hash)?)
}
