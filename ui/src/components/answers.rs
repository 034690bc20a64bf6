//! All answers of a form by its sections, to be read: on the review page and in the office.

use super::conflict::Conflict;
use super::field::{is_visible, read_value, woven};
use crate::state::display::use_texts;
use dossier::QuestionName;
use forms::{Entry, Evaluation, QuestionKind, QuestionState, SectionState};
use i18n::Texts;
use std::collections::BTreeMap;
use std::sync::Arc;
use wire::view::AnswerView;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    pub evaluation: Evaluation,
    /// Answers with concurrent values.
    pub conflicts: BTreeMap<QuestionName, AnswerView>,
    /// A person may choose between concurrent values here.
    pub can_settle: bool,
    #[prop_or_default]
    pub on_settle: Callback<(QuestionName, String)>,
    /// Leads to a section to change it; none where answers are only read.
    #[prop_or_default]
    pub on_edit: Option<Callback<String>>,
    /// What stands below an answer, given the question's key and its words.
    #[prop_or_default]
    pub below: Option<Callback<(QuestionName, String), Html>>,
}

#[component]
pub fn Answers(props: &Props) -> Html {
    let sections = props.evaluation.sections.iter().filter(|section| section.relevant);
    html! { <>{ for sections.map(|section| one_section(props, section)) }</> }
}

fn is_read(question: &&QuestionState) -> bool {
    is_visible(question) && question.kind != QuestionKind::Note
}

/// The answers as they are nested: each instance of a repeat under its number.
fn rows(entries: &[Entry], title: &str, row: &dyn Fn(&QuestionState) -> Html, t: &Texts) -> Html {
    let drawn = entries.iter().map(|entry| match entry {
        Entry::Question(question) if is_read(&&**question) => row(question),
        Entry::Question(_) => Html::default(),
        Entry::Group(group) if group.relevant => {
            html! { <div key={group.key.clone()}>{ rows(&group.entries, title, row, t) }</div> }
        }
        Entry::Group(_) => Html::default(),
        Entry::Repeat(repeat) if repeat.relevant => {
            let own = repeat.label.get(t.language().code());
            let label = if own.is_empty() { title } else { own };
            html! {
                <div key={repeat.key.clone()} data-repeat={repeat.key.clone()}>
                    if repeat.instances.is_empty() { <p class="empty">{ t.repeat_none() }</p> }
                    { for repeat.instances.iter().enumerate().map(|(at, instance)| html! {
                        <div key={instance.key.clone()} class="answers-instance" data-instance={instance.key.clone()}>
                            <h3>{ t.repeat_number(label, at + 1) }</h3>
                            { rows(&instance.entries, title, row, t) }
                        </div>
                    }) }
                </div>
            }
        }
        Entry::Repeat(_) => Html::default(),
    });
    html! { <dl>{ for drawn }</dl> }
}

/// Whether anything in it is to be read: answers, or how many there are of a repeat.
fn is_worth_reading(section: &SectionState) -> bool {
    section.questions().any(|question| is_read(&question))
        || section.entries.iter().any(|entry| matches!(entry, Entry::Repeat(repeat) if repeat.relevant))
}

fn one_section(props: &Props, section: &Arc<SectionState>) -> Html {
    if !is_worth_reading(section) {
        return Html::default();
    }
    html! {
        <Section key={section.name.clone()} section={section.clone()} conflicts={props.conflicts.clone()}
            can_settle={props.can_settle} on_settle={props.on_settle.clone()} on_edit={props.on_edit.clone()}
            below={props.below.clone()} />
    }
}

#[derive(Properties, PartialEq, Debug)]
struct SectionProps {
    section: Arc<SectionState>,
    conflicts: BTreeMap<QuestionName, AnswerView>,
    can_settle: bool,
    on_settle: Callback<(QuestionName, String)>,
    on_edit: Option<Callback<String>>,
    below: Option<Callback<(QuestionName, String), Html>>,
}

#[component]
fn Section(props: &SectionProps) -> Html {
    let t = use_texts();
    let section = &props.section;
    let title = section.label.get(t.language().code()).to_owned();
    let row = |question: &QuestionState| {
        let name = QuestionName::from(question.key.as_str());
        let read = read_value(question, &question.value, &t);
        let settle = {
            let name = name.clone();
            props.on_settle.reform(move |value: String| (name.clone(), value))
        };
        html! {
            <div class="answer" key={question.key.clone()} data-question={question.key.clone()}>
                <dt>{ question.label.get(t.language().code()).to_owned() }</dt>
                <dd>
                    if read.is_empty() { <span class="empty">{ t.review_empty() }</span> } else { { &read } }
                    if let Some(answer) = props.conflicts.get(&name) {
                        <Conflict question={question.key.clone()} answer={answer.clone()}
                            can_choose={props.can_settle} on_choose={settle} woven={woven(question, answer)}
                            shown={std::iter::once(&answer.current).chain(&answer.others)
                                .map(|written| read_value(question, &written.value, &t)).collect::<Vec<_>>()} />
                    }
                    { for props.below.as_ref().map(|below| {
                        below.emit((name.clone(), question.label.get(t.language().code()).to_owned()))
                    }) }
                </dd>
            </div>
        }
    };
    let heading = format!("answers-{}", section.name);
    html! {
        <section class="card answers" aria-labelledby={heading.clone()} data-section={section.name.clone()}>
            <div class="answers-head">
                <h2 id={heading}>{ &title }</h2>
                if let Some(on_edit) = &props.on_edit {
                    <button type="button" class="button button-quiet" aria-label={format!("{}: {title}", t.review_edit())}
                        onclick={ let name = section.name.clone(); on_edit.reform(move |_| name.clone()) }>
                        { t.review_edit() }
                    </button>
                }
            </div>
            { rows(&section.entries, &title, &row, &t) }
        </section>
    }
}
