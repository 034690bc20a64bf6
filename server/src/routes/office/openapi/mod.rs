//! What the office's JSON looks like, in OpenAPI: `/office/api/openapi.json` for programs, `/office/api/docs` for people.
//!
//! **Invariant:** it is gathered from the handlers and their types, and what a route needs and how everything fails is
//! added from the table of routes: a route's own attribute says only what is its own. A test compares it with the table.

mod common;
mod kinds;
mod page;

use super::{
    blobs, counter, dossiers, feed_keys, files, handovers, lists, numbers, packs, papers, phones, quarantine,
    scans, session, settings, work,
};
use crate::app::App;
use crate::routes::{healthz, listed};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse};
use std::sync::OnceLock;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Đồng Hành: the office's JSON",
        description = "What the console of a commune's office and its programs ask the commune's server. \
                       Moments are milliseconds since 1970-01-01T00:00:00Z; days and hours are those of Vietnam."
    ),
    paths(
        session::log_in,
        session::me,
        session::log_out,
        lists::list,
        lists::choices,
        counter::list,
        counter::blank,
        counter::take_in,
        dossiers::dossier,
        dossiers::looked_at,
        dossiers::settle,
        dossiers::correct,
        dossiers::accept,
        dossiers::ask,
        dossiers::ask_no_more,
        work::take_in,
        work::control_sheet,
        work::hand_to,
        work::put_off,
        work::resolve,
        work::hand_out,
        work::refuse,
        work::stop,
        work::colleagues,
        work::communes,
        work::move_to,
        files::view,
        files::link,
        files::unlink,
        files::accept,
        files::hand_to,
        scans::keep,
        blobs::list,
        blobs::blob,
        papers::paper,
        handovers::list,
        handovers::apply,
        handovers::set_aside,
        packs::list,
        packs::publish,
        packs::check,
        packs::preview,
        packs::withdraw,
        phones::list,
        phones::tell,
        phones::set_rule,
        quarantine::list,
        quarantine::export,
        settings::view,
        settings::export,
        settings::import,
        feed_keys::list,
        feed_keys::make,
        feed_keys::revoke,
        numbers::view,
        numbers::file,
        numbers::month_paper,
        numbers::register_paper,
        healthz::healthz,
        json,
    ),
    components(schemas(wire::Problem, wire::office::QuarantineExported, wire::settings::Sheet))
)]
struct Gathered;

/// As it is given out.
struct Written {
    json: String,
    page: String,
}

/// The table is the same for every server, so it is written once.
fn written(app: &App) -> &'static Written {
    static WRITTEN: OnceLock<Written> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        let mut document = Gathered::openapi();
        common::add(&mut document, &listed(app));
        // What cannot be written would be empty, and the tests would say so.
        let value = serde_json::to_value(&document).unwrap_or_default();
        Written { json: value.to_string(), page: page::page(&value).into_string() }
    })
}

/// This description.
#[utoipa::path(get, path = "/office/api/openapi.json", tag = "openapi", responses((status = 200, body = Object)))]
pub(super) async fn json(State(app): State<App>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], written(&app).json.as_str())
}

pub(super) async fn docs(State(app): State<App>) -> Html<&'static str> {
    Html(written(&app).page.as_str())
}
