//! What the office asks for before it goes on: as a list with the ways there, and at each place itself.

use super::dossier::Work;
use crate::components::dossier_card::say;
use crate::components::icon::{Icon, Picture};
use crate::format;
use crate::state::ledger::{Keeping, Slot};
use crate::state::route::{DossierPage, FieldRoute, Route};
use dossier::supplement::{Ask, Came, Pin};
use dossier::{PaperId, QuestionName};
use i18n::Texts;
use wire::view::SupplementView;
use yew::prelude::*;

/// The request that the office waits for, while nobody here has sent the dossier again.
fn open(work: &Work) -> Option<&SupplementView> {
    work.open.view.supplement.as_ref().filter(|supplement| supplement.is_open())
}

/// Whether something was written at the place: known from the disk, and from what was saved since.
fn is_done(work: &Work, ask: &Ask, came: Option<&Came>) -> bool {
    let slot = match &ask.about {
        Pin::Question { question } => Some(Slot::Answer(question.clone())),
        Pin::Paper { paper } => Some(Slot::Paper(paper.clone())),
        // With a photo that is kept the dossier comes back from the disk.
        Pin::Page { .. } => None,
    };
    let entry = slot.and_then(|slot| work.ledger.entry(&slot));
    came.is_some_and(|came| came.written) || entry.is_some_and(|entry| entry.keeping == Keeping::Saved)
}

/// Everything that is asked for, each with the way to its place.
pub(super) fn asked(work: &Work, t: &Texts) -> Html {
    let Some(supplement) = open(work) else { return Html::default() };
    let request = &supplement.request;
    html! {
        <section class="notice notice-warning" id="asked" aria-labelledby="asked-title">
            <Icon picture={Picture::Warning} />
            <div>
                <p class="notice-title" id="asked-title">{ t.asked_title(request.asks.len()) }</p>
                <p class="hint">{ t.asked_by(&request.officer, format::moment(request.at, t)) }</p>
                if let Some(due) = request.due { <p class="notice-to-do">{ t.asked_due(format::day(due)) }</p> }
                <p>{ t.asked_lead() }</p>
                <ol class="asks">
                    { for supplement.asks().map(|(ask, came)| line(work, ask, is_done(work, ask, came), t)) }
                </ol>
            </div>
        </section>
    }
}

fn line(work: &Work, ask: &Ask, done: bool, t: &Texts) -> Html {
    let (route, what) = place(work, &ask.about, t);
    let book = work.book.clone();
    let go = Callback::from(move |_: MouseEvent| {
        book.flush();
        route.go();
    });
    html! {
        <li data-done={done.to_string()}>
            <button type="button" class="ask-place" onclick={go}>
                <strong>{ what }</strong>
                <span class="ask-words">{ &ask.words }</span>
                <span class={classes!("mark", (!done).then_some("mark-unsent"))}>
                    <Icon picture={if done { Picture::Check } else { Picture::Clock }} />
                    { if done { t.asked_done() } else { t.asked_not_done() } }
                </span>
            </button>
        </li>
    }
}

/// Where the asked place is, and what it is called.
fn place(work: &Work, about: &Pin, t: &Texts) -> (FieldRoute, String) {
    match about {
        Pin::Question { question } => {
            let found = work.evaluation.sections.iter().find_map(|section| {
                let state = section.questions().find(|state| state.key == question.as_str())?;
                Some((section.name.clone(), state.label.get(t.language().code()).to_owned()))
            });
            match found {
                Some((name, label)) => {
                    (work.page(DossierPage::Section { name, focus: Some(question.clone()) }), label)
                }
                // The answers around it have changed since: the review shows all of them.
                None => (work.page(DossierPage::Review), t.news_other_answer()),
            }
        }
        Pin::Paper { paper } => (work.page(DossierPage::Papers), paper_name(work, paper, t)),
        Pin::Page { paper, .. } => {
            (work.page(DossierPage::Papers), t.asked_photo(paper_name(work, paper, t)))
        }
    }
}

pub(super) fn paper_name(work: &Work, paper: &PaperId, t: &Texts) -> String {
    let papers = &work.open.sheet.procedure.papers;
    let named = papers.iter().find(|known| known.id == *paper);
    named.map_or_else(|| t.news_paper(), |known| say(&known.name, t.language()).to_owned())
}

/// What is asked about the question with this key, to stand above it.
pub(super) fn about_question(work: &Work, key: &str, t: &Texts) -> Html {
    let Some(supplement) = open(work) else { return Html::default() };
    let question = QuestionName::from(key);
    html! { <>{ for supplement.of_question(&question).map(|(ask, came)| here(work, ask, came, t)) }</> }
}

/// What is asked about a paper or its photos.
pub(super) fn about_paper(work: &Work, paper: &PaperId, t: &Texts) -> Html {
    let Some(supplement) = open(work) else { return Html::default() };
    html! { <>{ for supplement.of_paper(paper).map(|(ask, came)| here(work, ask, came, t)) }</> }
}

fn here(work: &Work, ask: &Ask, came: Option<&Came>, t: &Texts) -> Html {
    let done = is_done(work, ask, came);
    // Which of several photos: by its place among them.
    let photo = match &ask.about {
        Pin::Page { paper, photo } => {
            let pages = work.open.view.pages.get(paper).map(Vec::as_slice).unwrap_or_default();
            pages.iter().position(|page| page.photo == *photo).map(|at| t.photo_page(at + 1))
        }
        Pin::Question { .. } | Pin::Paper { .. } => None,
    };
    html! {
        <p class={classes!("notice", "asked-here", if done { "notice-note" } else { "notice-warning" })}
            data-asked-here={done.to_string()}>
            <Icon picture={if done { Picture::Check } else { Picture::Warning }} />
            <span>
                if let Some(photo) = photo { <strong>{ photo }{ ": " }</strong> }
                { t.asked_here(&ask.words) }
            </span>
        </p>
    }
}

/// Before it is sent again: how much of it was left as it is.
pub(super) fn left(work: &Work, t: &Texts) -> Html {
    let Some(supplement) = open(work) else { return Html::default() };
    let left = supplement.asks().filter(|(ask, came)| !is_done(work, ask, *came)).count();
    if left == 0 {
        return Html::default();
    }
    html! { <p class="notice notice-note" id="asked-left" data-left={left.to_string()}>{ t.asked_left(left) }</p> }
}
