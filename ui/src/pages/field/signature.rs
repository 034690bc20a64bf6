//! Signing for what was agreed to: with a finger, or in another way for whoever cannot.

use super::dossier::Work;
use super::page::Page;
use crate::components::consent_words::wording;
use crate::components::notice::Notice;
use crate::components::signature::{SignaturePad, Signed};
use crate::ipc;
use crate::state::answers;
use crate::state::display::use_texts;
use crate::state::route::{DossierPage, Route};
use dossier::Purpose;
use dossier::signature::{SignedBy, Strokes};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use wire::Problem;
use wire::ipc::SaveSignature;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) work: Work,
}

#[component]
pub(super) fn SignaturePage(props: &Props) -> Html {
    let t = use_texts();
    let work = &props.work;
    let busy = use_state(|| false);
    let problem = use_state(|| None::<Problem>);
    let witness = use_state(String::new);
    let save = {
        let (work, busy, problem) = (work.clone(), busy.clone(), problem.clone());
        Callback::from(move |signed: Option<SignedBy>| {
            if *busy {
                return;
            }
            busy.set(true);
            problem.set(None);
            let (work, busy, problem) = (work.clone(), busy.clone(), problem.clone());
            spawn_local(async move {
                // It stands for what is on the disk: every mark goes there first.
                work.book.flush();
                work.book.settled().await;
                match ipc::call(SaveSignature { dossier: work.id(), signed }).await {
                    Ok(view) => {
                        work.replaced.emit(view);
                        work.page(DossierPage::Review).go();
                    }
                    Err(refused) => {
                        busy.set(false);
                        problem.set(Some(refused));
                    }
                }
            });
        })
    };
    let keep = save.reform(|strokes: Strokes| Some(SignedBy::Finger(strokes)));
    let fingerprint = save.reform(|_: MouseEvent| Some(SignedBy::Fingerprint));
    let remove = save.reform(|_: MouseEvent| None);
    let typed = {
        let witness = witness.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                witness.set(field.value());
            }
        })
    };
    let named = {
        let (save, witness) = (save.clone(), witness.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            save.emit(Some(SignedBy::Witness(witness.trim().to_owned())));
        })
    };
    let agreed: Vec<Purpose> = Purpose::ALL
        .iter()
        .copied()
        .filter(|purpose| answers::agreed(&work.open.view, &work.ledger, purpose.as_str()))
        .collect();
    html! {
        <Page page="signature" title={t.signature_page()} back={work.page(DossierPage::Review)}>
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            if agreed.is_empty() {
                <p class="notice notice-warning" id="signature-nothing">{ t.signature_nothing() }</p>
            } else {
                <p class="lead">{ t.signature_lead() }</p>
                <ul class="plain">
                    { for agreed.iter().map(|purpose| html! { <li>{ wording(*purpose, &t).sentence }</li> }) }
                </ul>
                <SignaturePad busy={*busy} on_keep={keep} />
                <details class="fold" id="signature-cannot">
                    <summary>{ t.signature_cannot() }</summary>
                    <p>{ t.signature_cannot_hint() }</p>
                    <button type="button" id="signature-fingerprint" class="button button-quiet button-wide"
                        disabled={*busy} onclick={fingerprint}>{ t.signature_fingerprint() }</button>
                    <form onsubmit={named}>
                        <label class="question-label" for="signature-witness">{ t.signature_witness_label() }</label>
                        <input type="text" id="signature-witness" class="input" autocomplete="off" maxlength="200"
                            value={(*witness).clone()} oninput={typed} />
                        <button type="submit" id="signature-witness-keep" class="button button-quiet button-wide"
                            disabled={*busy || witness.trim().is_empty()}>{ t.signature_witness_keep() }</button>
                    </form>
                </details>
            }
            if let Some(signature) = &work.open.view.signature {
                <section class="card">
                    <h2>{ t.signature_title() }</h2>
                    <Signed signature={signature.clone()} consents={work.open.view.consents.clone()} />
                    <button type="button" id="signature-remove" class="button button-quiet" disabled={*busy}
                        onclick={remove}>{ t.signature_remove() }</button>
                </section>
            }
        </Page>
    }
}
