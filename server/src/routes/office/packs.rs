//! `/office/api/packs`: what administrators publish.

use super::Answer;
use super::json::{JsonBody, JsonWrite};
use crate::app::App;
use crate::packs;
use crate::routes::asked::Path;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::State;
use dossier::ProcedureCode;
use wire::office::{PackCheck, PackList, PackPublished, PackUpload};

/// A workbook of five megabytes, in base64, with the other files.
pub(super) const MAX_UPLOAD: usize = 8 * 1024 * 1024;

/// Every version of every pack.
#[utoipa::path(
    get,
    path = "/office/api/packs",
    responses((status = 200, body = PackList))
)]
pub(super) async fn list(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<PackList> {
    app.run(move |app| packs::list(app, &session)).await.map(Json)
}

/// What is to be said of a pack; nothing is stored.
#[utoipa::path(
    post,
    path = "/office/api/packs/check",
    request_body = PackUpload,
    responses((status = 200, body = PackCheck))
)]
pub(super) async fn check(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    JsonBody(upload): JsonBody<PackUpload, MAX_UPLOAD>,
) -> Answer<PackCheck> {
    app.run(move |app| packs::check(app, &session, &upload)).await.map(Json)
}

/// Publishes a pack.
#[utoipa::path(
    post,
    path = "/office/api/packs",
    request_body = PackUpload,
    responses((status = 200, body = PackPublished), (status = 409, description = "`pack_version_taken`, `pack_not_newest`"), (status = 422, description = "`pack_refused`"))
)]
pub(super) async fn publish(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    JsonBody(upload): JsonBody<PackUpload, MAX_UPLOAD>,
) -> Answer<PackPublished> {
    app.run(move |app| packs::publish(app, &session, &upload)).await.map(Json)
}

/// A pack as volunteers see it.
#[utoipa::path(
    get,
    path = "/office/api/packs/{code}/{version}",
    params(("code" = ProcedureCode, Path), ("version" = String, Path, example = "2026-07-18")),
    responses((status = 200, body = library::Pack))
)]
pub(super) async fn preview(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path((code, version)): Path<(String, String)>,
) -> Answer<library::Pack> {
    app.run(move |app| packs::preview(app, &session, &ProcedureCode::new(code), &version)).await.map(Json)
}

/// Withdraws a version: no new dossier begins with it. What came with the program cannot be withdrawn.
#[utoipa::path(
    delete,
    path = "/office/api/packs/{code}/{version}",
    params(("code" = ProcedureCode, Path), ("version" = String, Path, example = "2026-07-18")),
    request_body = JsonWrite,
    responses((status = 200, body = PackPublished))
)]
pub(super) async fn withdraw(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path((code, version)): Path<(String, String)>,
    _: JsonWrite,
) -> Answer<PackPublished> {
    app.run(move |app| packs::withdraw(app, &session, &ProcedureCode::new(code), &version)).await.map(Json)
}
