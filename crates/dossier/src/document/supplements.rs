//! What a team has written for the office's requests, and which of them it has answered.

use super::written::{map_of, root_time, written_in};
use super::{Document, DocumentError, Heads, Kind};
use crate::Timestamp;
use crate::page::read_page_key;
use crate::supplement::{Came, Pin, Supplement};
use automerge::transaction::Transactable;
use automerge::{ChangeHash, ROOT, ReadDoc};
use std::collections::HashSet;

/// The moment of the newest request that the team has answered. The office's own clock: it names the request.
pub(super) const SUPPLEMENTED: &str = "supplemented";

impl Document {
    /// The team has answered the request that was made at `request`, and sends the dossier again.
    pub fn set_supplemented(&mut self, request: Timestamp, at: Timestamp) -> Result<(), DocumentError> {
        self.must_be(Kind::Dossier)?;
        self.write(at, |tx| tx.put(ROOT, SUPPLEMENTED, request.millis()))
    }

    /// The newest request that was answered.
    pub fn supplemented(&self) -> Result<Option<Timestamp>, DocumentError> {
        root_time(&self.doc, SUPPLEMENTED)
    }

    /// What came of each thing that was asked for, in its order. `None`: it cannot be told, since the document as the
    /// officer saw it is not part of this one.
    pub fn came_of(&self, supplement: &Supplement) -> Result<Option<Vec<Came>>, DocumentError> {
        self.must_be(Kind::Dossier)?;
        let Some(seen) = Heads::from_hex(&supplement.seen).filter(|seen| self.contains(seen)) else {
            return Ok(None);
        };
        let seen = seen.to_hashes();
        let since: HashSet<_> =
            self.doc.get_changes_meta(&seen).into_iter().map(|change| change.hash).collect();
        supplement
            .asks
            .iter()
            .map(|ask| self.came_of_one(&ask.about, &seen, &since))
            .collect::<Result<_, _>>()
            .map(Some)
    }

    fn came_of_one(
        &self,
        about: &Pin,
        seen: &[ChangeHash],
        since: &HashSet<ChangeHash>,
    ) -> Result<Came, DocumentError> {
        match about {
            Pin::Question { question } => {
                let answers = map_of(&self.doc, "answers")?;
                let key = question.as_str();
                let before = self.doc.get_at(&answers, key, seen)?;
                Ok(Came {
                    written: !written_in(&self.doc, &answers, key, since)?.is_empty(),
                    before: before.and_then(|(value, _)| value.as_str().map(str::to_owned)),
                })
            }
            Pin::Paper { paper } => {
                let written = self.paper_written_in(since, |key| match read_page_key(key) {
                    Some((of, _)) => of == *paper,
                    None => key == paper.as_str(),
                })?;
                Ok(Came { written, before: None })
            }
            // A photo that is taken again is another entry of its paper; that the paper was seen is no better photo.
            Pin::Page { paper, .. } => {
                let written = self
                    .paper_written_in(since, |key| read_page_key(key).is_some_and(|(of, _)| of == *paper))?;
                Ok(Came { written, before: None })
            }
        }
    }

    /// Whether one of these changes wrote an entry of the papers that is looked for.
    fn paper_written_in(
        &self,
        changes: &HashSet<ChangeHash>,
        is_looked_for: impl Fn(&str) -> bool,
    ) -> Result<bool, DocumentError> {
        let papers = map_of(&self.doc, "papers")?;
        for key in self.doc.keys(&papers).filter(|key| is_looked_for(key)) {
            if !written_in(&self.doc, &papers, &key, changes)?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Actor, DossierFacts};
    use super::*;
    use crate::page::{PageMark, Place};
    use crate::paper::PaperState;
    use crate::supplement::Ask;
    use crate::{AnswerText, PhotoHash};

    const PAPER: &str = "giay";

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn answer(document: &mut Document, question: &str, text: &str, minute: i64) {
        document.set_answer(&question.into(), &AnswerText::new(text).unwrap(), at(minute)).unwrap();
    }

    fn photo(number: u8) -> PhotoHash {
        PhotoHash::from_bytes([number; 32])
    }

    fn handed_over() -> Document {
        let facts = DossierFacts { procedure: "1".into(), form_version: "1".into(), household: None };
        let mut document = Document::create_dossier(Actor([1; 16]), &facts, at(1)).unwrap();
        answer(&mut document, "ho_ten", "Lò Mẫu", 2);
        answer(&mut document, "dan_toc", "Thái", 2);
        document.set_paper(&PAPER.into(), PaperState::Seen, at(2)).unwrap();
        add_page(&mut document, 1, 3);
        document.set_submitted(at(4)).unwrap();
        document
    }

    fn add_page(document: &mut Document, number: u8, minute: i64) {
        let mark = PageMark { place: Place::after(None), thumbnail: photo(100 + number) };
        document.set_page(&PAPER.into(), photo(number), mark, at(minute)).unwrap();
    }

    /// A request for everything that the test looks at, over the document as it is.
    fn request(document: &Document) -> Supplement {
        let pins = [
            Pin::Question { question: "ho_ten".into() },
            Pin::Question { question: "dan_toc".into() },
            Pin::Question { question: "que_quan".into() },
            Pin::Paper { paper: "so_ho_khau".into() },
            Pin::Page { paper: PAPER.into(), photo: photo(1) },
        ];
        Supplement {
            at: at(10),
            officer: "Lò Thị Mai".into(),
            asks: pins.into_iter().map(|about| Ask { about, words: "Xem lại.".into() }).collect(),
            due: None,
            seen: document.heads().to_hex(),
            ended: None,
        }
    }

    fn written(document: &Document, request: &Supplement) -> Vec<bool> {
        document.came_of(request).unwrap().unwrap().into_iter().map(|came| came.written).collect()
    }

    #[test]
    fn what_was_written_since_the_officer_looked_is_marked_at_its_place() {
        let mut document = handed_over();
        let request = request(&document);
        assert_eq!(written(&document, &request), [false; 5]);
        answer(&mut document, "ho_ten", "Lò Văn Mẫu", 11);
        answer(&mut document, "que_quan", "Sơn La", 11);
        document.set_paper(&PAPER.into(), PaperState::Missing, at(11)).unwrap();
        assert_eq!(written(&document, &request), [true, false, true, false, false], "no better photo");
        add_page(&mut document, 2, 12);
        assert_eq!(written(&document, &request), [true, false, true, false, true]);
        document.set_paper(&"so_ho_khau".into(), PaperState::Seen, at(13)).unwrap();
        assert_eq!(written(&document, &request), [true, false, true, true, true]);
        let before: Vec<_> =
            document.came_of(&request).unwrap().unwrap().into_iter().map(|c| c.before).collect();
        assert_eq!(before, [Some("Lò Mẫu".to_owned()), Some("Thái".to_owned()), None, None, None]);
    }

    #[test]
    fn the_same_answer_written_again_is_an_answer() {
        let mut document = handed_over();
        let request = request(&document);
        answer(&mut document, "dan_toc", "Kinh", 11);
        answer(&mut document, "dan_toc", "Thái", 12);
        assert_eq!(written(&document, &request), [false, true, false, false, false]);
    }

    #[test]
    fn of_a_version_that_is_not_part_of_it_nothing_can_be_told() {
        let (document, mut other) = (handed_over(), handed_over());
        answer(&mut other, "ho_ten", "Vì", 5);
        assert_eq!(document.came_of(&request(&other)).unwrap(), None);
        let unreadable = Supplement { seen: "xyz".into(), ..request(&document) };
        assert_eq!(document.came_of(&unreadable).unwrap(), None);
    }

    #[test]
    fn the_answer_says_which_request_it_is_for() {
        let mut document = handed_over();
        assert_eq!(document.supplemented().unwrap(), None);
        document.set_supplemented(Timestamp::from_millis(600_123), at(12)).unwrap();
        let read = Document::load(&document.save(), []).unwrap();
        assert_eq!(read.supplemented().unwrap(), Some(Timestamp::from_millis(600_123)));
    }
}
