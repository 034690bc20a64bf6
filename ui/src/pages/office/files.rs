//! Dossiers that belong together (liên thông): the others of the file, taken in and handed on in one go, and what may be linked.

use crate::components::dossier_card::say;
use crate::components::notice::Notice;
use crate::problem::sentence;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::OfficeRoute;
use crate::{format, http};
use dossier::case::Case;
use dossier::{DossierId, MemberId};
use i18n::Texts;
use std::collections::BTreeSet;
use std::future::Future;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use wire::files::{FileOutcome, FileOutcomes, FileView, LinkTo, LinkedRow};
use wire::work::{Colleagues, HandTo, Step};
use wire::{Problem, Right};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) id: DossierId,
    pub(super) case: Case,
    pub(super) rights: BTreeSet<Right>,
    /// Grows with what the server tells.
    pub(super) changes: u64,
    /// The dossier itself may be another one now.
    pub(super) on_changed: Callback<()>,
}

/// What came of the last thing that was done.
#[derive(Clone, PartialEq, Debug, Default)]
struct Told {
    outcomes: Vec<FileOutcome>,
    problem: Option<Problem>,
}

#[component]
pub(super) fn FileCard(props: &Props) -> Html {
    let t = use_texts();
    let told = use_state(Told::default);
    let busy = use_state(|| false);
    let chosen = use_state(|| None::<MemberId>);
    let file = use_loaded((props.id, props.changes, props.case.clone()), |(id, _, _)| http::file(id));
    let may_hand = props.rights.contains(&Right::HandOn) && props.case.file.is_some();
    let colleagues = use_loaded((props.id, may_hand), |(_, may_hand)| async move {
        if may_hand { http::colleagues().await } else { Ok(Colleagues { colleagues: Vec::new() }) }
    });
    let Some(view) = file.ready() else { return Html::default() };
    let may_accept = props.rights.contains(&Right::Accept);
    let open = props.case.may_be_accepted().is_ok();
    let is_linked = !view.rows.is_empty() || view.hidden > 0;
    if !is_linked && view.linkable.is_empty() {
        return Html::default();
    }
    let act = Act { told: told.clone(), busy: busy.clone(), on_changed: props.on_changed.clone() };
    let id = props.id;
    let accept = act.each(move || http::accept_file(id));
    let unlink = act.view(move || http::unlink(id));
    let hand = {
        let (act, chosen) = (act.clone(), chosen.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(to) = *chosen {
                let hand = HandTo { to, step: Step::Handle, note: String::new() };
                act.run_each(async move { http::hand_file_to(id, &hand).await });
            }
        })
    };
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            let field = event.target_dyn_into::<HtmlSelectElement>();
            chosen.set(field.and_then(|field| field.value().parse().ok()).map(MemberId));
        })
    };
    let waiting = open || view.rows.iter().any(|row| row.number.is_none() && !row.state.is_ended());
    let people = colleagues.ready().map(|all| all.colleagues.clone()).unwrap_or_default();
    let in_work = props.case.is_accepted() && !props.case.state.is_ended();
    html! {
        <section class="card" id="file" aria-labelledby="file-title">
            <h2 id="file-title">{ t.file_title() }</h2>
            if let Some(problem) = &told.problem { <Notice problem={problem.clone()} /> }
            if is_linked {
                <p>{ t.file_lead() }</p>
                <ul class="plain">{ for view.rows.iter().map(|row| linked(row, None, &t)) }</ul>
                if view.hidden > 0 { <p class="hint">{ t.file_hidden(view.hidden) }</p> }
                if let Some(due) = view.due {
                    <p id="file-due">{ t.file_due(format::wall_clock(due, &t)) }</p>
                    <p class="hint">{ t.file_due_hint() }</p>
                }
                if may_accept && waiting {
                    <button type="button" id="file-accept" class="button button-primary button-wide"
                        disabled={*busy} onclick={accept}>{ t.file_accept() }</button>
                }
                if may_hand && in_work && !people.is_empty() {
                    <form class="work-form" onsubmit={hand}>
                        <div class="field">
                            <label class="question-label" for="file-to">{ t.file_hand_to() }</label>
                            <select id="file-to" class="input" required=true onchange={choose}>
                                <option value="" selected={chosen.is_none()}></option>
                                { for people.iter().map(|one| html! {
                                    <option value={one.member.0.to_string()} selected={*chosen == Some(one.member)}>{ &one.name }</option>
                                }) }
                            </select>
                        </div>
                        <button type="submit" id="file-hand" class="button button-quiet" disabled={*busy}>{ t.file_hand() }</button>
                    </form>
                }
                if may_accept && open {
                    <button type="button" id="file-unlink" class="button button-quiet" disabled={*busy}
                        onclick={unlink}>{ t.file_unlink() }</button>
                }
            }
            <div role="status" aria-live="polite">
                if !told.outcomes.is_empty() {
                    <ul class="plain" id="file-outcomes">{ for told.outcomes.iter().map(|one| outcome(one, &t)) }</ul>
                }
            </div>
            if !view.linkable.is_empty() { { linkable(id, view, &act, *busy, &t) } }
        </section>
    }
}

#[derive(Clone)]
struct Act {
    told: UseStateHandle<Told>,
    busy: UseStateHandle<bool>,
    on_changed: Callback<()>,
}

impl Act {
    /// For a button of which each dossier has its outcome.
    fn each<F>(&self, doing: impl Fn() -> F + 'static) -> Callback<MouseEvent>
    where
        F: Future<Output = Result<FileOutcomes, Problem>> + 'static,
    {
        let act = self.clone();
        Callback::from(move |_| act.run_each(doing()))
    }

    fn run_each(&self, doing: impl Future<Output = Result<FileOutcomes, Problem>> + 'static) {
        self.run(async move {
            match doing.await {
                Ok(all) => Told { outcomes: all.outcomes, problem: None },
                Err(problem) => Told { problem: Some(problem), ..Told::default() },
            }
        });
    }

    /// For a button that changes what is linked.
    fn view<F>(&self, doing: impl Fn() -> F + 'static) -> Callback<MouseEvent>
    where
        F: Future<Output = Result<FileView, Problem>> + 'static,
    {
        let act = self.clone();
        Callback::from(move |_| {
            let doing = doing();
            act.run(async move { Told { problem: doing.await.err(), ..Told::default() } });
        })
    }

    fn run(&self, doing: impl Future<Output = Told> + 'static) {
        if *self.busy {
            return;
        }
        self.busy.set(true);
        let Self { told, busy, on_changed } = self.clone();
        spawn_local(async move {
            told.set(doing.await);
            busy.set(false);
            on_changed.emit(());
        });
    }
}

/// What may belong to it, with a button each.
fn linkable(id: DossierId, view: &FileView, act: &Act, busy: bool, t: &Texts) -> Html {
    let one = |row: &LinkedRow| {
        let to = row.id;
        let onclick = act.view(move || async move { http::link(id, &LinkTo { to }).await });
        let button = html! {
            <button type="button" class="button button-quiet" disabled={busy} {onclick} data-link={to.to_string()}
                aria-label={t.file_link_with(format!("{} · {}", row.subject, row.local_code))}>{ t.file_link() }</button>
        };
        linked(row, Some(button), t)
    };
    html! {
        <details class="fold" id="file-may">
            <summary>{ t.file_may() }{ format!(" ({})", view.linkable.len()) }</summary>
            <p class="hint">{ t.file_may_lead() }</p>
            <ul class="plain">{ for view.linkable.iter().map(one) }</ul>
        </details>
    }
}

fn linked(row: &LinkedRow, button: Option<Html>, t: &Texts) -> Html {
    let subject = if row.subject.trim().is_empty() { t.home_unnamed() } else { row.subject.clone() };
    html! {
        <li key={row.id.to_string()} data-linked={row.id.to_string()} data-state={row.state.as_str()}>
            <a href={OfficeRoute::Dossier(row.id).to_string()}>{ subject }{ " · " }{ &row.local_code }</a>
            <span class="card-line">{ say(&row.procedure_name, t.language()) }{ " · " }{ super::lists::state_words(row.state, t) }</span>
            if let Some(number) = &row.number { <span class="card-line">{ number }</span> }
            if let Some(due) = row.due { <span class="card-line">{ t.case_due(format::wall_clock(due, t)) }</span> }
            { button.unwrap_or_default() }
        </li>
    }
}

fn outcome(one: &FileOutcome, t: &Texts) -> Html {
    let came = match &one.problem {
        None => one.row.number.clone().unwrap_or_else(|| t.file_done()),
        Some(problem) => {
            let said = sentence(problem, t);
            format!("{} {}", said.happened, said.to_do)
        }
    };
    html! {
        <li key={one.row.id.to_string()} data-outcome={one.problem.is_none().to_string()}>
            <strong>{ &one.row.local_code }</strong>{ ": " }{ came }
        </li>
    }
}
