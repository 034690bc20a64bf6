//! Words and numbers.

use forms::{QuestionKind, QuestionState};
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// Whoever rests this long has said something worth keeping: the phone may be put away any moment.
const REST_MS: u32 = 2_000;

/// What every input of a question is given.
#[derive(Properties, Clone, PartialEq, Debug)]
pub(super) struct InputProps {
    pub(super) question: QuestionState,
    pub(super) language: &'static str,
    /// Ids of the elements that describe the input.
    pub(super) described_by: String,
    pub(super) invalid: bool,
    pub(super) on_typed: Callback<String>,
    pub(super) on_commit: Callback<()>,
}

impl InputProps {
    pub(super) fn id(&self) -> String {
        format!("q-{}", super::dom_id(&self.question.key))
    }
    pub(super) fn invalid(&self) -> Option<&'static str> {
        self.invalid.then_some("true")
    }
}

/// Commits after a rest; every further key press begins the rest anew.
#[hook]
pub(super) fn use_rest(on_commit: Callback<()>) -> Callback<()> {
    let timer = use_mut_ref(|| None::<Timeout>);
    Callback::from(move |()| {
        let on_commit = on_commit.clone();
        let rest = Timeout::new(REST_MS, move || on_commit.emit(()));
        *timer.borrow_mut() = Some(rest);
    })
}

/// A line of text, a paragraph, or a number.
#[component]
pub(super) fn TextInput(props: &InputProps) -> Html {
    let rest = use_rest(props.on_commit.clone());
    let question = &props.question;
    let decimal = question.kind == QuestionKind::Decimal;
    let typed = {
        let (on_typed, rest) = (props.on_typed.clone(), rest);
        move |text: String| {
            on_typed.emit(if decimal { with_point(text) } else { text });
            rest.emit(());
        }
    };
    let leave = props.on_commit.reform(|_: FocusEvent| ());
    if question.looks("multiline") {
        let oninput = Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target_dyn_into::<web_sys::HtmlTextAreaElement>() {
                typed(area.value());
            }
        });
        return html! {
            <textarea id={props.id()} class="input" rows="3" readonly={question.read_only}
                aria-describedby={props.described_by.clone()} aria-invalid={props.invalid()}
                value={question.value.clone()} {oninput} onblur={leave} />
        };
    }
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
            typed(input.value());
        }
    });
    let digits = question.kind == QuestionKind::Integer || question.looks("numbers");
    let keys = if digits {
        "numeric"
    } else if decimal {
        "decimal"
    } else {
        "text"
    };
    html! {
        <input id={props.id()} class="input" type="text" inputmode={keys} autocomplete="off"
            readonly={question.read_only}
            aria-describedby={props.described_by.clone()} aria-invalid={props.invalid()}
            value={question.value.clone()} {oninput} onblur={leave} />
    }
}

/// In Vietnam a comma begins the decimals; stored is a point.
fn with_point(text: String) -> String {
    match (text.matches(',').count(), text.contains('.')) {
        (1, false) => text.replace(',', "."),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::with_point;

    #[test]
    fn one_comma_is_a_decimal_point_and_anything_else_stays_as_typed() {
        let cases = [("12,5", "12.5"), ("1.234,5", "1.234,5"), ("1,2,3", "1,2,3"), ("12", "12")];
        for (typed, stored) in cases {
            assert_eq!(with_point(typed.to_owned()), stored);
        }
    }
}
