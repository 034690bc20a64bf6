//! `/office`: the console of the commune's officers. The pages are static; `/office/api` is JSON.

mod blobs;
mod dossiers;
mod events;
mod handovers;
mod inbox;
mod json;
mod packs;
mod pages;
mod phones;
mod quarantine;
mod session;
mod signed_in;

use crate::app::App;
use crate::failure::Failure;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::routing::{delete, get, post, put};
use tower_http::set_header::SetResponseHeaderLayer;

/// Nothing from elsewhere, no framing; WebAssembly may be compiled, scripts may not be written inline.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

pub(super) fn routes(app: &App) -> Router<App> {
    let api = Router::new()
        .route("/office/api/session", post(session::log_in).get(session::me).delete(session::log_out))
        .route("/office/api/inbox", get(inbox::inbox))
        .route("/office/api/dossiers/{id}", get(dossiers::dossier))
        .route("/office/api/dossiers/{id}/blobs", get(blobs::list))
        .route("/office/api/dossiers/{id}/answers/{*question}", put(dossiers::settle))
        .route("/office/api/dossiers/{id}/acceptance", post(dossiers::accept))
        .route("/office/api/dossiers/{id}/supplements", post(dossiers::ask))
        .route("/office/api/dossiers/{id}/supplements/open", delete(dossiers::ask_no_more))
        .route("/office/api/handovers", get(handovers::list))
        .route("/office/api/handovers/{id}/application", post(handovers::apply))
        .route("/office/api/handovers/{id}/setting-aside", post(handovers::set_aside))
        .route("/office/api/packs", get(packs::list).post(packs::publish).layer(upload()))
        .route("/office/api/packs/check", post(packs::check).layer(upload()))
        .route("/office/api/packs/{code}/{version}", get(packs::preview).delete(packs::withdraw))
        .route("/office/api/phones", get(phones::list))
        .route("/office/api/phones/rule", put(phones::set_rule))
        .route("/office/api/phones/{device}/code", post(phones::tell))
        .route("/office/api/quarantine", get(quarantine::list))
        .route("/office/api/quarantine/export", get(quarantine::export))
        .route("/office/api/events", get(events::events))
        .route("/office/api/{*unknown}", get(|| async { StatusCode::NOT_FOUND }))
        .layer(constant(header::CACHE_CONTROL, "no-store"));
    let blobs = Router::new()
        .route("/office/api/blobs/{sha256}", get(blobs::blob))
        .layer(constant(header::CACHE_CONTROL, "no-store"))
        .layer(constant(header::CONTENT_SECURITY_POLICY, blobs::CONTENT_SECURITY_POLICY));
    pages::routes(app)
        .merge(api)
        .layer(constant(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .merge(blobs)
        .layer(constant(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(constant(header::REFERRER_POLICY, "no-referrer"))
}

fn constant(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

fn upload() -> DefaultBodyLimit {
    DefaultBodyLimit::max(packs::MAX_UPLOAD)
}

/// What every handler of the office answers with.
type Answer<T> = Result<axum::Json<T>, Failure>;
