//! A dossier that no volunteer brought: the officer chooses the procedure and fills in the form, with the citizen beside her.
//!
//! **Invariant:** nothing is said to be saved before the server has it; what was typed stays on the page until then.

use super::page::{Desk, Page};
use crate::components::dossier_card::say;
use crate::components::entries::{self, Around};
use crate::components::notice::Notice;
use crate::http;
use crate::state::counter::{Begun, Counter, Step};
use crate::state::display::use_texts;
use crate::state::filling::use_filling;
use crate::state::loaded::{Loaded, use_loaded};
use crate::state::loose_answers::Change;
use crate::state::route::{OfficeRoute, Route};
use dossier::{PaperId, QuestionName};
use i18n::Texts;
use library::procedure::Paper;
use library::{Channel, fold};
use std::collections::BTreeMap;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use wire::Problem;
use wire::counter::CounterProcedure;
use yew::prelude::*;

#[component]
pub(super) fn CounterPage() -> Html {
    let t = use_texts();
    let Some(desk) = use_context::<Desk>() else { return Html::default() };
    html! {
        <Page page="counter" title={t.counter_title()} back={OfficeRoute::Inbox}>
            if let Some(begun) = desk.counter.begun.clone() {
                <Fill key={begun.dossier.to_string()} begun={begun.clone()} counter={desk.counter.clone()} />
            } else {
                <Choose counter={desk.counter.clone()} />
            }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct ChooseProps {
    counter: UseReducerHandle<Counter>,
}

#[component]
fn Choose(props: &ChooseProps) -> Html {
    let t = use_texts();
    let known = use_loaded((), |()| http::counter());
    let words = use_state(String::new);
    let refused = use_state(|| None::<Problem>);
    let on_words = {
        let words = words.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                words.set(input.value());
            }
        })
    };
    let procedures = match &*known {
        Loaded::Waiting => return html! { <p role="status">{ t.loading() }</p> },
        Loaded::Failed(problem) => return html! { <Notice problem={problem.clone()} /> },
        Loaded::Ready(known) => &known.procedures,
    };
    let sought = fold::fold(&words);
    let has = |one: &&CounterProcedure| {
        [&one.name.vi, &one.name.en, &one.field.vi].iter().any(|text| fold::fold(text).contains(&sought))
    };
    let mut fields: BTreeMap<&str, Vec<&CounterProcedure>> = BTreeMap::new();
    for one in procedures.iter().filter(has) {
        fields.entry(say(&one.field, t.language())).or_default().push(one);
    }
    let begin = |one: &CounterProcedure| {
        let (code, counter, refused) = (one.code.clone(), props.counter.clone(), refused.clone());
        Callback::from(move |_: MouseEvent| {
            let (code, counter, refused) = (code.clone(), counter.clone(), refused.clone());
            spawn_local(async move {
                match http::blank(&code).await {
                    Ok(blank) => counter.dispatch(Step::Begin(Box::new(blank))),
                    Err(problem) => refused.set(Some(problem)),
                }
            });
        })
    };
    html! {
        <>
            <div class="field list-search">
                <label class="question-label" for="counter-search">{ t.counter_search() }</label>
                <input id="counter-search" class="input" type="search" autocomplete="off" autocapitalize="none"
                    spellcheck="false" value={(*words).clone()} oninput={on_words} />
            </div>
            if let Some(problem) = &*refused { <Notice problem={problem.clone()} /> }
            if fields.is_empty() { <p role="status">{ t.counter_none() }</p> }
            { for fields.into_iter().map(|(field, procedures)| html! {
                <section class="card" key={field.to_owned()}>
                    <h2>{ field }</h2>
                    <ul class="counter-list">{ for procedures.into_iter().map(|one| html! {
                        <li key={one.code.to_string()}>
                            <button type="button" class="button button-quiet button-wide counter-procedure"
                                data-procedure={one.code.to_string()} onclick={begin(one)}>
                                { say(&one.name, t.language()) }
                            </button>
                        </li>
                    }) }</ul>
                </section>
            }) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct FillProps {
    begun: Begun,
    counter: UseReducerHandle<Counter>,
}

#[component]
fn Fill(props: &FillProps) -> Html {
    let t = use_texts();
    let FillProps { begun, counter } = props;
    // What is missing holds back once; a supplement may be asked for as with any dossier.
    let insists = use_state(|| false);
    let busy = use_state(|| false);
    let refused = use_state(|| None::<Problem>);
    let filling = use_filling(Some(&begun.sheet), &begun.answers.values);
    let written = filling.as_ref().map(|filling| filling.written.clone()).unwrap_or_default();
    use_effect_with(written, {
        let counter = counter.clone();
        move |written| {
            for (question, value) in written {
                counter.dispatch(Step::Answers(Change::Typed(question.as_str().into(), value.clone())));
            }
        }
    });
    let end = {
        let counter = counter.clone();
        Callback::from(move |_: MouseEvent| counter.dispatch(Step::End))
    };
    let Some(evaluation) = filling.map(|filling| filling.evaluation) else {
        return html! {
            <>
                <p class="hint">{ t.guide_only() }</p>
                <button type="button" id="counter-leave" class="button button-quiet" onclick={end}>{ t.counter_leave() }</button>
            </>
        };
    };
    let missing = evaluation.unfinished().len();
    let take_in = {
        let (counter, wish) = (counter.clone(), begun.take_in());
        let (insists, busy, refused) = (insists.clone(), busy.clone(), refused.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            if missing > 0 && !*insists {
                insists.set(true);
                return;
            }
            busy.set(true);
            let (counter, wish) = (counter.clone(), wish.clone());
            let (busy, refused) = (busy.clone(), refused.clone());
            spawn_local(async move {
                match http::take_in_at_counter(&wish).await {
                    Ok(taken) => {
                        OfficeRoute::Dossier(taken.dossier.id).go();
                        counter.dispatch(Step::End);
                    }
                    // What was typed stays.
                    Err(problem) => {
                        busy.set(false);
                        refused.set(Some(problem));
                    }
                }
            });
        })
    };
    let dispatch = |make: fn(String) -> Change| {
        let counter = counter.clone();
        Callback::from(move |key: String| counter.dispatch(Step::Answers(make(key))))
    };
    let typed = {
        let counter = counter.clone();
        Callback::from(move |(question, value): (QuestionName, String)| {
            counter.dispatch(Step::Answers(Change::Typed(question, value)));
        })
    };
    let around = Around {
        texts: &t,
        strict: *insists,
        read_only: false,
        keeping: &|_| None,
        concurrent: &|_| None,
        on_typed: typed,
        on_commit: Callback::noop(),
        on_add: dispatch(Change::Add),
        on_remove: dispatch(Change::Remove),
        below: &|_| Html::default(),
        above: &|_| Html::default(),
    };
    html! {
        <>
            <p class="lead" id="counter-procedure">{ say(&begun.sheet.procedure.name, t.language()) }</p>
            <p class="notice notice-note">{ t.counter_not_saved_yet() }</p>
            { channels(begun, counter, &t) }
            { for evaluation.sections.iter().filter(|section| section.relevant).map(|section| html! {
                <section class="card counter-section" key={section.name.clone()} data-section={section.name.clone()}>
                    <h2>{ section.label.get(t.language().code()).to_owned() }</h2>
                    { entries::draw(&section.entries, &around) }
                </section>
            }) }
            { papers(&begun.sheet.papers(Some(&evaluation)), begun, counter, &t) }
            if let Some(problem) = &*refused { <Notice problem={problem.clone()} /> }
            if *insists && missing > 0 {
                <p class="notice notice-warning" role="alert" id="counter-missing">{ t.counter_missing(missing) }</p>
            }
            <div class="buttons">
                <button type="button" id="counter-take-in" class="button button-primary" disabled={*busy}
                    onclick={take_in}>{ t.counter_take_in() }</button>
                <Leave on_leave={end} />
            </div>
        </>
    }
}

fn channels(begun: &Begun, counter: &UseReducerHandle<Counter>, t: &Texts) -> Html {
    let choice = |channel: Channel, name: &'static str, words: String| {
        let counter = counter.clone();
        let id = format!("channel-{name}");
        html! {
            <label class="choice" for={id.clone()}>
                <input type="radio" name="channel" {id} checked={begun.channel == channel}
                    onchange={Callback::from(move |_: Event| counter.dispatch(Step::Channel(channel)))} />
                <span>{ words }</span>
            </label>
        }
    };
    html! {
        <fieldset class="question">
            <legend class="question-label">{ t.counter_channel() }</legend>
            <div class="choices choices-row">
                { choice(Channel::Desk, "desk", t.numbers_channel_desk()) }
                { choice(Channel::Post, "post", t.numbers_channel_post()) }
                { choice(Channel::Online, "online", t.numbers_channel_online()) }
            </div>
        </fieldset>
    }
}

fn papers(papers: &[&Paper], begun: &Begun, counter: &UseReducerHandle<Counter>, t: &Texts) -> Html {
    if papers.is_empty() {
        return Html::default();
    }
    let tick = |paper: &PaperId, words: &str| {
        let (counter, here) = (counter.clone(), begun.papers.contains(paper));
        let (id, paper) = (format!("counter-paper-{paper}"), paper.clone());
        html! {
            <label class="choice" for={id.clone()} key={paper.to_string()}>
                <input type="checkbox" {id} checked={here}
                    onchange={Callback::from(move |_: Event| counter.dispatch(Step::Paper(paper.clone(), !here)))} />
                <span>{ words.to_owned() }</span>
            </label>
        }
    };
    html! {
        <fieldset class="question" id="counter-papers">
            <legend class="question-label">{ t.counter_papers() }</legend>
            <div class="choices">{ for papers.iter().map(|paper| tick(&paper.id, say(&paper.name, t.language()))) }</div>
        </fieldset>
    }
}

#[derive(Properties, PartialEq)]
struct LeaveProps {
    on_leave: Callback<MouseEvent>,
}

/// Takes two presses: what was typed is gone afterwards.
#[component]
fn Leave(props: &LeaveProps) -> Html {
    let t = use_texts();
    let asked = use_state(|| false);
    let press = {
        let (asked, on_leave) = (asked.clone(), props.on_leave.clone());
        Callback::from(move |event: MouseEvent| {
            if *asked {
                on_leave.emit(event);
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
        <button type="button" id="counter-leave" class="button button-bare" onclick={press} onblur={calm}>
            { if *asked { t.counter_leave_sure() } else { t.counter_leave() } }
        </button>
    }
}
