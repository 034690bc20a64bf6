//! Taking everything back, in two steps: what follows is said in plain sentences before anything goes.

use crate::browser;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use std::future::Future;
use std::pin::Pin;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use yew::prelude::*;

/// Takes it back; what follows is the caller's.
pub type TakingBack = Callback<(), Pin<Box<dyn Future<Output = Result<(), Problem>>>>>;

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    /// What the button says.
    pub open: String,
    /// The question above the sentences.
    pub title: String,
    /// What follows, one sentence a line.
    pub follows: Vec<String>,
    pub take_back: TakingBack,
}

#[component]
pub fn TakeBack(props: &Props) -> Html {
    let t = use_texts();
    let asking = use_state(|| false);
    let busy = use_state(|| false);
    let problem = use_state(|| None::<Problem>);
    let ask = {
        let asking = asking.setter();
        Callback::from(move |_: MouseEvent| {
            asking.set(true);
            browser::focus_soon("take-back-title".to_owned());
        })
    };
    let keep = {
        let (asking, problem) = (asking.setter(), problem.setter());
        Callback::from(move |_: MouseEvent| {
            asking.set(false);
            problem.set(None);
            browser::focus_soon("take-back".to_owned());
        })
    };
    let confirm = {
        let (busy, problem, take_back) = (busy.clone(), problem.setter(), props.take_back.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let (busy, problem, going) = (busy.setter(), problem.clone(), take_back.emit(()));
            spawn_local(async move {
                let outcome = going.await;
                busy.set(false);
                problem.set(outcome.err());
            });
        })
    };
    if !*asking {
        return html! {
            <button type="button" id="take-back" class="button button-bare" onclick={ask}>{ &props.open }</button>
        };
    }
    html! {
        <section class="card card-danger" aria-labelledby="take-back-title">
            <h2 id="take-back-title" tabindex="-1"><Icon picture={Picture::Warning} />{ &props.title }</h2>
            <ul class="plain">{ for props.follows.iter().map(|sentence| html! { <li>{ sentence }</li> }) }</ul>
            <p><strong>{ t.take_back_no_undo() }</strong></p>
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            <div class="buttons">
                <button type="button" id="take-back-keep" class="button button-primary button-wide"
                    disabled={*busy} onclick={keep}>{ t.take_back_keep() }</button>
                <button type="button" id="take-back-confirm" class="button button-danger button-wide"
                    disabled={*busy} onclick={confirm}>
                    { if *busy { t.take_back_doing() } else { t.take_back_confirm() } }
                </button>
            </div>
        </section>
    }
}
