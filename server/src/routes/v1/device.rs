//! `POST /v1/device`: what a phone and its office tell each other beside the documents.

use super::sync::bearer;
use crate::app::App;
use crate::failure::Failure;
use crate::sync::authenticate;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use wire::phones::DeviceRules;

/// A report is some tens of bytes.
pub(super) const MAX_BODY: usize = 4096;

pub(super) async fn report(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<DeviceRules>, Failure> {
    let token = bearer(&headers)?;
    app.run(move |app| {
        let device = authenticate(app, &token)?;
        let report = serde_json::from_slice(&body).map_err(|_| Failure::BadRequest { what: "report" })?;
        crate::phone::report(app, &device, &report)
    })
    .await
    .map(Json)
}
