//! `/office/api/dossiers/{id}`: read one, settle an answer, ask for a supplement, accept.

use super::Answer;
use super::json::{JsonBody, JsonWrite};
use crate::app::App;
use crate::failure::Failure;
use crate::office::{acceptance, dossier_view, supplements};
use crate::routes::signed_in::SignedIn;
use axum::Json;
use axum::extract::{Path, State};
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

pub(super) async fn dossier(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
) -> Answer<OfficeDossier> {
    let dossier = id(&dossier)?;
    app.run(move |app| dossier_view::dossier(app, &session, dossier)).await.map(Json)
}

pub(super) async fn looked_at(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(looked): JsonBody<LookedAt>,
) -> Answer<OfficeDossier> {
    let dossier = id(&dossier)?;
    app.run(move |app| dossier_view::looked_at(app, &session, dossier, &looked)).await.map(Json)
}

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

pub(super) async fn accept(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    _: JsonWrite,
) -> Answer<Case> {
    let dossier = id(&dossier)?;
    app.run(move |app| acceptance::accept(app, &session, dossier)).await.map(Json)
}

pub(super) async fn ask(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(slip): JsonBody<AskSupplement, MAX_SLIP>,
) -> Answer<OfficeDossier> {
    let dossier = id(&dossier)?;
    app.run(move |app| supplements::ask(app, &session, dossier, slip)).await.map(Json)
}

pub(super) async fn ask_no_more(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    _: JsonWrite,
) -> Answer<OfficeDossier> {
    let dossier = id(&dossier)?;
    app.run(move |app| supplements::take_back(app, &session, dossier)).await.map(Json)
}
