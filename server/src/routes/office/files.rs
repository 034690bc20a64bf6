//! `/office/api/dossiers/{id}/file`: dossiers that belong together.

use super::Answer;
use super::dossiers::id;
use super::json::{JsonBody, JsonWrite};
use crate::app::App;
use crate::office::files;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::{Path, State};
use wire::files::{FileOutcomes, FileView, LinkTo};
use wire::work::HandTo;

/// An id, or a note of a few thousand characters.
const MAX_FILE: usize = 64 * 1024;

pub(super) async fn view(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
) -> Answer<FileView> {
    let dossier = id(&dossier)?;
    app.run(move |app| files::view(app, &session, dossier)).await.map(Json)
}

pub(super) async fn link(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(wish): JsonBody<LinkTo, MAX_FILE>,
) -> Answer<FileView> {
    let dossier = id(&dossier)?;
    app.run(move |app| files::link(app, &session, dossier, wish)).await.map(Json)
}

pub(super) async fn unlink(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    _: JsonWrite,
) -> Answer<FileView> {
    let dossier = id(&dossier)?;
    app.run(move |app| files::unlink(app, &session, dossier)).await.map(Json)
}

pub(super) async fn accept(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    _: JsonWrite,
) -> Answer<FileOutcomes> {
    let dossier = id(&dossier)?;
    app.run(move |app| files::accept(app, &session, dossier)).await.map(Json)
}

pub(super) async fn hand_to(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(hand): JsonBody<HandTo, MAX_FILE>,
) -> Answer<FileOutcomes> {
    let dossier = id(&dossier)?;
    app.run(move |app| files::hand_to(app, &session, dossier, &hand)).await.map(Json)
}
