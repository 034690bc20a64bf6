//! By the commune's rule everything on this phone was wiped: said as it is, and what is still safe.

use crate::components::frame::Frame;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::{format, ipc};
use dossier::Timestamp;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{AppState, BeginAfterWipe};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) at: Timestamp,
    pub(super) moved: Callback<AppState>,
}

#[component]
pub(super) fn WipedPage(props: &Props) -> Html {
    let t = use_texts();
    let problem = use_state(|| None::<Problem>);
    let begin = {
        let (problem, moved) = (problem.clone(), props.moved.clone());
        Callback::from(move |_: MouseEvent| {
            let (problem, moved) = (problem.clone(), moved.clone());
            spawn_local(async move {
                match ipc::call(BeginAfterWipe {}).await {
                    Ok(state) => moved.emit(state),
                    Err(refused) => problem.set(Some(refused)),
                }
            });
        })
    };
    html! {
        <Frame page="wiped" title={t.wiped_title()}>
            <div class="notice notice-problem" role="alert" data-problem="wiped">
                <Icon picture={Picture::Warning} />
                <div>
                    <p class="notice-title">{ t.wiped_lead(format::moment(props.at, &t)) }</p>
                    <p>{ t.wiped_lost() }</p>
                </div>
            </div>
            <p>{ t.wiped_safe() }</p>
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            <button type="button" id="begin-again" class="button button-primary" onclick={begin}>
                { t.wiped_begin() }</button>
        </Frame>
    }
}
