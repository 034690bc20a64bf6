//! Everything once more before it is handed over: what is missing, all answers, the villager's consent.

use super::book::DossierTasks;
use super::consent::{consents, lacking, take_back};
use super::dossier::Work;
use super::form::not_kept;
use super::page::Page;
use super::supplement;
use crate::components::answers::Answers;
use crate::components::dossier_card::say;
use crate::components::notice::Notice;
use crate::components::progress::ProgressBadge;
use crate::ipc;
use crate::pages::field::papers::state_words;
use crate::state::answers;
use crate::state::display::use_texts;
use crate::state::ledger::Slot;
use crate::state::route::{DossierPage, FieldRoute, Route};
use dossier::{Purpose, QuestionName};
use forms::gathered;
use i18n::Texts;
use std::collections::BTreeMap;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::HandOver;
use wire::view::{AnswerView, Progress};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) work: Work,
}

#[component]
pub(super) fn ReviewPage(props: &Props) -> Html {
    let t = use_texts();
    let work = &props.work;
    let busy = use_state(|| false);
    let problem = use_state(|| None::<Problem>);
    let unfinished = work.evaluation.unfinished();
    let open_answers = answers::conflicts(&work.open.view, &work.ledger)
        .into_iter()
        .filter_map(|name| work.open.view.answers.get(&name).map(|answer| (name, answer.clone())));
    let conflicts: BTreeMap<QuestionName, AnswerView> = gathered(open_answers);
    let hand_over = {
        let (work, busy, problem) = (work.clone(), busy.clone(), problem.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            problem.set(None);
            let (work, busy, problem) = (work.clone(), busy.clone(), problem.clone());
            spawn_local(async move {
                work.book.flush();
                work.book.settled().await;
                match ipc::call(HandOver { dossier: work.id() }).await {
                    Ok(view) => {
                        work.replaced.emit(view);
                        work.page(DossierPage::HandedOver).go();
                    }
                    Err(refused) => {
                        busy.set(false);
                        problem.set(Some(refused));
                    }
                }
            });
        })
    };
    let edit = {
        let work = work.clone();
        Callback::from(move |section: String| work.section(&section).go())
    };
    let settle = {
        let work = work.clone();
        Callback::from(move |(question, value)| work.book.put(work.id(), &Slot::Answer(question), value))
    };
    let is_asked = work.open.view.progress == Progress::Asked;
    let handed_over = work.open.view.handed_over_at.is_some() && !is_asked;
    let reasons = reasons(work, unfinished.len(), &t);
    let can_change = !work.is_read_only();
    html! {
        <Page page="review" title={t.review_title()} back={FieldRoute::Home}>
            <p class="lead">{ t.review_lead() }</p>
            { supplement::asked(work, &t) }
            <super::news::News work={work.clone()} />
            { not_kept(work, &t, |slot| !matches!(slot, Slot::Consent(_))) }
            { missing(work, &unfinished, &t) }
            if !conflicts.is_empty() {
                <p class="notice notice-warning">{ t.review_conflicts(conflicts.len()) }</p>
            }
            <Answers evaluation={work.evaluation.clone()} {conflicts} can_settle={can_change} on_settle={settle}
                on_edit={can_change.then_some(edit)} />
            { papers(work, &t) }
            <super::blank::BlankSheets work={work.clone()} />
            { consents(work, &t) }
            <DossierTasks dossier={work.id()} />
            if handed_over {
                <div class="card">
                    <ProgressBadge progress={work.open.view.progress} />
                    <button type="button" id="to-handed-over" class="button button-primary"
                        onclick={ let after = work.page(DossierPage::HandedOver);
                            Callback::from(move |_: MouseEvent| after.go()) }>{ t.handed_next() }</button>
                </div>
            } else {
                <div class="hand-over">
                    if !reasons.is_empty() {
                        <div id="hand-over-blocked" class="notice notice-note">
                            <div><p class="notice-title">{ t.review_blocked() }</p>
                            <ul>{ for reasons.iter().map(|reason| html! { <li>{ reason }</li> }) }</ul></div>
                        </div>
                    }
                    if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
                    { supplement::left(work, &t) }
                    <p class="hint" id="hand-over-hint">{ t.review_before() }</p>
                    <button type="button" id="hand-over" class="button button-primary button-wide"
                        aria-describedby="hand-over-blocked hand-over-hint"
                        disabled={*busy || !reasons.is_empty()} onclick={hand_over}>
                        { match (*busy, is_asked) {
                            (true, _) => t.review_handing_over(),
                            (false, true) => t.review_send_again(),
                            (false, false) => t.review_hand_over(),
                        } }
                    </button>
                </div>
            }
            { take_back(work, &t) }
        </Page>
    }
}

/// Why it cannot be handed over yet; empty when it can.
fn reasons(work: &Work, unfinished: usize, t: &Texts) -> Vec<String> {
    let mut reasons = Vec::new();
    if unfinished > 0 {
        reasons.push(t.review_blocked_missing(unfinished));
    }
    for purpose in lacking(work) {
        reasons.push(match purpose {
            Purpose::Photos => t.review_blocked_photos(),
            Purpose::HandIn | Purpose::KeepInBook | Purpose::Contact => t.review_blocked_consent(),
        });
    }
    if !work.ledger.failed().is_empty() {
        reasons.push(t.review_blocked_unsaved());
    }
    reasons
}

/// The questions that are not finished, each a link to its field.
fn missing(work: &Work, unfinished: &[String], t: &Texts) -> Html {
    if unfinished.is_empty() {
        return html! { <p class="notice notice-good" id="complete" role="status">{ t.review_complete() }</p> };
    }
    let sections = work.evaluation.sections.iter();
    let questions = sections.flat_map(|section| section.questions().map(move |question| (section, question)));
    let link = |(section, question): (&std::sync::Arc<forms::SectionState>, &forms::QuestionState)| {
        let focus = Some(QuestionName::from(question.key.as_str()));
        let route = work.page(DossierPage::Section { name: section.name.clone(), focus });
        html! {
            <li key={question.key.clone()}>
                <a href={route.to_string()} data-question={question.key.clone()}>
                    { question.label.get(t.language().code()).to_owned() }
                </a>
            </li>
        }
    };
    html! {
        <section id="missing" class="card card-missing" aria-labelledby="missing-title">
            <h2 id="missing-title">{ t.review_missing_title(unfinished.len()) }</h2>
            <ul>{ for questions.filter(|(_, question)| unfinished.contains(&question.key)).map(link) }</ul>
        </section>
    }
}

fn papers(work: &Work, t: &Texts) -> Html {
    let papers = work.open.sheet.papers(Some(&work.evaluation));
    let route = work.page(DossierPage::Papers);
    html! {
        <section class="card answers" aria-labelledby="review-papers">
            <div class="answers-head">
                <h2 id="review-papers">{ t.review_papers() }</h2>
                <button type="button" id="to-papers" class="button button-quiet"
                    aria-label={format!("{}: {}", t.review_edit(), t.review_papers())}
                    onclick={Callback::from(move |_: MouseEvent| route.go())}>{ t.review_edit() }</button>
            </div>
            <dl>
                { for papers.into_iter().map(|paper| html! {
                    <div class="answer" key={paper.id.to_string()}>
                        <dt>{ say(&paper.name, t.language()) }</dt>
                        <dd>{ state_words(answers::paper(&work.open.view, &work.ledger, &paper.id), t) }</dd>
                    </div>
                }) }
            </dl>
        </section>
    }
}
