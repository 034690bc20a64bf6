//! A number of a scale: a slider, with the number beside it.
//!
//! **Invariant:** a slider always stands somewhere; nothing is answered until a person has moved it.

use super::text::InputProps;
use forms::QuestionKind;
use yew::prelude::*;

#[component]
pub(super) fn Scale(props: &InputProps) -> Html {
    let QuestionKind::Range(range) = &props.question.kind else { return Html::default() };
    let value = &props.question.value;
    let oninput = props.on_typed.reform(|event: InputEvent| {
        event.target_dyn_into::<web_sys::HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
    });
    let onchange = props.on_commit.reform(|_: Event| ());
    // From the larger to the smaller number is a scale too; a slider only knows the other direction.
    let number = |text: &str| text.parse::<f64>().unwrap_or_default();
    let (low, high) = if number(&range.start) <= number(&range.end) {
        (&range.start, &range.end)
    } else {
        (&range.end, &range.start)
    };
    html! {
        <div class="range">
            <span aria-hidden="true">{ low }</span>
            <input id={props.id()} type="range" min={low.clone()} max={high.clone()}
                step={range.step.trim_start_matches('-').to_owned()}
                value={if value.is_empty() { low.clone() } else { value.clone() }}
                disabled={props.question.read_only} aria-describedby={props.described_by.clone()}
                aria-invalid={props.invalid()} aria-valuetext={value.clone()} {oninput} {onchange} />
            <span aria-hidden="true">{ high }</span>
            <output>{ if value.is_empty() { "–" } else { value.as_str() } }</output>
        </div>
    }
}
