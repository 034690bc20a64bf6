//! `/office/api/phones`: the volunteers' phones. For administrators.

use super::Answer;
use super::json::JsonBody;
use crate::app::App;
use crate::failure::Failure;
use crate::office::{login, phones};
use crate::routes::asked::Path;
use crate::routes::peer::Peer;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::State;
use dossier::DeviceId;
use wire::Problem;
use wire::phones::{CodeTold, Phones, SetWipeRule, TellCode};

/// The volunteers' phones, and the rule for wrong PINs.
#[utoipa::path(
    get,
    path = "/office/api/phones",
    responses((status = 200, body = Phones))
)]
pub(super) async fn list(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<Phones> {
    app.run(move |app| phones::list(app, &session)).await.map(Json)
}

/// Tells the code that opens a phone, with an audit line.
///
/// Guessing the password here waits like guessing it at the door.
#[utoipa::path(
    post,
    path = "/office/api/phones/{device}/code",
    params(("device" = DeviceId, Path)),
    request_body = TellCode,
    responses((status = 200, body = CodeTold), (status = 403, description = "`not_allowed`, `password_wrong`"), (status = 404, description = "`no_code`"), (status = 429, description = "`too_many_tries`"))
)]
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

/// Says after how many wrong PINs a phone wipes itself; 0: never.
#[utoipa::path(
    put,
    path = "/office/api/phones/rule",
    request_body = SetWipeRule,
    responses((status = 200, body = Phones), (status = 422, description = "`rule_out_of_bounds`"))
)]
pub(super) async fn set_rule(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    JsonBody(rule): JsonBody<SetWipeRule>,
) -> Answer<Phones> {
    app.run(move |app| phones::set_rule(app, &session, rule.wipe_after)).await.map(Json)
}
