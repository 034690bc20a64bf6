//! `/tra-cuu`: a number and a year of birth, by a form, so that neither stands in an address.

use super::{In, failed, not_shown, to_dossier};
use crate::app::App;
use crate::public::{Asked, Notice, by_number, form_page};
use crate::routes::peer::Peer;
use ::sync::public::PublicToken;
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{Html, Response};
use serde::Deserialize;

pub(super) async fn form(In(t): In) -> Html<String> {
    Html(form_page(&t, Notice::Nothing))
}

#[derive(Deserialize)]
pub(super) struct Typed {
    so: String,
    nam: String,
}

pub(super) async fn look_up(
    State(app): State<App>,
    Peer(address): Peer,
    In(t): In,
    typed: Result<Form<Typed>, FormRejection>,
) -> Response {
    // What cannot be read is looked for as if it were a number that nobody has.
    let Typed { so, nam } =
        typed.map_or_else(|_| Typed { so: String::new(), nam: String::new() }, |Form(typed)| typed);
    match app.run(move |app| by_number(app, &so, &nam, &address)).await {
        Ok((Asked::Found(dossier), _)) => to_dossier(&t, &PublicToken::of(dossier).text(), ""),
        Ok((why, _)) => not_shown(&t, why, Notice::NotFound),
        Err(failure) => failed(&t, failure),
    }
}
