//! The guide on one page, and the beginning of a dossier.

use super::super::households::Households;
use super::super::page::Page;
use super::parts;
use crate::components::dossier_card::say;
use crate::components::notice::Notice;
use crate::ipc;
use crate::state::answer_book::AnswerBook;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::{DossierPage, FieldRoute, Route};
use dossier::ProcedureCode;
use i18n::Texts;
use library::Pack;
use library::procedure::Step;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{GetProcedure, StartDossier};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(in crate::pages::field) struct Props {
    pub(in crate::pages::field) code: ProcedureCode,
}

#[component]
pub(in crate::pages::field) fn GuidePage(props: &Props) -> Html {
    let t = use_texts();
    let pack = use_loaded(props.code.clone(), |code| ipc::call(GetProcedure { code, version: None }));
    let household = use_state(|| None);
    let busy = use_state(|| false);
    let problem = use_state(|| None::<Problem>);
    let book = use_context::<AnswerBook>();
    let Some(pack) = pack.ready() else {
        return html! {
            <Page page="guide" title={t.loading()} back={FieldRoute::Find}>
                if let Some(problem) = pack.problem() { <Notice problem={problem.clone()} /> }
            </Page>
        };
    };
    let procedure = &pack.procedure;
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
    let walk = {
        let route = FieldRoute::Walk(props.code.clone(), 0);
        Callback::from(move |_: MouseEvent| route.go())
    };
    html! {
        <Page page="guide" title={say(&procedure.plain_name, t.language()).to_owned()} back={FieldRoute::Find}>
            { parts::warnings(pack, &t) }
            <div>
                <button type="button" id="walk" class="button button-quiet button-wide" onclick={walk}>
                    { t.walk_start() }</button>
                <p class="hint">{ t.walk_start_hint() }</p>
            </div>
            <div id="guide">{ facts(pack, &t) }</div>
            if pack.form.is_some() {
                <div class="start">
                    <Households chosen={(*household).clone()} on_choose={choose} />
                    if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
                    <button type="button" id="start-dossier" class="button button-primary button-wide"
                        disabled={*busy} onclick={start}>
                        { if *busy { t.guide_starting() } else { t.guide_start() } }
                    </button>
                </div>
            } else {
                <p class="notice notice-note" id="guide-only">{ t.guide_only() }</p>
            }
        </Page>
    }
}

fn facts(pack: &Pack, t: &Texts) -> Html {
    let procedure = &pack.procedure;
    html! {
        <>
            <p class="hint">{ say(&procedure.name, t.language()) }<br />{ t.guide_code(&procedure.code) }
                if !procedure.verified { { " · " }{ t.not_verified() } }
            </p>
            { parts::part(t.guide_summary(), html! { <p>{ say(&procedure.summary, t.language()) }</p> }) }
            { parts::part(t.guide_who(), parts::sentences(&procedure.who_may_file, t)) }
            if !procedure.papers.is_empty() {
                { parts::part(t.guide_papers(), parts::papers(procedure, t)) }
            }
            <div class="pair">
                { parts::part(t.guide_time(), parts::times(procedure, t)) }
                { parts::part(t.guide_fee(), html! { <>{ parts::fees(procedure, t) }{ parts::exemptions(procedure, t) }</> }) }
            </div>
            { parts::part(t.guide_result(), parts::results(procedure, t)) }
            if !procedure.tips.is_empty() {
                { parts::part(t.guide_tips(), parts::sentences(&procedure.tips, t)) }
            }
            if !procedure.desk_steps.is_empty() {
                { parts::part(t.guide_desk(), desk(&procedure.desk_steps, t)) }
            }
            if !procedure.portal_steps.is_empty() {
                { parts::part(t.guide_portal(), portal(&procedure.portal_steps, t)) }
            }
            { parts::law(procedure, t) }
        </>
    }
}

fn desk(steps: &[Step], t: &Texts) -> Html {
    let step = |step: &Step| html! { <li class="step-line"><p>{ say(&step.text, t.language()) }</p></li> };
    html! { <ol class="plain-steps">{ for steps.iter().map(step) }</ol> }
}

/// Steps in order. Where a secret is asked for, a warning that nobody overlooks stands before the step.
fn portal(steps: &[Step], t: &Texts) -> Html {
    let step = |step: &Step| {
        html! {
            <li class={classes!("step-line", step.secret.then_some("step-secret"))}>
                if step.secret { { parts::secret(t) } }
                if let Some(title) = &step.title { <p><strong>{ say(title, t.language()) }</strong></p> }
                <p>{ say(&step.text, t.language()) }</p>
            </li>
        }
    };
    html! { <ol class="plain-steps">{ for steps.iter().map(step) }</ol> }
}
