//! `/office/api/handovers`: work that was sent for another place. For administrators.

use super::Answer;
use super::json::{JsonBody, JsonWrite};
use crate::app::App;
use crate::office::handovers;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::{Path, State};
use wire::office::{HandoverBox, SetAside};

pub(super) async fn list(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<HandoverBox> {
    app.run(move |app| handovers::list(app, &session)).await.map(Json)
}

pub(super) async fn apply(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(id): Path<u64>,
    _: JsonWrite,
) -> Answer<HandoverBox> {
    app.run(move |app| handovers::apply(app, &session, id)).await.map(Json)
}

pub(super) async fn set_aside(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(id): Path<u64>,
    JsonBody(body): JsonBody<SetAside>,
) -> Answer<HandoverBox> {
    app.run(move |app| handovers::set_aside(app, &session, id, &body.reason)).await.map(Json)
}
