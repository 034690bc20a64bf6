//! `/office/api/dossiers/{id}/…`: what is done with a case until its end.

use super::Answer;
use super::dossiers::id;
use super::json::{JsonBody, JsonWrite};
use crate::app::App;
use crate::failure::Failure;
use crate::office::{moving, work};
use crate::routes::signed_in::SignedIn;
use crate::store::access::Session;
use axum::Json;
use axum::extract::{Path, State};
use dossier::DossierId;
use wire::moves::{Communes, MoveTo, MovedRow};
use wire::office::OfficeDossier;
use wire::work::{Colleagues, ControlSheet, EndCase, GiveResult, HandOut, HandTo, PutOff};

/// Words of a few thousand characters, in any script.
const MAX_WORK: usize = 64 * 1024;

/// One use case over one dossier.
async fn done(
    app: App,
    session: Session,
    dossier: String,
    work: impl FnOnce(&App, &Session, DossierId) -> Result<OfficeDossier, Failure> + Send + 'static,
) -> Answer<OfficeDossier> {
    let dossier = id(&dossier)?;
    app.run(move |app| work(app, &session, dossier)).await.map(Json)
}

pub(super) async fn colleagues(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<Colleagues> {
    app.run(move |app| work::colleagues(app, &session)).await.map(Json)
}

pub(super) async fn communes(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<Communes> {
    app.run(move |app| moving::communes(app, &session)).await.map(Json)
}

pub(super) async fn move_to(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(wish): JsonBody<MoveTo, MAX_WORK>,
) -> Answer<MovedRow> {
    let dossier = id(&dossier)?;
    app.run(move |app| moving::move_to(app, &session, dossier, &wish)).await.map(Json)
}

pub(super) async fn control_sheet(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
) -> Answer<ControlSheet> {
    let dossier = id(&dossier)?;
    app.run(move |app| work::control_sheet(app, &session, dossier)).await.map(Json)
}

pub(super) async fn hand_to(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(hand): JsonBody<HandTo, MAX_WORK>,
) -> Answer<OfficeDossier> {
    done(app, session, dossier, move |app, session, id| work::hand_to(app, session, id, hand)).await
}

pub(super) async fn put_off(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(wish): JsonBody<PutOff, MAX_WORK>,
) -> Answer<OfficeDossier> {
    done(app, session, dossier, move |app, session, id| work::put_off(app, session, id, wish)).await
}

pub(super) async fn take_in(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    _: JsonWrite,
) -> Answer<OfficeDossier> {
    done(app, session, dossier, work::take_in).await
}

pub(super) async fn resolve(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(result): JsonBody<GiveResult, MAX_WORK>,
) -> Answer<OfficeDossier> {
    done(app, session, dossier, move |app, session, id| work::resolve(app, session, id, result)).await
}

pub(super) async fn hand_out(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(out): JsonBody<HandOut, MAX_WORK>,
) -> Answer<OfficeDossier> {
    done(app, session, dossier, move |app, session, id| work::hand_out(app, session, id, &out)).await
}

pub(super) async fn refuse(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(end): JsonBody<EndCase, MAX_WORK>,
) -> Answer<OfficeDossier> {
    done(app, session, dossier, move |app, session, id| work::refuse(app, session, id, &end)).await
}

pub(super) async fn stop(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(end): JsonBody<EndCase, MAX_WORK>,
) -> Answer<OfficeDossier> {
    done(app, session, dossier, move |app, session, id| work::stop(app, session, id, &end)).await
}
