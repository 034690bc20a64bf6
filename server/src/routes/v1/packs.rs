//! `GET /v1/packs/catalogue` and `GET /v1/packs/files/{sha256}`: what devices fetch of the procedure library.
//!
//! Apart from the sync, so that dossiers never wait for packs, and an answer that is cut off costs one file.

use super::sync::bearer;
use crate::app::App;
use crate::failure::Failure;
use crate::packs;
use crate::sync::authenticate;
use ::sync::frame;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use wire::Problem;
use wire::packs::FileHash;

pub(super) async fn catalogue(State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let token = bearer(&headers)?;
    app.run(move |app| {
        let device = authenticate(app, &token)?;
        frame::encode_catalogue(&packs::signed_catalogue(app, &device)?).map_err(unwritable).map(answer)
    })
    .await
}

pub(super) async fn file(
    State(app): State<App>,
    headers: HeaderMap,
    Path(sha256): Path<String>,
) -> Result<Response, Failure> {
    let token = bearer(&headers)?;
    app.run(move |app| {
        let device = authenticate(app, &token)?;
        let sha256 = FileHash::parse(&sha256).ok_or(Problem::PackUnknown)?;
        let bytes = packs::file(app, &device, &sha256)?.ok_or(Problem::PackUnknown)?;
        frame::encode_file(&bytes).map_err(unwritable).map(answer)
    })
    .await
}

fn answer(body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(frame::MEDIA_TYPE));
    response
}

fn unwritable(error: frame::FrameError) -> Failure {
    Failure::Broken { action: "write the answer", cause: error.to_string() }
}
