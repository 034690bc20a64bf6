//! One of a few: large radio buttons.

use super::text::InputProps;
use crate::browser;
use crate::state::display::use_texts;
use yew::prelude::*;

#[component]
pub(super) fn RadioButtons(props: &InputProps) -> Html {
    let t = use_texts();
    let question = &props.question;
    let choose = |value: String| {
        let (on_typed, on_commit) = (props.on_typed.clone(), props.on_commit.clone());
        move || {
            on_typed.emit(value.clone());
            on_commit.emit(());
        }
    };
    let can_clear = !question.required && !question.read_only && !question.value.is_empty();
    html! {
        <div class="choices">
            { for question.choices.iter().map(|choice| {
                let chosen = choose(choice.name.to_string());
                html! {
                    <label class="choice" key={choice.name.to_string()} for={format!("{}-{}", props.id(), choice.name)}>
                        <input type="radio" id={format!("{}-{}", props.id(), choice.name)} name={props.id()}
                            value={choice.name.to_string()} checked={*choice.name == *question.value}
                            disabled={question.read_only} aria-describedby={props.described_by.clone()}
                            onchange={Callback::from(move |_: Event| chosen())} />
                        <span>{ choice.label.get(props.language) }</span>
                    </label>
                }
            }) }
            if can_clear {
                <button type="button" class="button button-bare clear" onclick={
                    let cleared = choose(String::new());
                    let first = question.choices.first().map(|choice| format!("{}-{}", props.id(), choice.name));
                    Callback::from(move |_: MouseEvent| {
                        cleared();
                        // This button goes with the answer.
                        if let Some(first) = first.clone() {
                            browser::keep_focus_at(first);
                        }
                    })
                }>{ t.question_clear() }</button>
            }
        </div>
    }
}
