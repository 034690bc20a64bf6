//! The officer's login.

use crate::components::frame::Frame;
use crate::components::notice::Notice;
use crate::components::password::Password;
use crate::state::display::use_texts;
use crate::{browser, http};
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::office::{Login, Me};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) entered: Callback<Me>,
}

#[component]
pub(super) fn LoginPage(props: &Props) -> Html {
    let t = use_texts();
    let user = use_state(String::new);
    let password = use_state(String::new);
    let busy = use_state(|| false);
    let empty = use_state(|| false);
    let problem = use_state(|| None::<Problem>);
    let onsubmit = {
        let (user, password, busy) = (user.clone(), password.clone(), busy.clone());
        let (empty, problem, entered) = (empty.clone(), problem.clone(), props.entered.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            problem.set(None);
            let login = Login { user: user.trim().to_owned(), password: (*password).clone() };
            empty.set(login.user.is_empty() || login.password.is_empty());
            if login.user.is_empty() || login.password.is_empty() {
                browser::focus(if login.user.is_empty() { "user" } else { "password" });
                return;
            }
            busy.set(true);
            let (busy, problem, entered) = (busy.clone(), problem.clone(), entered.clone());
            spawn_local(async move {
                match http::log_in(&login).await {
                    Ok(me) => entered.emit(me),
                    Err(refused) => {
                        busy.set(false);
                        problem.set(Some(refused));
                        browser::focus("password");
                    }
                }
            });
        })
    };
    let on_user = {
        let user = user.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                user.set(input.value());
            }
        })
    };
    let on_password = {
        let password = password.clone();
        Callback::from(move |text| password.set(text))
    };
    html! {
        <Frame page="login" title={t.login_title()} name={t.office_name()} focus="user">
            <p class="lead">{ t.login_lead() }</p>
            <form {onsubmit} novalidate=true>
                <div class="question">
                    <label class="question-label" for="user">{ t.login_user() }</label>
                    <input id="user" class="input" type="text" autocomplete="username" autocapitalize="none"
                        spellcheck="false" value={(*user).clone()} oninput={on_user} />
                </div>
                <Password id="password" label={t.login_password()} autocomplete="current-password"
                    value={(*password).clone()} shown=false on_input={on_password}
                    wrong={empty.then(|| t.login_empty())} />
                if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
                <button type="submit" id="login" class="button button-primary" disabled={*busy}>
                    { if *busy { t.login_submitting() } else { t.login_submit() } }
                </button>
            </form>
        </Frame>
    }
}
