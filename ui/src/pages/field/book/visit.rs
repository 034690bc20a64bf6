//! Entering a visit.

use super::super::page::Page;
use crate::components::book_field::{Input, InputField, draw};
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::state::route::{FieldRoute, HouseholdPage, Route};
use crate::state::typed::use_typed;
use crate::{browser, ipc};
use chrono::NaiveDate;
use dossier::HouseholdId;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::AddVisit;
use yew::prelude::*;

const ON: &str = "visit-on";
const DONE: &str = "visit-done";
const NEXT: &str = "visit-next";
const NEXT_FOR: &str = "visit-next-for";

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) household: HouseholdId,
}

#[component]
pub(super) fn VisitPage(props: &Props) -> Html {
    let t = use_texts();
    let typed = use_typed(FieldRoute::Household(props.household, HouseholdPage::Visit).to_string());
    let today = use_memo((), |()| browser::now().in_vietnam().date().to_string());
    let on = Some(typed.text(ON)).filter(|on| !on.is_empty()).unwrap_or_else(|| (*today).clone());
    let next = typed.text(NEXT);
    let problem = use_state(|| None::<Problem>);
    let busy = use_state(|| false);
    let overview = FieldRoute::Household(props.household, HouseholdPage::Overview);
    let day = |typed: &str| typed.parse::<NaiveDate>().ok();
    let unread = [&on, &next].into_iter().any(|typed| !typed.is_empty() && day(typed).is_none());
    let save = {
        let (household, overview) = (props.household, overview.clone());
        let (on, next, typed) = (on.clone(), next.clone(), typed.clone());
        let (problem, busy) = (problem.setter(), busy.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(on) = on.parse::<NaiveDate>().ok().filter(|_| !unread && !*busy) else { return };
            busy.set(true);
            let request = AddVisit {
                household,
                on,
                done: typed.text(DONE),
                next: next.parse().ok(),
                next_for: typed.text(NEXT_FOR),
            };
            let typed = typed.clone();
            let (problem, busy, overview) = (problem.clone(), busy.clone(), overview.clone());
            spawn_local(async move {
                match ipc::call(request).await {
                    Ok(_) => {
                        typed.forget();
                        overview.go();
                    }
                    Err(found) => {
                        busy.set(false);
                        problem.set(Some(found));
                    }
                }
            });
        })
    };
    let field = |id: &'static str, label: String, hint: String, input: Input, value: String| {
        let drawn = draw(
            &InputField {
                id: id.to_owned(),
                input,
                value,
                described_by: format!("hint-{id}"),
                on_typed: typed.on_typed(id),
                on_commit: typed.on_commit(),
            },
            &label,
        );
        html! {
            <div class="question" data-field={id}>
                <label class="question-label" for={id}>{ label }</label>
                if !hint.is_empty() { <p class="hint" id={format!("hint-{id}")}>{ hint }</p> }
                { drawn }
            </div>
        }
    };
    html! {
        <Page page="visit" title={t.visit_add()} back={overview}>
            { field(ON, t.visit_on(), t.book_day_hint(), Input::Day, on.clone()) }
            { field(DONE, t.visit_done(), t.visit_done_hint(), Input::Lines, typed.text(DONE)) }
            { field(NEXT, t.visit_next(), t.book_day_hint(), Input::Day, next.clone()) }
            { field(NEXT_FOR, t.visit_next_for(), String::new(), Input::Text, typed.text(NEXT_FOR)) }
            if unread { <p class="notice notice-warning" role="alert">{ t.book_day_unread() }</p> }
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            <button type="button" id="visit-save" class="button button-primary button-wide" disabled={unread || *busy}
                onclick={save}><Icon picture={Picture::Check} />{ t.visit_save() }</button>
        </Page>
    }
}
