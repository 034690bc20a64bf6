//! A time of day in one typed field, and a date with a time.
//!
//! Stored as ODK writes it, `07:30:00.000+07:00`; what is no time is kept as typed.

use super::date::DateFields;
use super::text::{InputProps, use_rest};
use crate::state::display::use_texts;
use chrono::NaiveTime;
use forms::QuestionState;
use std::rc::Rc;
use yew::prelude::*;

/// What follows hours and minutes: forms are filled in in Vietnam.
const REST: &str = ":00.000+07:00";

/// Hours and minutes of a stored time; anything else as it stands.
pub(super) fn read(stored: &str) -> String {
    match stored.get(..5) {
        Some(short) if NaiveTime::parse_from_str(short, "%H:%M").is_ok() => short.to_owned(),
        _ => stored.to_owned(),
    }
}

/// `7:30`, `7h30` and `07.30` are what people write.
fn stored(typed: &str) -> String {
    let plain = typed.trim().replace(['h', 'g', '.', ' '], ":");
    match NaiveTime::parse_from_str(&plain, "%H:%M") {
        Ok(time) => format!("{}{REST}", time.format("%H:%M")),
        Err(_) => typed.to_owned(),
    }
}

#[component]
pub(super) fn TimeField(props: &InputProps) -> Html {
    let rest = use_rest(props.on_commit.clone());
    // "7:3" on the way to "7:30" must not turn into "07:03" under the fingers.
    let typing = use_state(|| None::<String>);
    let shown = match &*typing {
        Some(typed) if stored(typed) == props.question.value => typed.clone(),
        _ => read(&props.question.value),
    };
    let oninput = {
        let (typing, on_typed) = (typing.setter(), props.on_typed.clone());
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() else { return };
            typing.set(Some(input.value()));
            on_typed.emit(stored(&input.value()));
            rest.emit(());
        })
    };
    html! {
        <input id={props.id()} class="input" type="text" autocomplete="off" maxlength="8"
            readonly={props.question.read_only} aria-describedby={props.described_by.clone()}
            aria-invalid={props.invalid()} value={shown} {oninput}
            onblur={props.on_commit.reform(|_: FocusEvent| ())} />
    }
}

/// A date and a time, stored together as `2026-11-22T07:30:00.000+07:00`.
#[component]
pub(super) fn MomentFields(props: &InputProps) -> Html {
    let t = use_texts();
    let whole = Rc::new(props.question.value.clone());
    let (date, time) = whole.split_once('T').unwrap_or((whole.as_str(), ""));
    let join = |date: &str, time: &str| match (date, time) {
        ("", "") => String::new(),
        (date, "") => date.to_owned(),
        (date, time) => format!("{date}T{time}"),
    };
    let part = |value: &str, key: String| {
        let question = QuestionState { value: value.to_owned(), key, ..props.question.clone() };
        InputProps { question, ..props.clone() }
    };
    let date_props = InputProps {
        on_typed: {
            let time = time.to_owned();
            props.on_typed.reform(move |date: String| join(&date, &time))
        },
        ..part(date, props.question.key.clone())
    };
    let time_props = InputProps {
        on_typed: {
            let date = date.to_owned();
            props.on_typed.reform(move |time: String| join(&date, &time))
        },
        ..part(time, format!("{}/time", props.question.key))
    };
    let id = time_props.id();
    html! {
        <div class="moment">
            <DateFields ..date_props />
            <div class="date-part">
                <label for={id}>{ t.question_time() }</label>
                <TimeField ..time_props />
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_stored_as_odk_writes_it_and_anything_else_as_typed() {
        for (typed, kept) in [
            ("07:30", "07:30:00.000+07:00"),
            ("7h30", "07:30:00.000+07:00"),
            ("7.05", "07:05:00.000+07:00"),
            ("25:00", "25:00"),
            ("sáng", "sáng"),
            ("", ""),
        ] {
            assert_eq!(stored(typed), kept, "{typed}");
        }
        assert_eq!(read("07:30:00.000+07:00"), "07:30");
        assert_eq!(read("sáng"), "sáng");
    }
}
