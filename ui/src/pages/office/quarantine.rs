//! Transmissions that the server did not take: whose, when, why, and all of them in one file for whoever looks into it.

use super::page::{Desk, Page};
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::OfficeRoute;
use crate::{format, http, problem};
use i18n::Texts;
use wire::Problem;
use wire::office::QuarantineEntry;
use yew::prelude::*;

#[component]
pub(super) fn QuarantinePage() -> Html {
    let t = use_texts();
    let desk = use_context::<Desk>();
    let list = use_loaded((), |()| http::quarantine());
    use_effect_with(list.problem().cloned(), move |problem| {
        if let (Some(Problem::LoginNeeded), Some(desk)) = (problem, desk) {
            desk.ended.emit(());
        }
    });
    html! {
        <Page page="quarantine" title={t.quarantine_title()} back={OfficeRoute::Inbox}>
            if let Some(problem) = list.problem() { <Notice problem={problem.clone()} /> }
            if let Some(list) = list.ready() {
                if list.entries.is_empty() {
                    <p class="notice notice-good" id="quarantine-empty" role="status">{ t.quarantine_empty() }</p>
                } else {
                    <p class="lead">{ t.quarantine_lead() }</p>
                    <section class="card" aria-labelledby="quarantine-file-title">
                        <h2 id="quarantine-file-title">{ t.quarantine_file() }</h2>
                        <p>{ t.quarantine_file_hint() }</p>
                        <a id="quarantine-export" class="button" href={http::QUARANTINE_FILE}
                            download="quarantine.jsonl">{ t.quarantine_export() }</a>
                    </section>
                    <p>{ t.quarantine_count(list.entries.len(), list.most) }</p>
                    <ul class="inbox" id="quarantine">{ for list.entries.iter().map(|one| line(one, &t)) }</ul>
                }
            }
        </Page>
    }
}

fn line(entry: &QuarantineEntry, t: &Texts) -> Html {
    let from = if entry.member.is_empty() {
        t.quarantine_unknown_sender()
    } else {
        t.quarantine_from(&entry.member, &entry.team)
    };
    let bytes = |count: u64| format::amount(u32::try_from(count).unwrap_or(u32::MAX));
    html! {
        <li class="card" key={entry.id} data-reason={entry.reason.as_str()}>
            <span class="card-title">{ problem::not_taken(entry.reason, t) }</span>
            <span class="card-line">{ from }{ " · " }{ format::moment(entry.at, t) }</span>
            <span class="card-line">{ t.quarantine_dossier(&entry.local_code) }{ " · " }
                { t.quarantine_bytes(bytes(entry.size)) }
                if entry.kept < entry.size { { " · " }{ t.quarantine_part(bytes(entry.kept)) } }
            </span>
            <span class="card-line">{ t.quarantine_device(entry.device) }</span>
        </li>
    }
}
