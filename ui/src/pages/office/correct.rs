//! An answer is corrected at the counter: the officer writes it in the form's own field, with the citizen beside her.

use crate::components::field::Question;
use crate::components::icon::{Icon, Picture};
use crate::http;
use crate::state::display::use_texts;
use crate::state::ledger::Keeping;
use dossier::{DossierId, QuestionName};
use forms::QuestionState;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::office::{Correct, OfficeDossier};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) id: DossierId,
    pub(super) question: QuestionState,
    /// As the form has it.
    pub(super) label: String,
    pub(super) on_done: Callback<Result<OfficeDossier, Problem>>,
}

#[component]
pub(super) fn CorrectHere(props: &Props) -> Html {
    let t = use_texts();
    // What stood there when it was begun, and what is written instead.
    let writing = use_state(|| None::<Correct>);
    let busy = use_state(|| false);
    let name = QuestionName::from(props.question.key.as_str());
    let id = format!("correct-{}", crate::components::field::dom_id(&props.question.key));
    let Some(correction) = (*writing).clone() else {
        let (writing, stands) = (writing.clone(), props.question.value.clone());
        let begin = Callback::from(move |_: MouseEvent| {
            writing.set(Some(Correct { was: stands.clone(), value: stands.clone() }));
        });
        return html! {
            <button type="button" {id} class="button button-bare ask-here correct-here" title={t.correct_here()}
                aria-label={t.correct_here_label(&props.label)} onclick={begin}><Icon picture={Picture::Pen} /></button>
        };
    };
    let typed = {
        let (writing, was) = (writing.clone(), correction.was.clone());
        Callback::from(move |(_, value): (QuestionName, String)| {
            writing.set(Some(Correct { was: was.clone(), value }));
        })
    };
    let save = {
        let (writing, busy, correction) = (writing.clone(), busy.clone(), correction.clone());
        let (dossier, on_done) = (props.id, props.on_done.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let (writing, busy, correction) = (writing.clone(), busy.clone(), correction.clone());
            let (name, on_done) = (name.clone(), on_done.clone());
            spawn_local(async move {
                let outcome = http::correct(dossier, &name, &correction).await;
                busy.set(false);
                // What was written stays until it is on the disk.
                if outcome.is_ok() {
                    writing.set(None);
                }
                on_done.emit(outcome);
            });
        })
    };
    let leave = {
        let writing = writing.clone();
        Callback::from(move |_: MouseEvent| writing.set(None))
    };
    let question = QuestionState { value: correction.value, problem: None, ..props.question.clone() };
    html! {
        <div class="ask-words-field" data-correct={props.question.key.clone()}>
            <Question {question} keeping={Some(Keeping::Typing)} concurrent={None} strict={false}
                on_typed={typed} on_commit={Callback::noop()} />
            <button type="button" id={format!("{id}-save")} class="button button-primary" disabled={*busy}
                onclick={save}>{ t.correct_save() }</button>
            <button type="button" class="button button-bare" onclick={leave}>{ t.correct_leave() }</button>
        </div>
    }
}
