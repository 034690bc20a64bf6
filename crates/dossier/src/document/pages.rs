//! The pages of a dossier's papers: entries in the map of papers, which merge one by one.

use super::{Document, DocumentError, Field};
use crate::page::{PageMark, Place, page_key, read_page_key};
use crate::{PaperId, PhotoHash, Timestamp};
use std::collections::BTreeMap;

/// A page that stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    pub photo: PhotoHash,
    pub thumbnail: PhotoHash,
    pub place: Place,
    /// The actor that put it where it is, and when, by that device's clock.
    pub actor: Vec<u8>,
    pub at: Timestamp,
}

impl Document {
    /// Puts a page to a paper, or to another place in it.
    pub fn set_page(
        &mut self,
        paper: &PaperId,
        photo: PhotoHash,
        mark: PageMark,
        at: Timestamp,
    ) -> Result<(), DocumentError> {
        self.put_text("papers", &page_key(paper, photo), &mark.to_text(), at)
    }

    /// Takes a page out. One that another person moves at the same time stays.
    pub fn remove_page(
        &mut self,
        paper: &PaperId,
        photo: PhotoHash,
        at: Timestamp,
    ) -> Result<(), DocumentError> {
        self.put_text("papers", &page_key(paper, photo), "", at)
    }

    /// The pages that stand, by paper, in their order.
    pub fn pages(&self) -> Result<BTreeMap<PaperId, Vec<Page>>, DocumentError> {
        let mut pages: BTreeMap<PaperId, Vec<Page>> = BTreeMap::new();
        for (key, field) in self.fields("papers")? {
            if let Some((paper, page)) =
                read_page_key(&key).and_then(|(paper, photo)| Some((paper, standing(photo, field)?)))
            {
                pages.entry(paper).or_default().push(page);
            }
        }
        for pages in pages.values_mut() {
            pages.sort_by_key(|page| (page.place, page.photo));
        }
        Ok(pages)
    }
}

/// Where one person took it out and another kept it at the same time, it stands: a photo is not lost silently.
fn standing(photo: PhotoHash, field: Field) -> Option<Page> {
    std::iter::once(field.current).chain(field.others).find_map(|value| {
        let PageMark { place, thumbnail } = PageMark::from_stored(&value.text)?;
        Some(Page { photo, thumbnail, place, actor: value.actor, at: value.at })
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Actor, DossierFacts, FieldPolicy, Heads, Role};
    use super::*;
    use crate::paper::PaperState;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn photo(n: u8) -> PhotoHash {
        PhotoHash::from_bytes([n; 32])
    }

    fn mark(place: Place, n: u8) -> PageMark {
        PageMark { place, thumbnail: photo(n + 100) }
    }

    fn draft() -> Document {
        let facts = DossierFacts { procedure: "1".into(), form_version: "1".into(), household: None };
        Document::create_dossier(Actor([1; 16]), &facts, at(1)).unwrap()
    }

    fn order(document: &Document) -> Vec<u8> {
        let pages = document.pages().unwrap().remove(&PaperId::from("giay")).unwrap_or_default();
        pages.iter().map(|page| page.photo.as_bytes()[0]).collect()
    }

    fn branches(document: &Document) -> [Document; 2] {
        [2, 3].map(|n| {
            let mut branch = document.clone();
            branch.write_as(Actor([n; 16]));
            branch
        })
    }

    fn merged(mut one: Document, other: &Document, since: &Heads) -> Document {
        one.apply(other.changes_since(since)).unwrap();
        one
    }

    #[test]
    fn two_people_add_pages_to_one_paper_and_both_are_there_beside_its_state() {
        let paper = PaperId::from("giay");
        let mut document = draft();
        document.set_paper(&paper, PaperState::Seen, at(2)).unwrap();
        let first = Place::after(None);
        document.set_page(&paper, photo(1), mark(first, 1), at(2)).unwrap();
        let shared = document.heads();
        let [mut lan, mut minh] = branches(&document);
        let next = Place::after(Some(first));
        lan.set_page(&paper, photo(2), mark(next, 2), at(3)).unwrap();
        minh.set_page(&paper, photo(3), mark(next, 3), at(3)).unwrap();
        let (one, other) = (merged(lan.clone(), &minh, &shared), merged(minh, &lan, &shared));
        assert_eq!(order(&one), [1, 2, 3]);
        assert_eq!(order(&other), [1, 2, 3]);
        assert_eq!(one.papers().unwrap().into_iter().collect::<Vec<_>>(), [(paper, PaperState::Seen)]);
    }

    #[test]
    fn a_page_is_moved_and_taken_out_and_stays_where_another_keeps_it() {
        let paper = PaperId::from("giay");
        let mut document = draft();
        let mut last = None;
        for n in 1..=3 {
            let place = Place::after(last);
            document.set_page(&paper, photo(n), mark(place, n), at(2)).unwrap();
            last = Some(place);
        }
        let first = document.pages().unwrap()[&paper][0].place;
        let ahead = Place::between(None, first).unwrap();
        document.set_page(&paper, photo(3), mark(ahead, 3), at(3)).unwrap();
        assert_eq!(order(&document), [3, 1, 2]);
        let shared = document.heads();
        let [mut lan, mut minh] = branches(&document);
        lan.remove_page(&paper, photo(1), at(4)).unwrap();
        lan.remove_page(&paper, photo(2), at(4)).unwrap();
        minh.set_page(&paper, photo(1), mark(Place::after(last), 1), at(4)).unwrap();
        assert_eq!(order(&lan), [3]);
        assert_eq!(order(&merged(minh, &lan, &shared)), [3, 1], "one is gone, the other was kept");
    }

    #[test]
    fn the_team_writes_pages_the_office_does_not_and_nobody_writes_another_key() {
        let mut document = draft();
        let before = document.heads();
        document.set_page(&"giay".into(), photo(1), mark(Place::after(None), 1), at(2)).unwrap();
        document.remove_page(&"giay".into(), photo(1), at(2)).unwrap();
        let allowed = |document: &Document, role| {
            let policy = FieldPolicy::over(document, role).unwrap();
            document.changes_since(&before).iter().all(|change| policy.allows(change))
        };
        assert!(allowed(&document, Role::Volunteer) && !allowed(&document, Role::Office));
        let mut document = draft();
        document.put_text("papers", "giay/not-a-hash", "1", at(2)).unwrap();
        let policy = FieldPolicy::over(&document, Role::Volunteer).unwrap();
        assert!(!document.changes_since(&Heads::default()).iter().all(|change| policy.allows(change)));
    }
}
