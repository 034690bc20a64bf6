//! `POST /h/{token}/danh-gia`: the five questions, once a dossier.

use super::{In, failed, not_shown, to_dossier};
use crate::app::App;
use crate::public::{self, Asked, Notice, PageRating, Standing, dossier_page, standing};
use crate::routes::peer::Peer;
use ::sync::public::PublicToken;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use dossier::DossierId;
use serde::Deserialize;
use wire::rating::Rating;

#[derive(Deserialize)]
pub(super) struct Marked {
    q1: u8,
    q2: u8,
    q3: u8,
    q4: u8,
    q5: u8,
    #[serde(rename = "y-kien", default)]
    words: String,
}

pub(super) async fn rate(
    State(app): State<App>,
    Peer(address): Peer,
    In(t): In,
    Path(token): Path<String>,
    marked: Result<Form<Marked>, FormRejection>,
) -> Response {
    let rating = marked.ok().map(|Form(marked)| Rating {
        wording: t.rating_version(),
        marks: [marked.q1, marked.q2, marked.q3, marked.q4, marked.q5],
        // Browsers end lines with two letters.
        words: marked.words.replace("\r\n", "\n").trim().to_owned(),
    });
    let done = app
        .run(move |app| {
            Ok(match public::rate(app, &token, rating, &address)? {
                PageRating::Noted => Shown::Noted(token),
                PageRating::NotWhole(found) => Shown::Again(Box::new(standing(app, &found)?), found.dossier),
                PageRating::Not(why) => Shown::Not(why),
            })
        })
        .await;
    match done {
        Ok(Shown::Noted(token)) => to_dossier(&t, &token, "#rated"),
        Ok(Shown::Again(standing, dossier)) => {
            let page = dossier_page(&t, &PublicToken::of(dossier).text(), &standing, true);
            (StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()
        }
        Ok(Shown::Not(why)) => not_shown(&t, why, Notice::CodeNotFound),
        Err(failure) => failed(&t, failure),
    }
}

enum Shown {
    /// Under this token, in the address that was asked for.
    Noted(String),
    Again(Box<Standing>, DossierId),
    Not(Asked),
}
