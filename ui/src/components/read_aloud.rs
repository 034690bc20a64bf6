//! A button that reads a text aloud. It is there only where the system has a Vietnamese voice of its own.
//!
//! **Invariant:** what it is given must hold nobody's answers: a doorway has neighbours. For a question that is
//! [`forms::QuestionState::aloud`].
//!
//! **Invariant:** it falls silent when its page goes, so also when the app locks itself, and when its words change.

use super::icon::{Icon, Picture};
use crate::browser::{self, Listening};
use crate::speech::{self, Reading};
use crate::state::display::use_texts;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    /// Of the button; unique on its page.
    pub id: String,
    /// What is read, in Vietnamese; a pause stands between two of them.
    pub words: Vec<String>,
    /// What a screen reader says is read, in the page's language.
    pub what: String,
}

#[component]
pub fn ReadAloud(props: &Props) -> Html {
    let t = use_texts();
    let there = use_state_eq(speech::has_voice);
    let reads = use_state_eq(|| false);
    let reading = use_mut_ref(|| None::<Reading>);
    use_effect_with((), {
        let there = there.setter();
        move |()| {
            let listening = speech::on_voices_changed(move || there.set(speech::has_voice()));
            move || drop(listening)
        }
    });
    use_effect_with(props.words.clone(), {
        let (reading, reads) = (reading.clone(), reads.setter());
        move |_| {
            // Another app is looked at, or the screen is off: whoever took the phone did not ask to be read to.
            let left = Listening::at_document("visibilitychange", {
                let (reading, reads) = (reading.clone(), reads.clone());
                move |_| {
                    if browser::is_hidden() {
                        reading.take();
                        reads.set(false);
                    }
                }
            });
            move || {
                drop(left);
                reading.take();
                reads.set(false);
            }
        }
    });
    if !*there || props.words.iter().all(|words| words.trim().is_empty()) {
        return Html::default();
    }
    let onclick = {
        let (words, reading, reads) = (props.words.clone(), reading.clone(), reads.clone());
        Callback::from(move |_: MouseEvent| {
            if *reads {
                reading.take();
                reads.set(false);
                return;
            }
            let ended = reads.setter();
            let begun = speech::read(&words, move || ended.set(false));
            reads.set(begun.is_some());
            *reading.borrow_mut() = begun;
        })
    };
    let (words, picture) =
        if *reads { (t.read_aloud_stop(), Picture::Stop) } else { (t.read_aloud(), Picture::Voice) };
    html! {
        <button type="button" id={props.id.clone()} class="button button-bare read-aloud"
            data-reading={reads.to_string()} aria-label={format!("{words}: {}", props.what)} {onclick}>
            <Icon {picture} />{ words }
        </button>
    }
}
