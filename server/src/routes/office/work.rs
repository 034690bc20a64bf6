//! `/office/api/dossiers/{id}/…`: what is done with a case until its end.

use super::Answer;
use super::dossiers::id;
use super::json::{JsonBody, JsonWrite};
use crate::app::App;
use crate::failure::Failure;
use crate::office::{moving, work};
use crate::routes::asked::Path;
use crate::routes::signed_in::SignedIn;
use crate::store::access::Session;
use axum::Json;
use axum::extract::State;
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

/// The officers to whom a case can be given.
#[utoipa::path(
    get,
    path = "/office/api/colleagues",
    responses((status = 200, body = Colleagues))
)]
pub(super) async fn colleagues(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<Colleagues> {
    app.run(move |app| work::colleagues(app, &session)).await.map(Json)
}

/// The other communes of this server.
#[utoipa::path(
    get,
    path = "/office/api/communes",
    responses((status = 200, body = Communes))
)]
pub(super) async fn communes(State(app): State<App>, SignedIn(session): SignedIn) -> Answer<Communes> {
    app.run(move |app| moving::communes(app, &session)).await.map(Json)
}

/// Moves the dossier to another commune of this server, with everything that is of it. From then on it is gone here.
#[utoipa::path(
    post,
    path = "/office/api/dossiers/{id}/move",
    params(("id" = DossierId, Path)),
    request_body = MoveTo,
    responses(
        (status = 200, body = MovedRow),
        (status = 404, description = "`commune_unknown`"),
        (
            status = 409,
            description = "`same_commune`, `not_handed_over`, `already_accepted`, `already_asked`, `case_ended`, \
                           `taken_back`, `form_unknown_there`, `taken_there`"
        ),
        (status = 422, description = "`reason_needed`")
    )
)]
pub(super) async fn move_to(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(wish): JsonBody<MoveTo, MAX_WORK>,
) -> Answer<MovedRow> {
    let dossier = id(&dossier)?;
    app.run(move |app| moving::move_to(app, &session, dossier, &wish)).await.map(Json)
}

/// With whom the case was, and for how long (form 06).
#[utoipa::path(
    get,
    path = "/office/api/dossiers/{id}/control-sheet",
    params(("id" = DossierId, Path)),
    responses((status = 200, body = ControlSheet), (status = 409, description = "`not_handed_over`"))
)]
pub(super) async fn control_sheet(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
) -> Answer<ControlSheet> {
    let dossier = id(&dossier)?;
    app.run(move |app| work::control_sheet(app, &session, dossier)).await.map(Json)
}

/// Hands the case on to a colleague.
#[utoipa::path(
    post,
    path = "/office/api/dossiers/{id}/control-sheet",
    params(("id" = DossierId, Path)),
    request_body = HandTo,
    responses((status = 200, body = OfficeDossier), (status = 409, description = "`not_handed_over`, `not_accepted_yet`, `case_ended`"))
)]
pub(super) async fn hand_to(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(hand): JsonBody<HandTo, MAX_WORK>,
) -> Answer<OfficeDossier> {
    done(app, session, dossier, move |app, session, id| work::hand_to(app, session, id, hand)).await
}

/// Puts the day off, with an apology.
#[utoipa::path(
    post,
    path = "/office/api/dossiers/{id}/extensions",
    params(("id" = DossierId, Path)),
    request_body = PutOff,
    responses((status = 200, body = OfficeDossier), (status = 409, description = "`not_handed_over`, `not_accepted_yet`, `case_ended`, `not_later`"), (status = 422, description = "`reason_needed`"))
)]
pub(super) async fn put_off(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(wish): JsonBody<PutOff, MAX_WORK>,
) -> Answer<OfficeDossier> {
    done(app, session, dossier, move |app, session, id| work::put_off(app, session, id, wish)).await
}

/// Takes over what came after the acceptance.
#[utoipa::path(
    post,
    path = "/office/api/dossiers/{id}/version",
    params(("id" = DossierId, Path)),
    request_body = JsonWrite,
    responses((status = 200, body = OfficeDossier), (status = 409, description = "`not_handed_over`, `not_accepted_yet`, `case_ended`, `conflicts_open`"))
)]
pub(super) async fn take_in(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    _: JsonWrite,
) -> Answer<OfficeDossier> {
    done(app, session, dossier, work::take_in).await
}

/// Gives the result.
#[utoipa::path(
    post,
    path = "/office/api/dossiers/{id}/result",
    params(("id" = DossierId, Path)),
    request_body = GiveResult,
    responses((status = 200, body = OfficeDossier), (status = 409, description = "`not_handed_over`, `not_accepted_yet`, `case_ended`, `already_asked`"), (status = 422, description = "`reason_needed`"))
)]
pub(super) async fn resolve(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(result): JsonBody<GiveResult, MAX_WORK>,
) -> Answer<OfficeDossier> {
    done(app, session, dossier, move |app, session, id| work::resolve(app, session, id, result)).await
}

/// The result is handed out.
#[utoipa::path(
    post,
    path = "/office/api/dossiers/{id}/result/hand-out",
    params(("id" = DossierId, Path)),
    request_body = HandOut,
    responses((status = 200, body = OfficeDossier), (status = 409, description = "`not_handed_over`, `no_result`"))
)]
pub(super) async fn hand_out(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(out): JsonBody<HandOut, MAX_WORK>,
) -> Answer<OfficeDossier> {
    done(app, session, dossier, move |app, session, id| work::hand_out(app, session, id, &out)).await
}

/// The office refuses (form 03).
#[utoipa::path(
    post,
    path = "/office/api/dossiers/{id}/refusal",
    params(("id" = DossierId, Path)),
    request_body = EndCase,
    responses((status = 200, body = OfficeDossier), (status = 409, description = "`not_handed_over`, `case_ended`"), (status = 422, description = "`reason_needed`"))
)]
pub(super) async fn refuse(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(end): JsonBody<EndCase, MAX_WORK>,
) -> Answer<OfficeDossier> {
    done(app, session, dossier, move |app, session, id| work::refuse(app, session, id, &end)).await
}

/// The citizen asks to stop (form 05).
#[utoipa::path(
    post,
    path = "/office/api/dossiers/{id}/stop",
    params(("id" = DossierId, Path)),
    request_body = EndCase,
    responses((status = 200, body = OfficeDossier), (status = 409, description = "`not_handed_over`, `case_ended`"), (status = 422, description = "`reason_needed`"))
)]
pub(super) async fn stop(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path(dossier): Path<String>,
    JsonBody(end): JsonBody<EndCase, MAX_WORK>,
) -> Answer<OfficeDossier> {
    done(app, session, dossier, move |app, session, id| work::stop(app, session, id, &end)).await
}
