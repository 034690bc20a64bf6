//! A dossier goes to another commune of the same server: the form for it, what the case says of it afterwards, and what stays
//! in the list of the commune that it left.

use crate::components::dossier_card::say;
use crate::components::icon::{Icon, Picture};
use crate::format;
use crate::state::display::use_texts;
use dossier::case::{Case, CaseState};
use i18n::Texts;
use web_sys::HtmlInputElement;
use wire::moves::MovedRow;
use yew::prelude::*;

/// What has left: enough to tell people who ask where it is, and no way to its content.
/// Open where it was searched for.
pub(super) fn moved(rows: &[MovedRow], searched: bool, t: &Texts) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    let one = |row: &MovedRow| {
        let subject = if row.subject.trim().is_empty() { t.home_unnamed() } else { row.subject.clone() };
        html! {
            <li class="card" key={format!("{}-{}", row.dossier, row.at.millis())} data-moved={row.dossier.to_string()}>
                <span class="card-title">{ subject }</span>
                <span class="card-line">{ say(&row.procedure_name, t.language()) }{ " · " }{ &row.local_code }</span>
                if let Some(number) = &row.number { <span class="card-line">{ number }</span> }
                <span class="card-line">{ t.list_moved_line(&row.officer, &row.to, format::moment(row.at, t)) }</span>
                <span class="card-line">{ t.list_moved_reason(&row.reason) }</span>
            </li>
        }
    };
    html! {
        <details class="fold" id="moved" open={searched}>
            <summary>{ t.list_moved() }{ format!(" ({})", rows.len()) }</summary>
            <ul class="cards">{ for rows.iter().map(one) }</ul>
        </details>
    }
}

/// Each time it went from one commune to another; and that it waits for somebody here.
pub(super) fn moves_of(case: &Case, t: &Texts) -> Html {
    let Some(last) = case.moves.last() else { return Html::default() };
    html! {
        <>
            if last.numbered && case.officer.is_none() && case.state == CaseState::Accepted {
                <p id="moved-here" class="mark mark-conflict"><Icon picture={Picture::Warning} />{ t.work_moved_new() }</p>
            }
            { for case.moves.iter().map(|one| html! {
                <p class="hint" data-move={one.to.to_string()}>{ t.work_moved_line(
                    &one.from_name, &one.officer, &one.reason, &one.to_name, format::moment(one.at, t)) }</p>
            }) }
        </>
    }
}

#[derive(Properties, PartialEq, Debug)]
pub(super) struct ConfirmProps {
    pub(super) is_sure: bool,
    pub(super) on_change: Callback<bool>,
}

/// What happens, and that the officer has looked: nothing brings it back but the other commune.
#[component]
pub(super) fn Confirm(props: &ConfirmProps) -> Html {
    let t = use_texts();
    let onchange = {
        let on_change = props.on_change.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                on_change.emit(field.checked());
            }
        })
    };
    html! {
        <>
            <p class="hint" id="work-move-hint">{ t.work_move_hint() }</p>
            <label class="choice choice-plain" for="work-sure">
                <input id="work-sure" type="checkbox" required=true checked={props.is_sure} {onchange}
                    aria-describedby="work-move-hint" />
                <span>{ t.work_move_confirm() }</span>
            </label>
        </>
    }
}
