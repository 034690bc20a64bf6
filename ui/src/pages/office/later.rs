//! What came after a dossier was accepted: shown beside it, and part of it only when an officer takes it over.

use crate::components::field::read_value;
use crate::format;
use crate::http;
use crate::state::display::use_texts;
use dossier::{DossierId, PaperId};
use forms::Evaluation;
use i18n::Texts;
use std::collections::BTreeMap;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::office::OfficeDossier;
use wire::view::{NewsOf, NewsView};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) id: DossierId,
    pub(super) later: Vec<NewsView>,
    pub(super) evaluation: Option<Evaluation>,
    pub(super) papers: BTreeMap<PaperId, String>,
    pub(super) may_take_in: bool,
    pub(super) on_done: Callback<Result<OfficeDossier, Problem>>,
}

#[component]
pub(super) fn LaterCard(props: &Props) -> Html {
    let t = use_texts();
    let busy = use_state(|| false);
    let take_in = {
        let (busy, on_done, id) = (busy.clone(), props.on_done.clone(), props.id);
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let (busy, on_done) = (busy.clone(), on_done.clone());
            spawn_local(async move {
                let outcome = http::take_in(id).await;
                busy.set(false);
                on_done.emit(outcome);
            });
        })
    };
    html! {
        <section class="card" id="later" aria-labelledby="later-title">
            <h2 id="later-title">{ t.work_later() }</h2>
            <p class="hint">{ t.work_later_hint() }</p>
            <ul class="plain">{
                for props.later.iter().map(|one| line(one, props.evaluation.as_ref(), &props.papers, &t))
            }</ul>
            if props.may_take_in {
                <button type="button" id="take-in" class="button button-primary" disabled={*busy} onclick={take_in}>
                    { t.work_take_in() }</button>
            }
        </section>
    }
}

/// One thing that was written, with what it stands for, who and when.
pub(super) fn line(
    one: &NewsView,
    evaluation: Option<&Evaluation>,
    papers: &BTreeMap<PaperId, String>,
    t: &Texts,
) -> Html {
    let paper = |paper: &PaperId| papers.get(paper).cloned().unwrap_or_else(|| paper.to_string());
    let (what, value) = match &one.of {
        NewsOf::Answer(question) => {
            match evaluation.and_then(|evaluation| evaluation.question(question.as_str())) {
                Some(state) => (
                    state.label.get(t.language().code()).to_owned(),
                    read_value(state, &one.written.value, t),
                ),
                None => (t.news_other_answer(), one.written.value.clone()),
            }
        }
        NewsOf::Paper(of) => (paper(of), one.written.value.clone()),
        NewsOf::Page(of) => (paper(of), t.work_later_photo()),
        NewsOf::Consent(_) => (t.news_consent(), String::new()),
    };
    let who = one.written.by.name.clone().unwrap_or_default();
    html! { <li>{ t.work_later_line(&value, &what, format::moment(one.written.at, t), &who) }</li> }
}
