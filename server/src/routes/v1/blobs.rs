//! `/v1/blobs`: photos by tus 1.0 (<https://tus.io/protocols/resumable-upload>), with the extensions creation,
//! creation-with-upload, checksum, expiration and termination.
//!
//! Apart from the sync, so that text never waits for photos.

use super::sync::bearer;
use crate::app::App;
use crate::blobs::{self, ALGORITHMS, Checksum, Chunk, MAX_BLOB, Metadata, Refusal, Wish};
use crate::failure::Failure;
use crate::routes::table::{Need, Table};
use crate::store::access::KnownDevice;
use crate::store::blobs::{Upload, UploadId};
use crate::sync::authenticate;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use dossier::Timestamp;
use tower_http::set_header::SetResponseHeaderLayer;

const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,creation-with-upload,checksum,expiration,termination";
const BYTES: &str = "application/offset+octet-stream";

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

pub(super) fn routes(app: &App) -> Table<'_> {
    let constant = |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    Table::new(app)
        .any("/v1/blobs", Need::Device, collection)
        .any("/v1/blobs/{id}", Need::Device, upload)
        .wrapped(|routes| {
            routes.layer(constant(RESUMABLE, VERSION)).layer(constant(CACHE_CONTROL, "no-store"))
        })
}

async fn collection(State(app): State<App>, request: Request) -> Result<Response, Refusal> {
    to_the_end(async move {
        let (head, body) = request.into_parts();
        let method = meant(&head);
        let device = admit(&app, &head, &method).await?;
        match method {
            Method::OPTIONS => Ok(abilities()),
            Method::POST => create(&app, device, &head.headers, body).await,
            _ => Err(Refusal::NoSuchMethod),
        }
    })
    .await
}

async fn upload(
    State(app): State<App>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    to_the_end(async move {
        let (head, body) = request.into_parts();
        let method = meant(&head);
        let Some(id) = UploadId::parse(&id).filter(|_| method != Method::OPTIONS) else {
            admit(&app, &head, &method).await?;
            return if method == Method::OPTIONS { Ok(abilities()) } else { Err(Refusal::Unknown) };
        };
        // Queued at once: a device that comes back must not overtake its own bytes while they wait to be admitted.
        let queued = async { Ok(app.turns().take(id).await) };
        let (device, turn) = tokio::try_join!(admit(&app, &head, &method), queued)?;
        match method {
            Method::HEAD => blobs::look(&app, device, turn, id).await.map(|upload| whole_state(&upload)),
            Method::PATCH => {
                let chunk = chunk(&head.headers)?;
                let upload = blobs::receive(&app, device, turn, id, chunk, body).await?;
                Ok(state(StatusCode::NO_CONTENT, &upload))
            }
            Method::DELETE => {
                blobs::end(&app, device, turn, id).await?;
                Ok(empty(StatusCode::NO_CONTENT))
            }
            _ => Err(Refusal::NoSuchMethod),
        }
    })
    .await
}

/// Does it also when the connection breaks and nobody waits for the answer any more: what has come is kept.
async fn to_the_end(
    work: impl Future<Output = Result<Response, Refusal>> + Send + 'static,
) -> Result<Response, Refusal> {
    tokio::spawn(work)
        .await
        .map_err(|error| Failure::Broken { action: "answer about the upload", cause: error.to_string() })?
}

/// The method that is meant: some networks let only GET and POST through.
fn meant(head: &Parts) -> Method {
    let named = text(&head.headers, "x-http-method-override").and_then(|name| name.parse().ok());
    named.unwrap_or_else(|| head.method.clone())
}

async fn admit(app: &App, head: &Parts, method: &Method) -> Result<KnownDevice, Refusal> {
    let token = bearer(&head.headers)?;
    let device = app.run(move |app| authenticate(app, &token)).await?;
    let speaks = text(&head.headers, RESUMABLE.as_str()) == Some(VERSION);
    if speaks || *method == Method::OPTIONS { Ok(device) } else { Err(Refusal::OtherVersion) }
}

async fn create(
    app: &App,
    device: KnownDevice,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let wish = Wish {
        size: number(headers, "upload-length", "Upload-Length")?,
        metadata: Metadata::parse(text(headers, METADATA.as_str()).unwrap_or_default())?,
    };
    let with_upload = if brings_bytes(headers) { Some(bytes_from(headers, 0)?) } else { None };
    let begun = {
        let device = device.clone();
        app.run(move |app| Ok(blobs::begin(app, &device, wish))).await??
    };
    let upload = match with_upload {
        None => begun,
        Some(chunk) if begun.kept == 0 => {
            let turn = app.turns().take(begun.id).await;
            blobs::receive(app, device, turn, begun.id, chunk, body).await?
        }
        // It is complete, or goes on by PATCH from the offset that the answer tells. A connection that is closed over
        // a body that nobody read may take the answer with it, and the client would begin again for ever.
        Some(_) => {
            blobs::pass_over(body).await;
            begun
        }
    };
    let mut response = state(StatusCode::CREATED, &upload);
    let place = format!("/v1/blobs/{}", upload.id.text());
    put(&mut response, LOCATION, HeaderValue::from_str(&place).ok());
    Ok(response)
}

fn chunk(headers: &HeaderMap) -> Result<Chunk, Refusal> {
    if !brings_bytes(headers) {
        return Err(Refusal::OtherContentType);
    }
    bytes_from(headers, number(headers, "upload-offset", "Upload-Offset")?)
}

fn bytes_from(headers: &HeaderMap, offset: u64) -> Result<Chunk, Refusal> {
    let checksum = headers
        .get("upload-checksum")
        .map(|value| Checksum::parse(value.to_str().unwrap_or_default()))
        .transpose()?;
    let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    Ok(Chunk { offset, length, checksum })
}

fn brings_bytes(headers: &HeaderMap) -> bool {
    text(headers, CONTENT_TYPE.as_str()).is_some_and(|kind| kind.eq_ignore_ascii_case(BYTES))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// Digits and nothing else.
fn number(headers: &HeaderMap, name: &str, what: &'static str) -> Result<u64, Refusal> {
    text(headers, name)
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|text| text.parse().ok())
        .ok_or(Refusal::Unreadable { what })
}

fn abilities() -> Response {
    let mut response = empty(StatusCode::NO_CONTENT);
    let headers = response.headers_mut();
    headers.insert("tus-version", HeaderValue::from_static(VERSION));
    headers.insert("tus-extension", HeaderValue::from_static(EXTENSIONS));
    headers.insert("tus-checksum-algorithm", HeaderValue::from_static(ALGORITHMS));
    headers.insert("tus-max-size", HeaderValue::from(MAX_BLOB));
    response
}

/// Where an upload is, and until when it lives when it is not complete.
fn state(status: StatusCode, upload: &Upload) -> Response {
    let mut response = empty(status);
    put(&mut response, OFFSET, Some(HeaderValue::from(upload.kept)));
    if !upload.complete {
        put(&mut response, EXPIRES, http_date(upload.expires_at));
    }
    response
}

fn whole_state(upload: &Upload) -> Response {
    let mut response = state(StatusCode::OK, upload);
    put(&mut response, LENGTH, Some(HeaderValue::from(upload.size)));
    put(&mut response, METADATA, HeaderValue::from_str(&upload.metadata).ok());
    response
}

fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

fn put(response: &mut Response, name: HeaderName, value: Option<HeaderValue>) {
    if let Some(value) = value {
        response.headers_mut().insert(name, value);
    }
}

/// As RFC 9110 writes a moment. `None`: no calendar shows it.
fn http_date(at: Timestamp) -> Option<HeaderValue> {
    let at = chrono::DateTime::from_timestamp_millis(at.millis())?;
    HeaderValue::from_str(&at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()).ok()
}
