//! One dossier in the list of the home page.

use super::icon::{Icon, Picture};
use super::progress::{ProgressBadge, word};
use crate::state::display::{Display, use_texts};
use crate::{browser, format, problem};
use i18n::Language;
use library::Bilingual;
use wire::ipc::DossierCard as Card;
use wire::view::Progress;
use yew::prelude::*;

/// A pack's sentence in the language of the page; Vietnamese where the pack has no English.
pub fn say(text: &Bilingual, language: Language) -> &str {
    match language {
        Language::En if !text.en.is_empty() => &text.en,
        Language::En | Language::Vi => &text.vi,
    }
}

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    pub card: Card,
    /// Something typed into it is not on the disk.
    pub not_kept: bool,
    pub on_open: Callback<()>,
}

#[component]
pub fn DossierCard(props: &Props) -> Html {
    let t = use_texts();
    let language = use_context::<Display>().map(|display| display.preferences.language).unwrap_or_default();
    let card = &props.card;
    let next = match card.progress {
        _ if card.withdrawn => t.mark_taken_back_waiting(),
        Progress::Draft => t.progress_draft_next(),
        Progress::Waiting => t.progress_waiting_next(),
        Progress::Sent => t.progress_sent_next(),
        Progress::Asked => t.progress_asked_next(),
        Progress::Accepted => t.progress_accepted_next(),
        Progress::Done => t.progress_done_next(),
        Progress::Closed => t.progress_closed_next(),
    };
    let subject = if card.subject.trim().is_empty() { t.home_unnamed() } else { card.subject.clone() };
    html! {
        <li>
            <button type="button" class="card dossier-card" data-dossier={card.id.to_string()}
                data-progress={word(card.progress)} onclick={props.on_open.reform(|_| ())}>
                <span class="card-title">{ subject }</span>
                <span class="card-line">{ say(&card.procedure_name, language) }{ " · " }{ &card.local_code }</span>
                if let Some(household) = &card.household_name {
                    <span class="card-line">{ t.home_household(household) }</span>
                }
                if card.withdrawn {
                    <span class="mark" data-mark="taken-back"><Icon picture={Picture::Clock} />{ t.mark_taken_back() }</span>
                } else {
                    <ProgressBadge progress={card.progress} />
                }
                if let Some(number) = &card.number {
                    <strong class="case-number">{ t.case_number(number) }</strong>
                }
                if let Some(due) = card.due {
                    <strong class="case-due">{ t.case_due(format::wall_clock(due, &t)) }</strong>
                }
                if props.not_kept {
                    <span class="mark mark-wrong"><Icon picture={Picture::Warning} />{ t.home_not_kept() }</span>
                }
                if card.unsent && !card.withdrawn && card.progress != Progress::Waiting {
                    <span class="mark mark-unsent"><Icon picture={Picture::Clock} />{ t.mark_unsent() }</span>
                }
                if card.parked {
                    <span class="mark mark-unsent" data-mark="parked"><Icon picture={Picture::Clock} />{ t.mark_parked() }</span>
                }
                if card.away {
                    <span class="mark" data-mark="away"><Icon picture={Picture::Sync} />{ t.mark_away() }</span>
                }
                if card.news > 0 {
                    <span class="mark" data-mark="news"><Icon picture={Picture::Sync} />{ t.mark_news(card.news as usize) }</span>
                }
                if card.has_conflicts {
                    <span class="mark mark-conflict"><Icon picture={Picture::Choices} />{ t.mark_conflict() }</span>
                }
                if let Some(code) = card.refused {
                    <span class="mark mark-wrong"><Icon picture={Picture::Warning} />{ problem::refused(code, &t) }</span>
                }
                <span class="card-next">{ next }<Icon picture={Picture::Forward} /></span>
                <span class="card-when">
                    { t.home_changed(format::lately(card.changed_at, browser::now(), &t)) }
                </span>
            </button>
        </li>
    }
}
