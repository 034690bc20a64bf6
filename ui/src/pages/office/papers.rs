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
    let is = |holds: fn(&Case) -> bool| case.is_some_and(holds);
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
                { paper(is(Case::is_accepted), "receipt", t.print_receipt()) }
                { paper(is(|case| !case.supplements.is_empty()), "supplement", t.print_supplement()) }
                { paper(is(|case| case.state == CaseState::Refused), "refusal", t.print_refusal()) }
                { paper(is(|case| !case.extensions.is_empty()), "apology", t.print_apology()) }
                { paper(is(|case| case.state == CaseState::Stopped), "stop", t.print_stop()) }
                { paper(is(Case::is_accepted), "control", t.print_control()) }
                { paper(true, "blank", t.print_blank()) }
            </div>
            <p class="hint">{ t.print_hint() }</p>
        </section>
    }
}
