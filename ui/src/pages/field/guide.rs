//! The guide of a procedure: what to tell the villager before anything is filled in.

use super::households::Households;
use super::page::Page;
use crate::components::dossier_card::say;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::state::answer_book::AnswerBook;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::{DossierPage, FieldRoute, Route};
use crate::{format, ipc};
use dossier::ProcedureCode;
use i18n::Texts;
use library::procedure::{Bilingual, Fee, Handling, Paper, Procedure, Step};
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{GetProcedure, StartDossier};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) code: ProcedureCode,
}

#[component]
pub(super) fn GuidePage(props: &Props) -> Html {
    let t = use_texts();
    let pack = use_loaded(props.code.clone(), |code| ipc::call(GetProcedure { code, version: None }));
    let household = use_state(|| None);
    let busy = use_state(|| false);
    let problem = use_state(|| None::<Problem>);
    let book = use_context::<AnswerBook>();
    let Some(procedure) = pack.ready().map(|pack| &pack.procedure) else {
        return html! {
            <Page page="guide" title={t.loading()} back={FieldRoute::Find}>
                if let Some(problem) = pack.problem() { <Notice problem={problem.clone()} /> }
            </Page>
        };
    };
    let start = {
        let (household, busy, problem) = (household.clone(), busy.clone(), problem.clone());
        let code = props.code.clone();
        Callback::from(move |_: MouseEvent| {
            let Some(book) = book.clone().filter(|_| !*busy) else { return };
            busy.set(true);
            problem.set(None);
            let chosen = household.as_ref().map(|card: &wire::ipc::HouseholdCard| card.id);
            let request = StartDossier { procedure: code.clone(), household: chosen };
            let (busy, problem) = (busy.clone(), problem.clone());
            spawn_local(async move {
                book.settled().await;
                match ipc::call(request).await {
                    Ok(view) => {
                        let name = DossierPage::FIRST.to_owned();
                        FieldRoute::Dossier(view.id, DossierPage::Section { name, focus: None }).go();
                    }
                    Err(refused) => {
                        busy.set(false);
                        problem.set(Some(refused));
                    }
                }
            });
        })
    };
    let choose = {
        let household = household.clone();
        Callback::from(move |card| household.set(card))
    };
    html! {
        <Page page="guide" title={say(&procedure.plain_name, t.language()).to_owned()} back={FieldRoute::Find}>
            <div id="guide">{ facts(procedure, &t) }</div>
            <div class="start">
                <Households chosen={(*household).clone()} on_choose={choose} />
                if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
                <button type="button" id="start-dossier" class="button button-primary button-wide" disabled={*busy}
                    onclick={start}>
                    { if *busy { t.guide_starting() } else { t.guide_start() } }
                </button>
            </div>
        </Page>
    }
}

fn facts(procedure: &Procedure, t: &Texts) -> Html {
    let words = |text: &Bilingual| say(text, t.language()).to_owned();
    html! {
        <>
            <p class="hint">{ words(&procedure.name) }<br />{ t.guide_code(&procedure.code) }
                if !procedure.verified { { " · " }{ t.not_verified() } }
            </p>
            { part(t.guide_summary(), html! { <p>{ words(&procedure.summary) }</p> }) }
            { part(t.guide_who(), html! {
                <ul class="plain">{ for procedure.who_may_file.iter().map(|who| html! { <li>{ words(who) }</li> }) }</ul>
            }) }
            { part(t.guide_papers(), html! {
                <ul class="plain">{ for procedure.papers.iter().map(|one| paper(one, t)) }</ul>
            }) }
            <div class="pair">
                { part(t.guide_time(), html! {
                    { for procedure.cases.iter().map(|case| html! { <p>{ words(&case.time_limit.words) }</p> }) }
                }) }
                { part(t.guide_fee(), html! {
                    <ul class="plain">{ for procedure.fees.iter().map(|one| fee(one, t)) }</ul>
                }) }
            </div>
            { part(t.guide_result(), html! { <p>{ words(&procedure.result) }</p> }) }
            { part(t.guide_desk(), steps(&procedure.desk_steps, t)) }
            { part(t.guide_portal(), steps(&procedure.portal_steps, t)) }
            <details class="fold">
                <summary>{ t.guide_law() }</summary>
                <p>{ t.guide_decided_by() }{ ": " }{ words(&procedure.decided_by) }</p>
                <ul>{ for procedure.legal_basis.iter().map(|law| html! { <li>{ law }</li> }) }</ul>
                { for procedure.sources.iter().map(|source| html! {
                    <>
                        <p class="source">{ t.guide_source(source.url.as_deref().unwrap_or(words(&source.name).as_str())) }</p>
                        <p>{ t.guide_read_on(format::day(source.read_on)) }</p>
                    </>
                }) }
            </details>
        </>
    }
}

fn part(title: String, content: Html) -> Html {
    html! { <section class="part"><h2>{ title }</h2>{ content }</section> }
}

fn paper(paper: &Paper, t: &Texts) -> Html {
    let handling = match paper.handling {
        Handling::HandIn => t.guide_hand_in(),
        Handling::Show => t.guide_show(),
    };
    html! {
        <li>
            { say(&paper.name, t.language()) }
            <span class="tag">{ handling }</span>
            if !paper.relevant.trim().is_empty() { <span class="tag">{ t.guide_sometimes() }</span> }
            if let Some(hint) = &paper.hint { <p class="hint">{ say(hint, t.language()) }</p> }
        </li>
    }
}

fn fee(fee: &Fee, t: &Texts) -> Html {
    let amount = match fee.dong {
        Some(0) => t.guide_fee_free(),
        Some(dong) => t.guide_fee_dong(format::amount(dong)),
        None => t.guide_fee_by_province(),
    };
    html! {
        <li>
            { say(&fee.what, t.language()) }{ ": " }<strong>{ amount }</strong>
            if !fee.verified { <span class="tag">{ t.not_verified() }</span> }
            if let Some(note) = &fee.note { <p class="hint">{ say(note, t.language()) }</p> }
        </li>
    }
}

/// Steps in order. Where a secret is asked for, a warning that nobody overlooks stands before the step.
fn steps(steps: &[Step], t: &Texts) -> Html {
    let step = |step: &Step| {
        html! {
            <li class={classes!("step-line", step.secret.then_some("step-secret"))}>
                if step.secret {
                    <div class="notice notice-secret" role="note">
                        <Icon picture={Picture::Shield} />
                        <div><p class="notice-title">{ t.guide_secret_title() }</p><p>{ t.guide_secret() }</p></div>
                    </div>
                }
                <p>{ say(&step.text, t.language()) }</p>
            </li>
        }
    };
    html! { <ol class="plain-steps">{ for steps.iter().map(step) }</ol> }
}
