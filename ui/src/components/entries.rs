//! The questions of a form as they are nested: groups in groups, repeats with their instances.
//!
//! Used where a form is filled in and where an officer looks at how volunteers will see it.

use super::field::{Question, dom_id, is_visible};
use super::icon::{Icon, Picture};
use crate::state::ledger::Keeping;
use dossier::QuestionName;
use forms::{Entry, InstanceState, QuestionState, RepeatState};
use i18n::Texts;
use wire::view::AnswerView;
use yew::prelude::*;

/// What the page around the questions knows of them, and hears from them.
#[expect(missing_debug_implementations, reason = "functions of the page, borrowed while it is drawn")]
pub struct Around<'a> {
    pub texts: &'a Texts,
    pub strict: bool,
    pub read_only: bool,
    pub keeping: &'a dyn Fn(&QuestionName) -> Option<Keeping>,
    pub concurrent: &'a dyn Fn(&QuestionName) -> Option<AnswerView>,
    /// What stands below a question: where its answer came from.
    pub below: &'a dyn Fn(&QuestionState) -> Html,
    pub on_typed: Callback<(QuestionName, String)>,
    pub on_commit: Callback<QuestionName>,
    /// A new instance is wanted of the repeat with this key.
    pub on_add: Callback<String>,
    /// The instance with this key is to go.
    pub on_remove: Callback<String>,
    /// What stands above the question with this key.
    pub above: &'a dyn Fn(&str) -> Html,
}

/// Whether anything in it is shown now.
pub fn shows(entry: &Entry) -> bool {
    match entry {
        Entry::Question(question) => is_visible(question),
        Entry::Group(group) => group.relevant && group.entries.iter().any(shows),
        Entry::Repeat(repeat) => repeat.relevant,
    }
}

pub fn draw(entries: &[Entry], around: &Around<'_>) -> Html {
    html! { <>{ for entries.iter().filter(|entry| shows(entry)).map(|entry| one(entry, around)) }</> }
}

fn one(entry: &Entry, around: &Around<'_>) -> Html {
    match entry {
        Entry::Question(question) => ask(question, around),
        Entry::Group(group) => {
            let label = group.label.get(around.texts.language().code());
            if label.is_empty() {
                return html! { <div key={group.key.clone()} data-group={group.key.clone()}>{ draw(&group.entries, around) }</div> };
            }
            let heading = format!("group-{}", dom_id(&group.key));
            html! {
                <section class="group" key={group.key.clone()} data-group={group.key.clone()} aria-labelledby={heading.clone()}>
                    <h2 id={heading}>{ label }</h2>
                    { draw(&group.entries, around) }
                </section>
            }
        }
        Entry::Repeat(repeat) => instances(repeat, around),
    }
}

fn ask(question: &QuestionState, around: &Around<'_>) -> Html {
    let name = QuestionName::from(question.key.as_str());
    let mut question = question.clone();
    question.read_only |= around.read_only;
    let below = (around.below)(&question);
    html! {
        <key={name.to_string()}>
            { (around.above)(name.as_str()) }
            <Question keeping={(around.keeping)(&name)} {question} strict={around.strict}
                concurrent={(around.concurrent)(&name)}
                on_typed={around.on_typed.clone()} on_commit={around.on_commit.clone()} />
            { below }
        </>
    }
}

fn instances(repeat: &RepeatState, around: &Around<'_>) -> Html {
    let t = around.texts;
    let label = repeat.label.get(t.language().code()).to_owned();
    let heading = format!("repeat-{}", dom_id(&repeat.key));
    let add = {
        let key = repeat.key.clone();
        around.on_add.reform(move |_: MouseEvent| key.clone())
    };
    let may_change = !repeat.counted && !around.read_only;
    html! {
        <section class="repeat" key={repeat.key.clone()} data-repeat={repeat.key.clone()} aria-labelledby={heading.clone()}>
            <h2 id={heading}>{ &label }</h2>
            if repeat.instances.is_empty() { <p class="hint">{ t.repeat_none() }</p> }
            { for repeat.instances.iter().enumerate().map(|(at, one)| instance(one, at, &label, may_change, around)) }
            if may_change {
                <button type="button" class="button button-quiet" id={format!("add-{}", dom_id(&repeat.key))} onclick={add}>
                    <Icon picture={Picture::Plus} />{ t.repeat_add(&label) }
                </button>
            }
        </section>
    }
}

fn instance(state: &InstanceState, at: usize, label: &str, may_change: bool, around: &Around<'_>) -> Html {
    let t = around.texts;
    html! {
        <div class="instance" key={state.key.clone()} data-instance={state.key.clone()} role="group"
            aria-label={t.repeat_number(label, at + 1)}>
            <div class="instance-head">
                <h3>{ t.repeat_number(label, at + 1) }</h3>
                if may_change {
                    <Remove key={state.key.clone()} instance={state.key.clone()} label={t.repeat_remove(label)}
                        sure={t.repeat_sure()} on_remove={around.on_remove.clone()} />
                }
            </div>
            { draw(&state.entries, around) }
        </div>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct RemoveProps {
    instance: String,
    label: String,
    sure: String,
    on_remove: Callback<String>,
}

/// Takes two presses: one slip of the finger removes nobody from a family.
#[component]
fn Remove(props: &RemoveProps) -> Html {
    let asked = use_state(|| false);
    let press = {
        let (asked, key, on_remove) = (asked.clone(), props.instance.clone(), props.on_remove.clone());
        Callback::from(move |_: MouseEvent| {
            if *asked {
                on_remove.emit(key.clone());
            } else {
                asked.set(true);
            }
        })
    };
    let calm = {
        let asked = asked.clone();
        Callback::from(move |_: FocusEvent| asked.set(false))
    };
    html! {
        <button type="button" class="button button-bare" id={format!("remove-{}", dom_id(&props.instance))}
            onclick={press} onblur={calm}>
            { if *asked { &props.sure } else { &props.label } }
        </button>
    }
}
