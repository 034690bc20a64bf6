//! `/tra-cuu` and `/h/…`: the pages that villagers open on their own phones. HTML, no login, no cookie.

mod dossier;
mod look_up;
mod rating;

use super::table::{Need, Table};
use crate::app::App;
use crate::failure::Failure;
use crate::public::{Asked, CONTENT_SECURITY_POLICY, Notice, form_page};
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use i18n::{Language, Texts};
use serde::Deserialize;
use std::convert::Infallible;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

/// A form is some hundred bytes; five hundred letters of a villager's are some thousand when they are escaped.
const MAX_FORM: usize = 16 * 1024;

pub(super) fn routes(app: &App) -> Table<'_> {
    Table::new(app)
        .get("/tra-cuu", Need::Nothing, look_up::form)
        .post_up_to(MAX_FORM, "/tra-cuu", Need::Nothing, look_up::look_up)
        .get("/h/{token}", Need::Nothing, dossier::dossier)
        .post_up_to(MAX_FORM, "/h/{token}/danh-gia", Need::Nothing, rating::rate)
        .wrapped(|pages| {
            let constant = |name, value: &str| {
                let value = HeaderValue::from_str(value).unwrap_or(HeaderValue::from_static(""));
                SetResponseHeaderLayer::overriding(name, value)
            };
            pages
                .layer(CompressionLayer::new())
                .layer(constant(header::CACHE_CONTROL, "no-store"))
                .layer(constant(header::CONTENT_SECURITY_POLICY, &CONTENT_SECURITY_POLICY))
                .layer(constant(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
                // The address of a dossier's page is what opens it: it goes to no other site.
                .layer(constant(header::REFERRER_POLICY, "no-referrer"))
        })
}

/// The language of a page: Vietnamese unless the address says `l=en`.
struct In(Texts);

impl<S: Sync> FromRequestParts<S> for In {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        #[derive(Deserialize)]
        struct Asked {
            l: Option<String>,
        }
        let asked = Query::<Asked>::try_from_uri(&parts.uri).ok().and_then(|Query(asked)| asked.l);
        let language = asked.and_then(|code| Language::from_code(&code)).unwrap_or_default();
        Ok(Self(Texts::new(language)))
    }
}

/// A villager reads a page, whatever went wrong.
fn failed(t: &Texts, failure: Failure) -> Response {
    // Its status and its line in the log are those of any other failure.
    let status = failure.into_response().status();
    (status, Html(form_page(t, Notice::Broken))).into_response()
}

/// Nothing was found, or it was not looked for.
fn not_shown(t: &Texts, why: Asked, notice: Notice) -> Response {
    match why {
        Asked::Later => (StatusCode::TOO_MANY_REQUESTS, Html(form_page(t, Notice::Later))).into_response(),
        Asked::Found(_) | Asked::NotFound => {
            (StatusCode::NOT_FOUND, Html(form_page(t, notice))).into_response()
        }
    }
}

/// To the page of a dossier, in the language that was chosen.
fn to_dossier(t: &Texts, token: &str, place: &str) -> Response {
    let language = if t.language() == Language::En { "?l=en" } else { "" };
    axum::response::Redirect::to(&format!("/h/{token}{language}{place}")).into_response()
}
