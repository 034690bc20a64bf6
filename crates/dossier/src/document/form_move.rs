//! A dossier moves to another version of its form.
//!
//! **Invariant:** no answer is lost by it: what the other version has no question for is kept aside, under the
//! version in which it was written, and comes back with that version.
//!
//! What is kept aside stands at the root of the document, one key an answer (`aside/<version>/<key>`), and not
//! in a map of its own: two devices that make a map at the same time make two, and one of them hides the other.
//!
//! The old keys are deleted here, where everything else writes the empty text: an answer that somebody writes
//! meanwhile under an old key then stands after the merge, alone and to be seen, instead of hiding in a conflict
//! on a question that no longer exists.

use super::written::{map_of, root_text};
use super::{Document, DocumentError, Kind};
use crate::{AnswerText, QuestionName, Timestamp};
use automerge::transaction::Transactable;
use automerge::{ROOT, ReadDoc};
use std::collections::BTreeMap;

pub(super) const ASIDE: &str = "aside/";
pub(super) const FORMER: &str = "form_before";

/// Answers that are kept aside: by the version in which they were written, and their key in it.
pub type Aside = BTreeMap<String, BTreeMap<QuestionName, String>>;

/// Where a dossier goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormMove {
    /// The version that what is kept aside was written in: mostly the one until now.
    pub from: String,
    /// The version of the form from now on.
    pub to: String,
    /// Every answer as it is from now on. One that stands and is not in here is kept aside.
    pub answers: BTreeMap<QuestionName, AnswerText>,
    /// The version that can be gone back to; `None` after going back.
    pub back_to: Option<String>,
}

impl Document {
    /// One change. Two devices that make the same move of the same answers end with the same dossier.
    pub fn move_form(&mut self, step: &FormMove, at: Timestamp) -> Result<(), DocumentError> {
        self.must_be(Kind::Dossier)?;
        let (before, aside) = (self.values()?, self.aside()?);
        let answers = map_of(&self.doc, "answers")?;
        self.write(at, |tx| {
            for (key, value) in &before {
                if step.answers.contains_key(&QuestionName::from(key.as_str())) {
                    continue;
                }
                if !value.is_empty() {
                    tx.put(ROOT, aside_key(&step.from, key), value.as_str())?;
                }
                tx.delete(&answers, key.as_str())?;
            }
            for (key, text) in &step.answers {
                if before.get(key.as_str()).map(String::as_str) != Some(text.as_str()) {
                    tx.put(&answers, key.as_str(), text.as_str())?;
                }
            }
            for key in aside.get(&step.to).into_iter().flat_map(BTreeMap::keys) {
                if step.answers.contains_key(key) {
                    tx.delete(ROOT, aside_key(&step.to, key.as_str()))?;
                }
            }
            tx.put(ROOT, "form", step.to.as_str())?;
            match &step.back_to {
                Some(version) => tx.put(ROOT, FORMER, version.as_str()),
                None => tx.delete(ROOT, FORMER),
            }
        })
    }

    /// What earlier moves have kept aside.
    pub fn aside(&self) -> Result<Aside, DocumentError> {
        self.must_be(Kind::Dossier)?;
        let mut aside = Aside::new();
        for key in self.doc.keys(ROOT) {
            let Some((version, question)) = key.strip_prefix(ASIDE).and_then(|rest| rest.split_once('/'))
            else {
                continue;
            };
            if let Some(text) = root_text(&self.doc, &key)? {
                aside.entry(version.to_owned()).or_default().insert(QuestionName::from(question), text);
            }
        }
        Ok(aside)
    }

    /// The version that the dossier was moved from, as long as it can go back.
    pub fn former_version(&self) -> Result<Option<String>, DocumentError> {
        self.must_be(Kind::Dossier)?;
        root_text(&self.doc, FORMER)
    }

    /// Answers, or answers kept aside, that `before` has and this document lacks. Nothing that people do in the
    /// app makes one go away: clearing leaves an empty answer, and a move of the form keeps it aside.
    pub fn vanished_since(&self, before: &Self) -> Result<Vec<QuestionName>, DocumentError> {
        let here = (self.values()?, self.aside()?);
        let kept = |key: &str| {
            here.0.contains_key(key)
                || here.1.values().any(|kept| kept.contains_key(&QuestionName::from(key)))
        };
        let answers = before.values()?.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, _)| key);
        let aside = before.aside()?.into_values().flat_map(BTreeMap::into_keys).map(|key| key.to_string());
        Ok(answers.chain(aside).filter(|key| !kept(key)).map(QuestionName::new).collect())
    }
}

fn aside_key(version: &str, key: &str) -> String {
    format!("{ASIDE}{version}/{key}")
}

#[cfg(test)]
mod tests {
    use super::super::{Actor, DossierFacts};
    use super::*;

    fn draft(answers: &[(&str, &str)]) -> Document {
        let facts = DossierFacts { procedure: "1".into(), form_version: "1".into(), household: None };
        let mut document = Document::create_dossier(Actor([1; 16]), &facts, at(1)).unwrap();
        for (key, value) in answers {
            document.set_answer(&(*key).into(), &AnswerText::new(value).unwrap(), at(2)).unwrap();
        }
        document
    }

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn step(to: &str, back_to: Option<&str>, answers: &[(&str, &str)]) -> FormMove {
        let from = if to == "2" { "1" } else { "2" }.to_owned();
        let answers =
            answers.iter().map(|(key, value)| ((*key).into(), AnswerText::new(value).unwrap())).collect();
        FormMove { from, to: to.to_owned(), answers, back_to: back_to.map(str::to_owned) }
    }

    fn values(document: &Document) -> Vec<(String, String)> {
        document.values().unwrap().into_iter().collect()
    }

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn a_move_is_one_change_and_going_back_brings_every_answer_back() {
        let mut document = draft(&[("ho_ten", "Lò Mẫu"), ("dan_toc", "Thái"), ("bo", "x"), ("trong", "")]);
        let before = document.clone();
        let count = document.changes_since(&Default::default()).len();
        document
            .move_form(&step("2", Some("1"), &[("ho", "Lò"), ("ten", "Mẫu"), ("dan_toc", "Thái")]), at(3))
            .unwrap();
        assert_eq!(document.changes_since(&Default::default()).len(), count + 1);
        assert_eq!(values(&document), owned(&[("dan_toc", "Thái"), ("ho", "Lò"), ("ten", "Mẫu")]));
        assert_eq!(document.facts().unwrap().form_version, "2");
        assert_eq!(document.former_version().unwrap().as_deref(), Some("1"));
        let kept = &document.aside().unwrap()["1"];
        assert_eq!(kept.len(), 2, "an empty answer is not worth keeping: {kept:?}");
        assert_eq!(document.vanished_since(&before).unwrap(), []);

        document
            .move_form(&step("1", None, &[("ho_ten", "Lò Mẫu"), ("dan_toc", "Thái"), ("bo", "x")]), at(4))
            .unwrap();
        assert_eq!(values(&document), owned(&[("bo", "x"), ("dan_toc", "Thái"), ("ho_ten", "Lò Mẫu")]));
        assert_eq!(document.former_version().unwrap(), None);
        assert_eq!(document.aside().unwrap().keys().collect::<Vec<_>>(), ["2"], "what was new is kept, too");
    }

    #[test]
    fn the_same_move_on_two_devices_is_one_move() {
        let mut lan = draft(&[("ho_ten", "Lò Mẫu"), ("bo", "x")]);
        let mut minh = lan.clone();
        minh.write_as(Actor([2; 16]));
        let up = step("2", Some("1"), &[("ten", "Lò Mẫu")]);
        lan.move_form(&up, at(3)).unwrap();
        minh.move_form(&up, at(9)).unwrap();
        let from_minh = minh.changes_since(&lan.heads());
        lan.apply(from_minh).unwrap();
        assert_eq!(values(&lan), owned(&[("ten", "Lò Mẫu")]));
        assert_eq!(lan.conflicts().unwrap(), []);
        assert_eq!(lan.aside().unwrap()["1"].len(), 2);
        assert_eq!(lan.facts().unwrap().form_version, "2");
    }

    #[test]
    fn an_answer_that_is_written_meanwhile_under_an_old_key_stands_and_is_no_conflict() {
        let mut lan = draft(&[("ho_ten", "Lò Mẫu")]);
        let mut minh = lan.clone();
        minh.write_as(Actor([2; 16]));
        lan.move_form(&step("2", Some("1"), &[("ten", "Lò Mẫu")]), at(3)).unwrap();
        minh.set_answer(&"ho_ten".into(), &AnswerText::new("Lò Mẫu Hai").unwrap(), at(3)).unwrap();
        let from_minh = minh.changes_since(&lan.heads());
        lan.apply(from_minh).unwrap();
        assert_eq!(values(&lan), owned(&[("ho_ten", "Lò Mẫu Hai"), ("ten", "Lò Mẫu")]));
        assert_eq!(lan.conflicts().unwrap(), []);
    }

    #[test]
    fn an_answer_that_goes_away_without_being_kept_is_named() {
        let before = draft(&[("ho_ten", "Lò Mẫu")]);
        assert_eq!(draft(&[]).vanished_since(&before).unwrap(), [QuestionName::from("ho_ten")]);
        assert_eq!(draft(&[("ho_ten", "")]).vanished_since(&before).unwrap(), [], "cleared is not gone");
    }
}
