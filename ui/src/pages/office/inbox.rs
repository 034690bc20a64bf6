//! Dossiers that were handed over, newest first. Updates by itself.

use super::consents::withdrawn;
use super::page::{Desk, Page};
use crate::components::dossier_card::say;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::OfficeRoute;
use crate::{browser, format, http};
use dossier::case::CaseState;
use i18n::Texts;
use wire::Problem;
use wire::office::InboxRow;
use yew::prelude::*;

/// The state of a case in words.
pub(super) fn state_words(state: CaseState, t: &Texts) -> String {
    match state {
        CaseState::Received => t.case_state_received(),
        CaseState::Asked => t.case_state_asked(),
        CaseState::Accepted => t.case_state_accepted(),
        CaseState::Done => t.case_state_done(),
        CaseState::Returned => t.case_state_returned(),
        CaseState::Refused => t.case_state_refused(),
        CaseState::Stopped => t.case_state_stopped(),
    }
}

#[component]
pub(super) fn InboxPage() -> Html {
    let t = use_texts();
    let desk = use_context::<Desk>();
    let changes = desk.as_ref().map_or(0, |desk| desk.news.changes);
    let inbox = use_loaded(changes, |_| http::inbox());
    use_effect_with(inbox.problem().cloned(), move |problem| {
        if let (Some(Problem::LoginNeeded), Some(desk)) = (problem, desk) {
            desk.ended.emit(());
        }
    });
    html! {
        <Page page="inbox" title={t.inbox_title()}>
            if let Some(problem) = inbox.problem() { <Notice problem={problem.clone()} /> }
            if let Some(inbox) = inbox.ready() {
                <p id="inbox-new" class="lead" role="status" aria-live="polite" data-new={inbox.new.to_string()}>
                    { if inbox.new == 0 { t.inbox_none_new() } else { t.inbox_new(inbox.new) } }
                </p>
                if inbox.dossiers.is_empty() {
                    <div class="card card-empty"><p>{ t.inbox_empty() }</p></div>
                } else {
                    <div class="inbox-head" aria-hidden="true">
                        <span>{ t.inbox_column_subject() }</span><span>{ t.inbox_column_from() }</span>
                        <span>{ t.inbox_column_received() }</span><span>{ t.inbox_column_state() }</span>
                    </div>
                    <ul class="inbox">{ for inbox.dossiers.iter().map(|one| row(one, &t)) }</ul>
                }
                { withdrawn(&inbox.withdrawn, &t) }
            }
        </Page>
    }
}

/// The first page of who administers and has no role.
#[component]
pub(super) fn NoDossiersPage() -> Html {
    let t = use_texts();
    html! {
        <Page page="inbox" title={t.inbox_title()}>
            <div class="card card-empty" id="no-dossiers"><p>{ t.inbox_not_yours() }</p></div>
        </Page>
    }
}

fn row(row: &InboxRow, t: &Texts) -> Html {
    let subject = if row.subject.trim().is_empty() { t.home_unnamed() } else { row.subject.clone() };
    html! {
        <li key={row.id.to_string()}>
            <a class={classes!("card", "inbox-row", (row.state == CaseState::Received).then_some("inbox-row-new"))}
                href={OfficeRoute::Dossier(row.id).to_string()} data-dossier={row.id.to_string()}
                data-state={row.state.as_str()}>
                <span>
                    <span class="card-title">{ subject }</span>
                    <span class="card-line">{ say(&row.procedure_name, t.language()) }{ " · " }{ &row.local_code }</span>
                </span>
                <span class="card-line">{ &row.volunteer }<br />{ &row.team }</span>
                <span class="card-line">{ format::lately(row.received_at, browser::now(), t) }</span>
                <span>
                    <span class={format!("badge badge-{}", row.state.as_str())}>
                        <Icon picture={if row.state == CaseState::Accepted { Picture::Check } else { Picture::Clock }} />
                        { state_words(row.state, t) }
                    </span>
                    if let Some(number) = &row.number { <span class="card-line">{ number }</span> }
                    if let Some(due) = row.due {
                        <span class="card-line">{ t.case_due(format::wall_clock(due, t)) }</span>
                    }
                    if row.late {
                        <span class="mark mark-conflict"><Icon picture={Picture::Warning} />{ t.work_late() }</span>
                    } else if row.due_soon {
                        <span class="mark mark-conflict"><Icon picture={Picture::Clock} />{ t.work_warn() }</span>
                    }
                    if row.has_conflicts {
                        <span class="mark mark-conflict"><Icon picture={Picture::Choices} />{ t.mark_conflict() }</span>
                    }
                </span>
            </a>
        </li>
    }
}
