//! `GET /office/api/inbox`

use super::Answer;
use crate::app::App;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::State;
use wire::office::Inbox;

pub(super) async fn inbox(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<Inbox> {
    app.run(move |app| crate::office::inbox::inbox(app, &session)).await.map(Json)
}
