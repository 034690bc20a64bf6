//! The control sheet (form 06) as the case shows it: each time it went from one person to another.

use super::work::step_words;
use crate::format;
use i18n::Texts;
use wire::work::{ControlLine, ControlSheet, Punctuality};
use yew::prelude::*;

pub(super) fn control_sheet(sheet: &ControlSheet, t: &Texts) -> Html {
    html! {
        <>
            <h3>{ t.work_sheet() }</h3>
            <ol id="control-sheet" class="plain">{ for sheet.lines.iter().map(|line| sheet_line(line, t)) }</ol>
        </>
    }
}

fn sheet_line(line: &ControlLine, t: &Texts) -> Html {
    let went = line.punctuality.map(|went| match went {
        Punctuality::Early => t.work_early(),
        Punctuality::OnTime => t.work_on_time(),
        Punctuality::Late => t.work_step_late(),
    });
    html! {
        <li>
            { t.work_sheet_line(format::moment(line.at, t), &line.from, step_words(line.step, t), &line.to) }
            if let Some(due) = line.due { { "; " }{ t.work_sheet_due(format::wall_clock(due, t)) } }
            if let Some(went) = went { { " · " }<strong>{ went }</strong> }
            if !line.note.is_empty() { <span class="hint">{ &line.note }</span> }
        </li>
    }
}
