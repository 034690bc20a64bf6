//! Choosing the household that a dossier is for. Optional: not everyone is in the team's book.

use crate::ipc;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use wire::ipc::{FindHouseholds, HouseholdCard};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) chosen: Option<HouseholdCard>,
    pub(super) on_choose: Callback<Option<HouseholdCard>>,
}

#[component]
pub(super) fn Households(props: &Props) -> Html {
    let t = use_texts();
    let query = use_state(String::new);
    let found = use_loaded((*query).clone(), |query| ipc::call(FindHouseholds { query }));
    let oninput = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                query.set(input.value());
            }
        })
    };
    if let Some(chosen) = &props.chosen {
        return html! {
            <div class="card card-hint" id="household-chosen">
                <p>{ t.guide_household_chosen(&chosen.area, &chosen.head) }</p>
                <button type="button" class="button button-quiet" onclick={props.on_choose.reform(|_| None)}>
                    { t.guide_household_none() }</button>
            </div>
        };
    }
    let option = |card: &HouseholdCard| {
        let chosen = card.clone();
        html! {
            <li key={card.id.to_string()}>
                <button type="button" class="card household-card" data-household={card.id.to_string()}
                    onclick={props.on_choose.reform(move |_| Some(chosen.clone()))}>
                    <span class="card-title">{ &card.head }</span>
                    <span class="card-line">{ t.guide_household_persons(&card.area, card.persons) }</span>
                </button>
            </li>
        }
    };
    html! {
        <div class="question">
            <label class="question-label" for="household-query">{ t.guide_household() }</label>
            <p class="hint" id="household-hint">{ t.guide_household_hint() }</p>
            <input id="household-query" class="input" type="search" autocomplete="off"
                aria-describedby="household-hint" value={(*query).clone()} {oninput} />
            if let Some(found) = found.ready() {
                if found.is_empty() && !query.is_empty() {
                    <p class="hint" role="status">{ t.guide_household_empty() }</p>
                } else if !query.trim().is_empty() {
                    <ul class="cards cards-small">{ for found.iter().map(option) }</ul>
                }
            }
        </div>
    }
}
