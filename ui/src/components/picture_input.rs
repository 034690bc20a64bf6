//! Taking a picture with the camera, or choosing one that is there.

use super::icon::{Icon, Picture};
use crate::browser;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    /// Of the input that takes; the one that chooses has `-chosen` behind it.
    pub id: String,
    pub take: String,
    pub choose: String,
    pub disabled: bool,
    /// It is what should be done now.
    #[prop_or_default]
    pub main: bool,
    pub on_picked: Callback<File>,
}

/// Two ways, because a phone that is told to open its camera offers no album. Elsewhere both open the same window.
#[component]
pub fn PictureInput(props: &Props) -> Html {
    let onchange = {
        let on_picked = props.on_picked.clone();
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let picked = browser::chosen_files(&field).into_iter().next();
            // The same picture may be chosen once more.
            field.set_value("");
            if let Some(picked) = picked {
                on_picked.emit(picked);
            }
        })
    };
    let chosen = format!("{}-chosen", props.id);
    html! {
        <div class="picture-input">
            <label class={classes!("button", if props.main { "button-primary" } else { "button-quiet" })} for={props.id.clone()}>
                <Icon picture={Picture::Camera} /><span>{ &props.take }</span>
                <input type="file" class="visually-hidden" id={props.id.clone()} accept="image/*" capture="environment"
                    disabled={props.disabled} onchange={onchange.clone()} />
            </label>
            <label class="button button-bare" for={chosen.clone()}>
                <span>{ &props.choose }</span>
                <input type="file" class="visually-hidden" id={chosen} accept="image/*"
                    disabled={props.disabled} {onchange} />
            </label>
        </div>
    }
}
