//! `POST /office/api/dossiers/{id}/scans`: the office's own scan, such as that of a result.

use super::dossiers::id;
use super::{Answer, File};
use crate::app::App;
use crate::failure::Failure;
use crate::office::work;
use crate::routes::asked::Path;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use dossier::DossierId;
use wire::work::Scan;

/// A little more than the largest that is kept: who is over it is told so in words.
#[expect(clippy::cast_possible_truncation, reason = "a few megabytes")]
pub(super) const MAX_SCAN: usize = crate::blobs::MAX_BLOB as usize + 1024;

/// Another site's form cannot say this without asking first.
const BYTES: &str = "application/octet-stream";

/// Adds the office's own scan to a dossier: a JPEG, PNG, WebP or PDF.
#[utoipa::path(
    post,
    path = "/office/api/dossiers/{id}/scans",
    params(("id" = DossierId, Path)),
    request_body(content = File, content_type = "application/octet-stream"),
    responses((status = 200, body = Scan), (status = 409, description = "`not_handed_over`"), (status = 422, description = "`picture`"), (status = 507, description = "`disk_full`"))
)]
pub(super) async fn keep(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    headers: HeaderMap,
    bytes: Result<Bytes, BytesRejection>,
) -> Answer<Scan> {
    if headers.get(CONTENT_TYPE).is_none_or(|kind| kind != BYTES) {
        return Err(Failure::NotJson);
    }
    let dossier = id(&dossier)?;
    let bytes = bytes.map_err(|_| Failure::TooLarge { max: MAX_SCAN })?;
    app.run(move |app| work::keep_scan(app, &session, dossier, &bytes)).await.map(Json)
}
