//! What others have written since a person last looked.

use super::written::{map_of, written_in};
use super::{Actor, Document, DocumentError, Heads, Kind, Value, is_skeleton_actor};
use crate::page::read_page_key;
use crate::{PaperId, QuestionName};
use automerge::{ObjId, ReadDoc};
use std::collections::HashSet;

/// Where something new stands.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NewsOf {
    Answer(QuestionName),
    /// Whether the paper is there.
    Paper(PaperId),
    /// A photo of it.
    Page(PaperId),
    /// The agreement to this purpose.
    Consent(String),
}

/// A value that somebody else wrote. It may stand beside another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct News {
    pub of: NewsOf,
    pub value: Value,
}

impl Document {
    /// What stands now and was written by others than `own` after `seen`. `None`: it cannot be told, since the document
    /// as it was seen is not part of this one.
    pub fn news_since(&self, seen: &Heads, own: Actor) -> Result<Option<Vec<News>>, DocumentError> {
        self.must_be(Kind::Dossier)?;
        if !self.contains(seen) {
            return Ok(None);
        }
        let by_others = |actor: &[u8]| actor != own.0 && !is_skeleton_actor(actor);
        let since: HashSet<_> = self
            .doc
            .get_changes_meta(&seen.to_hashes())
            .into_iter()
            .filter(|change| by_others(change.actor.to_bytes()))
            .map(|change| change.hash)
            .collect();
        let mut news = Vec::new();
        if since.is_empty() {
            return Ok(Some(news));
        }
        let mut look = |map: &str, of: &dyn Fn(String) -> NewsOf| -> Result<(), DocumentError> {
            let map: ObjId = map_of(&self.doc, map)?;
            for key in self.doc.keys(&map) {
                let values = written_in(&self.doc, &map, &key, &since)?;
                news.extend(values.into_iter().map(|value| News { of: of(key.clone()), value }));
            }
            Ok(())
        };
        look("answers", &|key| NewsOf::Answer(QuestionName::new(key)))?;
        look("papers", &|key| match read_page_key(&key) {
            Some((paper, _)) => NewsOf::Page(paper),
            None => NewsOf::Paper(PaperId::new(key)),
        })?;
        look("consents", &NewsOf::Consent)?;
        Ok(Some(news))
    }
}

#[cfg(test)]
mod tests {
    use super::super::DossierFacts;
    use super::*;
    use crate::paper::PaperState;
    use crate::{AnswerText, Timestamp};

    const OWN: Actor = Actor([1; 16]);
    const HERS: Actor = Actor([2; 16]);

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn answer(document: &mut Document, question: &str, text: &str, minute: i64) {
        document.set_answer(&question.into(), &AnswerText::new(text).unwrap(), at(minute)).unwrap();
    }

    fn draft() -> Document {
        let facts = DossierFacts { procedure: "1".into(), form_version: "1".into(), household: None };
        Document::create_dossier(OWN, &facts, at(1)).unwrap()
    }

    /// The names of what is new, with the texts.
    fn told(document: &Document, seen: &Heads) -> Vec<(NewsOf, String)> {
        let mut news: Vec<_> = document
            .news_since(seen, OWN)
            .unwrap()
            .unwrap()
            .into_iter()
            .map(|news| (news.of, news.value.text))
            .collect();
        news.sort();
        news
    }

    #[test]
    fn what_another_wrote_is_news_and_what_this_device_wrote_is_not() {
        let mut mine = draft();
        answer(&mut mine, "ho_ten", "Lò Văn An", 2);
        let seen = mine.heads();
        let mut hers = mine.clone();
        hers.write_as(HERS);
        answer(&mut hers, "ho_ten", "Lò Văn Ân", 3);
        hers.set_paper(&PaperId::from("giay"), PaperState::Seen, at(3)).unwrap();
        answer(&mut mine, "dan_toc", "Thái", 4);
        mine.apply(hers.changes_since(&seen)).unwrap();

        let ho_ten = NewsOf::Answer("ho_ten".into());
        let paper = NewsOf::Paper("giay".into());
        assert_eq!(
            told(&mine, &seen),
            [(ho_ten, "Lò Văn Ân".to_owned()), (paper, PaperState::Seen.as_str().to_owned())]
        );
        assert_eq!(told(&mine, &mine.heads()), [], "seen is seen");
    }

    #[test]
    fn what_was_written_over_again_is_no_news() {
        let mut mine = draft();
        let seen = mine.heads();
        let mut hers = mine.clone();
        hers.write_as(HERS);
        answer(&mut hers, "ho_ten", "Lò", 2);
        answer(&mut hers, "ho_ten", "Lò Văn", 3);
        mine.apply(hers.changes_since(&seen)).unwrap();
        assert_eq!(told(&mine, &seen), [(NewsOf::Answer("ho_ten".into()), "Lò Văn".to_owned())]);
        answer(&mut mine, "ho_ten", "Lò Văn An", 4);
        assert_eq!(told(&mine, &seen), [], "I have written over it, so I have seen it");
    }

    #[test]
    fn beside_my_own_answer_hers_is_news() {
        let mut mine = draft();
        let seen = mine.heads();
        let mut hers = mine.clone();
        hers.write_as(HERS);
        answer(&mut mine, "ho_ten", "An", 2);
        answer(&mut hers, "ho_ten", "Ân", 2);
        mine.apply(hers.changes_since(&seen)).unwrap();
        assert_eq!(told(&mine, &seen), [(NewsOf::Answer("ho_ten".into()), "Ân".to_owned())]);
    }

    #[test]
    fn of_a_version_that_is_not_part_of_it_nothing_can_be_told() {
        let (mine, mut other) = (draft(), draft());
        answer(&mut other, "ho_ten", "An", 2);
        assert_eq!(mine.news_since(&other.heads(), OWN).unwrap(), None);
    }
}
