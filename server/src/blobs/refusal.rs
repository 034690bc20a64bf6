//! Why a request about an upload is not done, with the status that tus gives it and a line for whoever reads a log.

use crate::failure::Failure;
use crate::store::StoreError;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::io;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("{what} is missing or cannot be read")]
    Unreadable { what: &'static str },
    #[error("this server speaks tus 1.0.0")]
    OtherVersion,
    #[error("no such method here")]
    NoSuchMethod,
    #[error("this server keeps no photos")]
    NoPlace,
    #[error("no such upload")]
    Unknown,
    #[error("the upload has expired")]
    Expired,
    #[error("the dossier was removed")]
    DossierRemoved,
    #[error("the upload goes on at {kept}")]
    WrongOffset { kept: u64 },
    #[error("the file or the request is larger than it may be")]
    TooLarge,
    #[error("too many uploads of this device are not complete")]
    TooManyUploads,
    #[error("too many bytes of this device are on their way")]
    TooManyBytes,
    #[error("the body must be application/offset+octet-stream")]
    OtherContentType,
    #[error("the file is no JPEG, PNG, WebP or PDF: the upload was discarded")]
    OtherMediaType,
    #[error("the bytes are not those of Upload-Checksum: they were discarded")]
    WrongChecksum,
    #[error("the file is not that of sha256 in Upload-Metadata: the upload was discarded")]
    WrongHash,
    #[error("another request about this upload has come")]
    TakenOver,
    #[error("the body ended early: what came is kept")]
    CutOff,
    #[error("the disk is full")]
    NoRoom,
    /// As on every other route.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl Refusal {
    /// A file could not be read or written.
    pub(super) fn of_disk(action: &'static str) -> impl Fn(io::Error) -> Self {
        move |error| match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                tracing::error!(action, "the disk is full");
                Self::NoRoom
            }
            _ => Self::Failed(Failure::Broken { action, cause: error.to_string() }),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Unreadable { .. } | Self::CutOff => StatusCode::BAD_REQUEST,
            Self::OtherVersion => StatusCode::PRECONDITION_FAILED,
            Self::NoSuchMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::NoPlace => StatusCode::NOT_IMPLEMENTED,
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Expired | Self::DossierRemoved => StatusCode::GONE,
            Self::WrongOffset { .. } => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooManyUploads | Self::TooManyBytes => StatusCode::TOO_MANY_REQUESTS,
            Self::OtherContentType | Self::OtherMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            // tus has a number of its own for these.
            Self::WrongChecksum | Self::WrongHash => {
                StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST)
            }
            Self::TakenOver => StatusCode::LOCKED,
            Self::NoRoom => StatusCode::INSUFFICIENT_STORAGE,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, line) = (self.status(), format!("{self}\n"));
        match self {
            Self::Failed(failure) => failure.into_response(),
            Self::WrongOffset { kept } => {
                let mut response = (status, line).into_response();
                response.headers_mut().insert("upload-offset", HeaderValue::from(kept));
                response
            }
            Self::OtherVersion => {
                let mut response = (status, line).into_response();
                response.headers_mut().insert("tus-version", HeaderValue::from_static("1.0.0"));
                response
            }
            _ => (status, line).into_response(),
        }
    }
}
