//! `/office/api/session`: log in, who am I, log out.

use super::Answer;
use super::json::JsonBody;
use crate::app::App;
use crate::failure::Failure;
use crate::office::login;
use crate::routes::peer::Peer;
use crate::routes::signed_in::{COOKIE_NAME, SignedIn};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use wire::office::{Login, Me};

/// Logs in. The answer sets the cookie that every other request brings.
#[utoipa::path(
    post,
    path = "/office/api/session",
    request_body = Login,
    responses((status = 200, body = Me), (status = 401, description = "`login_refused`"), (status = 429, description = "`too_many_tries`"))
)]
pub(super) async fn log_in(
    State(app): State<App>,
    Peer(address): Peer,
    JsonBody(typed): JsonBody<Login>,
) -> Result<Response, Failure> {
    login::begin(&app, &typed.user, &address)?;
    let _turn = app
        .passwords_at_once()
        .acquire()
        .await
        .map_err(|error| Failure::Broken { action: "wait for a turn", cause: error.to_string() })?;
    let (token, me) = app.run(move |app| login::log_in(app, &typed, &address)).await?;
    let cookie = cookie(&app, &token, login::SESSION_S);
    Ok(([(SET_COOKIE, cookie)], Json(me)).into_response())
}

/// Who is logged in, and what the role gives.
#[utoipa::path(
    get,
    path = "/office/api/session",
    responses((status = 200, body = Me))
)]
pub(super) async fn me(SignedIn(session): SignedIn) -> Answer<Me> {
    Ok(Json(login::me(&session)))
}

/// Logs out: the session is over at once.
#[utoipa::path(
    delete,
    path = "/office/api/session",
    responses((status = 204, description = "Nothing is said."))
)]
pub(super) async fn log_out(
    State(app): State<App>,
    SignedIn(session): SignedIn,
) -> Result<Response, Failure> {
    app.run(move |app| login::log_out(app, &session)).await?;
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cookie(&app, "", 0))]).into_response())
}

/// Not readable by scripts, not sent from other sites, not sent anywhere but to the office.
fn cookie(app: &App, token: &str, max_age_s: i64) -> String {
    let secure = if app.settings().behind_tls { "; Secure" } else { "" };
    format!("{COOKIE_NAME}={token}; HttpOnly; SameSite=Strict; Path=/office; Max-Age={max_age_s}{secure}")
}
