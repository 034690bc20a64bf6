//! `/odata`: the numbers as an OData 4.0 feed. A program brings a key as the password of HTTP Basic, which is what Excel and
//! Power BI can send; the name beside it is not looked at.

use super::peer::Peer;
use super::table::{Need, Table};
use crate::app::App;
use crate::odata::{
    CASES, MONTHS, Misasked, Query, Reader, Rows, Unanswered, cases, count_cases, metadata, month_numbers,
    reader,
};
use axum::Json;
use axum::extract::{FromRequestParts, RawQuery, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, HOST, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use serde_json::{Value, json};
use tower_http::set_header::SetResponseHeaderLayer;
use wire::Problem;

pub(super) fn routes(app: &App) -> Table<'_> {
    let constant = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    Table::new(app)
        .get("/odata/", Need::FeedKey, service)
        .get("/odata/$metadata", Need::FeedKey, described)
        .get("/odata/Cases", Need::FeedKey, case_rows)
        .get("/odata/Cases/$count", Need::FeedKey, case_count)
        .get("/odata/MonthNumbers", Need::FeedKey, month_rows)
        .wrapped(move |feed| {
            feed.layer(constant(HeaderName::from_static("odata-version"), "4.0"))
                .layer(constant(CACHE_CONTROL, "no-store"))
        })
}

/// Whose key it is. Without one that opens: 401 and the word that makes programs ask for it.
struct Opened(Reader);

impl FromRequestParts<App> for Opened {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let Ok(Peer(address)) = Peer::from_request_parts(parts, app).await;
        let found = match key(&parts.headers) {
            Some(key) => app.run(move |app| reader(app, &key, &address)).await,
            None => Err(Problem::LoginNeeded.into()),
        };
        found.map(Self).map_err(|failure| {
            let mut refused = failure.into_response();
            if refused.status() == StatusCode::UNAUTHORIZED {
                let challenge = HeaderValue::from_static("Basic realm=\"Dong Hanh\", charset=\"UTF-8\"");
                refused.headers_mut().insert(WWW_AUTHENTICATE, challenge);
            }
            refused
        })
    }
}

fn key(headers: &HeaderMap) -> Option<String> {
    let (scheme, coded) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(BASE64.decode(coded.trim().as_bytes()).ok()?).ok()?;
    pair.split_once(':').map(|(_, key)| key.to_owned())
}

/// The address at which the program reached the feed.
struct Base(String);

impl FromRequestParts<App> for Base {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let scheme = if app.settings().behind_tls { "https" } else { "http" };
        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        Ok(Self(format!("{scheme}://{host}/odata/")))
    }
}

/// The options, decoded: of one that comes twice the last one counts.
fn options(raw: Option<String>) -> Result<Vec<(String, String)>, Misasked> {
    let text = raw.unwrap_or_default();
    let uri = format!("/?{text}").parse().map_err(|_| Misasked::Unknown)?;
    axum::extract::Query::try_from_uri(&uri)
        .map(|axum::extract::Query(pairs)| pairs)
        .map_err(|_| Misasked::Unknown)
}

fn misasked(what: Misasked) -> Response {
    let error = json!({ "error": { "code": "NotUnderstood", "message": what.to_string() } });
    (StatusCode::BAD_REQUEST, Json(error)).into_response()
}

impl IntoResponse for Unanswered {
    fn into_response(self) -> Response {
        match self {
            Self::Misasked(what) => misasked(what),
            Self::Failed(failure) => failure.into_response(),
        }
    }
}

async fn service(Opened(_): Opened, Base(base): Base) -> Json<Value> {
    let set = |name: &str| json!({ "name": name, "kind": "EntitySet", "url": name });
    Json(json!({
        "@odata.context": format!("{base}$metadata"),
        "value": [set("Cases"), set("MonthNumbers")],
    }))
}

async fn described(Opened(_): Opened) -> Response {
    ([(CONTENT_TYPE, "application/xml")], metadata()).into_response()
}

async fn case_rows(
    State(app): State<App>,
    Opened(reader): Opened,
    Base(base): Base,
    RawQuery(raw): RawQuery,
) -> Response {
    let asked = options(raw).and_then(|options| Ok((Query::read(&options, CASES)?, options)));
    let (query, options) = match asked {
        Ok(asked) => asked,
        Err(what) => return misasked(what),
    };
    let top = query.top;
    let found = run(&app, move |app| cases(app, &reader, &query)).await;
    found.map_or_else(Unanswered::into_response, |rows| page(&base, "Cases", rows, &options, top))
}

async fn month_rows(
    State(app): State<App>,
    Opened(reader): Opened,
    Base(base): Base,
    RawQuery(raw): RawQuery,
) -> Response {
    let asked = options(raw).and_then(|options| Ok((Query::read(&options, MONTHS)?, options)));
    let (query, options) = match asked {
        Ok(asked) => asked,
        Err(what) => return misasked(what),
    };
    let top = query.top;
    let found = run(&app, move |app| month_numbers(app, &reader, &query)).await;
    found.map_or_else(Unanswered::into_response, |rows| page(&base, "MonthNumbers", rows, &options, top))
}

async fn case_count(State(app): State<App>, Opened(reader): Opened, RawQuery(raw): RawQuery) -> Response {
    let query = match options(raw).and_then(|options| Query::read(&options, CASES)) {
        Ok(query) => query,
        Err(what) => return misasked(what),
    };
    match app.run(move |app| count_cases(app, &reader, &query)).await {
        Ok(count) => ([(CONTENT_TYPE, "text/plain")], count.to_string()).into_response(),
        Err(failure) => failure.into_response(),
    }
}

/// As [`App::run`], of what can also be asked wrongly.
async fn run(
    app: &App,
    answer: impl FnOnce(&App) -> Result<Rows, Unanswered> + Send + 'static,
) -> Result<Rows, Unanswered> {
    app.run(move |app| match answer(app) {
        Ok(rows) => Ok(Ok(rows)),
        Err(Unanswered::Misasked(what)) => Ok(Err(what)),
        Err(Unanswered::Failed(failure)) => Err(failure),
    })
    .await
    .map_err(Unanswered::Failed)?
    .map_err(Unanswered::Misasked)
}

/// The next page is asked for with the same options, what is left of `$top`, and where this page ended.
fn page(base: &str, set: &str, found: Rows, asked: &[(String, String)], top: Option<u64>) -> Response {
    let mut body = json!({ "@odata.context": format!("{base}$metadata#{set}") });
    let given = u64::try_from(found.rows.len()).unwrap_or(u64::MAX);
    let next = found.next.map(|token| {
        let kept = asked.iter().filter(|(name, _)| !["$top", "$skip", "$skiptoken"].contains(&name.as_str()));
        let left = top.map(|top| ("$top".to_owned(), top.saturating_sub(given).to_string()));
        let all = kept.cloned().chain(left).chain([("$skiptoken".to_owned(), token)]);
        let pairs: Vec<String> = all.map(|(name, value)| format!("{name}={}", encoded(&value))).collect();
        format!("{base}{set}?{}", pairs.join("&"))
    });
    if let Value::Object(body) = &mut body {
        body.extend(found.count.map(|count| ("@odata.count".to_owned(), json!(count))));
        body.insert("value".to_owned(), Value::Array(found.rows));
        body.extend(next.map(|next| ("@odata.nextLink".to_owned(), Value::String(next))));
    }
    Json(body).into_response()
}

/// Percent-encoded, but for letters, digits and what needs none.
fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
