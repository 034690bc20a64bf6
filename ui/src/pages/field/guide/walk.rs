//! The guide before a dossier is begun, one idea a screen.

use super::super::page::Page;
use super::ideas;
use super::steps::Steps;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::{FieldRoute, Route};
use dossier::ProcedureCode;
use wire::ipc::GetProcedure;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(in crate::pages::field) struct Props {
    pub(in crate::pages::field) code: ProcedureCode,
    pub(in crate::pages::field) at: usize,
}

#[component]
pub(in crate::pages::field) fn WalkPage(props: &Props) -> Html {
    let t = use_texts();
    let pack = use_loaded(props.code.clone(), |code| ipc::call(GetProcedure { code, version: None }));
    let overview = FieldRoute::Procedure(props.code.clone());
    let Some(pack) = pack.ready() else {
        return html! {
            <Page page="walk" title={t.loading()} back={overview}>
                if let Some(problem) = pack.problem() { <Notice problem={problem.clone()} /> }
            </Page>
        };
    };
    let route = {
        let code = props.code.clone();
        Callback::from(move |at: usize| FieldRoute::Walk(code.clone(), at))
    };
    let end = {
        let overview = overview.clone();
        html! {
            <button type="button" id="walk-end" class="button button-primary"
                onclick={Callback::from(move |_: MouseEvent| overview.go())}>
                { if pack.form.is_some() { t.walk_fill() } else { t.walk_end() } }<Icon picture={Picture::Forward} />
            </button>
        }
    };
    html! {
        <Steps page="walk" ideas={ideas::before(&pack.procedure, &t)} at={props.at} back={overview} {route} {end} />
    }
}
