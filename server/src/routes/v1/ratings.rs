//! `POST /v1/ratings`: what villagers have tapped on a volunteer's phone, sealed.

use super::sync::bearer;
use crate::app::App;
use crate::failure::Failure;
use crate::public::take_sealed;
use crate::sync::authenticate;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use wire::rating::RatingsTaken;

/// Twenty boxes in base64.
pub(super) const MAX_BODY: usize = 256 * 1024;

pub(super) async fn take(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<RatingsTaken>, Failure> {
    let token = bearer(&headers)?;
    app.run(move |app| {
        let device = authenticate(app, &token)?;
        let sent = serde_json::from_slice(&body).map_err(|_| Failure::BadRequest { what: "ratings" })?;
        take_sealed(app, &device, &sent)
    })
    .await
    .map(Json)
}
