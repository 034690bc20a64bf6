//! `/office`: the console of the commune's officers. The pages are static; `/office/api` is JSON.

mod blobs;
mod counter;
mod dossiers;
mod events;
mod feed_keys;
mod files;
mod handovers;
mod json;
mod lists;
mod numbers;
mod openapi;
mod packs;
mod pages;
mod papers;
mod phones;
mod quarantine;
mod scans;
mod session;
mod settings;
mod whole;
mod work;

use crate::app::App;
use crate::failure::Failure;
use crate::routes::table::{Need, Table};
use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware;
use tower_http::set_header::SetResponseHeaderLayer;
use wire::Right::{
    Accept, Ask, HandOn, Handovers, Numbers, Packs, Phones, Quarantine, Read, Settings, Settle, TellCode,
    WipeRule, Work,
};

/// Nothing from elsewhere, no framing; WebAssembly may be compiled, scripts may not be written inline.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

pub(super) fn routes(app: &App) -> Table<'_> {
    let api = Table::new(app)
        .post("/office/api/session", Need::Nothing, session::log_in)
        .get("/office/api/session", Need::Session, session::me)
        .delete("/office/api/session", Need::Session, session::log_out)
        .get("/office/api/events", Need::Session, events::events)
        .post("/office/api/lists", Need::Right(Read), lists::list)
        .get("/office/api/lists/choices", Need::Right(Read), lists::choices)
        .get("/office/api/counter", Need::Right(Accept), counter::list)
        .get("/office/api/counter/{procedure}", Need::Right(Accept), counter::blank)
        .post("/office/api/counter", Need::Right(Accept), counter::take_in)
        .get("/office/api/dossiers/{id}", Need::Right(Read), dossiers::dossier)
        .put("/office/api/dossiers/{id}/look", Need::Right(Read), dossiers::looked_at)
        .get("/office/api/dossiers/{id}/blobs", Need::Right(Read), blobs::list)
        .get("/office/api/dossiers/{id}/papers/{paper}", Need::Right(Read), papers::paper)
        .put("/office/api/dossiers/{id}/answers/{*question}", Need::Right(Settle), dossiers::settle)
        .put("/office/api/dossiers/{id}/corrections/{*question}", Need::Right(Accept), dossiers::correct)
        .post("/office/api/dossiers/{id}/acceptance", Need::Right(Accept), dossiers::accept)
        .post("/office/api/dossiers/{id}/supplements", Need::Right(Ask), dossiers::ask)
        .delete("/office/api/dossiers/{id}/supplements/open", Need::Right(Ask), dossiers::ask_no_more)
        .post("/office/api/dossiers/{id}/version", Need::Right(Work), work::take_in)
        .get("/office/api/dossiers/{id}/control-sheet", Need::Right(Read), work::control_sheet)
        .post("/office/api/dossiers/{id}/control-sheet", Need::Right(HandOn), work::hand_to)
        .post("/office/api/dossiers/{id}/extensions", Need::Right(Work), work::put_off)
        .post_up_to(scans::MAX_SCAN, "/office/api/dossiers/{id}/scans", Need::Right(Work), scans::keep)
        .post("/office/api/dossiers/{id}/result", Need::Right(Work), work::resolve)
        .post("/office/api/dossiers/{id}/result/hand-out", Need::Right(HandOn), work::hand_out)
        .post("/office/api/dossiers/{id}/refusal", Need::Right(Work), work::refuse)
        .post("/office/api/dossiers/{id}/stop", Need::Right(HandOn), work::stop)
        .get("/office/api/dossiers/{id}/file", Need::Right(Read), files::view)
        .post("/office/api/dossiers/{id}/file", Need::Right(Accept), files::link)
        .delete("/office/api/dossiers/{id}/file", Need::Right(Accept), files::unlink)
        .post("/office/api/dossiers/{id}/file/acceptance", Need::Right(Accept), files::accept)
        .post("/office/api/dossiers/{id}/file/control-sheet", Need::Right(HandOn), files::hand_to)
        .post("/office/api/dossiers/{id}/move", Need::Right(HandOn), work::move_to)
        .get("/office/api/communes", Need::Right(HandOn), work::communes)
        .get("/office/api/colleagues", Need::Right(HandOn), work::colleagues)
        .get("/office/api/handovers", Need::Right(Handovers), handovers::list)
        .post("/office/api/handovers/{id}/application", Need::Right(Handovers), handovers::apply)
        .post("/office/api/handovers/{id}/setting-aside", Need::Right(Handovers), handovers::set_aside)
        .get("/office/api/packs", Need::Right(Packs), packs::list)
        .post_up_to(packs::MAX_UPLOAD, "/office/api/packs", Need::Right(Packs), packs::publish)
        .post_up_to(packs::MAX_UPLOAD, "/office/api/packs/check", Need::Right(Packs), packs::check)
        .get("/office/api/packs/{code}/{version}", Need::Right(Packs), packs::preview)
        .delete("/office/api/packs/{code}/{version}", Need::Right(Packs), packs::withdraw)
        .get("/office/api/phones", Need::Right(Phones), phones::list)
        .put("/office/api/phones/rule", Need::Right(WipeRule), phones::set_rule)
        .post("/office/api/phones/{device}/code", Need::Right(TellCode), phones::tell)
        .get("/office/api/quarantine", Need::Right(Quarantine), quarantine::list)
        .get("/office/api/quarantine/export", Need::Right(Quarantine), quarantine::export)
        .get("/office/api/settings", Need::Right(Settings), settings::view)
        .get("/office/api/settings/{sheet}", Need::Right(Settings), settings::export)
        .post_up_to(
            settings::MAX_TABLE,
            "/office/api/settings/{sheet}",
            Need::Right(Settings),
            settings::import,
        )
        .get("/office/api/feed-keys", Need::Right(Settings), feed_keys::list)
        .post("/office/api/feed-keys", Need::Right(Settings), feed_keys::make)
        .delete("/office/api/feed-keys/{id}", Need::Right(Settings), feed_keys::revoke)
        .get("/office/api/numbers", Need::Right(Numbers), numbers::view)
        .get("/office/api/numbers/{file}", Need::Right(Numbers), numbers::file)
        .get("/office/api/papers/month", Need::Right(Numbers), numbers::month_paper)
        .get("/office/api/papers/register", Need::Right(Read), numbers::register_paper)
        .get("/office/api/openapi.json", Need::Nothing, openapi::json)
        .get("/office/api/docs", Need::Nothing, openapi::docs)
        .get("/office/api/{*unknown}", Need::Nothing, async || StatusCode::NOT_FOUND)
        .wrapped(|api| api.layer(constant(header::CACHE_CONTROL, "no-store")).layer(our_content()));
    let blobs =
        Table::new(app).get("/office/api/blobs/{sha256}", Need::Right(Read), blobs::blob).wrapped(|blobs| {
            blobs
                .layer(constant(header::CACHE_CONTROL, "no-store"))
                .layer(constant(header::CONTENT_SECURITY_POLICY, blobs::CONTENT_SECURITY_POLICY))
        });
    api.beside(blobs).wrapped(|all| of_the_office(all.layer(middleware::from_fn(whole::whole))))
}

/// The pages themselves: files that anybody may have.
pub(super) fn pages(app: &App) -> Router<App> {
    of_the_office(pages::routes(app).layer(our_content()))
}

fn our_content() -> SetResponseHeaderLayer<HeaderValue> {
    constant(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)
}

fn of_the_office(router: Router<App>) -> Router<App> {
    router
        .layer(constant(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(constant(header::REFERRER_POLICY, "no-referrer"))
}

fn constant(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

/// A file as it is, in the description of what is answered.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it is in the description alone")]
struct File(Vec<u8>);

/// What every handler of the office answers with.
type Answer<T> = Result<axum::Json<T>, Failure>;
