//! The person behind a request to the office. The table of routes asks for one before a handler is called.

use crate::app::App;
use crate::failure::Failure;
use crate::office::{login, rights};
use crate::store::access::Session;
use axum::extract::{FromRequestParts, Request};
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use wire::{Problem, Right};

/// Name of the cookie with the session's token.
pub(super) const COOKIE_NAME: &str = "donghanh_office";

/// The session that [`admit`] has let through.
pub(super) struct SignedIn(pub(super) Session);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Failure> {
        parts.extensions.get::<Session>().cloned().map(Self).ok_or(Failure::Broken {
            action: "find the session",
            cause: "the route asks for nobody and its handler for somebody".to_owned(),
        })
    }
}

/// The request with its session. Errors: [`Problem::LoginNeeded`]; [`Problem::NotAllowed`] without the right.
pub(super) async fn admit(app: &App, mut request: Request, right: Option<Right>) -> Result<Request, Failure> {
    let token = request
        .headers()
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE_NAME)
        .map(|(_, token)| token.to_owned())
        .ok_or(Problem::LoginNeeded)?;
    let session = app.run(move |app| login::session(app, &token)).await?;
    if let Some(right) = right {
        rights::must(&session, right)?;
    }
    request.extensions_mut().insert(session);
    Ok(request)
}
