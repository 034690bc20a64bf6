//! `/v1`: what devices speak.

mod blobs;
mod device;
mod enrol;
mod packs;
mod sync;

use crate::app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/device", post(device::report).layer(DefaultBodyLimit::max(device::MAX_BODY)))
        .route("/v1/enrol", post(enrol::enrol))
        .route("/v1/packs/catalogue", get(packs::catalogue))
        .route("/v1/packs/files/{sha256}", get(packs::file))
        .route("/v1/sync", post(sync::sync).layer(DefaultBodyLimit::max(sync::MAX_BODY)))
        .merge(blobs::routes())
}
