//! The volunteers' phones: the code by which a forgotten PIN is replaced, and the rule for wrong PINs.

use super::page::{Desk, Page};
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::components::password::Password;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::OfficeRoute;
use crate::{browser, format, http};
use i18n::Texts;
use wasm_bindgen_futures::spawn_local;
use wire::phones::{CodeStanding, CodeTold, LEAST_WIPE_AFTER, MOST_WIPE_AFTER, Phone};
use wire::{Problem, Right};
use yew::prelude::*;

#[component]
pub(super) fn PhonesPage() -> Html {
    let t = use_texts();
    let desk = use_context::<Desk>();
    let may_set = desk.as_ref().is_some_and(|desk| desk.may(Right::WipeRule));
    let changes = use_state(|| 0_u32);
    let list = use_loaded(*changes, |_| http::phones());
    use_effect_with(list.problem().cloned(), move |problem| {
        if let (Some(Problem::LoginNeeded), Some(desk)) = (problem, desk) {
            desk.ended.emit(());
        }
    });
    let changed = Callback::from(move |()| changes.set(*changes + 1));
    html! {
        <Page page="phones" title={t.phones_title()} back={OfficeRoute::Inbox}>
            if let Some(problem) = list.problem() { <Notice problem={problem.clone()} /> }
            if let Some(list) = list.ready() {
                <p class="lead">{ t.phones_lead() }</p>
                if list.phones.is_empty() { <p class="notice notice-note">{ t.phones_empty() }</p> }
                <ul class="inbox" id="phones">
                    { for list.phones.iter().map(|phone| html! {
                        <Row key={phone.device.to_string()} phone={phone.clone()} changed={changed.clone()} />
                    }) }
                </ul>
                if may_set {
                    <Rule key={list.wipe_after} wipe_after={list.wipe_after} changed={changed.clone()} />
                }
            }
        </Page>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct RowProps {
    phone: Phone,
    changed: Callback<()>,
}

/// What is shown of a phone's code.
#[derive(Clone, PartialEq, Debug)]
enum Telling {
    Closed,
    /// The password is asked for.
    Asked,
    Told(CodeTold),
}

#[component]
fn Row(props: &RowProps) -> Html {
    let t = use_texts();
    let phone = &props.phone;
    let telling = use_state(|| Telling::Closed);
    let password = use_state(String::new);
    let problem = use_state(|| None::<Problem>);
    let busy = use_state(|| false);
    let ask = {
        let telling = telling.clone();
        Callback::from(move |_: MouseEvent| {
            telling.set(Telling::Asked);
            browser::focus_soon("tell-password".to_owned());
        })
    };
    let close = {
        let (telling, changed) = (telling.clone(), props.changed.clone());
        Callback::from(move |_: MouseEvent| {
            telling.set(Telling::Closed);
            changed.emit(());
        })
    };
    let onsubmit = {
        let (telling, password, problem, busy) =
            (telling.clone(), password.clone(), problem.clone(), busy.clone());
        let device = phone.device;
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            problem.set(None);
            let (telling, typed, problem, busy) =
                (telling.clone(), (*password).clone(), problem.clone(), busy.clone());
            password.set(String::new());
            spawn_local(async move {
                match http::tell_code(device, typed).await {
                    Ok(told) => telling.set(Telling::Told(told)),
                    Err(refused) => problem.set(Some(refused)),
                }
                busy.set(false);
            });
        })
    };
    let on_password = {
        let password = password.clone();
        Callback::from(move |text| password.set(text))
    };
    let may_be_told = phone.revoked_at.is_none() && phone.standing != CodeStanding::None;
    html! {
        <li class="card" data-phone={phone.code.clone()}>
            <span class="card-title">{ &phone.member }</span>
            <span class="card-line">{ &phone.team }{ " · " }{ t.phones_since(format::moment(phone.enrolled_at, &t)) }</span>
            <span class="card-line">{ t.phones_code() }{ " " }<span class="phone-code">{ &phone.code }</span></span>
            <span class="card-line">{ standing(phone, &t) }</span>
            { match &*telling {
                Telling::Closed if may_be_told => html! {
                    <button type="button" class="button button-quiet tell-code" onclick={ask}>{ t.phones_tell() }</button>
                },
                Telling::Closed => Html::default(),
                Telling::Asked => html! {
                    <form {onsubmit} novalidate=true>
                        <ul class="plain-steps"><li>{ t.phones_check_voice() }</li><li>{ t.phones_check_code(&phone.code) }</li></ul>
                        <Password id="tell-password" label={t.phones_password()} autocomplete="current-password"
                            value={(*password).clone()} shown={false} on_input={on_password} />
                        <p class="hint">{ t.phones_audit() }</p>
                        if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
                        <div class="buttons">
                            <button type="submit" id="tell-submit" class="button button-primary"
                                disabled={*busy || password.is_empty()}>{ t.phones_tell_now() }</button>
                            <button type="button" class="button button-quiet" onclick={close}>{ t.close() }</button>
                        </div>
                    </form>
                },
                Telling::Told(told) => html! {
                    <div class="notice notice-note" role="status">
                        <Icon picture={Picture::Shield} />
                        <div>
                            <p class="notice-title">{ t.phones_told_title() }</p>
                            <p class="told-code" id="told-code">{ &told.code }</p>
                            <p>{ t.phones_told_once() }</p>
                            <button type="button" class="button button-quiet" onclick={close}>{ t.close() }</button>
                        </div>
                    </div>
                },
            } }
        </li>
    }
}

fn standing(phone: &Phone, t: &Texts) -> String {
    if let Some(at) = phone.revoked_at {
        return t.phones_revoked(format::moment(at, t));
    }
    match phone.standing {
        CodeStanding::None => t.phones_no_code(),
        CodeStanding::Kept { since, .. } => t.phones_code_kept(format::moment(since, t)),
        CodeStanding::Told { at, .. } => t.phones_code_told(format::moment(at, t)),
    }
}

#[derive(Properties, PartialEq, Debug)]
struct RuleProps {
    wipe_after: u32,
    changed: Callback<()>,
}

/// Whether phones wipe themselves, and after how many wrong PINs. Off unless an administrator says otherwise.
#[component]
fn Rule(props: &RuleProps) -> Html {
    let t = use_texts();
    let on = props.wipe_after != 0;
    let number = use_state(|| if on { props.wipe_after } else { 20 }.to_string());
    let problem = use_state(|| None::<Problem>);
    let set = {
        let (problem, changed) = (problem.clone(), props.changed.clone());
        move |after: u32| {
            let (problem, changed) = (problem.clone(), changed.clone());
            spawn_local(async move {
                match http::set_wipe_rule(after).await {
                    Ok(_) => {
                        problem.set(None);
                        changed.emit(());
                    }
                    Err(refused) => problem.set(Some(refused)),
                }
            });
        }
    };
    let onsubmit = {
        let (set, number, problem) = (set.clone(), number.clone(), problem.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match number.trim().parse::<u32>() {
                // 0 is the other button's.
                Ok(after) if after > 0 => set(after),
                _ => problem
                    .set(Some(Problem::RuleOutOfBounds { least: LEAST_WIPE_AFTER, most: MOST_WIPE_AFTER })),
            }
        })
    };
    let on_number = {
        let number = number.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                number.set(input.value());
            }
        })
    };
    let off = Callback::from(move |_: MouseEvent| set(0));
    html! {
        <section class="card" aria-labelledby="rule-title" id="wipe-rule" data-after={props.wipe_after.to_string()}>
            <h2 class="card-title" id="rule-title">{ t.phones_rule_title() }</h2>
            <p role="status">
                <strong>{ if on { t.phones_rule_on(props.wipe_after) } else { t.phones_rule_off() } }</strong>
            </p>
            <p>{ t.phones_rule_lost() }</p>
            <form {onsubmit} novalidate=true>
                <div class="question">
                    <label class="question-label" for="rule-number">{ t.phones_rule_number() }</label>
                    <p class="hint" id="rule-hint">{ t.phones_rule_hint(LEAST_WIPE_AFTER, MOST_WIPE_AFTER) }</p>
                    <input id="rule-number" class="input" type="text" inputmode="numeric" autocomplete="off"
                        aria-describedby="rule-hint" value={(*number).clone()} oninput={on_number} />
                </div>
                if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
                <div class="buttons">
                    <button type="submit" id="rule-set" class="button button-quiet">{ t.phones_rule_set() }</button>
                    if on {
                        <button type="button" id="rule-off" class="button button-quiet" onclick={off}>
                            { t.phones_rule_switch_off() }</button>
                    }
                </div>
            </form>
        </section>
    }
}
