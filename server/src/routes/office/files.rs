//! `/office/api/dossiers/{id}/file`: dossiers that belong together.

use super::Answer;
use super::dossiers::id;
use super::json::{JsonBody, JsonWrite};
use crate::app::App;
use crate::office::files;
use crate::routes::asked::Path;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::State;
use dossier::DossierId;
use wire::files::{FileOutcomes, FileView, LinkTo};
use wire::work::HandTo;

/// An id, or a note of a few thousand characters.
const MAX_FILE: usize = 64 * 1024;

/// The dossiers that it is linked with, and those that may be; with an audit line where there are any.
#[utoipa::path(
    get,
    path = "/office/api/dossiers/{id}/file",
    params(("id" = DossierId, Path)),
    responses((status = 200, body = FileView), (status = 409, description = "`not_handed_over`"))
)]
pub(super) async fn view(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
) -> Answer<FileView> {
    let dossier = id(&dossier)?;
    app.run(move |app| files::view(app, &session, dossier)).await.map(Json)
}

/// Links it with another dossier, before their acceptance.
#[utoipa::path(
    post,
    path = "/office/api/dossiers/{id}/file",
    params(("id" = DossierId, Path)),
    request_body = LinkTo,
    responses((status = 200, body = FileView), (status = 409, description = "`not_handed_over`, `linked_elsewhere`, `already_accepted`, `case_ended`"))
)]
pub(super) async fn link(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(wish): JsonBody<LinkTo, MAX_FILE>,
) -> Answer<FileView> {
    let dossier = id(&dossier)?;
    app.run(move |app| files::link(app, &session, dossier, wish)).await.map(Json)
}

/// Takes it out of its file, before its acceptance.
#[utoipa::path(
    delete,
    path = "/office/api/dossiers/{id}/file",
    params(("id" = DossierId, Path)),
    request_body = JsonWrite,
    responses((status = 200, body = FileView), (status = 409, description = "`not_handed_over`, `already_accepted`, `case_ended`"))
)]
pub(super) async fn unlink(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    _: JsonWrite,
) -> Answer<FileView> {
    let dossier = id(&dossier)?;
    app.run(move |app| files::unlink(app, &session, dossier)).await.map(Json)
}

/// Accepts every dossier of the file that can be, and says of each what came of it.
#[utoipa::path(
    post,
    path = "/office/api/dossiers/{id}/file/acceptance",
    params(("id" = DossierId, Path)),
    request_body = JsonWrite,
    responses((status = 200, body = FileOutcomes), (status = 409, description = "`not_handed_over`"))
)]
pub(super) async fn accept(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    _: JsonWrite,
) -> Answer<FileOutcomes> {
    let dossier = id(&dossier)?;
    app.run(move |app| files::accept(app, &session, dossier)).await.map(Json)
}

/// Hands every dossier of the file on to a colleague, and says of each what came of it.
#[utoipa::path(
    post,
    path = "/office/api/dossiers/{id}/file/control-sheet",
    params(("id" = DossierId, Path)),
    request_body = HandTo,
    responses((status = 200, body = FileOutcomes), (status = 409, description = "`not_handed_over`"))
)]
pub(super) async fn hand_to(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(hand): JsonBody<HandTo, MAX_FILE>,
) -> Answer<FileOutcomes> {
    let dossier = id(&dossier)?;
    app.run(move |app| files::hand_to(app, &session, dossier, &hand)).await.map(Json)
}
