//! `/office/api/quarantine`: pushes that were refused. For administrators.

use super::{Answer, File};
use crate::app::App;
use crate::failure::Failure;
use crate::office::quarantine;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use wire::office::QuarantineList;

/// Transmissions that the server did not take.
#[utoipa::path(
    get,
    path = "/office/api/quarantine",
    responses((status = 200, body = QuarantineList))
)]
pub(super) async fn list(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<QuarantineList> {
    app.run(move |app| quarantine::list(app, &session)).await.map(Json)
}

/// The same with their content, one `QuarantineExported` a line. Each time is an audit line.
#[utoipa::path(
    get,
    path = "/office/api/quarantine/export",
    responses((status = 200, body = File, content_type = "application/x-ndjson"))
)]
pub(super) async fn export(
    State(app): State<App>,
    SignedIn(session): SignedIn,
) -> Result<impl IntoResponse, Failure> {
    let lines = app.run(move |app| quarantine::export(app, &session)).await?;
    let headers = [
        (CONTENT_TYPE, "application/x-ndjson"),
        (CONTENT_DISPOSITION, "attachment; filename=\"quarantine.jsonl\""),
    ];
    Ok((headers, lines))
}
