//! A page behind the PIN: the common frame with the sync bar and the lock.

use super::training::TrainingMark;
use crate::components::frame::Frame;
use crate::components::sync_bar::SyncBar;
use crate::state::answer_book::AnswerBook;
use crate::state::display::use_texts;
use crate::state::lock::use_lock;
use crate::state::route::{FieldRoute, Route};
use crate::state::session::Session;
use wire::ipc::AppState;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) page: &'static str,
    pub(super) title: String,
    #[prop_or_default]
    pub(super) back: Option<FieldRoute>,
    #[prop_or_default]
    pub(super) focus: Option<String>,
    pub(super) children: Html,
}

/// Leaving by "back" or locking first gives to the app what is being typed.
#[component]
pub(super) fn Page(props: &Props) -> Html {
    let t = use_texts();
    let book = use_context::<AnswerBook>();
    let session = use_context::<Session>();
    let leaving = {
        let book = book.clone();
        Callback::from(move |()| {
            if let Some(book) = &book {
                book.flush();
            }
        })
    };
    let more = {
        let leaving = leaving.clone();
        Callback::from(move |()| {
            leaving.emit(());
            FieldRoute::Settings.go();
        })
    };
    let training = session.as_ref().is_some_and(|session| session.state == AppState::Training);
    let lock = use_lock(session);
    // In training nothing is sent, and there is nothing to lock: the mark stands in their place.
    let bar = if training {
        html! { <TrainingMark /> }
    } else {
        html! { <SyncBar compact={props.page != "home" && props.page != "handed-over"} /> }
    };
    html! {
        <Frame page={props.page} title={props.title.clone()} back={props.back.as_ref().map(ToString::to_string)}
            {leaving} focus={props.focus.clone()} {bar}
            more={(props.page != "settings").then(|| (t.settings_more(), more))}
            leave={(!training).then(|| (t.settings_lock(), "lock", lock))}>
            { props.children.clone() }
        </Frame>
    }
}
