//! `GET /h/{token}`: how far a dossier is. The token is what the QR code carries.

use super::{In, failed, not_shown};
use crate::app::App;
use crate::public::{Notice, by_token, dossier_page, standing};
use crate::routes::peer::Peer;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};

pub(super) async fn dossier(
    State(app): State<App>,
    Peer(address): Peer,
    In(t): In,
    Path(token): Path<String>,
) -> Response {
    let shown = app
        .run(move |app| match by_token(app, &token, &address)? {
            Ok(found) => Ok(Ok((standing(app, &found)?, ::sync::public::PublicToken::of(found.dossier)))),
            Err(why) => Ok(Err(why)),
        })
        .await;
    match shown {
        Ok(Ok((standing, token))) => Html(dossier_page(&t, &token.text(), &standing, false)).into_response(),
        Ok(Err(why)) => not_shown(&t, why, Notice::CodeNotFound),
        Err(failure) => failed(&t, failure),
    }
}
