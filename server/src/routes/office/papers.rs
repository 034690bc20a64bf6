//! `/office/api/dossiers/{id}/papers/{paper}`: a paper as a PDF.

use super::File;
use super::dossiers::id;
use crate::app::App;
use crate::failure::Failure;
use crate::office::papers;
use crate::routes::asked::Path;
use crate::routes::signed_in::SignedIn;
use crate::store::papers::PrintedPaper;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use dossier::DossierId;
use wire::Problem;

/// A paper of a dossier as a PDF: `receipt` (form 01), `supplement` (02), `refusal` (03), `apology` (04), `stop` (05),
/// `control` (06), `blank` (the filled blank). 404 where there is none now. Each time is an audit line.
#[utoipa::path(
    get,
    path = "/office/api/dossiers/{id}/papers/{paper}",
    params(("id" = DossierId, Path), ("paper" = String, Path, example = "blank")),
    responses((status = 200, body = File, content_type = "application/pdf"), (status = 409, description = "`not_handed_over`"))
)]
pub(super) async fn paper(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path((dossier, paper)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let known = PrintedPaper::ALL.into_iter().find(|kind| kind.word() == paper);
    let kind = known.ok_or(Problem::PaperUnknown)?;
    let name = match kind {
        PrintedPaper::Receipt => "inline; filename=\"mau-01.pdf\"",
        PrintedPaper::Supplement => "inline; filename=\"mau-02.pdf\"",
        PrintedPaper::Refusal => "inline; filename=\"mau-03.pdf\"",
        PrintedPaper::Apology => "inline; filename=\"mau-04.pdf\"",
        PrintedPaper::Stop => "inline; filename=\"mau-05.pdf\"",
        PrintedPaper::Control => "inline; filename=\"mau-06.pdf\"",
        PrintedPaper::Blank => "inline; filename=\"to-khai.pdf\"",
    };
    let dossier = id(&dossier)?;
    let printed = app.run(move |app| papers::pdf(app, &session, dossier, kind)).await?;
    let pdf = printed.ok_or(Problem::PaperUnknown)?;
    Ok(([(CONTENT_TYPE, "application/pdf"), (CONTENT_DISPOSITION, name)], pdf).into_response())
}
