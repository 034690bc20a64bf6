//! Several of a list, and the single tick of an acknowledgement.

use super::text::InputProps;
use crate::state::display::use_texts;
use yew::prelude::*;

/// The value of an acknowledgement that was given.
const ACKNOWLEDGED: &str = "OK";

/// Any number of choices; stored as their names in the list's order.
#[component]
pub(super) fn Ticks(props: &InputProps) -> Html {
    let question = &props.question;
    html! {
        <div class="choices">
            { for question.choices.iter().map(|choice| {
                let names: Vec<String> = question.choices.iter().map(|c| c.name.to_string()).collect();
                let after = toggled(&names, &question.value, &choice.name);
                let (on_typed, on_commit) = (props.on_typed.clone(), props.on_commit.clone());
                let ticked = question.value.split_whitespace().any(|name| name == &*choice.name);
                html! {
                    <label class="choice" key={choice.name.to_string()} for={format!("{}-{}", props.id(), choice.name)}>
                        <input type="checkbox" id={format!("{}-{}", props.id(), choice.name)} checked={ticked}
                            disabled={question.read_only} aria-describedby={props.described_by.clone()}
                            onchange={Callback::from(move |_: Event| {
                                on_typed.emit(after.clone());
                                on_commit.emit(());
                            })} />
                        <span>{ choice.label.get(props.language) }</span>
                    </label>
                }
            }) }
        </div>
    }
}

/// The value after one tick was changed. Names that are not in the list (any more) stay: dropping them is
/// for a person to decide, not for a form that changed.
fn toggled(names: &[String], value: &str, name: &str) -> String {
    let before: Vec<&str> = value.split_whitespace().collect();
    let ticked = |n: &str| before.contains(&n) != (n == name);
    let unknown = before.iter().copied().filter(|n| !names.iter().any(|known| known == n));
    let after: Vec<&str> = names.iter().map(String::as_str).filter(|n| ticked(n)).chain(unknown).collect();
    after.join(" ")
}

/// "I have read this".
#[component]
pub(super) fn Acknowledgement(props: &InputProps) -> Html {
    let t = use_texts();
    let given = props.question.value == ACKNOWLEDGED;
    let (on_typed, on_commit) = (props.on_typed.clone(), props.on_commit.clone());
    html! {
        <label class="choice" for={props.id()}>
            <input type="checkbox" id={props.id()} checked={given} disabled={props.question.read_only}
                aria-describedby={props.described_by.clone()}
                onchange={Callback::from(move |_: Event| {
                    on_typed.emit(if given { String::new() } else { ACKNOWLEDGED.to_owned() });
                    on_commit.emit(());
                })} />
            <span>{ t.yes() }</span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::toggled;

    #[test]
    fn ticks_keep_the_order_of_the_list_and_names_that_left_it() {
        let names: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        let cases = [
            ("the first tick", "", "b", "b"),
            ("in the list's order", "c", "a", "a c"),
            ("taken away again", "a c", "c", "a"),
            ("a name that left the list stays", "old a", "b", "a b old"),
        ];
        for (name, before, tick, after) in cases {
            assert_eq!(toggled(&names, before, tick), after, "{name}");
        }
    }
}
