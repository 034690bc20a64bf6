//! `/office/api/lists`: the work lists. What is searched for comes in the body: names are in no address and no log.

use super::Answer;
use super::json::JsonBody;
use crate::app::App;
use crate::office::lists;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::State;
use wire::lists::{AskList, Choices, WorkList};

/// Filters and some words.
const MAX_ASK: usize = 8 * 1024;

/// A page of a work list. What is searched for comes in the body, so that no name is in an address; each time is an
/// audit line.
#[utoipa::path(
    post,
    path = "/office/api/lists",
    request_body = AskList,
    responses((status = 200, body = WorkList))
)]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    JsonBody(ask): JsonBody<AskList, MAX_ASK>,
) -> Answer<WorkList> {
    app.run(move |app| lists::list(app, &session, &ask)).await.map(Json)
}

/// What lists can be filtered by.
#[utoipa::path(
    get,
    path = "/office/api/lists/choices",
    responses((status = 200, body = Choices))
)]
pub(super) async fn choices(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<Choices> {
    app.run(move |app| lists::choices(app, &session)).await.map(Json)
}
