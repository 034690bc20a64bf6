//! All answers of a form by its sections, to be read: on the review page and in the office.

use super::conflict::Conflict;
use super::field::{is_visible, read_value};
use crate::state::display::use_texts;
use dossier::QuestionName;
use forms::{Evaluation, QuestionKind, QuestionState, SectionState};
use std::collections::BTreeMap;
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
}

#[component]
pub fn Answers(props: &Props) -> Html {
    let sections = props.evaluation.sections.iter().filter(|section| section.relevant);
    html! { <>{ for sections.map(|section| one_section(props, section)) }</> }
}

fn is_read(question: &&QuestionState) -> bool {
    is_visible(question) && question.kind != QuestionKind::Note
}

fn one_section(props: &Props, section: &SectionState) -> Html {
    if !section.questions().any(|question| is_read(&question)) {
        return Html::default();
    }
    html! {
        <Section key={section.name.clone()} section={section.clone()} conflicts={props.conflicts.clone()}
            can_settle={props.can_settle} on_settle={props.on_settle.clone()} on_edit={props.on_edit.clone()} />
    }
}

#[derive(Properties, PartialEq, Debug)]
struct SectionProps {
    section: SectionState,
    conflicts: BTreeMap<QuestionName, AnswerView>,
    can_settle: bool,
    on_settle: Callback<(QuestionName, String)>,
    on_edit: Option<Callback<String>>,
}

#[component]
fn Section(props: &SectionProps) -> Html {
    let t = use_texts();
    let section = &props.section;
    let title = section.label.get(t.language().code()).to_owned();
    let row = |question: &QuestionState| {
        let name = QuestionName::from(question.name.as_str());
        let read = read_value(question, &question.value, &t);
        let settle = {
            let name = name.clone();
            props.on_settle.reform(move |value: String| (name.clone(), value))
        };
        html! {
            <div class="answer" key={question.name.clone()} data-question={question.name.clone()}>
                <dt>{ question.label.get(t.language().code()).to_owned() }</dt>
                <dd>
                    if read.is_empty() { <span class="empty">{ t.review_empty() }</span> } else { { &read } }
                    if let Some(answer) = props.conflicts.get(&name) {
                        <Conflict question={question.name.clone()} answer={answer.clone()}
                            can_choose={props.can_settle} on_choose={settle}
                            shown={std::iter::once(&answer.current).chain(&answer.others)
                                .map(|written| read_value(question, &written.value, &t)).collect::<Vec<_>>()} />
                    }
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
            <dl>{ for section.questions().filter(is_read).map(row) }</dl>
        </section>
    }
}
