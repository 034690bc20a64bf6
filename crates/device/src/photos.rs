//! Photos of papers: looked at in memory, kept on the disk, put in order.
//!
//! **Invariant:** a page is called kept only when its files, their rows and its entry in the dossier are on the disk. What
//! could not be kept is still in memory, and keeping it can be tried again.
//!
//! **Invariant:** one picture is worked on at a time: each may take all the memory that a small phone has to spare.

use crate::card::megabytes;
use crate::{Device, picture, problem};
use dossier::document::Page;
use dossier::page::{PageMark, Place};
use dossier::{DossierId, PaperId, PhotoHash};
use library::procedure::Handling;
use photo::{Choices, Corners, Flaw, Limits, Outline, PhotoError, Prepared, Severity, Turn};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use store::{PhotoFiles, PhotoRow, Reserved, Sealed, StoreError};
use wire::ipc::{
    DropPhoto, GetDossier, GetDossierPhotos, GetPhoto, KeepPhoto, LookAtPhoto, MovePage, RemovePage,
    TurnPhoto,
};
use wire::photos::{
    DossierPhotos, PhotoFinding, PhotoFlaw, PhotoLook, PhotoRef, QuarterTurn, Room, Whereabouts,
};
use wire::view::DossierView;
use wire::{PictureFault, Problem};

/// With less than this the volunteer is told to make room.
const NEARLY_FULL: u64 = 200_000_000;
/// With less than this no photo is taken: answers need some, and so does the rest of the phone.
const FULL: u64 = 8_000_000;
/// A paper has no more: what has so many pages is a book.
const MOST_PAGES: usize = 30;

/// What was looked at last.
#[derive(Default)]
pub(crate) struct Looking {
    counted: AtomicU32,
    /// In memory only; gone with the lock of the app.
    last: Mutex<Option<Arc<Looked>>>,
    /// One picture at a time.
    one: tokio::sync::Mutex<()>,
}

struct Looked {
    look: u32,
    prepared: Prepared,
    /// Room that was taken on the disk before the picture was worked on; `None` after it was used or given back.
    room: Mutex<Option<(Reserved, Reserved)>>,
}

impl Looking {
    pub(crate) fn forget(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Held while a picture is unpacked.
    pub(crate) async fn one_picture(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.one.lock().await
    }

    fn find(&self, look: u32) -> Result<Arc<Looked>, Problem> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.as_ref().filter(|looked| looked.look == look).cloned().ok_or(Problem::PhotoUnknown)
    }

    fn set(&self, prepared: Prepared, room: (Reserved, Reserved)) -> Arc<Looked> {
        let look = self.counted.fetch_add(1, Ordering::Relaxed);
        let looked = Arc::new(Looked { look, prepared, room: Mutex::new(Some(room)) });
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&looked));
        looked
    }
}

impl Device {
    pub fn get_dossier_photos(&self, request: GetDossierPhotos) -> Result<DossierPhotos, Problem> {
        let (rows, files) = self.with_store("list the photos", |store| {
            let standing = pages_of(store, request.dossier)?;
            let rows = store.photos_of(request.dossier)?;
            for row in rows.iter().filter(|row| standing.contains(&row.page)) {
                store.page_stands(request.dossier, row.page)?;
            }
            Ok((rows, store.photo_files()?))
        })?;
        let pages = rows.iter().filter(|row| !row.is_thumbnail());
        let here = pages.map(|row| (row.sha256, whereabouts(row))).collect();
        Ok(DossierPhotos { here, room: room(&files)? })
    }

    /// The room for a page is taken on the disk before the picture is worked on.
    pub async fn look_at_photo(&self, _: LookAtPhoto, picture: Vec<u8>) -> Result<PhotoLook, Problem> {
        self.look(move |limits| photo::prepare(&picture, limits).map_err(|error| (error, picture))).await
    }

    pub async fn turn_photo(&self, request: TurnPhoto) -> Result<PhotoLook, Problem> {
        let looked = self.inner.looking.find(request.look)?;
        let turn = match request.turn {
            QuarterTurn::Left => Turn::Left,
            QuarterTurn::Right => Turn::Right,
        };
        // The page as it is, which was straightened already.
        let choices = Choices { corners: Some(Corners::WHOLE), turn };
        let straightened = looked.prepared.outline;
        self.look(move |limits| {
            let turned = photo::prepare_as(&looked.prepared.page.bytes, limits, &choices);
            turned
                .map(|turned| Prepared { outline: straightened, ..turned })
                .map_err(|error| (error, Vec::new()))
        })
        .await
    }

    async fn look(
        &self,
        work: impl FnOnce(&Limits) -> Result<Prepared, (PhotoError, Vec<u8>)> + Send + 'static,
    ) -> Result<PhotoLook, Problem> {
        let _one_at_a_time = self.inner.looking.one_picture().await;
        let files = self.with_store("prepare a photo", |store| store.photo_files())?;
        let device = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let limits = Limits::default();
            let space = reserve(&files, &limits)?;
            let prepared = work(&limits).map_err(|(error, picture)| from_photo(&error, &picture))?;
            // Only while the store is held open: when the app was locked meanwhile, nothing of it stays.
            device.with_store("prepare a photo", |_| Ok(shown(&device.inner.looking.set(prepared, space))))
        });
        done.await.map_err(|_| Problem::Picture { fault: PictureFault::Damaged })?
    }

    pub fn drop_photo(&self, request: DropPhoto) -> Result<(), Problem> {
        if self.inner.looking.find(request.look).is_ok() {
            self.inner.looking.forget();
        }
        Ok(())
    }

    pub fn keep_photo(&self, request: KeepPhoto) -> Result<DossierView, Problem> {
        let KeepPhoto { look, dossier, paper } = request;
        let looked = self.inner.looking.find(look)?;
        self.must_be_paper(dossier, &paper)?;
        let (files, last) = self.with_store("keep a photo", |store| {
            let files = store.photo_files()?;
            Ok((files, store.document(dossier.into())?.pages()?.remove(&paper).unwrap_or_default()))
        })?;
        if last.len() >= MOST_PAGES {
            return Err(Problem::TooManyPages { most: u32::try_from(MOST_PAGES).unwrap_or(u32::MAX) });
        }
        let (page, thumbnail) = put(&files, &looked)?;
        let now = self.inner.clock.now();
        let mark = PageMark {
            place: Place::after(last.last().map(|page| page.place)),
            thumbnail: thumbnail.sha256(),
        };
        let kept = self.with_store("keep a photo", |store| {
            store.add_page(dossier, (page, thumbnail), now, |document| {
                document.set_page(&paper, page.sha256(), mark, now)
            })
        });
        if let Err(problem) = kept {
            files.discard(page);
            files.discard(thumbnail);
            return Err(problem);
        }
        self.inner.looking.forget();
        self.saved_something();
        self.get_dossier(GetDossier { dossier })
    }

    /// Read outside of the store's lock: an answer that is saved meanwhile does not wait for it.
    pub fn get_photo(&self, GetPhoto { photo }: GetPhoto) -> Result<Vec<u8>, Problem> {
        match photo {
            PhotoRef::Look { look } => Ok(self.inner.looking.find(look)?.prepared.page.bytes.clone()),
            PhotoRef::Kept { dossier, photo } => {
                let (files, row) = self.with_store("open a photo", |store| {
                    Ok((store.photo_files()?, store.photo(dossier, photo)?))
                })?;
                let row = row.ok_or(Problem::PhotoUnknown)?;
                files.open(&row).map_err(|error| problem::from_store("open a photo", error))
            }
        }
    }

    pub fn remove_page(&self, request: RemovePage) -> Result<DossierView, Problem> {
        let RemovePage { dossier, paper, photo } = request;
        self.changeable(dossier)?;
        let now = self.inner.clock.now();
        self.with_store("take out a page", |store| {
            store.remove_page(dossier, photo, now, |document| document.remove_page(&paper, photo, now))
        })?;
        self.saved_something();
        self.get_dossier(GetDossier { dossier })
    }

    pub fn move_page(&self, request: MovePage) -> Result<DossierView, Problem> {
        let MovePage { dossier, paper, photo, earlier } = request;
        let row = self.changeable(dossier)?;
        let pages = self.with_store("read the dossier", |store| {
            Ok(store.document(dossier.into())?.pages()?.remove(&paper).unwrap_or_default())
        })?;
        let moved = moved(&pages, photo, earlier).ok_or(Problem::PhotoUnknown)?;
        self.save(&row, store::Touched::Other, String::new(), |document, now| {
            moved.iter().try_for_each(|(photo, mark)| document.set_page(&paper, *photo, *mark, now))
        })?;
        self.get_dossier(GetDossier { dossier })
    }

    /// At the start, when nobody is taking one. That it failed is no reason not to start.
    pub(crate) fn sweep_photos(&self) {
        let now = self.inner.clock.now();
        match self.with_store("look through the photos", |store| store.sweep_photos(now)) {
            Ok(0) | Err(_) => {}
            Ok(gone) => tracing::info!(gone, "photos that nobody needs here went"),
        }
    }

    /// The dossier may be changed, and its procedure has such a paper that is handed in: of one that is only shown, such as
    /// an identity card, nothing is kept.
    fn must_be_paper(&self, dossier: DossierId, paper: &PaperId) -> Result<(), Problem> {
        let row = self.changeable(dossier)?;
        let catalogue = self.inner.shelf.now();
        let loaded = catalogue.loaded(&row.procedure, &row.form_version).ok_or(Problem::ProcedureUnknown)?;
        let known = loaded.pack.procedure.papers.iter().find(|known| known.id == *paper);
        match known.map(|known| known.handling) {
            Some(Handling::HandIn) => Ok(()),
            Some(Handling::Show) => Err(Problem::PaperOnlyShown),
            None => Err(Problem::PaperUnknown),
        }
    }
}

fn pages_of(store: &mut store::Store, dossier: DossierId) -> Result<Vec<PhotoHash>, StoreError> {
    let pages = store.document(dossier.into())?.pages()?;
    Ok(pages.into_values().flatten().map(|page| page.photo).collect())
}

fn whereabouts(row: &PhotoRow) -> Whereabouts {
    match (row.sent_at, row.refused) {
        (Some(_), _) => Whereabouts::AtTheCommune,
        (None, Some(_)) => Whereabouts::Refused,
        (None, None) => Whereabouts::OnThisPhone,
    }
}

fn room(files: &PhotoFiles) -> Result<Room, Problem> {
    let free = files.free_bytes().map_err(|error| problem::from_store("ask for the room", error))?;
    let free_mb = u32::try_from(free / 1_000_000).unwrap_or(u32::MAX);
    Ok(match free {
        ..FULL => Room::Full { free_mb },
        FULL..NEARLY_FULL => Room::NearlyFull { free_mb },
        _ => Room::Enough,
    })
}

/// Room for a page and its thumbnail.
fn reserve(files: &PhotoFiles, limits: &Limits) -> Result<(Reserved, Reserved), Problem> {
    if let Room::Full { free_mb } = room(files)? {
        return Err(Problem::PhoneFull { free_mb });
    }
    let take = |bytes: usize| {
        files.reserve(u64::try_from(bytes).unwrap_or(u64::MAX)).map_err(|error| match error {
            StoreError::DiskFull => Problem::PhoneFull { free_mb: 0 },
            other => problem::from_store("make room for a photo", other),
        })
    };
    Ok((take(limits.page_bytes)?, take(limits.thumbnail_bytes)?))
}

/// Both files, into the room that was taken for them; when keeping is tried again, into new room.
fn put(files: &PhotoFiles, looked: &Looked) -> Result<(Sealed, Sealed), Problem> {
    let taken = looked.room.lock().unwrap_or_else(PoisonError::into_inner).take();
    let (page_room, thumbnail_room) = match taken {
        Some(room) => room,
        None => reserve(files, &Limits::default())?,
    };
    let seal = |room: Reserved, encoded: &photo::Encoded| {
        let sha256 = PhotoHash::parse(encoded.address.as_str()).ok_or(StoreError::Crypto);
        sha256.and_then(|sha256| files.put(room, sha256, &encoded.bytes))
    };
    let failed = |error| problem::from_store("keep a photo", error);
    let page = seal(page_room, &looked.prepared.page).map_err(failed)?;
    match seal(thumbnail_room, &looked.prepared.thumbnail) {
        Ok(thumbnail) => Ok((page, thumbnail)),
        Err(error) => {
            files.discard(page);
            Err(failed(error))
        }
    }
}

/// What has to be written so that a page changes places with its neighbour: mostly its own entry alone.
fn moved(pages: &[Page], photo: PhotoHash, earlier: bool) -> Option<Vec<(PhotoHash, PageMark)>> {
    let at = pages.iter().position(|page| page.photo == photo)?;
    let other =
        if earlier { at.checked_sub(1)? } else { at.checked_add(1).filter(|at| *at < pages.len())? };
    let (page, neighbour) = (pages.get(at)?, pages.get(other)?);
    let beyond = if earlier { other.checked_sub(1) } else { other.checked_add(1) };
    let beyond = beyond.and_then(|at| pages.get(at)).map(|page| page.place);
    let between = match (earlier, beyond) {
        (true, before) => Place::between(before, neighbour.place),
        (false, Some(after)) => Place::between(Some(neighbour.place), after),
        (false, None) => Some(Place::after(Some(neighbour.place))),
    };
    if let Some(place) = between {
        return Some(vec![(photo, PageMark { place, thumbnail: page.thumbnail })]);
    }
    // No room between them: all get new places in the new order.
    let mut order: Vec<&Page> = pages.iter().collect();
    order.swap(at, other);
    let marks = order.into_iter().scan(None, |last, page| {
        let place = Place::after(*last);
        *last = Some(place);
        Some((page.photo, PageMark { place, thumbnail: page.thumbnail }))
    });
    Some(marks.collect())
}

fn shown(looked: &Looked) -> PhotoLook {
    let finding = |finding: &photo::Finding| PhotoFinding {
        flaw: match finding.flaw {
            Flaw::Blurred => PhotoFlaw::Blurred,
            Flaw::Glare => PhotoFlaw::Glare,
            Flaw::TooDark => PhotoFlaw::TooDark,
            Flaw::CornerMissing => PhotoFlaw::CornerMissing,
            Flaw::SidewaysOrUpsideDown => PhotoFlaw::SidewaysOrUpsideDown,
            Flaw::Empty => PhotoFlaw::Empty,
            Flaw::TooSmall => PhotoFlaw::TooSmall,
        },
        unusable: finding.severity == Severity::Unusable,
    };
    PhotoLook {
        look: looked.look,
        findings: looked.prepared.findings.iter().map(finding).collect(),
        straightened: !matches!(looked.prepared.outline, Outline::WholePicture),
    }
}

fn from_photo(error: &PhotoError, picture: &[u8]) -> Problem {
    tracing::info!(%error, "no page was made of a photo");
    let fault = match error {
        PhotoError::NoBytes => PictureFault::Empty,
        PhotoError::FileTooLarge { limit, .. } => PictureFault::TooLarge { most_mb: megabytes(*limit) },
        PhotoError::Mislabelled { .. } => PictureFault::NotAPicture { found: picture::other(picture) },
        PhotoError::TooManyPixels { .. } | PhotoError::NeedsTooMuchMemory { .. } => {
            PictureFault::TooManyPixels
        }
        PhotoError::Truncated { .. } => PictureFault::Truncated,
        PhotoError::Damaged { .. }
        | PhotoError::Unsupported { .. }
        | PhotoError::Broken
        | PhotoError::BadCorners
        | PhotoError::Unwritable => PictureFault::Damaged,
    };
    Problem::Picture { fault }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(n: u8, place: Place) -> Page {
        let hash = |n| PhotoHash::from_bytes([n; 32]);
        let at = dossier::Timestamp::default();
        Page { photo: hash(n), thumbnail: hash(n + 100), place, actor: Vec::new(), at }
    }

    fn order(pages: &[Page]) -> Vec<u8> {
        pages.iter().map(|page| page.photo.as_bytes()[0]).collect()
    }

    /// What a document does with the marks.
    fn after(mut pages: Vec<Page>, marks: Vec<(PhotoHash, PageMark)>) -> Vec<Page> {
        for (photo, mark) in marks {
            pages.iter_mut().filter(|page| page.photo == photo).for_each(|page| page.place = mark.place);
        }
        pages.sort_by_key(|page| page.place);
        pages
    }

    #[test]
    fn a_page_changes_places_with_its_neighbour_also_when_there_is_no_room_left() {
        let mut pages = Vec::new();
        for n in 1..=3 {
            pages.push(page(n, Place::after(pages.last().map(|page: &Page| page.place))));
        }
        let hash = |n| PhotoHash::from_bytes([n; 32]);
        assert_eq!(moved(&pages, hash(1), true), None, "nothing is before the first");
        assert_eq!(moved(&pages, hash(3), false), None);
        assert_eq!(moved(&pages, hash(9), true), None);
        for turn in 0..60u8 {
            let before = order(&pages);
            let middle = pages[1].photo;
            let marks = moved(&pages, middle, turn % 3 != 0).unwrap();
            pages = after(pages, marks);
            let mut expected = before.clone();
            expected.swap(1, if turn % 3 != 0 { 0 } else { 2 });
            assert_eq!(order(&pages), expected, "turn {turn}");
        }
    }
}
