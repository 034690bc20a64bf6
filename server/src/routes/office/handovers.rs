//! `/office/api/handovers`: work that was sent for another place. For administrators.

use super::Answer;
use super::json::{JsonBody, JsonWrite};
use crate::app::App;
use crate::office::handovers;
use crate::routes::asked::Path;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::State;
use wire::office::{HandoverBox, SetAside};

/// Work that was sent for another place.
#[utoipa::path(
    get,
    path = "/office/api/handovers",
    responses((status = 200, body = HandoverBox))
)]
pub(super) async fn list(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<HandoverBox> {
    app.run(move |app| handovers::list(app, &session)).await.map(Json)
}

/// Applies the work to its document.
#[utoipa::path(
    post,
    path = "/office/api/handovers/{id}/application",
    params(("id" = u64, Path)),
    request_body = JsonWrite,
    responses((status = 200, body = HandoverBox), (status = 409, description = "`handover_refused`"))
)]
pub(super) async fn apply(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(id): Path<u64>,
    _: JsonWrite,
) -> Answer<HandoverBox> {
    app.run(move |app| handovers::apply(app, &session, id)).await.map(Json)
}

/// Sets the work aside, for a reason.
#[utoipa::path(
    post,
    path = "/office/api/handovers/{id}/setting-aside",
    params(("id" = u64, Path)),
    request_body = SetAside,
    responses((status = 200, body = HandoverBox), (status = 422, description = "`reason_needed`"))
)]
pub(super) async fn set_aside(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(id): Path<u64>,
    JsonBody(body): JsonBody<SetAside>,
) -> Answer<HandoverBox> {
    app.run(move |app| handovers::set_aside(app, &session, id, &body.reason)).await.map(Json)
}
