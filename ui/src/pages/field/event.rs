//! A life event: everything that is best done in one visit, each part with its own guide.

use super::page::Page;
use crate::components::dossier_card::say;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::{FieldRoute, Route};
use wire::ipc::{EventPart, GetEvent};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) id: String,
}

#[component]
pub(super) fn EventPage(props: &Props) -> Html {
    let t = use_texts();
    let event = use_loaded(props.id.clone(), |id| ipc::call(GetEvent { id }));
    let Some(event) = event.ready() else {
        return html! {
            <Page page="event" title={t.loading()} back={FieldRoute::Find}>
                if let Some(problem) = event.problem() { <Notice problem={problem.clone()} /> }
            </Page>
        };
    };
    let part = |(index, part): (usize, &EventPart)| {
        let note = part
            .note
            .as_ref()
            .map(|note| html! { <span class="card-line">{ say(note, t.language()) }</span> });
        match &part.procedure {
            Some(card) => {
                let route = FieldRoute::Procedure(card.code.clone());
                html! {
                    <li key={index}>
                        <button type="button" class="card procedure-card" data-code={card.code.to_string()}
                            onclick={Callback::from(move |_: MouseEvent| route.go())}>
                            <span class="card-title">{ say(&card.plain_name, t.language()) }</span>
                            { note }
                            if !card.verified { <span class="mark mark-unsent">{ t.not_verified() }</span> }
                            <span class="card-next"><Icon picture={Picture::Forward} /></span>
                        </button>
                    </li>
                }
            }
            None => html! { <li key={index} class="card">{ note }</li> },
        }
    };
    html! {
        <Page page="event" title={say(&event.name, t.language()).to_owned()} back={FieldRoute::Find}>
            <section class="part">
                <h2>{ t.event_bundle() }</h2>
                <p class="hint">{ t.event_bundle_hint() }</p>
                <ol class="cards" id="bundle">{ for event.parts.iter().enumerate().map(part) }</ol>
            </section>
        </Page>
    }
}
