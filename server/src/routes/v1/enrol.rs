//! `POST /v1/enrol`

use crate::app::App;
use crate::failure::Failure;
use crate::routes::peer::Peer;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use wire::sync::EnrolAnswer;

/// An enrolment is some tens of bytes.
const MAX_BODY: usize = 4096;

pub(super) async fn enrol(
    State(app): State<App>,
    Peer(address): Peer,
    body: Bytes,
) -> Result<Json<EnrolAnswer>, Failure> {
    if body.len() > MAX_BODY {
        return Err(Failure::TooLarge { max: MAX_BODY });
    }
    let request = serde_json::from_slice(&body).map_err(|_| Failure::BadRequest { what: "enrolment" })?;
    app.run(move |app| crate::enrol::enrol(app, &request, &address)).await.map(Json)
}
