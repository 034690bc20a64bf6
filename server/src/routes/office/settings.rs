//! `/office/api/settings`: what the commune says about its own office. For administrators.

use super::json::JsonBody;
use super::{Answer, File};
use crate::app::App;
use crate::failure::Failure;
use crate::office::settings;
use crate::routes::asked::Path;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use wire::settings::{ImportSheet, SettingsView, Sheet, SheetRead};

/// A table of some hundred lines, as JSON.
pub(super) const MAX_TABLE: usize = 512 * 1024;

/// What the commune says about its own office.
#[utoipa::path(
    get,
    path = "/office/api/settings",
    responses((status = 200, body = SettingsView))
)]
pub(super) async fn view(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<SettingsView> {
    app.run(move |app| settings::view(app, &session)).await.map(Json)
}

/// A table comes in: it is taken as a whole, or not at all and every fault is told.
#[utoipa::path(
    post,
    path = "/office/api/settings/{sheet}",
    params(("sheet" = Sheet, Path)),
    request_body = ImportSheet,
    responses((status = 200, body = SheetRead), (status = 409, description = "`settings_moved`"))
)]
pub(super) async fn import(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(sheet): Path<String>,
    JsonBody(file): JsonBody<ImportSheet, MAX_TABLE>,
) -> Answer<SheetRead> {
    let sheet = Sheet::parse(&sheet).ok_or(Failure::BadRequest { what: "sheet" })?;
    app.run(move |app| settings::import(app, &session, sheet, &file)).await.map(Json)
}

/// A table as a file: `days`, `desk` or `officers`.
#[utoipa::path(
    get,
    path = "/office/api/settings/{sheet}",
    params(("sheet" = Sheet, Path)),
    responses((status = 200, body = File, content_type = "text/csv"))
)]
pub(super) async fn export(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(sheet): Path<String>,
) -> Result<impl IntoResponse, Failure> {
    let sheet = Sheet::parse(&sheet).ok_or(Failure::BadRequest { what: "sheet" })?;
    let text = app.run(move |app| settings::export(app, &session, sheet)).await?;
    let name = format!("attachment; filename=\"donghanh-{}.csv\"", sheet.as_str());
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)], text))
}
