//! What is to be done now: on the home page, above the dossiers.

use super::cards::named;
use crate::components::dossier_card::say;
use crate::components::icon::{Icon, Picture};
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::{DossierPage, FieldRoute, HouseholdPage, Route};
use crate::{format, ipc};
use i18n::Texts;
use wire::book::{AskedCard, TaskCard, TaskOf, VisitCard};
use wire::ipc::GetToday;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(in crate::pages::field) struct Props {
    /// Read again when this changes.
    pub(in crate::pages::field) syncs: u64,
}

#[component]
pub(in crate::pages::field) fn Today(props: &Props) -> Html {
    let t = use_texts();
    let today = use_loaded(props.syncs, |_| ipc::call(GetToday {}));
    let is_something = |today: &&wire::book::Today| {
        !today.asked.is_empty() || !today.tasks.is_empty() || !today.visits.is_empty()
    };
    let Some(today) = today.ready().filter(is_something) else {
        return Html::default();
    };
    html! {
        <section class="part" id="today">
            <h2>{ t.today_title() }</h2>
            <ul class="cards cards-small">
                { for today.asked.iter().map(|asked| asked_card(asked, &t)) }
                { for today.visits.iter().map(|visit| visit_card(visit, &t)) }
                { for today.tasks.iter().map(|task| task_card(task, &t)) }
            </ul>
        </section>
    }
}

/// What the office waits for.
fn asked_card(asked: &AskedCard, t: &Texts) -> Html {
    let route = FieldRoute::Dossier(asked.dossier, DossierPage::HandedOver);
    let name = if asked.name.trim().is_empty() { t.home_unnamed() } else { asked.name.clone() };
    html! {
        <li key={format!("asked-{}", asked.dossier)}>
            <button type="button" class="card card-asked" data-asked={asked.dossier.to_string()}
                onclick={Callback::from(move |_: MouseEvent| route.go())}>
                <span class="card-title">{ t.today_asked(asked.asks, name) }</span>
                <span class="card-line">{ say(&asked.procedure_name, t.language()) }</span>
                if let Some(due) = asked.due { <span class="card-line">{ t.task_due(format::day(due)) }</span> }
                { late(asked.late, t) }
            </button>
        </li>
    }
}

fn visit_card(visit: &VisitCard, t: &Texts) -> Html {
    let route = FieldRoute::Household(visit.household, HouseholdPage::Overview);
    html! {
        <li key={format!("visit-{}", visit.household)}>
            <button type="button" class="card" data-visit={visit.household.to_string()}
                onclick={Callback::from(move |_: MouseEvent| route.go())}>
                <span class="card-title">{ t.today_visit(named(&visit.head, t)) }</span>
                if !visit.what_for.is_empty() { <span class="card-line">{ &visit.what_for }</span> }
                <span class="card-line">{ &visit.area }{ " · " }{ format::day(visit.due) }</span>
                { late(visit.late, t) }
            </button>
        </li>
    }
}

fn task_card(task: &TaskCard, t: &Texts) -> Html {
    let route = match task.of {
        TaskOf::Household(id) => FieldRoute::Household(id, HouseholdPage::Overview),
        TaskOf::Dossier(id) => FieldRoute::Dossier(id, DossierPage::Review),
    };
    let place = [&task.name, &task.area];
    let place: Vec<&str> = place.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    html! {
        <li key={task.task.to_string()}>
            <button type="button" class="card" data-task={task.task.to_string()}
                onclick={Callback::from(move |_: MouseEvent| route.go())}>
                <span class="card-title">{ &task.what }</span>
                if !place.is_empty() { <span class="card-line">{ place.join(" · ") }</span> }
                if let Some(due) = task.due { <span class="card-line">{ t.task_due(format::day(due)) }</span> }
                { late(task.late, t) }
            </button>
        </li>
    }
}

fn late(late: bool, t: &Texts) -> Html {
    if !late {
        return Html::default();
    }
    html! { <span class="mark mark-wrong"><Icon picture={Picture::Warning} />{ t.today_late() }</span> }
}
