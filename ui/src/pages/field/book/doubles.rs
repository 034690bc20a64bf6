//! The warning that somebody is likely in the book already, and merging the two.

use super::cards::{alike, person_lines};
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::{FieldRoute, Route};
use dossier::PersonRef;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::book::DoubleView;
use wire::ipc::{FindDoubles, MergePersons};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) of: FindDoubles,
    /// The entry that the doubles can be merged into; `None` while it is only being typed.
    pub(super) keep: Option<PersonRef>,
    #[prop_or_default]
    pub(super) on_merged: Callback<()>,
}

#[component]
pub(super) fn Doubles(props: &Props) -> Html {
    let t = use_texts();
    let problem = use_state(|| None::<Problem>);
    let again = use_state(|| 0_u32);
    let found = use_loaded((props.of.clone(), *again), |(of, _)| ipc::call(of));
    let Some(found) = found.ready().filter(|found| !found.is_empty()) else { return Html::default() };
    let one = |double: &DoubleView| {
        let route = FieldRoute::Person(double.person.of);
        let merge = props.keep.map(|keep| {
            let (other, on_merged, again, problem) =
                (double.person.of, props.on_merged.clone(), again.clone(), problem.setter());
            Callback::from(move |_: MouseEvent| {
                let (on_merged, again, problem) = (on_merged.clone(), again.clone(), problem.clone());
                spawn_local(async move {
                    match ipc::call(MergePersons { keep, other }).await {
                        Ok(_) => {
                            again.set(*again + 1);
                            on_merged.emit(());
                        }
                        Err(found) => problem.set(Some(found)),
                    }
                });
            })
        });
        html! {
            <li key={double.person.of.to_string()} data-double={double.person.of.to_string()}>
                <button type="button" class="card person-card" onclick={Callback::from(move |_: MouseEvent| route.go())}>
                    { person_lines(&double.person, &t) }
                    <span class="card-line">{ t.double_alike(alike(double, &t)) }</span>
                </button>
                if let Some(merge) = merge {
                    <button type="button" class="button button-quiet button-wide" data-merge={double.person.of.to_string()}
                        onclick={merge}>{ t.double_merge() }</button>
                }
            </li>
        }
    };
    html! {
        <div class="notice notice-warning" role="status" id="doubles">
            <Icon picture={Picture::Warning} />
            <div>
                <p class="notice-title">{ t.double_title() }</p>
                <p>{ if props.keep.is_some() { t.double_merge_what() } else { t.double_lead() } }</p>
                <ul class="cards cards-small">{ for found.iter().map(one) }</ul>
                if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            </div>
        </div>
    }
}
