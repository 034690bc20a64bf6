//! `GET /office/api/inbox`

use super::Answer;
use super::signed_in::SignedIn;
use crate::app::App;
use axum::Json;
use axum::extract::State;
use wire::office::Inbox;

pub(super) async fn inbox(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<Inbox> {
    app.run(move |app| crate::office::inbox::inbox(app, &session)).await.map(Json)
}
