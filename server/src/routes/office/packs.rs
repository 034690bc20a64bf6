//! `/office/api/packs`: what administrators publish.

use super::Answer;
use super::json::{JsonBody, JsonWrite};
use crate::app::App;
use crate::packs;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::{Path, State};
use dossier::ProcedureCode;
use wire::office::{PackCheck, PackList, PackPublished, PackUpload};

/// A workbook of five megabytes, in base64, with the other files.
pub(super) const MAX_UPLOAD: usize = 8 * 1024 * 1024;

pub(super) async fn list(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<PackList> {
    app.run(move |app| packs::list(app, &session)).await.map(Json)
}

pub(super) async fn check(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    JsonBody(upload): JsonBody<PackUpload, MAX_UPLOAD>,
) -> Answer<PackCheck> {
    app.run(move |app| packs::check(app, &session, &upload)).await.map(Json)
}

pub(super) async fn publish(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    JsonBody(upload): JsonBody<PackUpload, MAX_UPLOAD>,
) -> Answer<PackPublished> {
    app.run(move |app| packs::publish(app, &session, &upload)).await.map(Json)
}

pub(super) async fn preview(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path((code, version)): Path<(String, String)>,
) -> Answer<library::Pack> {
    app.run(move |app| packs::preview(app, &session, &ProcedureCode::new(code), &version)).await.map(Json)
}

pub(super) async fn withdraw(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path((code, version)): Path<(String, String)>,
    _: JsonWrite,
) -> Answer<PackPublished> {
    app.run(move |app| packs::withdraw(app, &session, &ProcedureCode::new(code), &version)).await.map(Json)
}
