//! `/office/api/dossiers/{id}`: read one, settle an answer, ask for a supplement, accept.

use super::Answer;
use super::json::{JsonBody, JsonWrite};
use crate::app::App;
use crate::failure::Failure;
use crate::office::{acceptance, dossier_view, supplements};
use crate::routes::asked::Path;
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::State;
use dossier::case::Case;
use dossier::{DossierId, QuestionName};
use wire::Problem;
use wire::office::{AskSupplement, Correct, LookedAt, OfficeDossier, Settle};

/// A slip with as many words as may stand in it.
const MAX_SLIP: usize = 1024 * 1024;

/// What is not an id is the id of nothing.
pub(super) fn id(text: &str) -> Result<DossierId, Failure> {
    DossierId::parse(text).ok_or_else(|| Problem::DossierUnknown.into())
}

/// A dossier with its form, as whoever asks may see it. Each time is an audit line.
#[utoipa::path(
    get,
    path = "/office/api/dossiers/{id}",
    params(("id" = DossierId, Path)),
    responses((status = 200, body = OfficeDossier), (status = 409, description = "`not_handed_over`"))
)]
pub(super) async fn dossier(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
) -> Answer<OfficeDossier> {
    let dossier = id(&dossier)?;
    app.run(move |app| dossier_view::dossier(app, &session, dossier)).await.map(Json)
}

/// Nothing up to this version is new any more for the one who looked.
#[utoipa::path(
    put,
    path = "/office/api/dossiers/{id}/look",
    params(("id" = DossierId, Path)),
    request_body = LookedAt,
    responses((status = 200, body = OfficeDossier), (status = 409, description = "`not_handed_over`"))
)]
pub(super) async fn looked_at(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(looked): JsonBody<LookedAt>,
) -> Answer<OfficeDossier> {
    let dossier = id(&dossier)?;
    app.run(move |app| dossier_view::looked_at(app, &session, dossier, &looked)).await.map(Json)
}

/// Chooses between answers that were written at the same time.
#[utoipa::path(
    put,
    path = "/office/api/dossiers/{id}/answers/{question}",
    params(("id" = DossierId, Path), ("question" = QuestionName, Path)),
    request_body = Settle,
    responses((status = 200, body = OfficeDossier), (status = 409, description = "`not_handed_over`, `already_accepted`, `case_ended`"), (status = 422, description = "`answer_too_long`"))
)]
pub(super) async fn settle(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path((dossier, question)): Path<(String, String)>,
    JsonBody(choice): JsonBody<Settle>,
) -> Answer<OfficeDossier> {
    let (dossier, question) = (id(&dossier)?, QuestionName::new(question));
    app.run(move |app| crate::office::settle::settle(app, &session, dossier, &question, &choice.value))
        .await
        .map(Json)
}

/// The officer's own change of an answer at the counter, before the acceptance.
#[utoipa::path(
    put,
    path = "/office/api/dossiers/{id}/corrections/{question}",
    params(("id" = DossierId, Path), ("question" = QuestionName, Path)),
    request_body = Correct,
    responses((status = 200, body = OfficeDossier), (status = 409, description = "`not_handed_over`, `answer_moved`, `conflicts_open`, `already_accepted`, `case_ended`"), (status = 422, description = "`answer_too_long`"))
)]
pub(super) async fn correct(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path((dossier, question)): Path<(String, String)>,
    JsonBody(correction): JsonBody<Correct>,
) -> Answer<OfficeDossier> {
    let (dossier, question) = (id(&dossier)?, QuestionName::new(question));
    app.run(move |app| crate::office::settle::correct(app, &session, dossier, &question, &correction))
        .await
        .map(Json)
}

/// Takes a dossier in: number and due date.
#[utoipa::path(
    post,
    path = "/office/api/dossiers/{id}/acceptance",
    params(("id" = DossierId, Path)),
    request_body = JsonWrite,
    responses((status = 200, body = Case), (status = 409, description = "`not_handed_over`, `conflicts_open`, `already_accepted`, `case_ended`"))
)]
pub(super) async fn accept(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    _: JsonWrite,
) -> Answer<Case> {
    let dossier = id(&dossier)?;
    app.run(move |app| acceptance::accept(app, &session, dossier)).await.map(Json)
}

/// Asks the team for a supplement, as one slip.
#[utoipa::path(
    post,
    path = "/office/api/dossiers/{id}/supplements",
    params(("id" = DossierId, Path)),
    request_body = AskSupplement,
    responses((status = 200, body = OfficeDossier), (status = 409, description = "`not_handed_over`, `already_asked`, `already_accepted`, `case_ended`"), (status = 422, description = "`reason_needed`"))
)]
pub(super) async fn ask(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(slip): JsonBody<AskSupplement, MAX_SLIP>,
) -> Answer<OfficeDossier> {
    let dossier = id(&dossier)?;
    app.run(move |app| supplements::ask(app, &session, dossier, slip)).await.map(Json)
}

/// Takes the open request for a supplement back.
#[utoipa::path(
    delete,
    path = "/office/api/dossiers/{id}/supplements/open",
    params(("id" = DossierId, Path)),
    request_body = JsonWrite,
    responses((status = 200, body = OfficeDossier), (status = 409, description = "`not_handed_over`, `nothing_asked`"))
)]
pub(super) async fn ask_no_more(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    _: JsonWrite,
) -> Answer<OfficeDossier> {
    let dossier = id(&dossier)?;
    app.run(move |app| supplements::take_back(app, &session, dossier)).await.map(Json)
}
