//! Keys with which Excel and other programs of the office read its numbers: made, told once, revoked.

use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::state::loaded::{Loaded, use_loaded};
use crate::{format, http};
use i18n::Texts;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::feed::{FeedKey, FeedKeyMade};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) refused: Callback<Problem>,
}

#[component]
pub(super) fn FeedKeysCard(props: &Props) -> Html {
    let t = use_texts();
    let list = use_loaded((), |()| http::feed_keys());
    let name = use_state(String::new);
    let told = use_state(|| None::<FeedKeyMade>);
    let problem = use_state(|| None::<Problem>);
    let failed = {
        let (problem, refused) = (problem.setter(), props.refused.clone());
        Callback::from(move |what: Problem| {
            refused.emit(what.clone());
            problem.set(Some(what));
        })
    };
    let onsubmit = {
        let (name, told, list, failed) = (name.clone(), told.setter(), list.setter(), failed.clone());
        let problem = problem.setter();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            problem.set(None);
            let (name, told, list, failed) = (name.clone(), told.clone(), list.clone(), failed.clone());
            spawn_local(async move {
                match http::make_feed_key((*name).clone()).await {
                    Ok(made) => {
                        list.set(Loaded::Ready(made.keys.clone()));
                        told.set(Some(made));
                        name.set(String::new());
                    }
                    Err(what) => failed.emit(what),
                }
            });
        })
    };
    let oninput = {
        let name = name.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                name.set(input.value());
            }
        })
    };
    let revoke = {
        let (told, list) = (told.setter(), list.setter());
        Callback::from(move |id: u32| {
            let (list, failed) = (list.clone(), failed.clone());
            told.set(None);
            spawn_local(async move {
                match http::revoke_feed_key(id).await {
                    Ok(keys) => list.set(Loaded::Ready(keys)),
                    Err(what) => failed.emit(what),
                }
            });
        })
    };
    html! {
        <section class="card" aria-labelledby="feed-keys-title">
            <h2 id="feed-keys-title">{ t.feed_title() }</h2>
            <p>{ t.feed_lead() }</p>
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            if let Some(made) = &*told {
                <div class="notice notice-note" role="status">
                    <Icon picture={Picture::Shield} />
                    <div>
                        <p class="notice-title">{ t.feed_told() }</p>
                        <p class="told-code" id="feed-key">{ &made.key }</p>
                        <p>{ t.feed_told_once() }</p>
                    </div>
                </div>
            }
            if let Some(keys) = list.ready() {
                <ul class="plain" id="feed-keys">{ for keys.keys.iter().map(|key| line(key, &revoke, &t)) }</ul>
            }
            <form {onsubmit} novalidate=true>
                <div class="question">
                    <label class="question-label" for="feed-name">{ t.feed_name() }</label>
                    <input id="feed-name" class="input" type="text" autocomplete="off" maxlength="100"
                        value={(*name).clone()} {oninput} />
                </div>
                <div class="buttons">
                    <button type="submit" id="feed-make" class="button button-quiet"
                        disabled={name.trim().is_empty()}>{ t.feed_make() }</button>
                </div>
            </form>
        </section>
    }
}

fn line(key: &FeedKey, revoke: &Callback<u32>, t: &Texts) -> Html {
    let made = t.feed_made(&key.made_by, format::moment(key.made_at, t));
    let id = key.id;
    html! {
        <li key={id} data-key={id.to_string()}>
            <strong>{ &key.name }</strong>{ " · " }{ made }
            if let Some(at) = key.revoked_at {
                { " · " }{ t.feed_revoked(format::moment(at, t)) }
            } else {
                <button type="button" class="button button-quiet feed-revoke"
                    onclick={revoke.reform(move |_: MouseEvent| id)}>{ t.feed_revoke() }</button>
            }
        </li>
    }
}
