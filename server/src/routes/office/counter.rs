//! `/office/api/counter`: dossiers that the office takes in itself.

use super::Answer;
use super::json::JsonBody;
use crate::app::App;
use crate::office::counter;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::{Path, State};
use dossier::ProcedureCode;
use wire::counter::{Blank, Counter, TakeIn};
use wire::office::OfficeDossier;

/// A long form with every answer at its longest is more than anybody types.
const MAX_FORM: usize = 1024 * 1024;

pub(super) async fn list(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<Counter> {
    app.run(move |app| counter::counter(app, &session)).await.map(Json)
}

pub(super) async fn blank(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(procedure): Path<String>,
) -> Answer<Blank> {
    app.run(move |app| counter::blank(app, &session, &ProcedureCode::new(procedure))).await.map(Json)
}

pub(super) async fn take_in(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    JsonBody(wish): JsonBody<TakeIn, MAX_FORM>,
) -> Answer<OfficeDossier> {
    app.run(move |app| counter::take_in(app, &session, &wish)).await.map(Json)
}
