//! Beside every field: saved or not. Says "saved" only after the app has said so.

use super::icon::{Icon, Picture};
use super::notice::Notice;
use crate::state::display::use_texts;
use crate::state::ledger::Keeping;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    /// The end of the element's id.
    pub name: String,
    /// `None`: nothing was typed since the dossier was read from the disk.
    pub keeping: Option<Keeping>,
    /// Whether the value from the disk is one that can be called saved.
    pub answered: bool,
    pub on_retry: Callback<()>,
}

#[component]
pub fn SavedMark(props: &Props) -> Html {
    let t = use_texts();
    let (state, picture, words) = match &props.keeping {
        Some(Keeping::Typing) => ("typing", None, t.saved_state_typing()),
        Some(Keeping::Saving) => ("saving", Some(Picture::Clock), t.saved_state_saving()),
        Some(Keeping::Failed(_)) => ("failed", Some(Picture::Warning), t.saved_state_failed()),
        Some(Keeping::Saved) => ("saved", Some(Picture::Check), t.saved_state_saved()),
        None if props.answered => ("saved", Some(Picture::Check), t.saved_state_saved()),
        None => ("empty", None, String::new()),
    };
    // A value that was read from the disk is not news: only what happens now is read out.
    let live = if props.keeping.is_some() { "polite" } else { "off" };
    html! {
        <div class="saved-box">
            <p class="saved" id={format!("saved-{}", props.name)} data-state={state} aria-live={live}>
                if let Some(picture) = picture { <Icon {picture} /> }
                <span>{ words }</span>
            </p>
            if let Some(Keeping::Failed(problem)) = &props.keeping {
                <Notice problem={problem.clone()} action={Some((t.saved_retry(), props.on_retry.clone()))} />
            }
        </div>
    }
}
