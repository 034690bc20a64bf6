//! The team's area: a search over everybody, hamlets with their streets, and the households of one of them.

use super::super::page::Page;
use super::cards::{household_card, person_card};
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::{FieldRoute, Route};
use crate::state::session::Session;
use i18n::Texts;
use wire::book::{AreaView, FoundInBook, StreetView};
use wire::ipc::{FindInBook, GetBook, HouseholdCard, ListHouseholds};
use yew::prelude::*;

#[component]
pub(in crate::pages::field) fn BookPage() -> Html {
    let t = use_texts();
    let session = use_context::<Session>();
    let syncs = session.map_or(0, |session| session.link.ended);
    let query = use_state(String::new);
    let book = use_loaded(syncs, |_| ipc::call(GetBook {}));
    let found = use_loaded(((*query).clone(), syncs), |(query, _)| ipc::call(FindInBook { query }));
    let oninput = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                query.set(input.value());
            }
        })
    };
    let searching = !query.trim().is_empty();
    html! {
        <Page page="book" title={t.book_title()} back={FieldRoute::Home}>
            <div class="question">
                <label class="question-label" for="book-query">{ t.book_search() }</label>
                <p class="hint" id="book-query-hint">{ t.book_search_hint() }</p>
                <input id="book-query" class="input" type="search" autocomplete="off" aria-describedby="book-query-hint"
                    value={(*query).clone()} {oninput} />
            </div>
            if let Some(problem) = book.problem() { <Notice problem={problem.clone()} /> }
            if searching {
                if let Some(found) = found.ready() { { found_list(found, &t) } }
            } else if let Some(book) = book.ready() {
                if book.areas.is_empty() {
                    <div class="card card-empty"><p>{ t.book_empty() }</p></div>
                }
                <ul class="cards" id="areas">
                    { for book.areas.iter().enumerate().map(|(at, area)| area_card(at, area, &t)) }
                </ul>
            }
            <button type="button" id="new-household" class="button button-quiet button-wide"
                onclick={Callback::from(|_: MouseEvent| FieldRoute::NewHousehold.go())}>
                <Icon picture={Picture::Plus} />{ t.book_new_household() }
            </button>
        </Page>
    }
}

fn found_list(found: &FoundInBook, t: &Texts) -> Html {
    if found.persons.is_empty() && found.households.is_empty() {
        return html! { <p class="hint" role="status" id="book-nothing">{ t.book_nothing() }</p> };
    }
    html! {
        <>
            <p class="hint" role="status">
                { if found.more { t.book_found_more() } else { t.book_found(found.households.len(), found.persons.len()) } }
            </p>
            <ul class="cards" id="found-persons">{ for found.persons.iter().map(|card| person_card(card, t)) }</ul>
            if !found.households.is_empty() {
                <h2>{ t.book_households() }</h2>
                <ul class="cards" id="found-households">
                    { for found.households.iter().map(|card| household_card(card, t)) }
                </ul>
            }
        </>
    }
}

fn place(name: &str, t: &Texts) -> String {
    if name.is_empty() { t.book_no_place() } else { name.to_owned() }
}

fn area_card(at: usize, area: &AreaView, t: &Texts) -> Html {
    let households = area.streets.iter().map(|street| street.households).sum::<u32>();
    let route = FieldRoute::Area(at, None);
    let has_streets = area.streets.len() > 1 || area.streets.iter().any(|street| !street.street.is_empty());
    let street = |(number, street): (usize, &StreetView)| {
        let route = FieldRoute::Area(at, Some(number));
        html! {
            <li key={number}>
                <button type="button" class="button button-quiet button-wide" data-street={number.to_string()}
                    onclick={Callback::from(move |_: MouseEvent| route.go())}>
                    { place(&street.street, t) }{ " · " }{ t.book_count(street.households, street.persons) }
                </button>
            </li>
        }
    };
    html! {
        <li key={at}>
            <button type="button" class="card" data-area={at.to_string()}
                onclick={Callback::from(move |_: MouseEvent| route.go())}>
                <span class="card-title">{ place(&area.area, t) }</span>
                <span class="card-line">
                    { t.book_count(households, area.streets.iter().map(|street| street.persons).sum::<u32>()) }
                </span>
                <span class="card-next">{ t.book_open_area() }<Icon picture={Picture::Forward} /></span>
            </button>
            if has_streets {
                <details class="fold"><summary>{ t.book_streets() }</summary>
                    <ul class="cards cards-small">{ for area.streets.iter().enumerate().map(street) }</ul>
                </details>
            }
        </li>
    }
}

#[derive(Properties, PartialEq, Debug)]
pub(in crate::pages::field) struct AreaProps {
    pub(in crate::pages::field) area: usize,
    pub(in crate::pages::field) street: Option<usize>,
}

/// How many pages of the list are shown: a page is asked for when somebody wants to see it.
#[component]
pub(in crate::pages::field) fn AreaPage(props: &AreaProps) -> Html {
    let t = use_texts();
    let pages = use_state(|| 1_u32);
    let (area, street) = (props.area, props.street);
    let list = use_loaded((area, street, *pages), move |(area, street, pages)| read(area, street, pages));
    let more = {
        let pages = pages.clone();
        Callback::from(move |_: MouseEvent| pages.set(*pages + 1))
    };
    let title = list.ready().map_or_else(|| t.loading(), |list| place(&list.title, &t));
    html! {
        <Page page="area" {title} back={FieldRoute::Book}>
            if let Some(problem) = list.problem() { <Notice problem={problem.clone()} /> }
            if let Some(list) = list.ready() {
                <ul class="cards" id="households">
                    { for list.households.iter().map(|card| household_card(card, &t)) }
                </ul>
                if list.more {
                    <button type="button" id="more" class="button button-quiet button-wide" onclick={more}>
                        { t.book_more() }
                    </button>
                }
            }
        </Page>
    }
}

#[derive(Default)]
struct List {
    title: String,
    households: Vec<HouseholdCard>,
    more: bool,
}

async fn read(area: usize, street: Option<usize>, pages: u32) -> Result<List, wire::Problem> {
    let book = ipc::call(GetBook {}).await?;
    let Some(area) = book.areas.get(area) else { return Ok(List::default()) };
    let street = match street.map(|at| area.streets.get(at)) {
        None => None,
        Some(Some(street)) => Some(street.street.clone()),
        Some(None) => return Ok(List::default()),
    };
    let title = match &street {
        Some(street) if !street.is_empty() => format!("{street}, {}", area.area),
        Some(_) | None => area.area.clone(),
    };
    let mut list = List { title, ..List::default() };
    for _ in 0..pages {
        let skip = u32::try_from(list.households.len()).unwrap_or(u32::MAX);
        let request = ListHouseholds { area: area.area.clone(), street: street.clone(), skip };
        let page = ipc::call(request).await?;
        list.households.extend(page.households);
        list.more = page.more;
        if !page.more {
            break;
        }
    }
    Ok(list)
}
