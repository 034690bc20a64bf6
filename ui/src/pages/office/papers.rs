//! The papers of a dossier, each a PDF in a tab of its own.

use crate::http;
use dossier::DossierId;
use dossier::case::{Case, CaseState};
use i18n::Texts;
use yew::prelude::*;

/// What can be printed of the dossier now.
pub(super) fn printable(id: DossierId, case: Option<&Case>, has_form: bool, t: &Texts) -> Html {
    if !has_form {
        return Html::default();
    }
    let accepted = case.is_some_and(|case| case.state == CaseState::Accepted);
    let asked = case.is_some_and(|case| !case.supplements.is_empty());
    let paper = |there: bool, name: &'static str, words: String| {
        there.then(|| {
            html! {
                <a id={format!("print-{name}")} class="button button-quiet" href={http::paper_address(id, name)}
                    target="_blank" rel="noopener">{ words }</a>
            }
        })
    };
    html! {
        <section class="card" aria-labelledby="printable">
            <h2 id="printable">{ t.print_title() }</h2>
            <div class="buttons">
                { paper(accepted, "receipt", t.print_receipt()) }
                { paper(asked, "supplement", t.print_supplement()) }
                { paper(true, "blank", t.print_blank()) }
            </div>
            <p class="hint">{ t.print_hint() }</p>
        </section>
    }
}
