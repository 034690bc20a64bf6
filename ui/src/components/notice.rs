//! A problem in words: what happened, and what to do.

use super::icon::{Icon, Picture};
use crate::ipc;
use crate::problem;
use crate::state::display::use_texts;
use crate::state::help::{HasHelp, Trouble};
use crate::state::route::{FieldRoute, Route};
use crate::state::session::Session;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::GetAppState;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    pub problem: Problem,
    /// A button below it, for what the person can do right here.
    #[prop_or_default]
    pub action: Option<(String, Callback<()>)>,
}

/// Read out at once by a screen reader.
#[component]
pub fn Notice(props: &Props) -> Html {
    let texts = use_texts();
    let session = use_context::<Session>();
    let action = match (&props.problem, session) {
        // The app locked itself: the way to the PIN is right here.
        (Problem::Locked, Some(session)) => Some((texts.unlock_submit(), to_the_door(session))),
        _ => props.action.clone(),
    };
    let sentence = problem::sentence(&props.problem, &texts);
    let help = use_context::<HasHelp>().map(|_| FieldRoute::Help(Trouble::of(&props.problem)));
    html! {
        <div class={classes!("notice", if is_calm(&props.problem) { "notice-note" } else { "notice-problem" })} role="alert" data-problem={props.problem.code()}>
            <Icon picture={Picture::Warning} />
            <div>
                <p class="notice-title">{ sentence.happened }</p>
                <p><span class="notice-to-do">{ texts.what_to_do() }</span>{ " " }{ sentence.to_do }</p>
                if let Some((label, act)) = &action {
                    <button type="button" class="button button-quiet" onclick={act.reform(|_| ())}>{ label }</button>
                }
                if let Some(help) = help {
                    <button type="button" class="button button-bare to-help"
                        onclick={Callback::from(move |_: MouseEvent| help.go())}>
                        <Icon picture={Picture::Help} />{ texts.help_open() }</button>
                }
            </div>
        </div>
    }
}

/// Being without a network is an ordinary day at the door, not an alarm; nor is a dossier that went to where it belongs.
fn is_calm(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::NoNetwork
            | Problem::ServerTrouble { .. }
            | Problem::NotEnrolled
            | Problem::DossierMoved { .. }
    )
}

fn to_the_door(session: Session) -> Callback<()> {
    Callback::from(move |()| {
        let moved = session.moved.clone();
        spawn_local(async move {
            if let Ok(state) = ipc::call(GetAppState {}).await {
                moved.emit(state);
            }
        });
    })
}
