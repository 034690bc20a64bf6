//! What others have written since the officer looked last: field by field, with who and when, until she says that she has
//! seen it.

use super::later::line;
use crate::http;
use crate::state::display::use_texts;
use dossier::{DossierId, PaperId};
use forms::Evaluation;
use std::collections::BTreeMap;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::office::{LookedAt, OfficeDossier};
use wire::view::NewsView;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) id: DossierId,
    /// Of the document that is shown.
    pub(super) version: String,
    pub(super) since: Vec<NewsView>,
    pub(super) evaluation: Option<Evaluation>,
    pub(super) papers: BTreeMap<PaperId, String>,
    pub(super) on_done: Callback<Result<OfficeDossier, Problem>>,
}

#[component]
pub(super) fn SinceCard(props: &Props) -> Html {
    let t = use_texts();
    let looked = {
        let (id, version, on_done) = (props.id, props.version.clone(), props.on_done.clone());
        Callback::from(move |_: MouseEvent| {
            let (looked, on_done) = (LookedAt { version: version.clone() }, on_done.clone());
            spawn_local(async move { on_done.emit(http::looked_at(id, &looked).await) });
        })
    };
    html! {
        <section class="card" id="since" aria-labelledby="since-title">
            <h2 id="since-title">{ t.since_title() }</h2>
            <ul class="plain">
                { for props.since.iter().map(|one| line(one, props.evaluation.as_ref(), &props.papers, &t)) }
            </ul>
            <button type="button" id="since-seen" class="button button-quiet" onclick={looked}>{ t.since_seen() }</button>
        </section>
    }
}
