//! `/office/api/counter`: dossiers that the office takes in itself.

use super::Answer;
use super::json::JsonBody;
use crate::app::App;
use crate::office::counter;
use crate::routes::asked::Path;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::State;
use dossier::ProcedureCode;
use wire::counter::{Blank, Counter, TakeIn};
use wire::office::OfficeDossier;

/// A long form with every answer at its longest is more than anybody types.
const MAX_FORM: usize = 1024 * 1024;

/// The procedures that the one who asks takes in.
#[utoipa::path(
    get,
    path = "/office/api/counter",
    responses((status = 200, body = Counter))
)]
pub(super) async fn list(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<Counter> {
    app.run(move |app| counter::counter(app, &session)).await.map(Json)
}

/// An empty form, with the id of the dossier that it will be.
#[utoipa::path(
    get,
    path = "/office/api/counter/{procedure}",
    params(("procedure" = ProcedureCode, Path)),
    responses((status = 200, body = Blank), (status = 404, description = "`procedure_unknown`"))
)]
pub(super) async fn blank(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(procedure): Path<String>,
) -> Answer<Blank> {
    app.run(move |app| counter::blank(app, &session, &ProcedureCode::new(procedure))).await.map(Json)
}

/// Takes in a dossier that no volunteer brought. Sent again after a lost answer it is the same dossier.
#[utoipa::path(
    post,
    path = "/office/api/counter",
    request_body = TakeIn,
    responses(
        (status = 200, body = OfficeDossier),
        (status = 404, description = "`procedure_unknown`, `question_unknown`, `paper_unknown`"),
        (
            status = 409,
            description = "`taken_in_before`: it was taken in before, with other answers; `not_handed_over`"
        ),
        (status = 422, description = "`answer_too_long`")
    )
)]
pub(super) async fn take_in(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    JsonBody(wish): JsonBody<TakeIn, MAX_FORM>,
) -> Answer<OfficeDossier> {
    app.run(move |app| counter::take_in(app, &session, &wish)).await.map(Json)
}
