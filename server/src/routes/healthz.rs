//! `GET /healthz`: whether the server can read its store.

use crate::app::App;
use crate::failure::Failure;
use axum::extract::State;

/// Whether the server can read its store.
#[utoipa::path(get, path = "/healthz", responses((status = 200, body = String, content_type = "text/plain")))]
pub(super) async fn healthz(State(app): State<App>) -> Result<&'static str, Failure> {
    app.run(|app| {
        app.store().epoch()?;
        Ok("ok")
    })
    .await
}
