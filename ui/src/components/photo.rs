//! A photo that is kept in the app, drawn from its bytes.

use super::notice::Notice;
use crate::browser::PictureAddress;
use crate::ipc;
use crate::state::display::use_texts;
use crate::state::loaded::{Loaded, use_loaded};
use std::rc::Rc;
use wire::photos::PhotoRef;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    pub photo: PhotoRef,
    /// What a person hears who does not see it; empty where words beside it say that.
    pub alt: String,
    #[prop_or_default]
    pub class: Classes,
}

#[component]
pub fn Photo(props: &Props) -> Html {
    let t = use_texts();
    let loaded = use_loaded(props.photo, |photo| async move {
        ipc::photo(photo).await.map(|bytes| Rc::new(PictureAddress::of(&bytes)))
    });
    match &*loaded {
        Loaded::Ready(address) => html! {
            <img class={classes!("photo", props.class.clone())} src={address.text()} alt={props.alt.clone()} />
        },
        Loaded::Waiting => html! { <p class="hint" role="status">{ t.loading() }</p> },
        Loaded::Failed(problem) => html! { <Notice problem={problem.clone()} /> },
    }
}
