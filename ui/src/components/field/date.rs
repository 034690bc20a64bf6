//! A date in three typed fields, day / month / year. No picker: a birth year decades back is far to scroll.
//!
//! **Invariant:** whatever stands in the three fields can be read back from the value. A whole date is
//! stored as `2026-11-05`, a partial one as `2026-11` or `2026`; anything else as typed, `31/2/2026`,
//! which the form engine then reports as wrong.

use super::text::{InputProps, use_rest};
use crate::browser;
use crate::state::display::use_texts;
use chrono::NaiveDate;
use forms::{QuestionKind, QuestionState};
use yew::prelude::*;

/// What stands in the three fields.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Typed {
    day: String,
    month: String,
    year: String,
}

impl Typed {
    fn read(value: &str) -> Self {
        let part = |text: Option<&str>| text.unwrap_or_default().to_owned();
        if value.contains('/') {
            let mut parts = value.splitn(3, '/');
            return Self { day: part(parts.next()), month: part(parts.next()), year: part(parts.next()) };
        }
        let mut parts = value.splitn(3, '-');
        Self { year: part(parts.next()), month: part(parts.next()), day: part(parts.next()) }
    }

    fn value(&self, asked: Asked) -> String {
        let partial = asked == Asked::Partial;
        match asked {
            Asked::Whole | Asked::Partial => {}
            // As ODK stores them: the rest is the first of the month, or of January.
            Asked::MonthYear if !self.month.is_empty() || !self.year.is_empty() => {
                let whole = Self { day: "01".to_owned(), ..self.clone() };
                return whole.whole().unwrap_or_else(|| format!("/{}/{}", self.month, self.year));
            }
            Asked::Year if !self.year.is_empty() => {
                let whole = Self { day: "01".to_owned(), month: "01".to_owned(), year: self.year.clone() };
                return whole.whole().unwrap_or_else(|| format!("//{}", self.year));
            }
            Asked::MonthYear | Asked::Year => return String::new(),
        }
        match (self.day.is_empty(), self.month.is_empty(), self.year.is_empty()) {
            (true, true, true) => return String::new(),
            (true, true, false) if partial && is_year(&self.year) => return self.year.clone(),
            (true, false, false) if partial && is_year(&self.year) => {
                if let Some(month) = self.number(&self.month).filter(|month| (1..=12).contains(month)) {
                    return format!("{}-{month:02}", self.year);
                }
            }
            _ => {}
        }
        self.whole().unwrap_or_else(|| format!("{}/{}/{}", self.day, self.month, self.year))
    }

    /// The three fields as one real date.
    fn whole(&self) -> Option<String> {
        if !is_year(&self.year) {
            return None;
        }
        let (day, month) = (self.number(&self.day)?, self.number(&self.month)?);
        let date = NaiveDate::from_ymd_opt(self.year.parse().ok()?, month, day)?;
        Some(date.format("%Y-%m-%d").to_string())
    }

    fn number(&self, text: &str) -> Option<u32> {
        let few_digits = !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
        few_digits.then(|| text.parse().ok()).flatten()
    }
}

/// Four digits: "85" could be any century.
fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// How much of a date the question asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Asked {
    Whole,
    /// Whatever is known: a year, a month and year, or all of it.
    Partial,
    MonthYear,
    Year,
}

impl Asked {
    fn of(question: &QuestionState) -> Self {
        match question.kind {
            QuestionKind::PartialDate => Self::Partial,
            _ if question.looks("year") => Self::Year,
            _ if question.looks("month-year") => Self::MonthYear,
            _ => Self::Whole,
        }
    }
}

#[derive(Clone, Copy)]
enum Part {
    Day,
    Month,
    Year,
}

#[component]
pub(super) fn DateFields(props: &InputProps) -> Html {
    let t = use_texts();
    let rest = use_rest(props.on_commit.clone());
    let asked = Asked::of(&props.question);
    // What is being typed ("05" before it is normalised) while the value is the one it stands for.
    let typing = use_state(Typed::default);
    let stored = Typed::read(&props.question.value);
    let typed = if typing.value(asked) == props.question.value { (*typing).clone() } else { stored };

    let change = |part: Part| {
        let (typed, typing, rest) = (typed.clone(), typing.setter(), rest.clone());
        let (on_typed, on_commit) = (props.on_typed.clone(), props.on_commit.clone());
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() else { return };
            let (mut now, text) = (typed.clone(), input.value().trim().to_owned());
            match part {
                Part::Day => now.day = text,
                Part::Month => now.month = text,
                Part::Year => now.year = text,
            }
            typing.set(now.clone());
            on_typed.emit(now.value(asked));
            if now.whole().is_some() {
                on_commit.emit(());
            } else {
                rest.emit(());
            }
        })
    };
    // Going from day to month is not leaving the date.
    let (leave, parts) = (props.on_commit.clone(), format!("{}-parts", props.id()));
    let onfocusout = {
        let parts = parts.clone();
        Callback::from(move |event: FocusEvent| {
            if browser::stays_within(&event, &parts) != Some(true) {
                leave.emit(());
            }
        })
    };
    let part = |part: Part, name: &str, label: String, value: &str, length: &'static str| {
        let id = format!("{}-{name}", props.id());
        html! {
            <div class={format!("date-part date-{name}")}>
                <label for={id.clone()}>{ label }</label>
                <input {id} class="input" type="text" inputmode="numeric" autocomplete="off" maxlength={length}
                    readonly={props.question.read_only} aria-invalid={props.invalid()}
                    aria-describedby={props.described_by.clone()}
                    value={value.to_owned()} oninput={change(part)} />
            </div>
        }
    };
    html! {
        <div class="date" id={parts} {onfocusout}>
            if matches!(asked, Asked::Whole | Asked::Partial) {
                { part(Part::Day, "day", t.question_day(), &typed.day, "2") }
            }
            if asked != Asked::Year {
                { part(Part::Month, "month", t.question_month(), &typed.month, "2") }
            }
            { part(Part::Year, "year", t.question_year(), &typed.year, "4") }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(day: &str, month: &str, year: &str) -> Typed {
        Typed { day: day.into(), month: month.into(), year: year.into() }
    }

    #[test]
    fn whole_dates_are_stored_by_year_month_day_and_others_as_typed() {
        let cases = [
            ("a date", typed("05", "11", "2026"), Asked::Whole, "2026-11-05"),
            ("without leading zeros", typed("5", "1", "2026"), Asked::Whole, "2026-01-05"),
            ("a leap day", typed("29", "2", "2024"), Asked::Whole, "2024-02-29"),
            ("no such day", typed("31", "2", "2026"), Asked::Whole, "31/2/2026"),
            ("not finished", typed("5", "", ""), Asked::Whole, "5//"),
            ("a short year", typed("5", "1", "85"), Asked::Whole, "5/1/85"),
            ("nothing", typed("", "", ""), Asked::Whole, ""),
            ("a year alone is no date", typed("", "", "1985"), Asked::Whole, "//1985"),
            ("a year alone where that will do", typed("", "", "1985"), Asked::Partial, "1985"),
            ("month and year where that will do", typed("", "7", "1985"), Asked::Partial, "1985-07"),
            ("no such month", typed("", "13", "1985"), Asked::Partial, "/13/1985"),
            ("a whole date where less would do", typed("3", "7", "1985"), Asked::Partial, "1985-07-03"),
            ("month and year are all that is asked", typed("", "7", "1985"), Asked::MonthYear, "1985-07-01"),
            ("the month alone", typed("", "7", ""), Asked::MonthYear, "/7/"),
            ("the year is all that is asked", typed("", "", "1985"), Asked::Year, "1985-01-01"),
            ("a short year is all that was typed", typed("", "", "85"), Asked::Year, "//85"),
            ("letters", typed("ba", "7", "1985"), Asked::Whole, "ba/7/1985"),
        ];
        for (name, typed, asked, value) in cases {
            assert_eq!(typed.value(asked), value, "{name}");
        }
    }

    #[test]
    fn whatever_was_typed_is_read_back() {
        for value in ["2026-11-05", "31/2/2026", "5//", "//1985", "ba/7/1985", ""] {
            assert_eq!(Typed::read(value).value(Asked::Whole), value);
        }
        for value in ["1985", "1985-07", "1985-07-03", "/13/1985"] {
            assert_eq!(Typed::read(value).value(Asked::Partial), value);
        }
    }
}
