//! The officer behind a request: every route but the login asks for one.

use crate::app::App;
use crate::failure::Failure;
use crate::office::login;
use crate::store::access::Session;
use axum::extract::FromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use wire::Problem;

/// Name of the cookie with the session's token.
pub(super) const COOKIE_NAME: &str = "donghanh_office";

pub(super) struct SignedIn(pub(super) Session);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let token = parts
            .headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == COOKIE_NAME)
            .map(|(_, token)| token.to_owned())
            .ok_or(Problem::LoginNeeded)?;
        app.run(move |app| login::session(app, &token)).await.map(Self)
    }
}

/// An officer who may publish packs. Errors: [`Problem::NotAllowed`] for every other officer.
pub(super) struct Administrator(pub(super) Session);

impl FromRequestParts<App> for Administrator {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(session) = SignedIn::from_request_parts(parts, app).await?;
        if session.administrator { Ok(Self(session)) } else { Err(Problem::NotAllowed.into()) }
    }
}
