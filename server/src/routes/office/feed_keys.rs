//! `/office/api/feed-keys`: keys with which programs read numbers. For administrators.

use super::Answer;
use super::json::{JsonBody, JsonWrite};
use crate::app::App;
use crate::failure::Failure;
use crate::office::feed_keys;
use crate::routes::asked::Path;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::State;
use wire::feed::{FeedKeyMade, FeedKeys, MakeFeedKey};

/// The keys with which programs read numbers, without what opens.
#[utoipa::path(
    get,
    path = "/office/api/feed-keys",
    responses((status = 200, body = FeedKeys))
)]
pub(super) async fn list(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<FeedKeys> {
    app.run(move |app| feed_keys::list(app, &session)).await.map(Json)
}

/// Makes a key. It is told once.
#[utoipa::path(
    post,
    path = "/office/api/feed-keys",
    request_body = MakeFeedKey,
    responses((status = 200, body = FeedKeyMade), (status = 422, description = "`reason_needed`"))
)]
pub(super) async fn make(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    JsonBody(wish): JsonBody<MakeFeedKey>,
) -> Answer<FeedKeyMade> {
    app.run(move |app| feed_keys::make(app, &session, &wish)).await.map(Json)
}

/// Revokes a key.
#[utoipa::path(
    delete,
    path = "/office/api/feed-keys/{id}",
    params(("id" = u32, Path)),
    request_body = JsonWrite,
    responses((status = 200, body = FeedKeys))
)]
pub(super) async fn revoke(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(id): Path<String>,
    _: JsonWrite,
) -> Answer<FeedKeys> {
    let id = id.parse().map_err(|_| Failure::BadRequest { what: "key" })?;
    app.run(move |app| feed_keys::revoke(app, &session, id)).await.map(Json)
}
