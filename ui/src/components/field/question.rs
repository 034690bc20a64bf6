//! A question with everything around its input.

use super::choices::RadioButtons;
use super::date::DateFields;
use super::picker::Picker;
use super::range::Scale;
use super::rank::Ranking;
use super::read::{dom_id, is_picker, read_value, woven, wrong};
use super::text::{InputProps, TextInput};
use super::ticks::{Acknowledgement, Ticks};
use super::time::{MomentFields, TimeField};
use crate::components::conflict::Conflict;
use crate::components::icon::{Icon, Picture};
use crate::components::read_aloud::ReadAloud;
use crate::components::saved_mark::SavedMark;
use crate::speech;
use crate::state::display::use_texts;
use crate::state::ledger::Keeping;
use dossier::QuestionName;
use forms::{AnswerProblem, QuestionKind, QuestionState};
use wire::view::AnswerView;
use yew::prelude::*;

#[derive(Properties, Clone, PartialEq, Debug)]
pub struct Props {
    pub question: QuestionState,
    pub keeping: Option<Keeping>,
    /// Values that others wrote at the same time.
    pub concurrent: Option<AnswerView>,
    /// Also says what is missing; without it only what is wrong.
    pub strict: bool,
    pub on_typed: Callback<(QuestionName, String)>,
    pub on_commit: Callback<QuestionName>,
}

#[component]
pub fn Question(props: &Props) -> Html {
    let t = use_texts();
    let language = t.language().code();
    let question = &props.question;
    let label = question.label.get(language).to_owned();
    match question.kind {
        QuestionKind::Note => return note(question, language, &t.question_warning()),
        QuestionKind::Calculate => {
            return html! {
                <div class="question question-computed" data-question={question.key.clone()}>
                    <p class="question-label">{ label }<span class="tag">{ t.question_computed() }</span></p>
                    <output id={format!("q-{}", dom_id(&question.key))} class="computed">{ &question.value }</output>
                </div>
            };
        }
        // Photos of papers have pages of their own; a form alone cannot take one here.
        QuestionKind::Image | QuestionKind::Audio | QuestionKind::Video | QuestionKind::File => {
            return html! {
                <div class="question" data-question={question.key.clone()}>
                    <p class="question-label">{ label }</p>
                    <p class="hint" id={format!("q-{}", dom_id(&question.key))}>{ t.question_file_later() }</p>
                </div>
            };
        }
        _ => {}
    }
    let name = QuestionName::from(question.key.as_str());
    let typing = props.keeping == Some(Keeping::Typing);
    let complaint = question.problem.as_ref().filter(|problem| match problem {
        AnswerProblem::Required { .. } => props.strict,
        // Nobody is corrected in the middle of a word.
        _ => !typing || props.strict,
    });
    let hint = match (&question.kind, question.hint.get(language)) {
        (QuestionKind::Date, "") => t.question_date_hint(),
        (QuestionKind::PartialDate, "") => t.question_partial_hint(),
        (QuestionKind::Time, "") => t.question_time_hint(),
        (QuestionKind::Rank, "") => t.question_rank_hint(),
        (QuestionKind::GeoPoint, "") => t.question_geopoint_hint(),
        (_, own) => own.to_owned(),
    };
    let id = dom_id(&question.key);
    let (hint_id, wrong_id) = (format!("hint-{id}"), format!("wrong-{id}"));
    let input = InputProps {
        question: question.clone(),
        language,
        described_by: format!("{hint_id} {wrong_id} saved-{id}"),
        invalid: complaint.is_some(),
        on_typed: {
            let name = name.clone();
            props.on_typed.reform(move |value| (name.clone(), value))
        },
        on_commit: {
            let name = name.clone();
            props.on_commit.reform(move |()| name.clone())
        },
    };
    let required = if question.required {
        html! { <span class="tag tag-required">{ t.question_required() }</span> }
    } else {
        Html::default()
    };
    let (drawn, grouped) = draw(&input);
    let settle = {
        let (name, on_typed, on_commit) = (name.clone(), props.on_typed.clone(), props.on_commit.clone());
        Callback::from(move |value: String| {
            on_typed.emit((name.clone(), value));
            on_commit.emit(name.clone());
        })
    };
    let below = html! {
        <>
            if let Some(problem) = complaint {
                <p class="wrong" id={wrong_id}><Icon picture={Picture::Warning} />{ wrong(problem, &t) }</p>
            }
            if let Some(answer) = &props.concurrent {
                <Conflict question={question.key.clone()} answer={answer.clone()} can_choose={!question.read_only}
                    may_stay={true} woven={woven(question, answer)}
                    shown={std::iter::once(&answer.current).chain(&answer.others)
                        .map(|written| read_value(question, &written.value, &t)).collect::<Vec<_>>()}
                    on_choose={settle} />
            }
            <SavedMark name={id} keeping={props.keeping.clone()}
                answered={!question.value.is_empty()} on_retry={props.on_commit.reform(move |()| name.clone())} />
        </>
    };
    let hint = html! {
        <>
            if !hint.is_empty() { <p class="hint" id={hint_id}>{ hint }</p> }
            { aloud(question, language) }
        </>
    };
    if grouped {
        html! {
            <fieldset class="question" data-question={question.key.clone()}>
                <legend class="question-label">{ label }{ required }</legend>
                { hint }{ drawn }{ below }
            </fieldset>
        }
    } else {
        html! {
            <div class="question" data-question={question.key.clone()}>
                <label class="question-label" for={input.id()}>{ label }{ required }</label>
                { hint }{ drawn }{ below }
            </div>
        }
    }
}

/// The question, its hint and what explains it, for the ear. Never what was answered.
fn aloud(question: &QuestionState, language: &str) -> Html {
    let [label, ..] = &*question.aloud;
    let words: Vec<String> = question.aloud.iter().map(|text| text.get(speech::SPOKEN).to_owned()).collect();
    html! {
        <ReadAloud id={format!("aloud-{}", dom_id(&question.key))} {words} what={label.get(language).to_owned()} />
    }
}

/// The input of the question's kind, and whether it is several elements that need a legend.
fn draw(input: &InputProps) -> (Html, bool) {
    let props = input.clone();
    match input.question.kind {
        QuestionKind::Date | QuestionKind::PartialDate => (html! { <DateFields ..props /> }, true),
        QuestionKind::DateTime => (html! { <MomentFields ..props /> }, true),
        QuestionKind::Time => (html! { <TimeField ..props /> }, false),
        QuestionKind::Range(_) => (html! { <Scale ..props /> }, false),
        QuestionKind::Rank => (html! { <Ranking ..props /> }, true),
        QuestionKind::SelectOne if !is_picker(&input.question) => (html! { <RadioButtons ..props /> }, true),
        QuestionKind::SelectMultiple | QuestionKind::SelectMultipleFromFile { .. } => {
            (html! { <Ticks ..props /> }, true)
        }
        QuestionKind::Acknowledge => (html! { <Acknowledgement ..props /> }, true),
        QuestionKind::SelectOne | QuestionKind::SelectOneFromFile { .. } => {
            (html! { <Picker ..props /> }, false)
        }
        _ => (html! { <TextInput ..props /> }, false),
    }
}

/// A sentence of the form; with the appearance `warning`, one that asks to look twice.
fn note(question: &QuestionState, language: &str, warning: &str) -> Html {
    let label = question.label.get(language).to_owned();
    let hint = question.hint.get(language).to_owned();
    let loud = question.looks("warning");
    html! {
        <div class={if loud { "notice notice-warning" } else { "notice notice-note" }}
            data-question={question.key.clone()} id={format!("q-{}", dom_id(&question.key))}
            role={loud.then_some("status")}>
            if loud { <Icon picture={Picture::Warning} /> }
            <div>
                if loud { <p class="notice-title">{ warning }</p> }
                <p>{ label }</p>
                if !hint.is_empty() { <p class="hint">{ hint }</p> }
                { aloud(question, language) }
            </div>
        </div>
    }
}
