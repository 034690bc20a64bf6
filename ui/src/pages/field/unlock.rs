//! Unlocking with the PIN. A wrong one says so and counts.

use super::recover::RecoverPage;
use crate::components::frame::Frame;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::components::password::{Password, ShowTyped};
use crate::problem::LAST_TRIES;
use crate::state::display::use_texts;
use crate::state::route::{FieldRoute, Route};
use crate::{browser, ipc};
use gloo_timers::callback::Timeout;
use i18n::Texts;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{AppState, GetAppState, Recoverable, Unlock};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) failures: u32,
    /// Seconds until a PIN may be tried.
    pub(super) wait_s: u32,
    /// After so many wrong PINs everything here is wiped; `None`: never.
    pub(super) wipe_after: Option<u32>,
    /// How a forgotten PIN can be replaced.
    pub(super) recovery: Option<Recoverable>,
    pub(super) moved: Callback<AppState>,
}

#[component]
pub(super) fn UnlockPage(props: &Props) -> Html {
    let t = use_texts();
    let pin = use_state(String::new);
    let shown = use_state(|| false);
    let busy = use_state(|| false);
    let forgotten = use_state(|| false);
    let empty = use_state(|| false);
    let wait = Some(Problem::PinWait { wait_s: props.wait_s }).filter(|_| props.wait_s > 0);
    let problem = use_state(|| wait);
    let waiting = problem.as_ref().is_some_and(|problem| left_s(problem) > 0);
    // The sentence counts down by itself: nobody has to try out whether the time has come.
    use_effect_with((*problem).clone(), {
        let problem = problem.setter();
        move |shown: &Option<Problem>| {
            let left = shown.as_ref().map_or(0, left_s);
            // By minutes, and at the end by ten seconds: it is read out each time.
            let step = if left > 60 { (left - 1) % 60 + 1 } else { left.min(10) };
            let timer = (left > 0).then(|| {
                Timeout::new(step * 1_000, move || {
                    let left = left - step;
                    problem.set((left > 0).then_some(Problem::PinWait { wait_s: left }));
                })
            });
            move || drop(timer)
        }
    });

    let onsubmit = {
        let (pin, busy, empty) = (pin.clone(), busy.clone(), empty.clone());
        let (problem, moved) = (problem.clone(), props.moved.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy || waiting {
                return;
            }
            problem.set(None);
            empty.set(pin.is_empty());
            if pin.is_empty() {
                browser::focus("pin");
                return;
            }
            busy.set(true);
            let (pin, busy, problem, moved) = (pin.clone(), busy.clone(), problem.clone(), moved.clone());
            spawn_local(async move {
                match ipc::call(Unlock { pin: (*pin).clone() }).await {
                    Ok(state) => moved.emit(state),
                    // Only opening it shows that a store is damaged: before the PIN its bytes mean nothing.
                    Err(Problem::StoreDamaged { file }) => moved.emit(AppState::Damaged { file }),
                    Err(Problem::Wiped) => {
                        if let Ok(state) = ipc::call(GetAppState {}).await {
                            moved.emit(state);
                        }
                    }
                    Err(refused) => {
                        busy.set(false);
                        pin.set(String::new());
                        problem.set(Some(refused));
                        browser::focus("pin");
                    }
                }
            });
        })
    };
    let on_pin = {
        let (pin, empty) = (pin.clone(), empty.clone());
        Callback::from(move |text| {
            empty.set(false);
            pin.set(text)
        })
    };
    let on_show = {
        let shown = shown.clone();
        Callback::from(move |show| shown.set(show))
    };
    let forgot = |on: bool| {
        let forgotten = forgotten.clone();
        Callback::from(move |_: MouseEvent| forgotten.set(on))
    };
    if *forgotten {
        let back = forgotten.setter();
        return html! {
            <RecoverPage recovery={props.recovery.clone()} moved={props.moved.clone()}
                on_back={Callback::from(move |()| back.set(false))} />
        };
    }
    let left = props.wipe_after.map(|after| (after, after.saturating_sub(props.failures)));
    html! {
        <Frame page="unlock" title={t.unlock_title()} focus="pin">
            <p class="lead">{ t.unlock_lead() }</p>
            <form {onsubmit} novalidate=true>
                <Password id="pin" label={t.pin_first()} digits=true autocomplete="current-password"
                    value={(*pin).clone()} shown={*shown} on_input={on_pin}
                    wrong={empty.then(|| t.pin_empty())} />
                <ShowTyped shown={*shown} on_change={on_show} />
                if let Some(problem) = &*problem {
                    <Notice problem={problem.clone()} />
                } else if props.failures > 0 {
                    <p class="hint" id="failures">{ t.unlock_failures(props.failures) }</p>
                }
                { wipe_warning(left, problem.as_ref(), &t) }
                <button type="submit" id="pin-submit" class="button button-primary" disabled={*busy || waiting}>
                    { if *busy { t.unlock_submitting() } else { t.unlock_submit() } }
                </button>
            </form>
            <button type="button" id="forgot-pin" class="button button-bare" onclick={forgot(true)}>
                <Icon picture={Picture::Help} />{ t.unlock_forgotten() }
            </button>
            <button type="button" id="to-help" class="button button-bare"
                onclick={Callback::from(|_: MouseEvent| FieldRoute::Help(None).go())}>{ t.help_title() }</button>
        </Frame>
    }
}

/// Where the commune has asked for it: that wrong PINs wipe this device, and how many are left when few are.
fn wipe_warning(left: Option<(u32, u32)>, told: Option<&Problem>, t: &Texts) -> Html {
    let Some((after, left)) = left else { return Html::default() };
    // The problem itself tells it, and knows better.
    let is_told = matches!(told, Some(Problem::WrongPin { left: Some(left), .. }) if *left <= LAST_TRIES);
    if left <= LAST_TRIES && !is_told {
        return html! {
            <div class="notice notice-warning" id="wipe-left" role="status">
                <Icon picture={Picture::Warning} />
                <div><p class="notice-title">{ t.unlock_wipe_left(left) }</p><p>{ t.unlock_wipe_lost() }</p></div>
            </div>
        };
    }
    html! { <p class="hint" id="wipe-rule">{ t.unlock_wipe_rule(after) }</p> }
}

/// How long the next try has to wait.
const fn left_s(problem: &Problem) -> u32 {
    match problem {
        Problem::PinWait { wait_s } | Problem::WrongPin { wait_s, .. } => *wait_s,
        _ => 0,
    }
}
