//! A field of the household book: saved when it is left, with concurrent values shown beside it.

use super::commune_input::{CommuneInput, commune_name};
use super::conflict::Conflict;
use super::saved_mark::SavedMark;
use crate::state::book_save::{Save, use_saved_field};
use wire::view::AnswerView;
use yew::prelude::*;

/// How a value is put in.
#[derive(Clone, PartialEq, Debug)]
pub enum Input {
    Text,
    /// Digits come up on the phone's keyboard.
    Digits,
    Lines,
    /// A day, a month or a year, as `07/03/1950`.
    Day,
    /// Value and words of each choice.
    Choice(Vec<(String, String)>),
    /// The same, where several may hold.
    Several(Vec<(String, String)>),
    /// A commune, by words of its name.
    Commune,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Of the elements; unlike every other on the page.
    pub id: String,
    pub label: String,
    #[prop_or_default]
    pub hint: String,
    #[prop_or(Input::Text)]
    pub input: Input,
    /// What is on the disk.
    pub answer: Option<AnswerView>,
    pub save: Save,
}

impl std::fmt::Debug for Props {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Props").field("id", &self.id).finish_non_exhaustive()
    }
}

#[component]
pub fn BookField(props: &Props) -> Html {
    let stored = props.answer.as_ref().map(|answer| answer.current.value.clone()).unwrap_or_default();
    let field = use_saved_field(&stored, &props.save);
    let concurrent = props.answer.clone().filter(|answer| !answer.others.is_empty());
    let settle = {
        let (typed, commit) = (field.typed.clone(), field.commit.clone());
        Callback::from(move |value: String| {
            typed.emit(value);
            commit.emit(());
        })
    };
    let labelled = InputField {
        id: props.id.clone(),
        input: props.input.clone(),
        value: field.value.clone(),
        described_by: format!("hint-{0} saved-{0}", props.id),
        on_typed: field.typed.clone(),
        on_commit: field.commit.clone(),
    };
    let grouped = matches!(props.input, Input::Several(_));
    let body = html! {
        <>
            if !props.hint.is_empty() { <p class="hint" id={format!("hint-{}", props.id)}>{ &props.hint }</p> }
            { draw(&labelled, &props.label) }
            if let Some(answer) = concurrent {
                <Conflict question={props.id.clone()} answer={answer.clone()} can_choose={true}
                    shown={std::iter::once(&answer.current).chain(&answer.others)
                        .map(|written| read(&props.input, &written.value)).collect::<Vec<_>>()}
                    on_choose={settle} />
            }
            <SavedMark name={props.id.clone()} keeping={field.keeping.clone()} answered={!field.value.is_empty()}
                on_retry={
                    let (typed, commit, value) = (field.typed.clone(), field.commit.clone(), field.value.clone());
                    Callback::from(move |()| {
                        typed.emit(value.clone());
                        commit.emit(());
                    })
                } />
        </>
    };
    if grouped {
        html! {
            <fieldset class="question" data-field={props.id.clone()}>
                <legend class="question-label">{ &props.label }</legend>{ body }
            </fieldset>
        }
    } else {
        html! {
            <div class="question" data-field={props.id.clone()}>
                <label class="question-label" for={props.id.clone()}>{ &props.label }</label>{ body }
            </div>
        }
    }
}

/// An input by itself, for pages that save all of their fields together.
#[derive(Clone, Debug)]
pub struct InputField {
    pub id: String,
    pub input: Input,
    pub value: String,
    pub described_by: String,
    pub on_typed: Callback<String>,
    pub on_commit: Callback<()>,
}

/// Draws it; the label stands outside, but for several choices, each of which has its own.
pub fn draw(field: &InputField, label: &str) -> Html {
    let (id, described) = (field.id.clone(), field.described_by.clone());
    let onblur = field.on_commit.reform(|_: FocusEvent| ());
    match &field.input {
        Input::Lines => {
            let typed = field.on_typed.clone();
            let oninput = Callback::from(move |event: InputEvent| {
                if let Some(area) = event.target_dyn_into::<web_sys::HtmlTextAreaElement>() {
                    typed.emit(area.value());
                }
            });
            html! {
                <textarea {id} class="input" rows="3" aria-describedby={described} value={field.value.clone()}
                    {oninput} {onblur} />
            }
        }
        Input::Choice(choices) => {
            let (typed, commit) = (field.on_typed.clone(), field.on_commit.clone());
            let onchange = Callback::from(move |event: Event| {
                if let Some(select) = event.target_dyn_into::<web_sys::HtmlSelectElement>() {
                    typed.emit(select.value());
                    commit.emit(());
                }
            });
            // A value that no choice has stays one: whoever wrote it meant something.
            let strange = !field.value.is_empty() && choices.iter().all(|(value, _)| *value != field.value);
            html! {
                <select {id} class="input" aria-describedby={described} {onchange}>
                    <option value="" selected={field.value.is_empty()}>{ "–" }</option>
                    if strange { <option value={field.value.clone()} selected=true>{ &field.value }</option> }
                    { for choices.iter().map(|(value, words)| html! {
                        <option value={value.clone()} selected={*value == field.value}>{ words }</option>
                    }) }
                </select>
            }
        }
        Input::Several(choices) => {
            let chosen: Vec<String> = field.value.split_whitespace().map(str::to_owned).collect();
            html! {
                <div class="choices" role="group" aria-label={label.to_owned()}>
                    { for choices.iter().map(|(value, words)| {
                        let mine = format!("{id}-{value}");
                        let on = chosen.contains(value);
                        let (typed, commit) = (field.on_typed.clone(), field.on_commit.clone());
                        let (value, before) = (value.clone(), chosen.clone());
                        let onchange = Callback::from(move |_: Event| {
                            let mut after = before.clone();
                            match after.iter().position(|one| *one == value) {
                                Some(at) => drop(after.remove(at)),
                                None => after.push(value.clone()),
                            }
                            typed.emit(after.join(" "));
                            commit.emit(());
                        });
                        html! {
                            <label class="choice" for={mine.clone()}>
                                <input type="checkbox" id={mine} checked={on} {onchange} /><span>{ words }</span>
                            </label>
                        }
                    }) }
                </div>
            }
        }
        Input::Commune => html! {
            <CommuneInput {id} described_by={described} value={field.value.clone()} on_typed={field.on_typed.clone()}
                on_commit={field.on_commit.clone()} />
        },
        Input::Text | Input::Digits | Input::Day => {
            let (typed, day) = (field.on_typed.clone(), field.input == Input::Day);
            let oninput = Callback::from(move |event: InputEvent| {
                if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                    let value = input.value();
                    typed.emit(if day { day_from_typed(&value) } else { value });
                }
            });
            let mode = if field.input == Input::Text { "text" } else { "numeric" };
            html! {
                <input {id} class="input" type="text" autocomplete="off" inputmode={mode} aria-describedby={described}
                    value={read(&field.input, &field.value)} {oninput} {onblur} />
            }
        }
    }
}

/// A stored value as a person reads it.
pub fn read(input: &Input, value: &str) -> String {
    let words = |choices: &[(String, String)], value: &str| {
        choices
            .iter()
            .find(|(one, _)| one == value)
            .map_or_else(|| value.to_owned(), |(_, words)| words.clone())
    };
    match input {
        Input::Text | Input::Digits | Input::Lines => value.to_owned(),
        Input::Day => day_as_read(value),
        Input::Commune => commune_name(value),
        Input::Choice(choices) => words(choices, value),
        Input::Several(choices) => {
            value.split_whitespace().map(|one| words(choices, one)).collect::<Vec<_>>().join(", ")
        }
    }
}

/// `07/03/1950`, `3/1950` or `1950` as they are stored; anything else as it was typed.
pub fn day_from_typed(typed: &str) -> String {
    let parts: Vec<&str> = typed.trim().split(['/', '-', '.']).collect();
    let number = |text: &str, most: u32| {
        (text.len() <= 2).then(|| text.parse().ok()).flatten().filter(|n: &u32| (1..=most).contains(n))
    };
    let year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [y] if year(y) => (*y).to_owned(),
        [m, y] if year(y) => match number(m, 12) {
            Some(month) => format!("{y}-{month:02}"),
            None => typed.to_owned(),
        },
        [d, m, y] if year(y) => {
            let day = number(d, 31).zip(number(m, 12)).zip(y.parse().ok());
            match day.and_then(|((d, m), y)| chrono::NaiveDate::from_ymd_opt(y, m, d)) {
                Some(day) => day.to_string(),
                None => typed.to_owned(),
            }
        }
        _ => typed.to_owned(),
    }
}

/// The other way round.
pub fn day_as_read(value: &str) -> String {
    let parts: Vec<&str> = value.split('-').collect();
    let digits = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    match parts.as_slice() {
        [y, m, d] if digits && y.len() == 4 => format!("{d}/{m}/{y}"),
        [y, m] if digits && y.len() == 4 => format!("{m}/{y}"),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_typed_as_people_write_it_and_nothing_typed_is_lost() {
        for (typed, stored) in [
            ("7/3/1950", "1950-03-07"),
            ("07-03-1950", "1950-03-07"),
            ("3/1950", "1950-03"),
            ("1950", "1950"),
            ("31/2/1950", "31/2/1950"),
            ("7/3/50", "7/3/50"),
            ("Năm Dần", "Năm Dần"),
            ("", ""),
        ] {
            assert_eq!(day_from_typed(typed), stored, "{typed}");
            assert_eq!(day_from_typed(&day_as_read(stored)), stored, "{stored}");
        }
    }
}
