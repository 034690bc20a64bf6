//! `POST /v1/sync`: CBOR in a frame, both ways, answered in the coding in which it was asked. The answer has as few headers as HTTP allows: an idle
//! round trip is paid for by volunteers on 2G.

use crate::app::App;
use crate::failure::Failure;
use crate::sync::{authenticate, synchronise};
use ::sync::frame::{self, FrameError};
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use wire::Problem;

/// The largest compressed body.
pub(super) const MAX_BODY: usize = 8 * 1024 * 1024;
/// The largest body after inflating: zstd makes a bomb of a few kilobytes.
const MAX_INFLATED: usize = 32 * 1024 * 1024;

pub(super) async fn sync(State(app): State<App>, request: Request) -> Result<Response, Failure> {
    let (parts, body) = request.into_parts();
    let token = bearer(&parts.headers)?;
    let declared = parts
        .headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok())
        .and_then(|length| length.parse::<usize>().ok());
    if declared.is_some_and(|length| length > MAX_BODY) {
        return Err(Failure::TooLarge { max: MAX_BODY });
    }
    // The token first: who is not enrolled cannot make the server read a body or inflate it.
    let device = app.run(move |app| authenticate(app, &token)).await?;
    // Bounded by the route's layer.
    let request = Request::from_parts(parts, body);
    let body = Bytes::from_request(request, &()).await.map_err(|_| Failure::TooLarge { max: MAX_BODY })?;
    let answer = app
        .run(move |app| {
            let (request, coding) = frame::decode_request(&body, MAX_INFLATED).map_err(unreadable)?;
            let answer = synchronise(app, &device, request)?;
            let body = frame::encode_answer(&answer, coding)
                .map_err(|error| Failure::Broken { action: "write the answer", cause: error.to_string() })?;
            Ok((body, coding))
        })
        .await?;
    let (body, coding) = answer;
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(coding.media_type()));
    Ok(response)
}

pub(super) fn bearer(headers: &HeaderMap) -> Result<String, Failure> {
    let token = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or(Problem::DeviceRevoked)?;
    Ok(token.to_owned())
}

fn unreadable(error: FrameError) -> Failure {
    match error {
        FrameError::TooLarge { max } => Failure::TooLarge { max },
        FrameError::NotCompressed | FrameError::NotExpected | FrameError::Unwritable => {
            Failure::BadRequest { what: "frame" }
        }
    }
}
