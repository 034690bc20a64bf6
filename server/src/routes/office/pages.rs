//! `/office/`: the built pages, from the folder that the server was given.

use crate::app::App;
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

pub(super) fn routes(app: &App) -> Router<App> {
    let Some(folder) = &app.settings().office_ui else {
        return Router::new().route("/office/", get(not_installed));
    };
    // A path that is not a file is a page of the console: it finds its own way.
    let files = ServeDir::new(folder).fallback(ServeFile::new(folder.join("index.html")));
    Router::new()
        .nest_service("/office/", files)
        // Asked again each time, answered with 304: an update of the server reaches every desk at once.
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-cache"),
        ))
        .layer(CompressionLayer::new())
}

async fn not_installed() -> (StatusCode, &'static str) {
    (StatusCode::NOT_FOUND, "The office pages are not installed: start the server with --office-ui.\n")
}
