//! The search and the filters above the work lists. What is typed stays on this page: it is in no address.

use super::page::Desk;
use crate::components::dossier_card::say;
use crate::http;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use chrono::NaiveDate;
use dossier::{MemberId, ProcedureCode, TeamId};
use i18n::Texts;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use wire::lists::{AskList, Choices, Filter, PersonChoice};
use yew::prelude::*;

/// Of the list of officers.
const MINE: &str = "mine";

/// Another filter; the list stays.
fn set(asked: &UseStateHandle<AskList>, change: impl FnOnce(&mut Filter)) {
    let mut ask = (**asked).clone();
    change(&mut ask.filter);
    asked.set(ask);
}

#[component]
pub(super) fn Filters() -> Html {
    let t = use_texts();
    let choices = use_loaded((), |()| http::list_choices());
    let Some(desk) = use_context::<Desk>() else { return Html::default() };
    let asked = desk.asked;
    let filter = &asked.filter;
    let none = Choices::default();
    let choices = choices.ready().unwrap_or(&none);
    let on_words = {
        let asked = asked.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                set(&asked, |filter| filter.words = input.value());
            }
        })
    };
    let clear = {
        let asked = asked.clone();
        Callback::from(move |_: MouseEvent| {
            asked.set(AskList { filter: Filter::default(), ..(*asked).clone() });
            crate::browser::focus("list-search");
        })
    };
    let active = Filter { words: String::new(), ..filter.clone() } != Filter::default();
    html! {
        <div class="list-filters">
            <div class="field list-search">
                <label class="question-label" for="list-search">{ t.list_search() }</label>
                <input id="list-search" class="input" type="search" autocomplete="off" autocapitalize="none"
                    spellcheck="false" aria-describedby="list-search-hint" value={filter.words.clone()} oninput={on_words} />
                <p class="hint" id="list-search-hint">{ t.list_search_hint() }</p>
            </div>
            <details id="list-filters" class="fold">
                <summary>
                    { t.list_filters() }if active { { " · " }{ t.list_filters_on() } }
                </summary>
                <div class="list-filter-fields">{ fields(&asked, choices, &t) }</div>
            </details>
            if *filter != Filter::default() {
                <button type="button" id="list-clear" class="button button-quiet" onclick={clear}>{ t.list_clear() }</button>
            }
        </div>
    }
}

fn fields(asked: &UseStateHandle<AskList>, choices: &Choices, t: &Texts) -> Html {
    let filter = &asked.filter;
    let procedures = choices
        .procedures
        .iter()
        .map(|one| (one.code.as_str().to_owned(), say(&one.name, t.language()).to_owned()))
        .collect();
    let fields = choices.fields.iter().map(|one| (one.clone(), one.clone())).collect();
    let teams = choices.teams.iter().map(|one| (one.id.0.to_string(), one.name.clone())).collect();
    let mut officers = people(&choices.officers);
    officers.insert(0, (MINE.to_owned(), t.list_mine()));
    let holder = if filter.mine { MINE.to_owned() } else { number(filter.holder.map(|one| one.0)) };
    html! {
        <>
            { list(asked, "list-procedure", t.list_procedure(), filter.procedure.as_ref().map(|one| one.as_str().to_owned()).unwrap_or_default(), procedures, t,
                |filter, value| filter.procedure = (!value.is_empty()).then(|| ProcedureCode::new(value))) }
            { list(asked, "list-field", t.list_field(), filter.field.clone().unwrap_or_default(), fields, t,
                |filter, value| filter.field = (!value.is_empty()).then_some(value)) }
            { list(asked, "list-team", t.list_team(), number(filter.team.map(|one| one.0)), teams, t,
                |filter, value| filter.team = value.parse().ok().map(TeamId)) }
            { list(asked, "list-volunteer", t.list_volunteer(), number(filter.volunteer.map(|one| one.0)), people(&choices.volunteers), t,
                |filter, value| filter.volunteer = value.parse().ok().map(MemberId)) }
            { list(asked, "list-holder", t.list_holder(), holder, officers, t,
                |filter, value| {
                    filter.mine = value == MINE;
                    filter.holder = value.parse().ok().map(MemberId);
                }) }
            { date(asked, "list-from", t.list_from(), filter.from, |filter, day| filter.from = day) }
            { date(asked, "list-to", t.list_to(), filter.to, |filter, day| filter.to = day) }
        </>
    }
}

fn number(chosen: Option<u32>) -> String {
    chosen.map(|number| number.to_string()).unwrap_or_default()
}

fn people(people: &[PersonChoice]) -> Vec<(String, String)> {
    people.iter().map(|one| (one.id.0.to_string(), one.name.clone())).collect()
}

/// A list of choices; the first is all of them.
fn list(
    asked: &UseStateHandle<AskList>,
    id: &'static str,
    label: String,
    chosen: String,
    choices: Vec<(String, String)>,
    t: &Texts,
    change: fn(&mut Filter, String),
) -> Html {
    let onchange = {
        let asked = asked.clone();
        Callback::from(move |event: Event| {
            let field = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
            if let Some(field) = field {
                set(&asked, |filter| change(filter, field.value()));
            }
        })
    };
    let choice = |(value, words): (String, String)| {
        let selected = value == chosen;
        html! { <option {value} {selected}>{ words }</option> }
    };
    html! {
        <div class="field">
            <label class="question-label" for={id}>{ label }</label>
            <select {id} class="input" {onchange}>
                <option value="" selected={chosen.is_empty()}>{ t.list_every() }</option>
                { for choices.into_iter().map(choice) }
            </select>
        </div>
    }
}

fn date(
    asked: &UseStateHandle<AskList>,
    id: &'static str,
    label: String,
    day: Option<NaiveDate>,
    change: fn(&mut Filter, Option<NaiveDate>),
) -> Html {
    let onchange = {
        let asked = asked.clone();
        Callback::from(move |event: Event| {
            let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(field) = field {
                set(&asked, |filter| change(filter, field.value().parse().ok()));
            }
        })
    };
    html! {
        <div class="field">
            <label class="question-label" for={id}>{ label }</label>
            <input {id} class="input" type="date" value={day.map(|day| day.to_string()).unwrap_or_default()} {onchange} />
        </div>
    }
}
