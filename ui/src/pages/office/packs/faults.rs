//! What is wrong with an upload, each fault at its cell or line.

use crate::components::dossier_card::say;
use i18n::Texts;
use wire::office::{PackFault, PackPlace};
use yew::prelude::*;

pub(super) fn faults(id: &'static str, faults: &[PackFault], t: &Texts) -> Html {
    let line = |fault: &PackFault| {
        html! {
            <li class="fault" data-code={fault.code.clone()} data-cell={fault.place.cell.clone()}>
                <span class="fault-cell">{ place(&fault.file, &fault.place, t) }</span>
                <span>{ say(&fault.said, t.language()) }</span>
                <span class="fault-to-do">{ say(&fault.to_do, t.language()) }</span>
            </li>
        }
    };
    html! { <ul class="faults" {id}>{ for faults.iter().map(line) }</ul> }
}

/// `survey!F12`, `procedure.yaml:40`: as a spreadsheet and an editor name places.
fn place(file: &str, place: &PackPlace, t: &Texts) -> String {
    match place {
        PackPlace { sheet: Some(sheet), cell: Some(cell), .. } => format!("{sheet}!{cell}"),
        PackPlace { sheet: Some(sheet), row: Some(row), column, .. } => {
            t.packs_row(sheet, *row, column.clone().unwrap_or_default())
        }
        PackPlace { sheet: Some(sheet), .. } => sheet.clone(),
        PackPlace { line: Some(line), .. } => format!("{file}:{line}"),
        _ => file.to_owned(),
    }
}
