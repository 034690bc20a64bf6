//! One household: its people, what was done, what is to be done, its dossiers, and its fields.

use super::super::home::first_page;
use super::super::page::Page;
use super::cards::{named, person_card};
use super::consent::BookConsent;
use super::fields;
use super::new_person::NewPersonPage;
use super::tasks::Tasks;
use super::visit::VisitPage;
use crate::components::book_field::BookField;
use crate::components::dossier_card::DossierCard;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::state::book_save::Save;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::{FieldRoute, HouseholdPage, Route};
use crate::state::session::Session;
use crate::{format, ipc};
use dossier::{HouseholdField, HouseholdId, Purpose};
use i18n::Texts;
use wire::book::{HouseholdView, TaskOf, Visit};
use wire::ipc::{DossierCard as Card, GetHousehold, SaveHousehold};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(in crate::pages::field) struct Props {
    pub(in crate::pages::field) id: HouseholdId,
    pub(in crate::pages::field) page: HouseholdPage,
}

#[component]
pub(in crate::pages::field) fn HouseholdPages(props: &Props) -> Html {
    match props.page {
        HouseholdPage::Overview => html! { <Overview id={props.id} /> },
        HouseholdPage::NewPerson => html! { <NewPersonPage household={props.id} /> },
        HouseholdPage::Visit => html! { <VisitPage household={props.id} /> },
    }
}

#[derive(Properties, PartialEq, Debug)]
struct OverviewProps {
    id: HouseholdId,
}

#[component]
fn Overview(props: &OverviewProps) -> Html {
    let t = use_texts();
    let session = use_context::<Session>();
    let syncs = session.as_ref().map_or(0, |session| session.link.ended);
    let saved = use_state(|| 0_u32);
    use_waiting(session, *saved);
    let id = props.id;
    let view = use_loaded((id, syncs, *saved), |(household, ..)| ipc::call(GetHousehold { household }));
    let Some(view) = view.ready() else {
        return html! {
            <Page page="household" title={t.loading()} back={FieldRoute::Book}>
                if let Some(problem) = view.problem() { <Notice problem={problem.clone()} /> }
            </Page>
        };
    };
    let go = |route: FieldRoute| Callback::from(move |_: MouseEvent| route.go());
    let text = |field: HouseholdField| {
        view.fields.get(&field).map(|answer| answer.current.value.clone()).unwrap_or_default()
    };
    let place = [HouseholdField::Address, HouseholdField::Street, HouseholdField::Area].map(text);
    let place: Vec<String> = place.into_iter().filter(|part| !part.is_empty()).collect();
    html! {
        <Page page="household" title={t.book_household_of(named(&text(HouseholdField::Head), &t))} back={FieldRoute::Book}>
            <p class="lead">{ place.join(", ") }</p>
            { contact(&text(HouseholdField::Phone), &text(HouseholdField::Contact), &t) }
            if !text(HouseholdField::Language).is_empty() {
                <p>{ t.book_home_language() }{ ": " }{ text(HouseholdField::Language) }</p>
            }
            if !text(HouseholdField::Note).is_empty() {
                <p class="notice notice-note"><span>{ text(HouseholdField::Note) }</span></p>
            }
            <button type="button" id="add-visit" class="button button-primary button-wide"
                onclick={go(FieldRoute::Household(id, HouseholdPage::Visit))}>
                <Icon picture={Picture::Plus} />{ t.visit_add() }
            </button>
            <section class="part">
                <h2>{ t.book_people() }</h2>
                <ul class="cards" id="persons">{ for view.persons.iter().map(|card| person_card(card, &t)) }</ul>
                <button type="button" id="add-person" class="button button-quiet button-wide"
                    onclick={go(FieldRoute::Household(id, HouseholdPage::NewPerson))}>
                    <Icon picture={Picture::Person} />{ t.person_add() }
                </button>
            </section>
            <Tasks of={TaskOf::Household(id)} tasks={view.tasks.clone()} />
            { visits(view, &t) }
            { dossiers(&view.dossiers, &t) }
            <details class="fold" id="household-fields">
                <summary>{ t.book_edit_household() }</summary>
                { for fields::HOUSEHOLD.iter().map(|field| edit(id, *field, view, &saved, &t)) }
            </details>
            <BookConsent household={id} consent={view.consents.get(Purpose::KeepInBook.as_str()).cloned()}
                on_saved={Callback::from({ let saved = saved.clone(); move |()| saved.set(*saved + 1) })} />
        </Page>
    }
}

/// What waits to be sent changes with every save.
#[hook]
pub(super) fn use_waiting(session: Option<Session>, saved: u32) {
    use_effect_with(saved, move |_| {
        if let Some(session) = session {
            session.link.ask_again.emit(());
        }
    });
}

fn contact(phone: &str, who: &str, t: &Texts) -> Html {
    if phone.is_empty() {
        return Html::default();
    }
    let words = if who.is_empty() { phone.to_owned() } else { t.book_phone_of(phone, who) };
    html! { <p id="household-phone">{ t.book_phone() }{ ": " }<strong>{ words }</strong></p> }
}

fn edit(
    household: HouseholdId,
    field: HouseholdField,
    view: &HouseholdView,
    saved: &UseStateHandle<u32>,
    t: &Texts,
) -> Html {
    let saved = saved.clone();
    let save: Save = Callback::from(move |value: String| {
        let saved = saved.clone();
        let future: std::pin::Pin<Box<dyn Future<Output = Result<(), wire::Problem>>>> =
            Box::pin(async move {
                ipc::call(SaveHousehold { household, field, value }).await?;
                saved.set(*saved + 1);
                Ok(())
            });
        future
    });
    html! {
        <BookField key={field.as_str()} id={format!("household-{}", field.as_str())}
            label={fields::household_label(field, t)} input={fields::household_input(field)}
            answer={view.fields.get(&field).cloned()} {save} />
    }
}

fn visits(view: &HouseholdView, t: &Texts) -> Html {
    let one = |visit: &Visit| {
        html! {
            <li key={visit.id.to_string()} class="card" data-visit={visit.id.to_string()}>
                <span class="card-title">{ format::day(visit.on) }</span>
                if !visit.by.is_empty() { <span class="card-line">{ t.visit_by(&visit.by) }</span> }
                if !visit.done.is_empty() { <span class="card-line">{ &visit.done }</span> }
                if let Some(next) = visit.next {
                    <span class="card-line">{ next_words(format::day(next), &visit.next_for, t) }</span>
                }
            </li>
        }
    };
    html! {
        <section class="part">
            <h2>{ t.visit_log() }</h2>
            if view.visits.is_empty() { <p class="hint">{ t.visit_none() }</p> }
            <ol class="cards" id="visits">{ for view.visits.iter().map(one) }</ol>
        </section>
    }
}

fn next_words(day: String, what: &str, t: &Texts) -> String {
    if what.is_empty() { t.visit_next_on(day) } else { t.visit_next_on_for(day, what) }
}

pub(super) fn dossiers(cards: &[Card], t: &Texts) -> Html {
    if cards.is_empty() {
        return Html::default();
    }
    let one = |card: &Card| {
        let route = FieldRoute::Dossier(card.id, first_page(card.progress));
        html! {
            <DossierCard key={card.id.to_string()} card={card.clone()} not_kept={false}
                on_open={Callback::from(move |()| route.go())} />
        }
    };
    html! {
        <section class="part">
            <h2>{ t.book_dossiers() }</h2>
            <ul class="cards" id="dossiers">{ for cards.iter().map(one) }</ul>
        </section>
    }
}
