//! Joining a commune with a one-time code. Can wait: drafts can be made before.

use super::page::Page;
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::state::route::{FieldRoute, Route};
use crate::state::session::Session;
use crate::{browser, ipc};
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{AppState, Enrol};
use yew::prelude::*;

#[component]
pub(super) fn EnrolPage() -> Html {
    let t = use_texts();
    let session = use_context::<Session>();
    let server = use_state(String::new);
    let code = use_state(String::new);
    let busy = use_state(|| false);
    let missing = use_state(|| false);
    let problem = use_state(|| None::<Problem>);

    let go_on = Callback::from(|_: MouseEvent| FieldRoute::Home.go());
    let begin = Callback::from(|_: MouseEvent| super::tour::after_joining().go());
    let joined = session.as_ref().and_then(|session| match &session.state {
        AppState::Ready { member, team, commune } => Some(t.enrol_done(commune, member, team)),
        AppState::NeedsPin
        | AppState::Locked { .. }
        | AppState::NotEnrolled { .. }
        | AppState::Wiped { .. }
        | AppState::Training
        | AppState::Damaged { .. } => None,
    });
    if let Some(joined) = joined {
        return html! {
            <Page page="enrol" title={t.enrol_done_title()} back={FieldRoute::Home}>
                <p class="lead" id="enrolled" role="status">{ joined }</p>
                <button type="button" id="enrolled-on" class="button button-primary" onclick={begin}>{ t.continue_on() }</button>
            </Page>
        };
    }
    let onsubmit = {
        let (server, code, busy) = (server.clone(), code.clone(), busy.clone());
        let (missing, problem) = (missing.clone(), problem.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            problem.set(None);
            let request = Enrol { server: server.trim().to_owned(), code: code.trim().to_owned() };
            let empty = if request.server.is_empty() { Some("server") } else { Some("code") }
                .filter(|_| request.server.is_empty() || request.code.is_empty());
            missing.set(empty.is_some());
            if let Some(empty) = empty {
                browser::focus(empty);
                return;
            }
            busy.set(true);
            let (busy, problem, session) = (busy.clone(), problem.clone(), session.clone());
            spawn_local(async move {
                let answer = ipc::call(request).await;
                busy.set(false);
                match answer {
                    Ok(state) => {
                        if let Some(session) = session {
                            session.moved.emit(state);
                        }
                    }
                    Err(refused) => problem.set(Some(refused)),
                }
            });
        })
    };
    let typed = |field: &UseStateHandle<String>| {
        let field = field.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                field.set(input.value());
            }
        })
    };
    html! {
        <Page page="enrol" title={t.enrol_title()} back={FieldRoute::Home} focus="server">
            <p class="lead">{ t.enrol_lead() }</p>
            <form {onsubmit} novalidate=true>
                <div class="question">
                    <label class="question-label" for="server">{ t.enrol_server() }</label>
                    <p class="hint" id="server-hint">{ t.enrol_server_hint() }</p>
                    <input id="server" class="input" type="url" inputmode="url" autocomplete="off"
                        aria-describedby="server-hint" value={(*server).clone()} oninput={typed(&server)} />
                </div>
                <div class="question">
                    <label class="question-label" for="code">{ t.enrol_code() }</label>
                    <p class="hint" id="code-hint">{ t.enrol_code_hint() }</p>
                    <input id="code" class="input input-code" type="text" autocomplete="off" autocapitalize="characters"
                        spellcheck="false" aria-describedby="code-hint"
                        value={(*code).clone()} oninput={typed(&code)} />
                </div>
                if *missing { <p class="wrong" role="alert">{ t.enrol_fields_missing() }</p> }
                if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
                <div class="buttons">
                    <button type="submit" id="enrol-submit" class="button button-primary" disabled={*busy}>
                        { if *busy { t.enrol_submitting() } else { t.enrol_submit() } }
                    </button>
                    <button type="button" id="enrol-later" class="button button-quiet" onclick={go_on}>
                        { t.enrol_later() }
                    </button>
                </div>
                <p class="hint">{ t.enrol_later_hint() }</p>
            </form>
            <super::training::TrainingCard />
        </Page>
    }
}
