//! `/office/api/feed-keys`: keys with which programs read numbers. For administrators.

use super::Answer;
use super::json::{JsonBody, JsonWrite};
use crate::app::App;
use crate::failure::Failure;
use crate::office::feed_keys;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::{Path, State};
use wire::feed::{FeedKeyMade, FeedKeys, MakeFeedKey};

pub(super) async fn list(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<FeedKeys> {
    app.run(move |app| feed_keys::list(app, &session)).await.map(Json)
}

pub(super) async fn make(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    JsonBody(wish): JsonBody<MakeFeedKey>,
) -> Answer<FeedKeyMade> {
    app.run(move |app| feed_keys::make(app, &session, &wish)).await.map(Json)
}

pub(super) async fn revoke(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(id): Path<String>,
    _: JsonWrite,
) -> Answer<FeedKeys> {
    let id = id.parse().map_err(|_| Failure::BadRequest { what: "key" })?;
    app.run(move |app| feed_keys::revoke(app, &session, id)).await.map(Json)
}
