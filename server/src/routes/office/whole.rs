//! A body that is small is read before anybody answers, also where the answer is a refusal or the body is not looked at. A
//! connection that ends with bytes unread is reset, and the answer may be lost with it on the way.

use crate::failure::Failure;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The most that is read ahead: what strangers could send to the login anyway.
const SMALL: usize = super::json::MAX_BODY;

pub(super) async fn whole(request: Request, next: Next) -> Response {
    let length = request.body().size_hint().upper().and_then(|length| usize::try_from(length).ok());
    if length.is_none_or(|length| length == 0 || length > SMALL) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    match to_bytes(body, SMALL).await {
        Ok(bytes) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        // It broke off: nobody is there to be answered.
        Err(_) => Failure::BadRequest { what: "body" }.into_response(),
    }
}
