//! A list in the order of preference: each line moves up or down by a button, so that it works with one
//! thumb and from the keyboard.

use super::text::InputProps;
use crate::browser;
use crate::state::display::use_texts;
use yew::prelude::*;

#[component]
pub(super) fn Ranking(props: &InputProps) -> Html {
    let t = use_texts();
    let question = &props.question;
    let names: Vec<&str> = question.choices.iter().map(|choice| &*choice.name).collect();
    let order = ordered(&names, &question.value);
    let label = |name: &str| {
        let choice = question.choices.iter().find(|choice| *choice.name == *name);
        choice.map_or_else(|| name.to_owned(), |choice| choice.label.get(props.language).to_owned())
    };
    // The line moves and its button with it, or goes grey at an end: the focus follows the line.
    let shift = |name: &str, from: usize, to: usize| {
        let moved = moved(&order, from, to);
        let up = (to < from && to > 0) || to + 1 >= order.len();
        let button = format!("{}-{name}-{}", props.id(), if up { "up" } else { "down" });
        let (on_typed, on_commit) = (props.on_typed.clone(), props.on_commit.clone());
        Callback::from(move |_: MouseEvent| {
            on_typed.emit(moved.clone());
            on_commit.emit(());
            browser::keep_focus_at(button.clone());
        })
    };
    let line = |(at, name): (usize, &String)| {
        let words = label(name);
        let button = |to: Option<usize>, way: String, end: &str| {
            html! {
                <button type="button" class="button button-bare" id={format!("{}-{name}-{end}", props.id())}
                    aria-label={format!("{way}: {words}")} disabled={to.is_none() || question.read_only}
                    onclick={to.map(|to| shift(name, at, to))}>{ way }</button>
            }
        };
        html! {
            <li class="rank-item" key={name.clone()} data-choice={name.clone()}>
                <span>{ format!("{}. {words}", at + 1) }</span>
                { button(at.checked_sub(1), t.question_rank_up(), "up") }
                { button((at + 1 < order.len()).then_some(at + 1), t.question_rank_down(), "down") }
            </li>
        }
    };
    html! { <ol class="rank" id={props.id()} tabindex="-1">{ for order.iter().enumerate().map(line) }</ol> }
}

/// The names that were ranked, then those that were not yet, in the list's order.
fn ordered(names: &[&str], value: &str) -> Vec<String> {
    let ranked: Vec<&str> = value.split_whitespace().filter(|name| names.contains(name)).collect();
    let rest = names.iter().copied().filter(|name| !ranked.contains(name));
    ranked.iter().copied().chain(rest).map(str::to_owned).collect()
}

fn moved(order: &[String], from: usize, to: usize) -> String {
    let mut order = order.to_vec();
    if from < order.len() && to < order.len() {
        order.swap(from, to);
    }
    order.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_ranked_comes_first_and_nothing_is_lost() {
        let names = ["a", "b", "c"];
        for (value, order) in [("", "a b c"), ("c", "c a b"), ("b c a", "b c a"), ("x b", "b a c")] {
            assert_eq!(ordered(&names, value).join(" "), order, "{value}");
        }
        assert_eq!(moved(&ordered(&names, ""), 2, 1), "a c b");
    }
}
