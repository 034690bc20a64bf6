//! The work lists: tabs with their numbers, filters and search above the rows. Updates by itself.

use super::consents::withdrawn;
use super::list_filters::Filters;
use super::moves::moved;
use super::page::{Desk, Page};
use crate::components::dossier_card::say;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::state::route::OfficeRoute;
use crate::state::work_list::{Shown, use_work_list};
use crate::{browser, format};
use dossier::case::CaseState;
use i18n::Texts;
use wire::Problem;
use wire::lists::{AskList, Filter, List};
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

fn list_words(list: List, t: &Texts) -> String {
    match list {
        List::New => t.list_new(),
        List::Waiting => t.list_waiting(),
        List::Work => t.list_work(),
        List::Today => t.list_today(),
        List::Late => t.list_late(),
        List::Done => t.list_done(),
        List::All => t.list_all(),
    }
}

#[component]
pub(super) fn ListsPage() -> Html {
    let t = use_texts();
    let Some(desk) = use_context::<Desk>() else { return Html::default() };
    let list = use_work_list(&desk.asked, desk.news.changes);
    let shown = list.shown();
    use_effect_with(shown.problem.clone(), {
        let ended = desk.ended.clone();
        move |problem: &Option<Problem>| {
            if matches!(problem, Some(Problem::LoginNeeded)) {
                ended.emit(());
            }
        }
    });
    let more = {
        let list = list.clone();
        Callback::from(move |_: MouseEvent| list.extend())
    };
    html! {
        <Page page="inbox" title={t.inbox_title()}>
            { tabs(&desk.asked, &shown, &t) }
            <Filters />
            if let Some(problem) = &shown.problem { <Notice problem={problem.clone()} /> }
            <p id="list-status" class="lead" role="status" aria-live="polite"
                data-new={shown.numbers.map(|numbers| numbers.new.to_string())}
                data-answered={shown.answered.to_string()}>{ status(&desk.asked, &shown, &t) }</p>
            if shown.rows.is_empty() {
                if shown.answered && shown.problem.is_none() {
                    <div class="card card-empty" id="list-empty"><p>{ nothing(&desk.asked, &t) }</p></div>
                }
            } else {
                <div class="inbox-head" aria-hidden="true">
                    <span>{ t.inbox_column_subject() }</span><span>{ t.inbox_column_from() }</span>
                    <span>{ t.inbox_column_received() }</span><span>{ t.inbox_column_state() }</span>
                </div>
                <ul class="inbox">{ for shown.rows.iter().map(|one| row(one, &t)) }</ul>
                if shown.next.is_some() {
                    <button type="button" id="list-more" class="button button-quiet" onclick={more}>{ t.list_more() }</button>
                }
            }
            { moved(&shown.moved, !desk.asked.filter.words.trim().is_empty(), &t) }
            { withdrawn(&shown.withdrawn, &t) }
        </Page>
    }
}

/// Each list with how many are in it.
fn tabs(asked: &UseStateHandle<AskList>, shown: &Shown, t: &Texts) -> Html {
    let tab = |list: List| {
        let asked = asked.clone();
        let is_open = asked.list == list;
        let onclick = Callback::from(move |_: MouseEvent| asked.set(AskList { list, ..(*asked).clone() }));
        let number = shown.numbers.map(|numbers| numbers.of(list));
        let urgent = list == List::Late && number.is_some_and(|number| number > 0);
        html! {
            <button key={list.as_str()} type="button" id={format!("list-{}", list.as_str())}
                class={classes!("tab", urgent.then_some("tab-urgent"))} aria-pressed={is_open.to_string()}
                data-number={number.map(|number| number.to_string())} {onclick}>
                { list_words(list, t) }
                if let Some(number) = number { <strong class="tab-number">{ format::amount(number) }</strong> }
            </button>
        }
    };
    html! { <div class="tabs" role="group" aria-label={t.list_tabs()}>{ for List::ALL.into_iter().map(tab) }</div> }
}

/// What a screen reader hears when the list has changed.
fn status(asked: &AskList, shown: &Shown, t: &Texts) -> String {
    if !shown.answered {
        return t.loading();
    }
    let Some(numbers) = shown.numbers else {
        return if shown.problem.is_some() { String::new() } else { t.list_too_many() };
    };
    let here = t.list_count(format::amount(numbers.of(asked.list)));
    if numbers.new == 0 || asked.list == List::New {
        here
    } else {
        format!("{here} · {}", t.inbox_new(numbers.new))
    }
}

fn nothing(asked: &AskList, t: &Texts) -> String {
    if asked.filter != Filter::default() {
        t.list_none_found()
    } else if asked.list == List::All {
        t.inbox_empty()
    } else {
        t.list_none()
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
                    if !row.holder.is_empty() { <span class="card-line">{ t.list_held_by(&row.holder) }</span> }
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
