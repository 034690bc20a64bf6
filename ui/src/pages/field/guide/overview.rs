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
use dossier::{HouseholdId, PersonRef, ProcedureCode};
use i18n::Texts;
use library::Pack;
use library::procedure::Step;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{DossierCard, FindSameDossiers, GetPerson, GetProcedure, StartDossier, StartDossierFor};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(in crate::pages::field) struct Props {
    pub(in crate::pages::field) code: ProcedureCode,
    /// For whom the dossier will be.
    pub(in crate::pages::field) of: Option<PersonRef>,
}

#[component]
pub(in crate::pages::field) fn GuidePage(props: &Props) -> Html {
    let t = use_texts();
    let pack = use_loaded(props.code.clone(), |code| ipc::call(GetProcedure { code, version: None }));
    let household = use_state(|| None);
    let busy = use_state(|| false);
    let problem = use_state(|| None::<Problem>);
    let book = use_context::<AnswerBook>();
    let of = props.of;
    let person = use_loaded(of, |of| async move {
        match of {
            Some(of) => ipc::call(GetPerson { of }).await.map(Some),
            None => Ok(None),
        }
    });
    let chosen: Option<HouseholdId> = household.as_ref().map(|card: &wire::ipc::HouseholdCard| card.id);
    let chosen = of.map(|of| of.household).or(chosen);
    let same = use_loaded((props.code.clone(), chosen, of), |(procedure, chosen, of)| async move {
        match chosen {
            Some(household) => ipc::call(FindSameDossiers { procedure, household, of }).await,
            None => Ok(Vec::new()),
        }
    });
    let back = of.map_or(FieldRoute::Find, FieldRoute::FindFor);
    let Some(pack) = pack.ready() else {
        return html! {
            <Page page="guide" title={t.loading()} {back}>
                if let Some(problem) = pack.problem() { <Notice problem={problem.clone()} /> }
            </Page>
        };
    };
    let procedure = &pack.procedure;
    let start = {
        let (busy, problem) = (busy.clone(), problem.clone());
        let code = props.code.clone();
        Callback::from(move |_: MouseEvent| {
            let Some(book) = book.clone().filter(|_| !*busy) else { return };
            busy.set(true);
            problem.set(None);
            let procedure = code.clone();
            let (busy, problem) = (busy.clone(), problem.clone());
            spawn_local(async move {
                book.settled().await;
                let started = match of {
                    Some(of) => ipc::call(StartDossierFor { procedure, of }).await,
                    None => ipc::call(StartDossier { procedure, household: chosen }).await,
                };
                match started {
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
        <Page page="guide" title={say(&procedure.plain_name, t.language()).to_owned()} {back}>
            { parts::warnings(pack, &t) }
            <div>
                <button type="button" id="walk" class="button button-quiet button-wide" onclick={walk}>
                    { t.walk_start() }</button>
                <p class="hint">{ t.walk_start_hint() }</p>
            </div>
            <div id="guide">{ facts(pack, &t) }</div>
            if pack.form.is_some() {
                <div class="start">
                    if let Some(Some(person)) = person.ready() {
                        <p class="card card-hint" id="person-chosen">
                            { t.guide_person_chosen(
                                &person.household.area,
                                person.fields.get(&dossier::PersonField::FullName)
                                    .map(|name| name.current.value.clone()).unwrap_or_default(),
                            ) }
                        </p>
                    } else {
                        <Households chosen={(*household).clone()} on_choose={choose} />
                    }
                    { same_dossiers(same.ready().map(Vec::as_slice).unwrap_or_default(), &t) }
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

/// The same was asked for not long ago: that dossier is a tap away.
fn same_dossiers(cards: &[DossierCard], t: &Texts) -> Html {
    if cards.is_empty() {
        return Html::default();
    }
    let one = |card: &DossierCard| {
        let route = FieldRoute::Dossier(card.id, DossierPage::Review);
        let subject = if card.subject.trim().is_empty() { t.home_unnamed() } else { card.subject.clone() };
        html! {
            <li key={card.id.to_string()}>
                <button type="button" class="button button-quiet button-wide" data-same={card.id.to_string()}
                    onclick={Callback::from(move |_: MouseEvent| route.go())}>
                    { subject }{ " · " }{ &card.local_code }
                </button>
            </li>
        }
    };
    html! {
        <div class="notice notice-warning" role="status" id="same-dossiers">
            <div>
                <p class="notice-title">{ t.guide_same_dossier() }</p>
                <p>{ t.guide_same_dossier_what() }</p>
                <ul class="cards cards-small">{ for cards.iter().take(3).map(one) }</ul>
            </div>
        </div>
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
