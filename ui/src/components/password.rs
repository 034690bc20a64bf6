//! A field for a secret that can be shown while typing: cold fingers mistype.

use crate::state::display::use_texts;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    pub id: &'static str,
    pub label: String,
    /// A PIN: the phone shows its number pad.
    #[prop_or_default]
    pub digits: bool,
    #[prop_or("off")]
    pub autocomplete: &'static str,
    pub value: String,
    pub shown: bool,
    #[prop_or_default]
    pub wrong: Option<String>,
    pub on_input: Callback<String>,
}

#[component]
pub fn Password(props: &Props) -> Html {
    let wrong_id = format!("{}-wrong", props.id);
    let on_input = props.on_input.reform(|event: InputEvent| {
        event.target_dyn_into::<web_sys::HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
    });
    html! {
        <div class="question">
            <label class="question-label" for={props.id}>{ &props.label }</label>
            <input id={props.id} class="input" type={if props.shown { "text" } else { "password" }}
                inputmode={props.digits.then_some("numeric")} autocomplete={props.autocomplete}
                aria-invalid={props.wrong.is_some().then_some("true")}
                aria-describedby={props.wrong.is_some().then(|| wrong_id.clone())}
                value={props.value.clone()} oninput={on_input} />
            if let Some(wrong) = &props.wrong {
                <p class="wrong" id={wrong_id} role="alert">{ wrong }</p>
            }
        </div>
    }
}

#[derive(Properties, PartialEq, Debug)]
pub struct ShowProps {
    pub shown: bool,
    pub on_change: Callback<bool>,
}

/// The tick box that shows what is typed.
#[component]
pub fn ShowTyped(props: &ShowProps) -> Html {
    let t = use_texts();
    let shown = props.shown;
    html! {
        <label class="choice choice-plain" for="pin-show">
            <input type="checkbox" id="pin-show" checked={shown} onchange={props.on_change.reform(move |_| !shown)} />
            <span>{ t.pin_show() }</span>
        </label>
    }
}
