//! Photos over the same link, by tus 1.0 (docs/sync-protocol.md, "Photos").
//!
//! **Invariant:** only an answer that says `Tus-Resumable: 1.0.0` is our server's; an offset is believed from no other.

use super::{Link, LinkError, accepted, join, no_answer};
use data_encoding::BASE64;
use dossier::{DossierId, PhotoHash};
use photo::ContentAddress;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use reqwest::{Method, RequestBuilder, Response, StatusCode, Url};

const VERSION: &str = "1.0.0";
const UPLOADS: &str = "v1/blobs";

/// Why a request about an upload was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum UploadError {
    Link(LinkError),
    /// The server's own refusal.
    Refused {
        status: u16,
        offset: Option<u64>,
    },
}

impl From<LinkError> for UploadError {
    fn from(error: LinkError) -> Self {
        Self::Link(error)
    }
}

/// An upload that the server has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Begun {
    pub(crate) id: String,
    /// What the server has; all of it, when the commune has the very file.
    pub(crate) offset: u64,
}

/// What is to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wish {
    pub(crate) dossier: DossierId,
    pub(crate) sha256: PhotoHash,
    pub(crate) size: u64,
}

impl Link {
    pub(crate) async fn begin_upload(
        &self,
        server: &Url,
        token: &str,
        wish: Wish,
    ) -> Result<Begun, UploadError> {
        let pair = |key: &str, value: String| format!("{key} {}", BASE64.encode(value.as_bytes()));
        let metadata =
            [pair("sha256", wish.sha256.to_string()), pair("dossier", wish.dossier.to_string())].join(",");
        let request = self
            .tus(server, token, Method::POST, UPLOADS)?
            .header("upload-length", wish.size)
            .header("upload-metadata", metadata);
        let answer = answered(request).await?;
        let place = answer.headers().get(LOCATION).and_then(|place| place.to_str().ok());
        let id = place.and_then(|place| place.rsplit('/').next()).filter(|id| is_id(id));
        let (id, offset) = id.zip(offset(&answer)).ok_or(LinkError::NotOurServer)?;
        Ok(Begun { id: id.to_owned(), offset })
    }

    /// How much of an upload the server has.
    pub(crate) async fn upload_offset(
        &self,
        server: &Url,
        token: &str,
        id: &str,
    ) -> Result<u64, UploadError> {
        let request = self.tus(server, token, Method::HEAD, &format!("{UPLOADS}/{id}"))?;
        Ok(offset(&answered(request).await?).ok_or(LinkError::NotOurServer)?)
    }

    /// Sends a piece from `at` on; answers with what the server has then.
    pub(crate) async fn upload_piece(
        &self,
        server: &Url,
        token: &str,
        id: &str,
        at: u64,
        piece: Vec<u8>,
    ) -> Result<u64, UploadError> {
        let sum = PhotoHash::parse(ContentAddress::of(&piece).as_str()).ok_or(LinkError::NotOurServer)?;
        let request = self
            .tus(server, token, Method::PATCH, &format!("{UPLOADS}/{id}"))?
            .header(CONTENT_TYPE, "application/offset+octet-stream")
            .header("upload-offset", at)
            .header("upload-checksum", format!("sha256 {}", BASE64.encode(sum.as_bytes())))
            .body(piece);
        Ok(offset(&answered(request).await?).ok_or(LinkError::NotOurServer)?)
    }

    fn tus(
        &self,
        server: &Url,
        token: &str,
        method: Method,
        path: &str,
    ) -> Result<RequestBuilder, LinkError> {
        Ok(self
            .client
            .request(method, join(server, path)?)
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .header("tus-resumable", VERSION))
    }
}

async fn answered(request: RequestBuilder) -> Result<Response, UploadError> {
    let response = request.send().await.map_err(no_answer)?;
    let ours = response.headers().get("tus-resumable").is_some_and(|version| version == VERSION);
    let status = response.status();
    let is_json = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/json"));
    match status {
        _ if ours && status.is_success() => Ok(response),
        // What is no word of tus is told as on every other way.
        _ if ours && !is_json && status != StatusCode::UNAUTHORIZED => {
            Err(UploadError::Refused { status: status.as_u16(), offset: offset(&response) })
        }
        _ => match accepted(response).await {
            Ok(_) => Err(LinkError::NotOurServer.into()),
            Err(error) => Err(error.into()),
        },
    }
}

fn offset(response: &Response) -> Option<u64> {
    response.headers().get("upload-offset")?.to_str().ok()?.parse().ok()
}

/// As our server names uploads: letters and digits, nothing that could lead to another path.
fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
