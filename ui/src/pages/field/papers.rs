//! The checklist of papers; it follows the answers.

use super::consent::consent;
use super::dossier::Work;
use super::form::not_kept;
use super::page::Page;
use super::paper_pages::PaperPages;
use super::supplement;
use crate::components::dossier_card::say;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::components::saved_mark::SavedMark;
use crate::ipc;
use crate::state::answers;
use crate::state::display::use_texts;
use crate::state::ledger::Slot;
use crate::state::loaded::use_loaded;
use crate::state::route::{DossierPage, FieldRoute, Route};
use crate::state::session::Session;
use dossier::Purpose;
use dossier::paper::PaperState;
use i18n::Texts;
use library::procedure::{Handling, Paper};
use wire::book::KnownPaper;
use wire::ipc::GetDossierPhotos;
use wire::ipc::GetKnownPapers;
use wire::photos::DossierPhotos;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) work: Work,
}

/// The state in words.
pub(in crate::pages) fn state_words(state: PaperState, t: &Texts) -> String {
    match state {
        PaperState::NotChecked => t.papers_not_checked(),
        PaperState::Seen => t.papers_seen(),
        PaperState::Missing => t.papers_missing(),
    }
}

#[component]
pub(super) fn PapersPage(props: &Props) -> Html {
    let t = use_texts();
    let work = &props.work;
    let papers = work.open.sheet.papers(Some(&work.evaluation));
    let known = use_loaded(work.id(), |dossier| ipc::call(GetKnownPapers { dossier }));
    let known: &[KnownPaper] = known.ready().map(Vec::as_slice).unwrap_or_default();
    let is_seen =
        |paper: &&&Paper| answers::paper(&work.open.view, &work.ledger, &paper.id) == PaperState::Seen;
    let seen = papers.iter().filter(is_seen).count();
    let total = papers.len();
    let takes_photos = papers.iter().any(|paper| paper.handling == Handling::HandIn);
    let session = use_context::<Session>();
    let syncs = session.as_ref().map_or(0, |session| session.link.ended);
    let photos = use_loaded((work.id(), work.open.view.pages.clone(), syncs), |(dossier, _, _)| {
        ipc::call(GetDossierPhotos { dossier })
    });
    let taken = photos.ready().cloned();
    let on_review = {
        let (book, review) = (work.book.clone(), work.page(DossierPage::Review));
        Callback::from(move |_: MouseEvent| {
            book.flush();
            review.go();
        })
    };
    html! {
        <Page page="papers" title={t.papers_title()} back={FieldRoute::Home}>
            <p class="lead">{ t.papers_lead() }</p>
            { not_kept(work, &t, |slot| !matches!(slot, Slot::Paper(_) | Slot::Consent(_))) }
            <p id="papers-progress" role="status">{ t.papers_progress(seen, total) }</p>
            if let Some(problem) = photos.problem() { <Notice problem={problem.clone()} /> }
            { for papers.into_iter().map(|paper| {
                one(work, paper, known.iter().find(|known| known.paper == paper.id), taken.as_ref(), &t)
            }) }
            // Asked before the first photo is taken, and never needed where none is.
            if takes_photos && !work.is_read_only() { { consent(work, Purpose::Photos, &t) } }
            <p class="notice notice-note"><Icon picture={Picture::Shield} /><span>{ t.papers_secret_hint() }</span></p>
            <div class="buttons">
                <button type="button" id="to-review" class="button button-primary" onclick={on_review}>
                    { t.form_to_review() }<Icon picture={Picture::Forward} />
                </button>
            </div>
        </Page>
    }
}

fn one(
    work: &Work,
    paper: &Paper,
    known: Option<&KnownPaper>,
    photos: Option<&DossierPhotos>,
    t: &Texts,
) -> Html {
    let slot = Slot::Paper(paper.id.clone());
    let state = answers::paper(&work.open.view, &work.ledger, &paper.id);
    let name = format!("paper-{}", paper.id);
    let choice = |one: PaperState| {
        let (book, id, slot) = (work.book.clone(), work.id(), slot.clone());
        html! {
            <label class="choice" for={format!("{name}-{}", one.as_str())}>
                <input type="radio" id={format!("{name}-{}", one.as_str())} name={name.clone()} checked={state == one}
                    disabled={work.is_read_only()}
                    onchange={Callback::from(move |_: Event| book.put(id, &slot, one.as_str().to_owned()))} />
                <span>{ state_words(one, t) }</span>
            </label>
        }
    };
    let retry = {
        let (book, id, slot) = (work.book.clone(), work.id(), slot.clone());
        Callback::from(move |()| book.commit(id, &slot))
    };
    let handling = match paper.handling {
        Handling::HandIn => t.guide_hand_in(),
        Handling::Show => t.guide_show(),
    };
    // Of what is only shown, such as an identity card, no photo is kept.
    let is_handed_in = paper.handling == Handling::HandIn;
    html! {
        <fieldset class="question paper" key={paper.id.to_string()} data-paper={paper.id.to_string()}>
            <legend class="question-label">
                { say(&paper.name, t.language()) }<span class="tag">{ handling }</span>
            </legend>
            if let Some(hint) = &paper.hint { <p class="hint">{ say(hint, t.language()) }</p> }
            { supplement::about_paper(work, &paper.id, t) }
            { known.filter(|_| state == PaperState::NotChecked && !work.is_read_only())
                .map(|known| before(work, &slot, known, t)).unwrap_or_default() }
            <div class="choices choices-row">
                { choice(PaperState::Seen) }{ choice(PaperState::Missing) }{ choice(PaperState::NotChecked) }
            </div>
            <SavedMark name={name.clone()} keeping={work.ledger.entry(&slot).map(|entry| entry.keeping.clone())}
                answered={state != PaperState::NotChecked} on_retry={retry} />
            if is_handed_in {
                <PaperPages work={work.clone()} paper={paper.id.clone()} photos={photos.cloned()} />
            }
        </fieldset>
    }
}

/// It was there for another dossier of the same person: one tap says that it is here.
fn before(work: &Work, slot: &Slot, known: &KnownPaper, t: &Texts) -> Html {
    let (book, id, slot) = (work.book.clone(), work.id(), slot.clone());
    let have = Callback::from(move |_: MouseEvent| book.put(id, &slot, PaperState::Seen.as_str().to_owned()));
    let procedure = say(&known.procedure_name, t.language()).to_owned();
    html! {
        <div class="card card-hint" data-known={known.paper.to_string()}>
            <p>{ t.papers_known(&known.local_code, crate::format::day(known.at.in_vietnam().date()), procedure) }</p>
            <button type="button" class="button button-quiet" onclick={have}>{ t.papers_known_have() }</button>
        </div>
    }
}
