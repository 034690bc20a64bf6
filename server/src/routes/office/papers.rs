//! `/office/api/dossiers/{id}/papers/{paper}`: a paper as a PDF.

use super::dossiers::id;
use crate::app::App;
use crate::failure::Failure;
use crate::office::papers;
use crate::routes::signed_in::SignedIn;
use crate::store::papers::PrintedPaper;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

pub(super) async fn paper(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    Path((dossier, paper)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let Some(kind) = PrintedPaper::ALL.into_iter().find(|kind| kind.word() == paper) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
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
    let Some(pdf) = printed else { return Ok(StatusCode::NOT_FOUND.into_response()) };
    Ok(([(CONTENT_TYPE, "application/pdf"), (CONTENT_DISPOSITION, name)], pdf).into_response())
}
