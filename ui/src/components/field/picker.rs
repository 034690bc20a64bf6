//! One of many: a list that shortens while typing, accents optional. Also the commune picker.
//!
//! **Invariant:** typing here does not change the answer; choosing does. Words that were typed and match
//! nothing stay in the field, with a sentence that says that something must be chosen.

use super::read::{in_file, read_value};
use super::text::InputProps;
use crate::browser;
use crate::state::communes;
use crate::state::display::use_texts;
use forms::QuestionKind;
use library::fold::fold;
use yew::prelude::*;

/// More than this nobody reads; typing one more letter is quicker.
const MOST_OPTIONS: usize = 40;

#[derive(Clone, PartialEq, Debug)]
struct Shown {
    value: String,
    label: String,
}

fn options(props: &InputProps, query: &str) -> Vec<Shown> {
    let folded = fold(query.trim());
    match &props.question.kind {
        QuestionKind::SelectOneFromFile { file } if file == "communes.csv" => {
            let Some(list) = communes::list() else { return Vec::new() };
            let allowed = &props.question.choices;
            if !allowed.is_empty() && allowed.len() < list.communes().len() {
                // A filter of the form, such as the province that was chosen before.
                let places = allowed.iter().filter_map(|choice| list.place(&choice.name));
                let shown = places
                    .map(|place| Shown { value: place.commune.code.to_string(), label: place.full_name() });
                return matching(shown, &folded);
            }
            let found = list.search_communes(&browser::composed(query), None, MOST_OPTIONS);
            found
                .into_iter()
                .map(|place| Shown { value: place.commune.code.to_string(), label: place.full_name() })
                .collect()
        }
        QuestionKind::SelectOneFromFile { file } if file == "provinces.csv" => {
            let Some(list) = communes::list() else { return Vec::new() };
            let all = list.provinces().map(|p| Shown { value: p.code.clone(), label: p.full_name() });
            matching(all, &folded)
        }
        _ => {
            let all = props.question.choices.iter().map(|choice| Shown {
                value: choice.name.to_string(),
                label: choice.label.get(props.language).to_owned(),
            });
            matching(all, &folded)
        }
    }
}

/// Labels that begin with the words first, then labels that contain them; without words, all in order.
fn matching(all: impl Iterator<Item = Shown>, folded: &str) -> Vec<Shown> {
    let (mut first, mut then) = (Vec::new(), Vec::new());
    for shown in all {
        let label = fold(&shown.label);
        if label.starts_with(folded) {
            first.push(shown);
        } else if label.contains(folded) {
            then.push(shown);
        }
    }
    first.append(&mut then);
    first
}

/// Where an arrow key leads in a list: from nowhere to the choice that stands, else to the first option.
fn step(active: Option<usize>, chosen: Option<usize>, down: bool, options: usize) -> Option<usize> {
    let last = options.checked_sub(1)?;
    let next = match active {
        None => chosen.unwrap_or(0),
        Some(at) if down => at.saturating_add(1),
        Some(at) => at.saturating_sub(1),
    };
    Some(next.min(last))
}

#[component]
pub(super) fn Picker(props: &InputProps) -> Html {
    let t = use_texts();
    let question = &props.question;
    let chosen_label = match (&question.kind, question.value.as_str()) {
        (_, "") => String::new(),
        (QuestionKind::SelectOneFromFile { file }, value) => {
            in_file(file, value).unwrap_or_else(|| value.to_owned())
        }
        (_, value) => read_value(question, value, &t),
    };
    // `Some` while the words in the field are not those of the choice.
    let words = use_state(|| None::<String>);
    let open = use_state(|| false);
    // The option that Enter would choose; none until a key was pressed for it, so that Enter in passing changes nothing.
    let active = use_state(|| None::<usize>);
    let query = (*words).clone().unwrap_or_default();
    let found = if *open { options(props, &query) } else { Vec::new() };
    let list_id = format!("{}-list", props.id());

    let choose = {
        let (words, open) = (words.setter(), open.setter());
        let (on_typed, on_commit) = (props.on_typed.clone(), props.on_commit.clone());
        Callback::from(move |value: String| {
            words.set(None);
            open.set(false);
            on_typed.emit(value);
            on_commit.emit(());
        })
    };
    let oninput = {
        let (words, open, active) = (words.setter(), open.setter(), active.setter());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                words.set(Some(input.value()));
                open.set(true);
                active.set(Some(0));
            }
        })
    };
    let onfocus = {
        let (open, active, read_only) = (open.setter(), active.setter(), question.read_only);
        Callback::from(move |event: FocusEvent| {
            active.set(None);
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                // The next key replaces the whole choice instead of being put into the middle of it. WebKit then forgets
                // to bring the field into view.
                input.select();
                browser::reveal(&input.id());
            }
            open.set(!read_only);
        })
    };
    let onblur = {
        let (choose, open, words, has_value) =
            (choose.clone(), open.setter(), words.clone(), !question.value.is_empty());
        let props = props.clone();
        Callback::from(move |_: FocusEvent| {
            open.set(false);
            let Some(text) = (*words).clone() else { return };
            let only =
                options(&props, &text).into_iter().find(|shown| fold(&shown.label) == fold(text.trim()));
            match (only, text.trim().is_empty()) {
                (Some(shown), _) => choose.emit(shown.value),
                (None, true) if has_value => choose.emit(String::new()),
                (None, true) => words.set(None),
                (None, false) => {}
            }
        })
    };
    let onkeydown = {
        let (found, choose, open) = (found.clone(), choose.clone(), open.clone());
        let (active, list_id, read_only) = (active.clone(), list_id.clone(), question.read_only);
        let chosen = found.iter().position(|shown| shown.value == question.value);
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            key @ ("ArrowDown" | "ArrowUp") if !read_only => {
                event.prevent_default();
                open.set(true);
                let next = step(*active, chosen, key == "ArrowDown", found.len());
                active.set(next);
                // A long list shows only a part of itself.
                if let Some(shown) = next.and_then(|next| found.get(next)) {
                    browser::reveal(&format!("{list_id}-{}", shown.value));
                }
            }
            "Enter" => {
                event.prevent_default();
                if let Some(shown) = active.and_then(|active| found.get(active)).filter(|_| *open) {
                    choose.emit(shown.value.clone());
                }
            }
            "Escape" => open.set(false),
            _ => {}
        })
    };
    let not_chosen = words.as_ref().is_some_and(|words| !words.trim().is_empty()) && !*open;
    let described = format!("{} {list_id}-count", props.described_by);
    html! {
        <div class="picker">
            <input id={props.id()} class="input" type="text" role="combobox" autocomplete="off"
                aria-expanded={open.to_string()} aria-controls={list_id.clone()} aria-autocomplete="list"
                aria-activedescendant={active.and_then(|active| found.get(active)).map(|shown| format!("{list_id}-{}", shown.value))}
                aria-describedby={described} aria-invalid={props.invalid()}
                placeholder={t.question_picker_hint()} readonly={question.read_only}
                value={(*words).clone().unwrap_or(chosen_label)}
                {oninput} {onfocus} {onblur} {onkeydown} />
            <p class="hint picker-count" id={format!("{list_id}-count")} aria-live="polite">
                { match (*open, found.len()) {
                    (true, 0) => t.question_picker_none(),
                    (true, count) if !query.trim().is_empty() => t.question_picker_count(count),
                    _ => String::new(),
                } }
            </p>
            if *open && !found.is_empty() {
                // What scrolls is a stop for Tab in some browsers; the field is the only one here.
                <ul class="options" id={list_id.clone()} role="listbox" tabindex="-1">
                    { for found.iter().enumerate().map(|(place, shown)| {
                        let pick = { let (choose, value) = (choose.clone(), shown.value.clone());
                            Callback::from(move |_: MouseEvent| choose.emit(value.clone())) };
                        html! {
                            <li key={shown.value.clone()} id={format!("{list_id}-{}", shown.value)} role="option"
                                class={classes!("option", (Some(place) == *active).then_some("option-active"))}
                                data-value={shown.value.clone()}
                                aria-selected={(shown.value == question.value).to_string()}
                                // The field keeps the focus until the choice is made.
                                onmousedown={Callback::from(|event: MouseEvent| event.prevent_default())}
                                onclick={pick}>{ &shown.label }</li>
                        }
                    }) }
                </ul>
            }
            if not_chosen {
                <p class="wrong" role="alert">{ t.wrong_choice() }</p>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_begin_with_the_words_come_first_and_accents_are_optional() {
        let all = ["Ba Na", "Cống", "Ê Đê", "Kinh", "Xơ Đăng"]
            .map(|label| Shown { value: label.to_owned(), label: label.to_owned() });
        let labels = |query: &str| {
            let found = matching(all.clone().into_iter(), &fold(query));
            found.into_iter().map(|shown| shown.label).collect::<Vec<_>>()
        };
        assert_eq!(labels("ê đê"), ["Ê Đê"]);
        assert_eq!(labels("e de"), ["Ê Đê"]);
        assert_eq!(labels("dang"), ["Xơ Đăng"]);
        assert_eq!(labels("na"), ["Ba Na"]);
        assert_eq!(labels("").len(), 5);
    }

    #[test]
    fn arrows_begin_at_the_choice_that_stands_and_stay_in_the_list() {
        let cases = [
            ("nothing chosen yet", None, None, true, 5, Some(0)),
            ("from the choice that stands", None, Some(3), true, 5, Some(3)),
            ("on", Some(3), Some(3), true, 5, Some(4)),
            ("not beyond the end", Some(4), None, true, 5, Some(4)),
            ("not before the beginning", Some(0), None, false, 5, Some(0)),
            ("a list that became shorter", Some(9), None, false, 5, Some(4)),
            ("no list", Some(1), None, true, 0, None),
        ];
        for (name, active, chosen, down, options, next) in cases {
            assert_eq!(step(active, chosen, down, options), next, "{name}");
        }
    }
}
