//! The routes, in the shape of their addresses. Each is thin: authenticate, run one use case, answer.

mod healthz;
mod office;
mod peer;
mod v1;

use crate::app::App;
use axum::Router;
use axum::response::Redirect;
use axum::routing::get;

/// Everything that the server answers.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(|| async { Redirect::permanent("/office/") }))
        .route("/office", get(|| async { Redirect::permanent("/office/") }))
        .route("/healthz", get(healthz::healthz))
        .merge(v1::routes())
        .merge(office::routes(&app))
        .with_state(app)
}
