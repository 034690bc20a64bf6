//! A dossier that the villager has taken back: nothing of it is here any more.

use super::page::Page;
use crate::components::icon::{Icon, Picture};
use crate::format;
use crate::state::display::use_texts;
use crate::state::route::FieldRoute;
use dossier::Timestamp;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) at: Timestamp,
    pub(super) local_code: String,
}

#[component]
pub(super) fn TakenBackPage(props: &Props) -> Html {
    let t = use_texts();
    html! {
        <Page page="taken-back" title={t.taken_back_title()} back={FieldRoute::Home}>
            <div class="card">
                <p class="result-name">{ t.handed_local_code() }</p>
                <p id="local-code" class="code">{ &props.local_code }</p>
            </div>
            <p class="lead">{ t.taken_back_lead(format::moment(props.at, &t)) }</p>
            <p class="notice notice-note"><Icon picture={Picture::Clock} /><span>{ t.taken_back_next() }</span></p>
        </Page>
    }
}
