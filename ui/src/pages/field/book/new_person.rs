//! Entering a person: while somebody types, the book says who is there already.

use super::super::page::Page;
use super::doubles::Doubles;
use super::fields;
use crate::components::book_field::{Input, InputField, draw};
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::display::use_texts;
use crate::state::route::{FieldRoute, HouseholdPage, Route};
use crate::state::typed::use_typed;
use dossier::{HouseholdId, PersonField};
use forms::gathered;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{AddPerson, FindDoubles};
use yew::prelude::*;

/// The fields by which most people are known: below them it is told who is there already, where whoever types sees it.
const NAMED: usize = 2;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) household: HouseholdId,
}

#[component]
pub(super) fn NewPersonPage(props: &Props) -> Html {
    let t = use_texts();
    let problem = use_state(|| None::<Problem>);
    let busy = use_state(|| false);
    let household = props.household;
    let typed = use_typed(FieldRoute::Household(household, HouseholdPage::NewPerson).to_string());
    let text = |field: PersonField| typed.text(field.as_str());
    let looked_for = FindDoubles {
        name: text(PersonField::FullName),
        birth: text(PersonField::Birth),
        number: text(PersonField::PersonalNumber),
        phone: text(PersonField::Phone),
        household: Some(household),
        except: None,
    };
    let save = {
        let (typed, problem, busy) = (typed.clone(), problem.setter(), busy.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let typed_fields = fields::PERSON.iter().map(|field| (*field, typed.text(field.as_str())));
            let fields = gathered(typed_fields.filter(|(_, text)| !text.is_empty()));
            let typed = typed.clone();
            let (problem, busy) = (problem.clone(), busy.clone());
            spawn_local(async move {
                match ipc::call(AddPerson { household, fields }).await {
                    Ok(view) => {
                        typed.forget();
                        FieldRoute::Person(view.of).go();
                    }
                    Err(found) => {
                        busy.set(false);
                        problem.set(Some(found));
                    }
                }
            });
        })
    };
    let field = |field: PersonField| {
        let (id, label) = (format!("new-{}", field.as_str()), fields::person_label(field, &t));
        let hint = fields::person_hint(field, &t);
        let input = InputField {
            id: id.clone(),
            input: fields::person_input(field, &t),
            value: text(field),
            described_by: format!("hint-{id}"),
            on_typed: typed.on_typed(field.as_str()),
            on_commit: typed.on_commit(),
        };
        let body = html! {
            <>
                if !hint.is_empty() { <p class="hint" id={format!("hint-{id}")}>{ hint }</p> }
                { draw(&input, &label) }
            </>
        };
        if matches!(input.input, Input::Several(_)) {
            html! {
                <fieldset class="question" key={id.clone()} data-field={id}>
                    <legend class="question-label">{ label }</legend>{ body }
                </fieldset>
            }
        } else {
            html! {
                <div class="question" key={id.clone()} data-field={id.clone()}>
                    <label class="question-label" for={id}>{ label }</label>{ body }
                </div>
            }
        }
    };
    html! {
        <Page page="new-person" title={t.person_add()} back={FieldRoute::Household(household, HouseholdPage::Overview)}>
            { for fields::PERSON.iter().take(NAMED).map(|one| field(*one)) }
            <Doubles of={looked_for} keep={None} />
            { for fields::PERSON.iter().skip(NAMED).map(|one| field(*one)) }
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            <button type="button" id="person-save" class="button button-primary button-wide" disabled={*busy}
                onclick={save}><Icon picture={Picture::Check} />{ t.person_save() }</button>
        </Page>
    }
}
