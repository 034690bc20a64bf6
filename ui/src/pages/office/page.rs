//! A page behind the login: the common frame, who is logged in, and the way out.

use super::supplement::Slips;
use crate::components::frame::Frame;
use crate::components::icon::{Icon, Picture};
use crate::http;
use crate::state::display::use_texts;
use crate::state::live::News;
use crate::state::route::{OfficeRoute, Route};
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::office::Me;
use yew::prelude::*;

/// What the pages behind the login share.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Desk {
    pub(super) me: Me,
    pub(super) news: News,
    pub(super) slips: Slips,
    /// The session is over.
    pub(super) ended: Callback<()>,
}

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) page: &'static str,
    pub(super) title: String,
    #[prop_or_default]
    pub(super) back: Option<OfficeRoute>,
    pub(super) children: Html,
}

#[component]
pub(super) fn Page(props: &Props) -> Html {
    let t = use_texts();
    let Some(desk) = use_context::<Desk>() else { return Html::default() };
    let log_out = {
        let ended = desk.ended.clone();
        Callback::from(move |_: MouseEvent| {
            let ended = ended.clone();
            spawn_local(async move {
                // A session that is over already is what was asked for.
                match http::log_out().await {
                    Ok(()) | Err(Problem::LoginNeeded) => ended.emit(()),
                    Err(_) => {}
                }
            });
        })
    };
    let bar = html! {
        <section class="sync-bar" aria-label={t.sync_label()}>
            <div class="sync-words">
                <Icon picture={Picture::Person} />
                <p><strong>{ &desk.me.name }</strong><span class="sync-met">{ &desk.me.commune_name }</span></p>
            </div>
            <p class="live" role="status" data-up={desk.news.up.to_string()}>
                <Icon picture={if desk.news.up { Picture::Sync } else { Picture::Warning }} />
                { if desk.news.up { t.inbox_live() } else { t.inbox_reconnecting() } }
            </p>
            if desk.me.administrator && props.page != "packs" {
                <button type="button" id="to-packs" class="button button-quiet"
                    onclick={Callback::from(|_: MouseEvent| OfficeRoute::Packs.go())}>{ t.packs_title() }</button>
            }
            if desk.me.administrator && props.page != "quarantine" {
                <button type="button" id="to-quarantine" class="button button-quiet"
                    onclick={Callback::from(|_: MouseEvent| OfficeRoute::Quarantine.go())}>
                    { t.quarantine_title() }
                </button>
            }
            if desk.me.administrator && props.page != "handovers" {
                <button type="button" id="to-handovers" class="button button-quiet"
                    onclick={Callback::from(|_: MouseEvent| OfficeRoute::Handovers.go())}>{ t.handovers_title() }</button>
            }
            if desk.me.administrator && props.page != "phones" {
                <button type="button" id="to-phones" class="button button-quiet"
                    onclick={Callback::from(|_: MouseEvent| OfficeRoute::Phones.go())}>{ t.phones_title() }</button>
            }
            <button type="button" id="logout" class="button button-quiet" onclick={log_out}>{ t.logout() }</button>
        </section>
    };
    html! {
        <Frame page={props.page} title={props.title.clone()} name={t.office_name()} wide=true
            back={props.back.map(|route| route.to_string())} {bar}>{ props.children.clone() }</Frame>
    }
}
