//! The official blank with the answers in it, as it will be printed. The app draws it; here it is only shown.

use super::dossier::Work;
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::{browser, ipc};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::GetBlank;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) work: Work,
}

#[component]
pub(super) fn BlankSheets(props: &Props) -> Html {
    let t = use_texts();
    let shown = use_state(|| Ok::<_, Problem>(Rc::<[AttrValue]>::default()));
    let show = {
        let (work, shown) = (props.work.clone(), shown.clone());
        Callback::from(move |_: MouseEvent| {
            let (work, shown) = (work.clone(), shown.clone());
            spawn_local(async move {
                // What was typed last is on the paper as well.
                work.book.flush();
                work.book.settled().await;
                let pages = ipc::call(GetBlank { dossier: work.id() }).await;
                shown.set(pages.map(|pages| pages.into_iter().map(AttrValue::from).collect()));
            });
        })
    };
    let pages = shown.as_ref().map(Rc::clone).unwrap_or_default();
    html! {
        <section id="blank" class="card" aria-labelledby="blank-title">
            <h2 id="blank-title">{ t.blank_title() }</h2>
            <p class="hint">{ t.blank_hint() }</p>
            if let Err(problem) = &*shown { <Notice problem={problem.clone()} /> }
            <div class="buttons">
                <button type="button" id="blank-show" class="button button-quiet" onclick={show}>{ t.blank_show() }</button>
                if !pages.is_empty() {
                    <button type="button" id="blank-print" class="button button-quiet"
                        onclick={|_: MouseEvent| browser::print()}>{ t.blank_print() }</button>
                }
            </div>
            { for pages.iter().enumerate().map(|(at, page)| html! {
                <div class="sheet" role="img" aria-label={t.blank_page(at + 1, pages.len())}>
                    { Html::from_html_unchecked(page.clone()) }
                </div>
            }) }
        </section>
    }
}
