//! The store cannot be read. Nothing was changed; what to do is for a person to decide, in two steps.

use crate::components::frame::Frame;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::display::use_texts;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{AppState, SetDamagedStoreAside};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) file: String,
    pub(super) moved: Callback<AppState>,
}

#[component]
pub(super) fn DamagedPage(props: &Props) -> Html {
    let t = use_texts();
    let asking = use_state(|| false);
    let problem = use_state(|| None::<Problem>);
    let set_aside = {
        let (problem, moved) = (problem.clone(), props.moved.clone());
        Callback::from(move |_: MouseEvent| {
            let (problem, moved) = (problem.clone(), moved.clone());
            spawn_local(async move {
                match ipc::call(SetDamagedStoreAside {}).await {
                    Ok(state) => moved.emit(state),
                    Err(refused) => problem.set(Some(refused)),
                }
            });
        })
    };
    let ask = |answer: bool| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(answer))
    };
    html! {
        <Frame page="damaged" title={t.damaged_title()}>
            <div class="notice notice-problem" role="alert" data-problem="store_damaged">
                <Icon picture={Picture::Warning} />
                <div>
                    <p class="notice-title">{ t.damaged_lead(&props.file) }</p>
                    <p>{ t.damaged_safe() }</p>
                </div>
            </div>
            <ol class="plain-steps">
                <li>{ t.damaged_step_copy() }</li>
                <li>{ t.damaged_step_aside() }</li>
            </ol>
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            if *asking {
                <div class="card" role="group">
                    <p><strong>{ t.damaged_confirm() }</strong></p>
                    <div class="buttons">
                        <button type="button" class="button button-primary" onclick={ask(false)}>
                            { t.damaged_confirm_no() }</button>
                        <button type="button" id="set-aside-confirm" class="button button-quiet" onclick={set_aside}>
                            { t.damaged_confirm_yes() }</button>
                    </div>
                </div>
            } else {
                <button type="button" id="set-aside" class="button button-quiet" onclick={ask(true)}>
                    { t.damaged_set_aside() }</button>
            }
        </Frame>
    }
}
