//! `/office/api/dossiers/{id}/blobs` and `/office/api/blobs/{sha256}`: photos and scans.

use super::dossiers::id;
use super::{Answer, File};
use crate::app::App;
use crate::failure::Failure;
use crate::office::blobs;
use crate::routes::asked::Path;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::Response;
use dossier::DossierId;
use futures_util::{Stream, stream};
use std::io::{self, Read};
use wire::Problem;
use wire::office::BlobList;
use wire::packs::FileHash;

/// A file of a stranger: nothing in it runs, loads or is framed, whatever it turns out to be.
pub(super) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Bytes that are read at once.
const PIECE: u64 = 64 * 1024;

/// The photos and scans of a dossier. Each time is an audit line.
#[utoipa::path(
    get,
    path = "/office/api/dossiers/{id}/blobs",
    params(("id" = DossierId, Path)),
    responses((status = 200, body = BlobList), (status = 409, description = "`not_handed_over`"))
)]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
) -> Answer<BlobList> {
    let dossier = id(&dossier)?;
    app.run(move |app| blobs::list(app, &session, dossier)).await.map(Json)
}

/// A photo or scan, as it is. Each time is an audit line.
#[utoipa::path(
    get,
    path = "/office/api/blobs/{sha256}",
    params(("sha256" = FileHash, Path)),
    responses((status = 200, content(
            (File = "image/jpeg"),
            (File = "image/png"),
            (File = "image/webp"),
            (File = "application/pdf"),
        )))
)]
pub(super) async fn blob(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(sha256): Path<String>,
) -> Result<Response, Failure> {
    let sha256 = FileHash::parse(&sha256).ok_or(Problem::PhotoUnknown)?;
    let opened = app.run(move |app| blobs::read(app, &session, &sha256)).await?;
    let (facts, bytes) = opened.ok_or(Problem::PhotoUnknown)?;
    let kind = HeaderValue::from_str(&facts.media_type)
        .map_err(|error| Failure::Broken { action: "write the answer", cause: error.to_string() })?;
    let mut response = Response::new(Body::from_stream(pieces(bytes)));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, kind);
    headers.insert(CONTENT_LENGTH, HeaderValue::from(facts.size));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    Ok(response)
}

/// Reads on the blocking pool, a piece when the last one is out.
fn pieces(bytes: Box<dyn Read + Send>) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(bytes, async |mut bytes| {
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = Vec::new();
            bytes.by_ref().take(PIECE).read_to_end(&mut piece)?;
            Ok::<_, io::Error>((Bytes::from(piece), bytes))
        });
        let (piece, bytes) = read.await.map_err(io::Error::other)??;
        Ok::<_, io::Error>((!piece.is_empty()).then_some((piece, bytes)))
    })
}
