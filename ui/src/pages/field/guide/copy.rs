//! Answers to be copied onto a screen of the portal, in the order of that screen.

use crate::browser;
use crate::components::field::{dom_id, read_value};
use crate::components::icon::{Icon, Picture};
use crate::state::display::use_texts;
use forms::{Evaluation, QuestionState};
use i18n::{Language, Texts};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) questions: Vec<String>,
    pub(super) evaluation: Evaluation,
}

/// What was copied last, and whether the device allowed it.
#[derive(Clone, PartialEq, Debug)]
struct Copied {
    key: String,
    done: bool,
}

/// Only what is asked now is offered: an answer that does not count would mislead.
#[component]
pub(super) fn Copies(props: &Props) -> Html {
    let t = use_texts();
    let copied = use_state(|| None::<Copied>);
    // The portal is in Vietnamese, whatever language the app is read in.
    let portal = use_memo((), |()| Texts::new(Language::Vi));
    let wanted = props
        .questions
        .iter()
        .flat_map(|name| props.evaluation.questions().filter(move |one| one.name == *name && one.relevant));
    let row = |question: &QuestionState| {
        let value = read_value(question, &question.value, &portal);
        let label = question.label.get(t.language().code()).to_owned();
        let key = question.key.clone();
        let state = copied.as_ref().filter(|one| one.key == key).map(|one| one.done);
        let copy = {
            let (copied, key, value) = (copied.clone(), key.clone(), value.clone());
            Callback::from(move |_: MouseEvent| {
                copied.set(Some(Copied { key: key.clone(), done: browser::copy(&value) }));
            })
        };
        html! {
            <li class="copy" key={key.clone()} data-question={key.clone()}>
                <p class="copy-label">{ &label }</p>
                <p class="copy-value" id={format!("copy-value-{}", dom_id(&key))}>
                    if value.is_empty() { <span class="empty">{ t.submit_nothing_to_copy() }</span> } else { { &value } }
                </p>
                if !value.is_empty() {
                    <button type="button" class="button button-quiet copy-button" id={format!("copy-{}", dom_id(&key))}
                        aria-label={t.submit_copy_one(&label)} data-copied={(state == Some(true)).to_string()}
                        onclick={copy}>
                        if state == Some(true) { <Icon picture={Picture::Check} />{ t.submit_copied() } }
                        else { { t.submit_copy() } }
                    </button>
                }
                if state == Some(false) { <p class="wrong" role="alert">{ t.submit_copy_failed() }</p> }
            </li>
        }
    };
    html! {
        <section class="part copies">
            <h2>{ t.submit_copy_title() }</h2>
            <p class="hint">{ t.submit_copy_hint() }</p>
            <ol class="copies-list">{ for wanted.map(row) }</ol>
            <p class="visually-hidden" role="status">
                { if copied.as_ref().is_some_and(|one| one.done) { t.submit_copied() } else { String::new() } }
            </p>
        </section>
    }
}
