//! The hand-over box: work that volunteers sent for another place. For administrators.

use super::page::{Desk, Page};
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::state::loaded::{Loaded, use_loaded};
use crate::state::route::OfficeRoute;
use crate::{browser, format, http};
use i18n::Texts;
use std::future::Future;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::office::{HandoverBox, HandoverDecision, HandoverPlace, HandoverView};
use yew::prelude::*;

#[component]
pub(super) fn HandoversPage() -> Html {
    let t = use_texts();
    let desk = use_context::<Desk>();
    let changes = desk.as_ref().map_or(0, |desk| desk.news.changes);
    let list = use_loaded(changes, |_| http::handovers());
    let refused = use_state(|| None::<Problem>);
    use_effect_with((list.problem().cloned(), (*refused).clone()), move |(read, done)| {
        let over = [read, done].into_iter().any(|problem| *problem == Some(Problem::LoginNeeded));
        if let (true, Some(desk)) = (over, desk) {
            desk.ended.emit(());
        }
    });
    let decided = {
        let (list, refused) = (list.setter(), refused.setter());
        Callback::from(move |outcome: Result<HandoverBox, Problem>| match outcome {
            Ok(left) => {
                refused.set(None);
                list.set(Loaded::Ready(left));
            }
            Err(problem) => refused.set(Some(problem)),
        })
    };
    html! {
        <Page page="handovers" title={t.handovers_title()} back={OfficeRoute::Inbox}>
            <p class="lead">{ t.handovers_lead() }</p>
            if let Some(problem) = &*refused { <Notice problem={problem.clone()} /> }
            if let Some(problem) = list.problem() { <Notice problem={problem.clone()} /> }
            if let Some(list) = list.ready() {
                <p id="handovers-waiting" role="status" data-waiting={list.waiting.to_string()}>
                    { if list.waiting == 0 { t.handovers_none() } else { t.handovers_waiting(list.waiting) } }
                </p>
                <ul class="inbox">
                    { for list.entries.iter().map(|one| html! {
                        <Line key={one.id.to_string()} entry={one.clone()} decided={decided.clone()} />
                    }) }
                </ul>
            }
        </Page>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct LineProps {
    entry: HandoverView,
    decided: Callback<Result<HandoverBox, Problem>>,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let t = use_texts();
    let entry = &props.entry;
    let subject = if entry.subject.trim().is_empty() { t.home_unnamed() } else { entry.subject.clone() };
    html! {
        <li class="card" data-handover={entry.id.to_string()} data-document={entry.document.to_string()}
            data-state={state_word(&entry.decision)}>
            <span class="card-title">{ subject }{ " · " }{ t.handovers_what(&entry.local_code) }</span>
            <span class="card-line">
                { from(entry, &t) }{ " · " }{ format::lately(entry.at, browser::now(), &t) }{ " · " }
                { t.handovers_changes(entry.changes) }
            </span>
            <span class="card-line">{ place(&entry.place, &t) }</span>
            { match &entry.decision {
                HandoverDecision::Waiting => html! { <Decide entry={entry.clone()} decided={props.decided.clone()} /> },
                HandoverDecision::Applied => html! { <p class="tag tag-good">{ t.handovers_applied(when(entry, &t)) }</p> },
                HandoverDecision::SetAside { reason } => html! { <p>{ t.handovers_aside(reason, when(entry, &t)) }</p> },
            } }
        </li>
    }
}

/// Bring it in, or set it aside with a reason.
#[component]
fn Decide(props: &LineProps) -> Html {
    let t = use_texts();
    let (busy, reason) = (use_state(|| false), use_state(String::new));
    let id = props.entry.id;
    let run = {
        let (busy, decided) = (busy.setter(), props.decided.clone());
        move |job: std::pin::Pin<Box<dyn Future<Output = Result<HandoverBox, Problem>>>>| {
            let (busy, decided) = (busy.clone(), decided.clone());
            busy.set(true);
            spawn_local(async move {
                let outcome = job.await;
                busy.set(false);
                decided.emit(outcome);
            });
        }
    };
    let apply = {
        let run = run.clone();
        Callback::from(move |_: MouseEvent| run(Box::pin(http::apply_handover(id))))
    };
    let set_aside = {
        let reason = (*reason).clone();
        Callback::from(move |_: MouseEvent| run(Box::pin(http::set_handover_aside(id, reason.clone()))))
    };
    let typed = {
        let reason = reason.setter();
        Callback::from(move |event: InputEvent| {
            reason.set(event.target_unchecked_into::<web_sys::HtmlInputElement>().value());
        })
    };
    let field = format!("reason-{id}");
    html! {
        <>
            if props.entry.place != HandoverPlace::Removed {
                <p class="buttons">
                    <button type="button" class="button button-primary apply" disabled={*busy} onclick={apply}>
                        { t.handovers_apply() }</button>
                </p>
            }
            <label class="question-label" for={field.clone()}>{ t.handovers_reason() }</label>
            <input type="text" class="input" id={field} value={(*reason).clone()} oninput={typed} maxlength="500" />
            <p class="buttons">
                <button type="button" class="button button-quiet set-aside" disabled={*busy} onclick={set_aside}>
                    { t.handovers_set_aside() }</button>
            </p>
        </>
    }
}

fn from(entry: &HandoverView, t: &Texts) -> String {
    match &entry.from_commune {
        Some(commune) => t.handovers_from_commune(commune, &entry.from_team, &entry.from),
        None => t.handovers_from(&entry.from_team, &entry.from),
    }
}

fn place(place: &HandoverPlace, t: &Texts) -> String {
    match place {
        HandoverPlace::Team { team } => t.handovers_at_team(team),
        HandoverPlace::Removed => t.handovers_at_removed(),
        HandoverPlace::Unknown { commune: Some(commune) } => t.handovers_at_commune(commune),
        HandoverPlace::Unknown { commune: None } => t.handovers_at_unknown(),
    }
}

fn when(entry: &HandoverView, t: &Texts) -> String {
    entry.decided_at.map(|at| format::lately(at, browser::now(), t)).unwrap_or_default()
}

const fn state_word(decision: &HandoverDecision) -> &'static str {
    match decision {
        HandoverDecision::Waiting => "waiting",
        HandoverDecision::Applied => "applied",
        HandoverDecision::SetAside { .. } => "set_aside",
    }
}
