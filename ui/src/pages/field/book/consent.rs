//! Whether a household may be kept in the team's book, and leaving it.

use super::super::consent::recorded;
use crate::components::consent_words::wording;
use crate::components::notice::Notice;
use crate::components::take_back::{TakeBack, TakingBack};
use crate::ipc;
use crate::state::display::use_texts;
use crate::state::route::{FieldRoute, Route};
use dossier::{HouseholdId, Purpose};
use std::pin::Pin;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{SaveHouseholdConsent, WithdrawHousehold};
use wire::view::ConsentView;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) household: HouseholdId,
    /// `None`: nobody was asked.
    pub(super) consent: Option<ConsentView>,
    pub(super) on_saved: Callback<()>,
}

#[component]
pub(super) fn BookConsent(props: &Props) -> Html {
    let t = use_texts();
    let problem = use_state(|| None::<Problem>);
    let busy = use_state(|| false);
    let (household, purpose) = (props.household, Purpose::KeepInBook);
    let agreed = props.consent.as_ref().is_some_and(|consent| consent.given);
    let words = wording(purpose, &t);
    let change = {
        let (problem, busy, on_saved) = (problem.setter(), busy.clone(), props.on_saved.clone());
        Callback::from(move |_: Event| {
            if *busy {
                return;
            }
            busy.set(true);
            let request = SaveHouseholdConsent {
                household,
                purpose: purpose.as_str().to_owned(),
                given: !agreed,
                wording_version: words.version.clone(),
            };
            let (problem, busy, on_saved) = (problem.clone(), busy.setter(), on_saved.clone());
            spawn_local(async move {
                let outcome = ipc::call(request).await;
                busy.set(false);
                problem.set(outcome.err());
                on_saved.emit(());
            });
        })
    };
    let taking: TakingBack = Callback::from(move |()| {
        let future: Pin<Box<dyn Future<Output = Result<(), Problem>>>> = Box::pin(async move {
            ipc::call(WithdrawHousehold { household }).await?;
            FieldRoute::Book.go();
            Ok(())
        });
        future
    });
    let follows = vec![t.take_back_household_device(), t.take_back_household_dossiers()];
    html! {
        <section class="part" aria-labelledby="household-consent">
            <h2 id="household-consent">{ t.household_consent_title() }</h2>
            <div class="consent" data-agreed={agreed.to_string()}>
                <label class="choice consent-choice" for="consent-keep_in_book">
                    <input type="checkbox" id="consent-keep_in_book" checked={agreed} disabled={*busy} onchange={change} />
                    <span class="lead">{ words.sentence }</span>
                </label>
                <p class="hint">{ t.consent_voluntary() }</p>
                if let Some(consent) = &props.consent { { recorded(consent, &t) } }
                if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            </div>
            <TakeBack open={t.take_back_household()} title={t.take_back_household_title()} {follows} take_back={taking} />
        </section>
    }
}
