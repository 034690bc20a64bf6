//! Entering a household: its name and where it lives. Everything else is written on its own page, field by field.

use super::super::page::Page;
use super::fields::{household_input, household_label};
use crate::components::book_field::{InputField, draw};
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::{FieldRoute, HouseholdPage, Route};
use crate::state::typed::use_typed;
use dossier::HouseholdField;
use forms::gathered;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{AddHousehold, FindHouseholds};
use yew::prelude::*;

const FIRST: [HouseholdField; 5] = [
    HouseholdField::Head,
    HouseholdField::Area,
    HouseholdField::Street,
    HouseholdField::Address,
    HouseholdField::Phone,
];

#[component]
pub(in crate::pages::field) fn NewHouseholdPage() -> Html {
    let t = use_texts();
    let typed = use_typed(FieldRoute::NewHousehold.to_string());
    let problem = use_state(|| None::<Problem>);
    let busy = use_state(|| false);
    let text = |field: HouseholdField| typed.text(field.as_str());
    // A household of the same name in the same hamlet is likely there already.
    let query = match text(HouseholdField::Head).split_whitespace().count() {
        0 | 1 => String::new(),
        _ => format!("{} {}", text(HouseholdField::Head), text(HouseholdField::Area)),
    };
    let same = use_loaded(query, |query| async move {
        if query.is_empty() { Ok(Vec::new()) } else { ipc::call(FindHouseholds { query }).await }
    });
    let save = {
        let (typed, problem, busy) = (typed.clone(), problem.setter(), busy.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let typed_fields = FIRST.into_iter().map(|field| (field, typed.text(field.as_str())));
            let fields = gathered(typed_fields.filter(|(_, text)| !text.is_empty()));
            let typed = typed.clone();
            let (problem, busy) = (problem.clone(), busy.clone());
            spawn_local(async move {
                match ipc::call(AddHousehold { fields }).await {
                    Ok(view) => {
                        typed.forget();
                        FieldRoute::Household(view.id, HouseholdPage::Overview).go();
                    }
                    Err(found) => {
                        busy.set(false);
                        problem.set(Some(found));
                    }
                }
            });
        })
    };
    let field = |field: HouseholdField| {
        let id = format!("new-{}", field.as_str());
        let input = InputField {
            id: id.clone(),
            input: household_input(field),
            value: text(field),
            described_by: String::new(),
            on_typed: typed.on_typed(field.as_str()),
            on_commit: typed.on_commit(),
        };
        html! {
            <div class="question" data-field={id.clone()} key={id.clone()}>
                <label class="question-label" for={id}>{ household_label(field, &t) }</label>
                { draw(&input, "") }
            </div>
        }
    };
    html! {
        <Page page="new-household" title={t.book_new_household()} back={FieldRoute::Book}>
            { for FIRST.into_iter().map(field) }
            if let Some(same) = same.ready().filter(|same| !same.is_empty()) {
                <div class="notice notice-warning" role="status" id="same-households">
                    <Icon picture={Picture::Warning} />
                    <div><p class="notice-title">{ t.book_same_household() }</p>
                        <ul class="cards cards-small">
                            { for same.iter().take(3).map(|card| super::cards::household_card(card, &t)) }
                        </ul>
                    </div>
                </div>
            }
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            <button type="button" id="household-save" class="button button-primary button-wide" disabled={*busy}
                onclick={save}><Icon picture={Picture::Check} />{ t.book_save_household() }</button>
        </Page>
    }
}
