//! The photos of one paper: taken, looked at, kept or taken again, put in order.
//!
//! **Invariant:** nothing is called kept before the app has said so; what could not be kept stays on the screen.

use super::dossier::Work;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::components::photo::Photo;
use crate::components::picture_input::PictureInput;
use crate::state::display::use_texts;
use crate::{browser, format, ipc};
use dossier::{PaperId, PhotoHash};
use i18n::Texts;
use std::future::Future;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use wire::Problem;
use wire::ipc::{DropPhoto, KeepPhoto, LookAtPhoto, MovePage, RemovePage, TurnPhoto};
use wire::photos::{DossierPhotos, PhotoFlaw, PhotoLook, PhotoRef, QuarterTurn, Room, Whereabouts};
use wire::view::{DossierView, PageView};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) work: Work,
    pub(super) paper: PaperId,
    /// `None`: not known yet.
    pub(super) photos: Option<DossierPhotos>,
}

#[derive(Clone, PartialEq, Debug)]
enum Step {
    Nothing,
    /// The photo is being looked at or turned.
    Looking,
    Looked(PhotoLook),
    Keeping(PhotoLook),
}

#[component]
pub(super) fn PaperPages(props: &Props) -> Html {
    let t = use_texts();
    let step = use_state(|| Step::Nothing);
    let problem = use_state(|| None::<Problem>);
    let open = use_state(|| None::<PhotoHash>);
    let id = format!("photo-{}", props.paper);
    let pages = props.work.open.view.pages.get(&props.paper).map(Vec::as_slice).unwrap_or_default();
    let room = props.photos.as_ref().map_or(Room::Enough, |photos| photos.room);
    let is_full = matches!(room, Room::Full { .. });
    let looked = Outcome { step: step.setter(), problem: problem.setter(), below: format!("{id}-look") };
    let on_picked = {
        let looked = looked.clone();
        Callback::from(move |picture: File| {
            looked.look(async move { ipc::call_with(LookAtPhoto {}, &picture).await }, None);
        })
    };
    let take = |first: bool| {
        html! {
            <PictureInput id={id.clone()} take={if first { t.photo_take() } else { t.photo_take_next() }}
                choose={t.photo_choose()} disabled={is_full || *step == Step::Looking} on_picked={on_picked.clone()} />
        }
    };
    let shown = match &*step {
        Step::Nothing => take(pages.is_empty()),
        Step::Looking => html! { <>{ take(pages.is_empty()) }<p role="status">{ t.photo_looking() }</p></> },
        Step::Looked(look) | Step::Keeping(look) => {
            let busy = matches!(&*step, Step::Keeping(_));
            let again = {
                let (looked, look) = (looked.clone(), look.clone());
                Callback::from(move |picture: File| {
                    let work = async move { ipc::call_with(LookAtPhoto {}, &picture).await };
                    looked.look(work, Some(look.clone()));
                })
            };
            verdict(props, &id, look, busy, &looked, again, &t)
        }
    };
    let change = {
        let (problem, replaced) = (problem.setter(), props.work.replaced.clone());
        Callback::from(move |change: PageChange| change.run(problem.clone(), replaced.clone()))
    };
    html! {
        <div class="paper-pages" id={format!("pages-{}", props.paper)} data-pages={pages.len().to_string()}>
            if !pages.is_empty() {
                <ol class="page-list" aria-label={t.photo_pages()}>
                    { for pages.iter().enumerate().map(|(at, page)| one(props, pages, at, page, &open, &change, &t)) }
                </ol>
            }
            if let Some(problem) = &*problem { <Notice problem={problem.clone()} /> }
            if !props.work.is_read_only() {
                { room_words(room, &t) }
                { shown }
            }
        </div>
    }
}

/// Where what became of a look is told.
#[derive(Clone)]
struct Outcome {
    step: UseStateSetter<Step>,
    problem: UseStateSetter<Option<Problem>>,
    /// The element that takes the focus then.
    below: String,
}

impl Outcome {
    /// `before`: what stays on the screen when it fails.
    fn look(
        &self,
        work: impl Future<Output = Result<PhotoLook, Problem>> + 'static,
        before: Option<PhotoLook>,
    ) {
        let Self { step, problem, below } = self.clone();
        step.set(Step::Looking);
        problem.set(None);
        spawn_local(async move {
            match work.await {
                Ok(look) => {
                    step.set(Step::Looked(look));
                    browser::focus_soon(below);
                }
                Err(refused) => {
                    problem.set(Some(refused));
                    step.set(before.map_or(Step::Nothing, Step::Looked));
                }
            }
        });
    }
}

/// What was found in the photo, the page as it would be kept, and the choice.
fn verdict(
    props: &Props,
    id: &str,
    look: &PhotoLook,
    busy: bool,
    outcome: &Outcome,
    on_picked: Callback<File>,
    t: &Texts,
) -> Html {
    let keep = {
        let (outcome, look) = (outcome.clone(), look.clone());
        let (dossier, paper) = (props.work.id(), props.paper.clone());
        let (book, replaced) = (props.work.book.clone(), props.work.replaced.clone());
        Callback::from(move |_: MouseEvent| {
            let Outcome { step, problem, .. } = outcome.clone();
            let (look, paper, replaced) = (look.clone(), paper.clone(), replaced.clone());
            step.set(Step::Keeping(look.clone()));
            problem.set(None);
            // Behind the saves in the queue, so that the dossier that comes back holds them.
            book.enqueue(async move {
                match ipc::call(KeepPhoto { look: look.look, dossier, paper }).await {
                    Ok(view) => {
                        step.set(Step::Nothing);
                        replaced.emit(view);
                    }
                    Err(Problem::PhotoUnknown) => {
                        step.set(Step::Nothing);
                        problem.set(Some(Problem::PhotoUnknown));
                    }
                    Err(refused) => {
                        step.set(Step::Looked(look));
                        problem.set(Some(refused));
                    }
                }
            });
        })
    };
    let leave = {
        let (step, look) = (outcome.step.clone(), look.look);
        Callback::from(move |_: MouseEvent| {
            step.set(Step::Nothing);
            spawn_local(async move {
                // The next look drops it in any case.
                let _ = ipc::call(DropPhoto { look }).await;
            });
        })
    };
    let turn = |turn: QuarterTurn| {
        let (outcome, look) = (outcome.clone(), look.clone());
        Callback::from(move |_: MouseEvent| {
            let request = TurnPhoto { look: look.look, turn };
            outcome.look(ipc::call(request), Some(look.clone()));
        })
    };
    let unusable = look.is_unusable();
    let retake = html! {
        <PictureInput id={id.to_owned()} take={t.photo_retake()} choose={t.photo_choose()} disabled={busy}
            main={unusable} {on_picked} />
    };
    let keep_class = if unusable { "button button-quiet" } else { "button button-primary" };
    html! {
        <section class="photo-look" id={format!("{id}-look")} tabindex="-1" aria-label={t.photo_look_title()}
            data-unusable={unusable.to_string()}>
            <Photo photo={PhotoRef::Look { look: look.look }} alt={t.photo_look_alt()} />
            if look.findings.is_empty() {
                <p class="notice notice-good" role="status"><Icon picture={Picture::Check} /><span>{ t.photo_good() }</span></p>
            }
            { for look.findings.iter().map(|finding| html! {
                <p class={classes!("notice", if finding.unusable { "notice-problem" } else { "notice-warning" })}
                    role="status" data-flaw={format!("{:?}", finding.flaw)}>
                    <Icon picture={Picture::Warning} /><span>{ flaw_words(finding.flaw, t) }</span>
                </p>
            }) }
            if !look.straightened { <p class="hint">{ t.photo_whole_picture() }</p> }
            if unusable { <p class="notice-title">{ t.photo_unusable() }</p> }
            <div class="buttons">
                if unusable { { retake.clone() } }
                <button type="button" class={keep_class} id={format!("{id}-keep")} disabled={busy} onclick={keep}>
                    { if busy { t.photo_keeping() } else if unusable { t.photo_keep_anyway() } else { t.photo_keep() } }
                </button>
                if !unusable { { retake } }
                <div class="photo-tools">
                    <button type="button" class="button button-bare" id={format!("{id}-left")} disabled={busy}
                        onclick={turn(QuarterTurn::Left)}>{ t.photo_turn_left() }</button>
                    <button type="button" class="button button-bare" id={format!("{id}-right")} disabled={busy}
                        onclick={turn(QuarterTurn::Right)}>{ t.photo_turn_right() }</button>
                    <button type="button" class="button button-bare" id={format!("{id}-drop")} disabled={busy}
                        onclick={leave}>{ t.photo_drop() }</button>
                </div>
            </div>
        </section>
    }
}

/// What a person wants of a kept page.
enum PageChange {
    Move(MovePage),
    Remove(RemovePage),
}

impl PageChange {
    fn run(self, problem: UseStateSetter<Option<Problem>>, replaced: Callback<DossierView>) {
        problem.set(None);
        spawn_local(async move {
            let outcome = match self {
                Self::Move(request) => ipc::call(request).await,
                Self::Remove(request) => ipc::call(request).await,
            };
            match outcome {
                Ok(view) => replaced.emit(view),
                Err(refused) => problem.set(Some(refused)),
            }
        });
    }
}

fn one(
    props: &Props,
    pages: &[PageView],
    at: usize,
    page: &PageView,
    open: &UseStateHandle<Option<PhotoHash>>,
    change: &Callback<PageChange>,
    t: &Texts,
) -> Html {
    let (dossier, photo) = (props.work.id(), page.photo);
    let here = props.photos.as_ref().map(|photos| photos.here.get(&photo).copied());
    let is_open = **open == Some(photo);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set((!is_open).then_some(photo)))
    };
    let name = t.photo_page(at + 1);
    let who = match (&page.by.name, page.by.this_device) {
        (_, true) => t.photo_by_you(format::moment(page.at, t)),
        (Some(name), false) => t.photo_by(name, format::moment(page.at, t)),
        (None, false) => t.photo_by_other(format::moment(page.at, t)),
    };
    let step = |earlier: bool| {
        let (change, paper) = (change.clone(), props.paper.clone());
        Callback::from(move |_: MouseEvent| {
            change.emit(PageChange::Move(MovePage { dossier, paper: paper.clone(), photo, earlier }));
        })
    };
    let remove = {
        let (change, paper) = (change.clone(), props.paper.clone());
        Callback::from(move |()| {
            change.emit(PageChange::Remove(RemovePage { dossier, paper: paper.clone(), photo }));
        })
    };
    let is_here = matches!(here, Some(Some(_)));
    let key = photo.to_string();
    html! {
        <li class="page-item" key={key.clone()} data-photo={key.clone()} data-where={where_word(here.flatten())}>
            <button type="button" class="page-button" aria-expanded={is_open.to_string()} onclick={toggle} disabled={!is_here}>
                if is_here {
                    <Photo photo={PhotoRef::Kept { dossier, photo: page.thumbnail }} alt="" class={classes!("thumbnail")} />
                }
                <span class="page-words">
                    <strong>{ &name }</strong>
                    <span class="hint">{ where_words(here, t) }</span>
                    <span class="hint">{ who }</span>
                </span>
            </button>
            if is_open && is_here {
                <Photo photo={PhotoRef::Kept { dossier, photo }} alt={name.clone()} />
            }
            if is_open && !props.work.is_read_only() {
                <div class="photo-tools">
                    <button type="button" class="button button-bare" disabled={at == 0} onclick={step(true)}>
                        { t.photo_earlier() }</button>
                    <button type="button" class="button button-bare" disabled={at + 1 == pages.len()} onclick={step(false)}>
                        { t.photo_later() }</button>
                    <RemovePhoto key={key} on_remove={remove} />
                </div>
            }
        </li>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct RemoveProps {
    on_remove: Callback<()>,
}

/// Takes two presses: one slip of the finger takes out nothing.
#[component]
fn RemovePhoto(props: &RemoveProps) -> Html {
    let t = use_texts();
    let asked = use_state(|| false);
    let press = {
        let (asked, on_remove) = (asked.clone(), props.on_remove.clone());
        Callback::from(move |_: MouseEvent| if *asked { on_remove.emit(()) } else { asked.set(true) })
    };
    let calm = {
        let asked = asked.clone();
        Callback::from(move |_: FocusEvent| asked.set(false))
    };
    html! {
        <button type="button" class="button button-bare page-remove" onclick={press} onblur={calm}>
            { if *asked { t.repeat_sure() } else { t.photo_remove() } }
        </button>
    }
}

const fn where_word(here: Option<Whereabouts>) -> &'static str {
    match here {
        Some(Whereabouts::OnThisPhone) => "phone",
        Some(Whereabouts::AtTheCommune) => "commune",
        Some(Whereabouts::Refused) => "refused",
        None => "elsewhere",
    }
}

/// Nothing, while it is not known.
fn where_words(here: Option<Option<Whereabouts>>, t: &Texts) -> String {
    match here {
        None => String::new(),
        Some(Some(Whereabouts::OnThisPhone)) => t.photo_on_this_phone(),
        Some(Some(Whereabouts::AtTheCommune)) => t.photo_at_the_commune(),
        Some(Some(Whereabouts::Refused)) => t.photo_refused(),
        Some(None) => t.photo_elsewhere(),
    }
}

fn room_words(room: Room, t: &Texts) -> Html {
    match room {
        Room::Enough => Html::default(),
        Room::NearlyFull { free_mb } => html! {
            <p class="notice notice-warning" data-room="nearly_full"><Icon picture={Picture::Warning} />
                <span>{ t.photo_nearly_full(free_mb) }</span></p>
        },
        Room::Full { free_mb } => html! { <Notice problem={Problem::PhoneFull { free_mb }} /> },
    }
}

fn flaw_words(flaw: PhotoFlaw, t: &Texts) -> String {
    match flaw {
        PhotoFlaw::Blurred => t.photo_flaw_blurred(),
        PhotoFlaw::Glare => t.photo_flaw_glare(),
        PhotoFlaw::TooDark => t.photo_flaw_dark(),
        PhotoFlaw::CornerMissing => t.photo_flaw_corner(),
        PhotoFlaw::SidewaysOrUpsideDown => t.photo_flaw_sideways(),
        PhotoFlaw::Empty => t.photo_flaw_empty(),
        PhotoFlaw::TooSmall => t.photo_flaw_small(),
    }
}
