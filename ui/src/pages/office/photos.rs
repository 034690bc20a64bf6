//! The photos of a dossier's papers, one at a time: larger, turned, the next one; by mouse, finger or keys.

use super::page::{Desk, Page};
use crate::browser::Listening;
use crate::components::dossier_card::say;
use crate::components::icon::{Icon, Picture};
use crate::components::notice::Notice;
use crate::state::display::use_texts;
use crate::state::loaded::use_loaded;
use crate::state::route::{OfficeRoute, Route};
use crate::{format, http};
use dossier::{DossierId, PaperId, PhotoHash};
use i18n::Texts;
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use wire::Problem;
use wire::office::OfficeDossier;
use wire::view::PageView;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct Props {
    pub(super) id: DossierId,
    pub(super) photo: Option<PhotoHash>,
}

/// A dossier with what is here of its photos.
#[derive(PartialEq, Debug)]
struct Album {
    dossier: OfficeDossier,
    here: BTreeSet<PhotoHash>,
}

/// How the page is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct View {
    /// Of [`ZOOMS`].
    zoom: usize,
    /// Quarter turns, clockwise.
    turns: u8,
}

/// Per cent of the width.
const ZOOMS: [u16; 5] = [100, 150, 200, 300, 400];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Wish {
    Larger,
    Smaller,
    Left,
    Right,
    Earlier,
    Later,
}

impl View {
    fn after(self, wish: Wish) -> Self {
        match wish {
            Wish::Larger => Self { zoom: (self.zoom + 1).min(ZOOMS.len() - 1), ..self },
            Wish::Smaller => Self { zoom: self.zoom.saturating_sub(1), ..self },
            Wish::Left => Self { turns: (self.turns + 3) % 4, ..self },
            Wish::Right => Self { turns: (self.turns + 1) % 4, ..self },
            Wish::Earlier | Wish::Later => Self::default(),
        }
    }
    fn zoom(self) -> u16 {
        ZOOMS.get(self.zoom).copied().unwrap_or(100)
    }
}

/// What a key asks for.
fn wish_of(key: &str) -> Option<Wish> {
    Some(match key {
        "+" | "=" => Wish::Larger,
        "-" | "_" => Wish::Smaller,
        "l" | "L" => Wish::Left,
        "r" | "R" => Wish::Right,
        "ArrowLeft" | "PageUp" => Wish::Earlier,
        "ArrowRight" | "PageDown" => Wish::Later,
        _ => return None,
    })
}

/// The hashes of what the server has whole.
pub(super) async fn here(id: DossierId) -> Result<BTreeSet<PhotoHash>, Problem> {
    let listed = http::photos(id).await?;
    Ok(listed.blobs.iter().filter_map(|blob| PhotoHash::parse(&blob.sha256.to_string())).collect())
}

#[component]
pub(super) fn PhotosPage(props: &Props) -> Html {
    let t = use_texts();
    let desk = use_context::<Desk>();
    let changes = desk.as_ref().map_or(0, |desk| desk.news.changes);
    let id = props.id;
    let album = use_loaded((id, changes), |(id, _)| async move {
        Ok(Album { dossier: http::dossier(id).await?, here: here(id).await? })
    });
    use_effect_with(album.problem().cloned(), move |problem| {
        if let (Some(Problem::LoginNeeded), Some(desk)) = (problem, desk) {
            desk.ended.emit(());
        }
    });
    let view = use_state(View::default);
    let pages = album.ready().map(all).unwrap_or_default();
    let at =
        props.photo.and_then(|photo| pages.iter().position(|(_, page)| page.photo == photo)).unwrap_or(0);
    let neighbours =
        [at.checked_sub(1), at.checked_add(1)].map(|at| pages.get(at?).map(|(_, page)| page.photo));
    let wishes = {
        let view = view.clone();
        use_callback((neighbours, *view), move |wish: Wish, ([earlier, later], now)| {
            let next = match wish {
                Wish::Earlier => *earlier,
                Wish::Later => *later,
                _ => {
                    view.set(now.after(wish));
                    return;
                }
            };
            if next.is_some() {
                view.set(View::default());
                OfficeRoute::Photos(id, next).go();
            }
        })
    };
    use_effect_with(wishes.clone(), move |wishes| {
        let wishes = wishes.clone();
        let listening = Listening::at_document("keydown", move |event| {
            let Ok(key) = event.dyn_into::<KeyboardEvent>() else { return };
            let alone = !(key.ctrl_key() || key.alt_key() || key.meta_key());
            if let (true, Some(wish)) = (alone, wish_of(&key.key())) {
                key.prevent_default();
                wishes.emit(wish);
            }
        });
        move || drop(listening)
    });
    let back = OfficeRoute::Dossier(id);
    let (Some(album), Some((paper, page))) = (album.ready(), pages.get(at)) else {
        return html! {
            <Page page="photos" title={t.photos_title()} {back}>
                if let Some(problem) = album.problem() {
                    <Notice problem={problem.clone()} />
                } else {
                    <p role="status">{ if album.ready().is_some() { t.photos_none() } else { t.loading() } }</p>
                }
            </Page>
        };
    };
    let name = name_of(album, paper, &t);
    let button = |wish: Wish, id: &'static str, words: String, disabled: bool| {
        let wishes = wishes.clone();
        html! {
            <button type="button" class="button button-quiet" {id} {disabled}
                onclick={Callback::from(move |_: MouseEvent| wishes.emit(wish))}>{ words }</button>
        }
    };
    let when = format::moment(page.at, &t);
    let who = match &page.by.name {
        Some(name) => t.photo_by(name, when),
        None => t.photo_by_other(when),
    };
    html! {
        <Page page="photos" title={name.clone()} {back}>
            <p class="lead" id="photo-place" role="status">{ t.photos_place(at + 1, pages.len()) }{ " · " }{ who }</p>
            <div class="viewer-tools" role="toolbar" aria-label={t.photos_tools()}>
                { button(Wish::Earlier, "photo-earlier", t.photos_earlier(), at == 0) }
                { button(Wish::Later, "photo-later", t.photos_later(), at + 1 == pages.len()) }
                { button(Wish::Larger, "photo-larger", t.photos_larger(), view.zoom + 1 == ZOOMS.len()) }
                { button(Wish::Smaller, "photo-smaller", t.photos_smaller(), view.zoom == 0) }
                { button(Wish::Left, "photo-left", t.photo_turn_left(), false) }
                { button(Wish::Right, "photo-right", t.photo_turn_right(), false) }
            </div>
            <p class="hint">{ t.photos_keys() }</p>
            if album.here.contains(&page.photo) {
                <div class="viewer-stage" tabindex="0" role="region" aria-label={name.clone()}>
                    <div class="viewer-box" data-zoom={view.zoom().to_string()}>
                        <img id="photo-shown" key={page.photo.to_string()} class="viewer-photo"
                            data-turns={view.turns.to_string()} src={http::photo_address(page.photo)}
                            alt={t.photos_alt(at + 1, &name)} />
                    </div>
                </div>
            } else {
                <p class="notice notice-note" id="photo-on-its-way"><Icon picture={Picture::Clock} />
                    <span>{ t.photos_on_its_way() }</span></p>
            }
            <ol class="viewer-list" aria-label={t.photos_title()}>
                { for pages.iter().enumerate().map(|(other, (_, one))| thumbnail(album, id, one, other, other == at, &t)) }
            </ol>
        </Page>
    }
}

fn thumbnail(album: &Album, id: DossierId, page: &PageView, at: usize, current: bool, t: &Texts) -> Html {
    let is_here = album.here.contains(&page.thumbnail);
    html! {
        <li key={page.photo.to_string()}>
            <a class="viewer-thumbnail" href={OfficeRoute::Photos(id, Some(page.photo)).to_string()}
                aria-current={current.then_some("page")} aria-label={t.photo_page(at + 1)}>
                if is_here {
                    <img class="photo thumbnail" src={http::photo_address(page.thumbnail)} alt="" />
                } else {
                    <span class="thumbnail thumbnail-empty"><Icon picture={Picture::Clock} /></span>
                }
                <span>{ at + 1 }</span>
            </a>
        </li>
    }
}

/// Every page, in the order of the procedure's papers; then those of papers that it does not have any more.
fn all(album: &Album) -> Vec<(PaperId, PageView)> {
    let view = &album.dossier.dossier;
    let known: Vec<&PaperId> = album.dossier.pack.procedure.papers.iter().map(|paper| &paper.id).collect();
    let others = view.pages.keys().filter(|paper| !known.contains(paper));
    let order: Vec<&PaperId> = known.iter().copied().chain(others).collect();
    let of = |paper: &&PaperId| {
        let paper = (*paper).clone();
        let pages = view.pages.get(&paper).cloned().unwrap_or_default();
        pages.into_iter().map(move |page| (paper.clone(), page)).collect::<Vec<_>>()
    };
    order.iter().flat_map(of).collect()
}

fn name_of(album: &Album, paper: &PaperId, t: &Texts) -> String {
    let known = album.dossier.pack.procedure.papers.iter().find(|known| known.id == *paper);
    known.map_or_else(|| paper.to_string(), |known| say(&known.name, t.language()).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_turns_are_none_and_the_zoom_has_ends() {
        let mut view = View::default();
        for _ in 0..4 {
            view = view.after(Wish::Right);
        }
        assert_eq!(view, View::default());
        assert_eq!(view.after(Wish::Left).turns, 3);
        assert_eq!(view.after(Wish::Smaller).zoom(), 100);
        for _ in 0..9 {
            view = view.after(Wish::Larger);
        }
        assert_eq!(view.zoom(), 400);
        assert_eq!(view.after(Wish::Later), View::default(), "the next page begins as a whole");
    }

    #[test]
    fn keys_ask_for_what_the_buttons_do() {
        let known = ["+", "-", "l", "r", "ArrowLeft", "ArrowRight"].map(wish_of);
        let all = [Wish::Larger, Wish::Smaller, Wish::Left, Wish::Right, Wish::Earlier, Wish::Later];
        assert_eq!(known, all.map(Some));
        assert_eq!(wish_of("a"), None);
    }
}
