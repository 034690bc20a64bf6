//! Writes must say that they are JSON: a form on somebody else's page cannot say so without asking first.

use crate::failure::Failure;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

/// A write whose body is `T`, of at most `MAX` bytes.
pub(super) struct JsonBody<T, const MAX: usize = MAX_BODY>(pub(super) T);

/// A write that says nothing more: its body is not looked at, and may be empty.
#[derive(utoipa::ToSchema)]
pub(super) struct JsonWrite;

pub(super) const MAX_BODY: usize = 256 * 1024;

fn must_be_json(request: &Request) -> Result<(), Failure> {
    let said = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = said.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") { Ok(()) } else { Err(Failure::NotJson) }
}

impl<S: Send + Sync, T: DeserializeOwned, const MAX: usize> FromRequest<S> for JsonBody<T, MAX> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        must_be_json(&request)?;
        let body = Bytes::from_request(request, state).await.map_err(|_| Failure::TooLarge { max: MAX })?;
        if body.len() > MAX {
            return Err(Failure::TooLarge { max: MAX });
        }
        // A struct comes as an object, and never as a list of its fields.
        let text = std::str::from_utf8(&body).ok();
        let read = text.and_then(|text| wire::json::read(text).ok());
        read.map(Self).ok_or(Failure::BadRequest { what: "body" })
    }
}

impl<S: Sync> FromRequest<S> for JsonWrite {
    type Rejection = Failure;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Failure> {
        must_be_json(&request)?;
        Ok(Self)
    }
}
