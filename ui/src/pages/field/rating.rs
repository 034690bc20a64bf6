//! The villager rates the work with her own finger. What is tapped is sealed when it is sent; this page forgets it.

use super::dossier::Work;
use super::page::Page;
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::display::use_texts;
use crate::state::route::{DossierPage, Route};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use wire::Problem;
use wire::ipc::RateDossier;
use wire::rating::{MAX_WORDS, QUESTIONS, Rating};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) work: Work,
}

#[component]
pub(super) fn RatingPage(props: &Props) -> Html {
    let t = use_texts();
    let work = &props.work;
    let marks = use_state(|| [0u8; QUESTIONS]);
    let words = use_state(String::new);
    let problem = use_state(|| None::<Problem>);
    let busy = use_state(|| false);
    let send = {
        let (work, problem, busy) = (work.clone(), problem.setter(), busy.clone());
        let rating = Rating { wording: t.rating_version(), marks: *marks, words: words.trim().to_owned() };
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            let (work, problem, busy, rating) = (work.clone(), problem.clone(), busy.clone(), rating.clone());
            spawn_local(async move {
                match ipc::call(RateDossier { dossier: work.id(), rating }).await {
                    Ok(view) => {
                        work.replaced.emit(view);
                        work.page(DossierPage::HandedOver).go();
                    }
                    Err(refused) => {
                        busy.set(false);
                        problem.set(Some(refused));
                    }
                }
            });
        })
    };
    let typed = {
        let words = words.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlTextAreaElement>() {
                words.set(field.value());
            }
        })
    };
    let questions =
        [t.rating_ease(), t.rating_guidance(), t.rating_attitude(), t.rating_time(), t.rating_result()];
    let levels =
        [t.rating_mark_5(), t.rating_mark_4(), t.rating_mark_3(), t.rating_mark_2(), t.rating_mark_1()];
    let one = |(at, question): (usize, &String)| {
        let level = |(level, label): (u8, &String)| {
            let id = format!("q{at}-{level}");
            let (marks, now) = (marks.clone(), marks.get(at) == Some(&level));
            let tap = Callback::from(move |_: Event| {
                let mut all = *marks;
                all.iter_mut().skip(at).take(1).for_each(|mark| *mark = level);
                marks.set(all);
            });
            html! {
                <label class="choice" for={id.clone()}>
                    <input type="radio" {id} name={format!("q{at}")} checked={now} required=true onchange={tap} />
                    <span>{ label }</span>
                </label>
            }
        };
        html! {
            <fieldset class="question">
                <legend class="question-label">{ question }</legend>
                <div class="choices">{ for (1..=5u8).rev().zip(&levels).map(level) }</div>
            </fieldset>
        }
    };
    html! {
        <Page page="rating" title={t.rating_title()} back={work.page(DossierPage::HandedOver)}>
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            if work.open.view.rating.is_some() {
                <p id="rated">{ t.rating_thanks() }</p>
            } else {
                <p class="lead">{ t.rating_hand_phone() }</p>
                <form onsubmit={send}>
                    { for questions.iter().enumerate().map(one) }
                    <label class="question-label" for="rating-words">{ t.rating_words() }</label>
                    <textarea id="rating-words" class="input" rows="3" maxlength={MAX_WORDS.to_string()}
                        value={(*words).clone()} oninput={typed} />
                    <p class="hint">{ t.rating_words_hint() }</p>
                    <button type="submit" id="rating-send" class="button button-primary button-wide"
                        disabled={*busy}>{ t.rating_send() }</button>
                </form>
            }
        </Page>
    }
}
