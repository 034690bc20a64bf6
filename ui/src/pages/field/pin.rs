//! First start: a PIN, entered twice, that nobody can recover.

use crate::components::frame::Frame;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::components::password::{Password, ShowTyped};
use crate::ipc;
use crate::state::display::use_texts;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{AppState, SetPin};
use yew::prelude::*;

/// What the page says the rule is; the device enforces its own and answers [`Problem::WeakPin`].
const LEAST_DIGITS: u8 = 6;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) moved: Callback<AppState>,
}

#[component]
pub(super) fn PinPage(props: &Props) -> Html {
    let t = use_texts();
    let pin = use_state(String::new);
    let again = use_state(String::new);
    let shown = use_state(|| false);
    let busy = use_state(|| false);
    let differs = use_state(|| false);
    let problem = use_state(|| None::<Problem>);

    let onsubmit = {
        let (pin, again, busy) = (pin.clone(), again.clone(), busy.clone());
        let (differs, problem, moved) = (differs.clone(), problem.clone(), props.moved.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            problem.set(None);
            differs.set(*pin != *again);
            if *busy {
                return;
            }
            if *pin != *again {
                crate::browser::focus("pin-again");
                return;
            }
            busy.set(true);
            let (pin, busy, problem, moved) = ((*pin).clone(), busy.clone(), problem.clone(), moved.clone());
            spawn_local(async move {
                match ipc::call(SetPin { pin }).await {
                    Ok(state) => moved.emit(state),
                    Err(refused) => {
                        busy.set(false);
                        problem.set(Some(refused));
                        crate::browser::focus("pin");
                    }
                }
            });
        })
    };
    let on_pin = {
        let pin = pin.clone();
        Callback::from(move |text| pin.set(text))
    };
    let on_again = {
        let (again, differs) = (again.clone(), differs.clone());
        Callback::from(move |text| {
            differs.set(false);
            again.set(text)
        })
    };
    let on_show = {
        let shown = shown.clone();
        Callback::from(move |show| shown.set(show))
    };
    html! {
        <Frame page="pin" title={t.pin_title()} focus="pin">
            <p class="lead">{ t.pin_lead() }</p>
            <form {onsubmit} novalidate=true>
                <Password id="pin" label={t.pin_first()} digits=true autocomplete="new-password"
                    value={(*pin).clone()} shown={*shown} on_input={on_pin} />
                <p class="hint">{ t.pin_rule(LEAST_DIGITS) }</p>
                <Password id="pin-again" label={t.pin_again()} digits=true autocomplete="new-password"
                    value={(*again).clone()} shown={*shown} on_input={on_again}
                    wrong={differs.then(|| t.pin_differs())} />
                <ShowTyped shown={*shown} on_change={on_show} />
                <div class="notice notice-warning">
                    <Icon picture={Picture::Shield} />
                    <div><p class="notice-title">{ t.pin_warning_title() }</p><p>{ t.pin_warning() }</p></div>
                </div>
                if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
                <button type="submit" id="pin-submit" class="button button-primary" disabled={*busy}>
                    { if *busy { t.pin_submitting() } else { t.pin_submit() } }
                </button>
            </form>
        </Frame>
    }
}
