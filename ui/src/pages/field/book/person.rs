//! One person: every field saved by itself, other entries of the same human being, and what was done for her.

use super::super::page::Page;
use super::cards::{named, person_lines};
use super::doubles::Doubles;
use super::fields;
use super::household::{dossiers, use_waiting};
use crate::components::book_field::BookField;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::book_save::Save;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::{FieldRoute, HouseholdPage, Route};
use crate::state::session::Session;
use dossier::{PersonField, PersonRef};
use i18n::Texts;
use wasm_bindgen_futures::spawn_local;
use wire::book::{AlsoEntered, PersonView};
use wire::ipc::{FindDoubles, GetPerson, SavePerson, UndoMerge};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(in crate::pages::field) struct Props {
    pub(in crate::pages::field) of: PersonRef,
}

#[component]
pub(in crate::pages::field) fn PersonPage(props: &Props) -> Html {
    let t = use_texts();
    let session = use_context::<Session>();
    let syncs = session.as_ref().map_or(0, |session| session.link.ended);
    let saved = use_state(|| 0_u32);
    use_waiting(session, *saved);
    let of = props.of;
    let view = use_loaded((of, syncs, *saved), |(of, ..)| ipc::call(GetPerson { of }));
    let back = FieldRoute::Household(of.household, HouseholdPage::Overview);
    let Some(view) = view.ready() else {
        return html! {
            <Page page="person" title={t.loading()} {back}>
                if let Some(problem) = view.problem() { <Notice problem={problem.clone()} /> }
            </Page>
        };
    };
    let text = |field: PersonField| {
        view.fields.get(&field).map(|answer| answer.current.value.clone()).unwrap_or_default()
    };
    let looked_for = FindDoubles {
        name: text(PersonField::FullName),
        birth: text(PersonField::Birth),
        number: text(PersonField::PersonalNumber),
        phone: text(PersonField::Phone),
        household: Some(of.household),
        except: Some(of),
    };
    let renew = {
        let saved = saved.clone();
        Callback::from(move |()| saved.set(*saved + 1))
    };
    let household = back.clone();
    let edit = |field: &PersonField| field_of(of, *field, view, &renew, &t);
    html! {
        <Page page="person" title={named(&text(PersonField::FullName), &t)} {back}>
            <button type="button" id="to-household" class="button button-bare"
                onclick={Callback::from(move |_: MouseEvent| household.go())}>
                { t.book_of_household(&view.household.area, named(&view.household.head, &t)) }
            </button>
            { stands(view, of, &renew, &t) }
            if view.stands.is_none() { <Doubles of={looked_for} keep={Some(of)} on_merged={renew.clone()} /> }
            <button type="button" id="start-for" class="button button-primary button-wide"
                onclick={Callback::from(move |_: MouseEvent| FieldRoute::FindFor(of).go())}>
                <Icon picture={Picture::Plus} />{ t.person_start_dossier() }
            </button>
            <section class="part" id="person-fields">{ for fields::PERSON.iter().map(edit) }</section>
            <details class="fold"><summary>{ t.person_more() }</summary>
                { for fields::PERSON_MORE.iter().map(edit) }
            </details>
            { for view.also.iter().map(|also| also_entered(also, of, &renew, &t)) }
            { dossiers(&view.dossiers, &t) }
        </Page>
    }
}

fn save_of(of: PersonRef, field: PersonField, renew: &Callback<()>) -> Save {
    let renew = renew.clone();
    Callback::from(move |value: String| {
        let renew = renew.clone();
        let future: std::pin::Pin<Box<dyn Future<Output = Result<(), wire::Problem>>>> =
            Box::pin(async move {
                ipc::call(SavePerson { of, field, value }).await?;
                renew.emit(());
                Ok(())
            });
        future
    })
}

fn field_of(of: PersonRef, field: PersonField, view: &PersonView, renew: &Callback<()>, t: &Texts) -> Html {
    html! {
        <BookField key={field.as_str()} id={format!("person-{}", field.as_str())} label={fields::person_label(field, t)}
            hint={fields::person_hint(field, t)} input={fields::person_input(field, t)}
            answer={view.fields.get(&field).cloned()} save={save_of(of, field, renew)} />
    }
}

/// This entry was merged into another, which is a tap away, and so is taking it back.
fn stands(view: &PersonView, of: PersonRef, renew: &Callback<()>, t: &Texts) -> Html {
    let Some(stands) = &view.stands else { return Html::default() };
    let route = FieldRoute::Person(stands.of);
    html! {
        <div class="notice notice-note" id="merged-into">
            <div>
                <p class="notice-title">{ t.double_merged_into() }</p>
                <button type="button" class="card person-card" onclick={Callback::from(move |_: MouseEvent| route.go())}>
                    { person_lines(stands, t) }
                </button>
                { undo(of, renew, t) }
            </div>
        </div>
    }
}

/// Another entry of the same human being: what it says otherwise can be taken over, field by field.
fn also_entered(also: &AlsoEntered, of: PersonRef, renew: &Callback<()>, t: &Texts) -> Html {
    let line = |(field, value): (&PersonField, &String)| {
        let save = save_of(of, *field, renew);
        let taken = value.clone();
        let take = Callback::from(move |_: MouseEvent| {
            let saving = save.emit(taken.clone());
            spawn_local(async move { drop(saving.await) });
        });
        html! {
            <li key={field.as_str()} class="conflict-value">
                <p>{ fields::person_label(*field, t) }{ ": " }<strong>{ fields::person_words(*field, value, t) }</strong></p>
                <button type="button" class="button button-quiet" onclick={take}>{ t.double_take() }</button>
            </li>
        }
    };
    html! {
        <section class="part" data-also={also.card.of.to_string()} key={also.card.of.to_string()}>
            <h2>{ t.double_also() }</h2>
            <div class="card">{ person_lines(&also.card, t) }</div>
            <ul class="conflict-values">{ for also.says.iter().map(line) }</ul>
            { undo(also.card.of, renew, t) }
        </section>
    }
}

fn undo(other: PersonRef, renew: &Callback<()>, t: &Texts) -> Html {
    let renew = renew.clone();
    let undo = Callback::from(move |_: MouseEvent| {
        let renew = renew.clone();
        spawn_local(async move {
            if ipc::call(UndoMerge { other }).await.is_ok() {
                renew.emit(());
            }
        });
    });
    html! {
        <button type="button" class="button button-quiet button-wide" data-undo-merge={other.to_string()} onclick={undo}>
            { t.double_undo() }
        </button>
    }
}
