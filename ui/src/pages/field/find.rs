//! Finding a procedure by what people call it; accents optional, the list follows the typing.

use super::page::Page;
use crate::components::dossier_card::say;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::{FieldRoute, Route};
use dossier::PersonRef;
use wire::ipc::{EventCard, FindProcedures, ProcedureCard};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    /// For whom the dossier will be.
    pub(super) of: Option<PersonRef>,
}

#[component]
pub(super) fn FindPage(props: &Props) -> Html {
    let t = use_texts();
    let of = props.of;
    let query = use_state(String::new);
    let found = use_loaded((*query).clone(), |query| ipc::call(FindProcedures { query }));
    let oninput = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                query.set(input.value());
            }
        })
    };
    let card = |card: &ProcedureCard| {
        let route = match of {
            Some(of) => FieldRoute::ProcedureFor(of, card.code.clone()),
            None => FieldRoute::Procedure(card.code.clone()),
        };
        html! {
            <li key={card.code.to_string()}>
                <button type="button" class="card procedure-card" data-code={card.code.to_string()}
                    onclick={Callback::from(move |_: MouseEvent| route.go())}>
                    <span class="card-title">{ say(&card.plain_name, t.language()) }</span>
                    <span class="card-line">{ say(&card.name, t.language()) }</span>
                    <span class="card-line">{ say(&card.field, t.language()) }{ " · " }{ card.code.to_string() }</span>
                    if !card.verified { <span class="mark mark-unsent">{ t.not_verified() }</span> }
                    <span class="card-next"><Icon picture={Picture::Forward} /></span>
                </button>
            </li>
        }
    };
    let event = |card: &EventCard| {
        let route = FieldRoute::Event(card.id.clone());
        html! {
            <li key={card.id.clone()}>
                <button type="button" class="card card-hint event-card" data-event={card.id.clone()}
                    onclick={Callback::from(move |_: MouseEvent| route.go())}>
                    <span class="card-title">{ say(&card.name, t.language()) }</span>
                    <span class="card-next">{ t.event_procedures(card.parts) }<Icon picture={Picture::Forward} /></span>
                </button>
            </li>
        }
    };
    html! {
        <Page page="find" title={t.find_title()} back={of.map_or(FieldRoute::Home, FieldRoute::Person)} focus="procedure-query">
            <div class="question">
                <label class="question-label" for="procedure-query">{ t.find_label() }</label>
                <p class="hint" id="find-hint">{ t.find_hint() }</p>
                <div class="search">
                    <Icon picture={Picture::Search} />
                    <input id="procedure-query" class="input" type="search" autocomplete="off"
                        aria-describedby="find-hint find-count" value={(*query).clone()} {oninput} />
                </div>
            </div>
            <p id="find-count" class="hint" aria-live="polite">
                { match found.ready() {
                    Some(found) if found.procedures.is_empty() && found.events.is_empty() => t.find_none(),
                    Some(found) if found.events.is_empty() => t.find_count(found.procedures.len()),
                    Some(found) => {
                        let events = t.find_count_events(found.events.len());
                        format!("{} {events}", t.find_count(found.procedures.len()))
                    }
                    None => String::new(),
                } }
            </p>
            if let Some(problem) = found.problem() { <Notice problem={problem.clone()} /> }
            if let Some(found) = found.ready() {
                if !found.events.is_empty() && of.is_none() {
                    <section class="part">
                        <h2>{ t.event_title() }</h2>
                        <ul class="cards" id="events">{ for found.events.iter().map(event) }</ul>
                    </section>
                }
                <ul class="cards" id="procedures">{ for found.procedures.iter().map(card) }</ul>
            }
        </Page>
    }
}
