//! `/office/api/phones`: the volunteers' phones. For administrators.

use super::Answer;
use super::json::JsonBody;
use crate::app::App;
use crate::failure::Failure;
use crate::office::{login, phones};
use crate::routes::peer::Peer;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::{Path, State};
use dossier::DeviceId;
use wire::Problem;
use wire::phones::{CodeTold, Phones, SetWipeRule, TellCode};

pub(super) async fn list(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<Phones> {
    app.run(move |app| phones::list(app, &session)).await.map(Json)
}

/// Guessing the password here waits like guessing it at the door.
pub(super) async fn tell(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Peer(address): Peer,
    Path(device): Path<String>,
    JsonBody(asked): JsonBody<TellCode>,
) -> Answer<CodeTold> {
    let device = DeviceId::parse(&device).ok_or(Problem::NoCode)?;
    login::begin(&app, &session.user, &address)?;
    let _turn = app
        .passwords_at_once()
        .acquire()
        .await
        .map_err(|error| Failure::Broken { action: "wait for a turn", cause: error.to_string() })?;
    app.run(move |app| phones::tell(app, &session, device, &asked, &address)).await.map(Json)
}

pub(super) async fn set_rule(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    JsonBody(rule): JsonBody<SetWipeRule>,
) -> Answer<Phones> {
    app.run(move |app| phones::set_rule(app, &session, rule.wipe_after)).await.map(Json)
}
