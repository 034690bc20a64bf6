//! Choosing a commune by words of its name, without accents. What is stored is its code.

use crate::browser;
use crate::state::communes;
use yew::prelude::*;

/// As many as fit a screen under the field.
const OFFERED: usize = 6;

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    pub id: String,
    pub described_by: String,
    /// The code.
    pub value: String,
    pub on_typed: Callback<String>,
    pub on_commit: Callback<()>,
}

/// The name behind a code; what the list does not know is shown as it is.
pub fn commune_name(code: &str) -> String {
    let list = communes::list();
    let place = list.as_deref().and_then(|list| list.place(code));
    place.map_or_else(|| code.to_owned(), |place| place.full_name())
}

#[component]
pub fn CommuneInput(props: &Props) -> Html {
    let query = use_state(|| None::<String>);
    let oninput = {
        let (query, typed) = (query.clone(), props.on_typed.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                // Nothing is no commune; words are none until one is chosen.
                if input.value().trim().is_empty() {
                    typed.emit(String::new());
                }
                query.set(Some(input.value()));
            }
        })
    };
    let offered: Vec<(String, String)> = match (query.as_deref(), communes::list()) {
        (Some(words), Some(list)) if !words.trim().is_empty() => list
            .search_communes(&browser::composed(words), None, OFFERED)
            .iter()
            .map(|place| (place.commune.code.to_string(), place.full_name()))
            .collect(),
        _ => Vec::new(),
    };
    let choose = |code: String| {
        let (query, typed, commit) = (query.clone(), props.on_typed.clone(), props.on_commit.clone());
        Callback::from(move |_: MouseEvent| {
            typed.emit(code.clone());
            commit.emit(());
            query.set(None);
        })
    };
    let shown = query.as_ref().map_or_else(|| commune_name(&props.value), Clone::clone);
    html! {
        <>
            <input id={props.id.clone()} class="input" type="text" autocomplete="off" value={shown} {oninput}
                aria-describedby={props.described_by.clone()} onblur={props.on_commit.reform(|_: FocusEvent| ())} />
            if !offered.is_empty() {
                <ul class="cards cards-small">
                    { for offered.into_iter().map(|(code, name)| html! {
                        <li key={code.clone()}>
                            <button type="button" class="button button-quiet button-wide" data-commune={code.clone()}
                                onclick={choose(code)}>{ name }</button>
                        </li>
                    }) }
                </ul>
            }
        </>
    }
}
