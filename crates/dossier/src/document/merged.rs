//! Two people's versions of one text, woven into each other.
//!
//! An answer is one value: whoever writes it, writes it whole, and two versions stand beside each other until a person
//! has chosen. A long text would make that person copy by hand. So a third version is offered, in which each one's
//! changes to the text that both began with are made, character by character, by Automerge's own text. It is a proposal:
//! nothing writes it but a person's choice.

use super::written::map_of;
use super::{Document, DocumentError, Kind};
use crate::QuestionName;
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, AutomergeError, ChangeHash, ObjType, ROOT, ReadDoc, TextEncoding};
use std::collections::{BTreeSet, HashMap, HashSet};

const TEXT: &str = "text";
/// Longer ones are compared for too long, and nobody reads a proposal of ten pages.
const MOST_CHARS: usize = 4000;

impl Document {
    /// The versions of an answer in one text. `None`: there is one version, or they began with nothing in common, or
    /// there is nothing to weave, or two people changed one word: two corrections of a name make no third name.
    pub fn merged_answer(&self, question: &QuestionName) -> Result<Option<String>, DocumentError> {
        self.must_be(Kind::Dossier)?;
        let answers = map_of(&self.doc, "answers")?;
        let mut versions = BTreeSet::new();
        let mut written_by = Vec::new();
        for (value, id) in self.doc.get_all(&answers, question.as_str())? {
            let (Some(text), Some(hash)) = (value.as_str(), self.doc.hash_for_opid(&id)) else {
                return Ok(None);
            };
            versions.insert(text.to_owned());
            written_by.push(hash);
        }
        if versions.len() < 2 || versions.iter().any(|text| text.chars().count() > MOST_CHARS) {
            return Ok(None);
        }
        let common = self.common_to(&written_by);
        let before = self.doc.get_at(&answers, question.as_str(), &common)?;
        let Some(before) = before.and_then(|(value, _)| value.as_str().map(str::to_owned)) else {
            return Ok(None);
        };
        if before.is_empty() {
            return Ok(None);
        }
        let merged = weave(&before, &versions)?;
        let known: HashSet<&str> = versions.iter().flat_map(|text| text.split_whitespace()).collect();
        let in_words = merged.split_whitespace().all(|word| known.contains(word));
        Ok(Some(merged).filter(|merged| in_words && !versions.contains(merged)))
    }

    /// The newest version of the document that all of these changes were made upon.
    fn common_to(&self, changes: &[ChangeHash]) -> Vec<ChangeHash> {
        let upon: HashMap<ChangeHash, Vec<ChangeHash>> =
            self.doc.get_changes_meta(&[]).into_iter().map(|change| (change.hash, change.deps)).collect();
        let ancestors = |change: &ChangeHash| {
            let mut found = HashSet::new();
            let mut todo: Vec<ChangeHash> = upon.get(change).cloned().unwrap_or_default();
            while let Some(hash) = todo.pop() {
                if found.insert(hash) {
                    todo.extend(upon.get(&hash).into_iter().flatten());
                }
            }
            found
        };
        let mut all = changes.iter().map(ancestors);
        let Some(first) = all.next() else { return Vec::new() };
        let shared = all.fold(first, |shared, next| shared.intersection(&next).copied().collect());
        let built_on: HashSet<ChangeHash> =
            shared.iter().filter_map(|hash| upon.get(hash)).flatten().copied().collect();
        shared.difference(&built_on).copied().collect()
    }
}

/// The same on every device: the versions come in the order of their texts, under actors that say only their place.
fn weave(before: &str, versions: &BTreeSet<String>) -> Result<String, AutomergeError> {
    let mut base = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint);
    base.set_actor(ActorId::from([0u8; 16]));
    let mut tx = base.transaction();
    let text = tx.put_object(ROOT, TEXT, ObjType::Text)?;
    tx.splice_text(&text, 0, 0, before)?;
    tx.commit_with(CommitOptions::default().with_time(0));
    let mut merged = base.clone();
    for (place, version) in (1u8..).zip(versions) {
        let mut one = base.clone();
        one.set_actor(ActorId::from([place; 16]));
        let mut tx = one.transaction();
        tx.update_text(&text, version)?;
        tx.commit_with(CommitOptions::default().with_time(0));
        merged.merge(&mut one)?;
    }
    merged.text(&text)
}

#[cfg(test)]
mod tests {
    use super::super::{Actor, DossierFacts};
    use super::*;
    use crate::{AnswerText, Timestamp};

    const QUESTION: &str = "ly_do";

    fn write(document: &mut Document, text: &str) {
        let answer = AnswerText::new(text).unwrap();
        document.set_answer(&QUESTION.into(), &answer, Timestamp::from_millis(60_000)).unwrap();
    }

    /// What is offered where two people began with one text and each wrote another.
    fn offered(before: Option<&str>, lan: &[&str], minh: &[&str]) -> [Option<String>; 2] {
        let facts = DossierFacts { procedure: "1".into(), form_version: "1".into(), household: None };
        let mut begun = Document::create_dossier(Actor([1; 16]), &facts, Timestamp::from_millis(0)).unwrap();
        if let Some(before) = before {
            write(&mut begun, before);
        }
        let shared = begun.heads();
        let [mut one, mut other] = [(2, lan), (3, minh)].map(|(actor, texts)| {
            let mut branch = begun.clone();
            branch.write_as(Actor([actor; 16]));
            for text in texts {
                write(&mut branch, text);
            }
            branch
        });
        let (to_other, to_one) = (one.changes_since(&shared), other.changes_since(&shared));
        one.apply(to_one).unwrap();
        other.apply(to_other).unwrap();
        [one, other].map(|document| document.merged_answer(&QUESTION.into()).unwrap())
    }

    #[test]
    fn each_ones_words_are_in_it_and_it_is_the_same_for_both() {
        let before = "Gia đình có ba người. Nhà tạm.";
        let woven = "Gia đình có bốn người, một người ốm. Nhà tạm, dột.";
        let offers = offered(
            Some(before),
            &["Gia đình có bốn người. Nhà tạm.", "Gia đình có bốn người, một người ốm. Nhà tạm."],
            &["Gia đình có ba người. Nhà tạm, dột."],
        );
        assert_eq!(offers, [Some(woven.to_owned()), Some(woven.to_owned())]);
    }

    #[test]
    fn nothing_is_offered_where_there_is_nothing_to_weave() {
        let nothing = [None, None];
        assert_eq!(offered(Some("a b"), &["a b c"], &[]), nothing, "one version");
        assert_eq!(offered(Some("a b"), &["a b c"], &["a b c"]), nothing, "the same twice");
        assert_eq!(offered(None, &["Lò Văn An"], &["Lò Văn Ân"]), nothing, "no common beginning");
        let name = offered(Some("Trần Đức Thịnh"), &["Trần Đức Thành"], &["Trần Đức Thạnh"]);
        assert_eq!(name, nothing, "one word that both have changed");
        assert_eq!(offered(Some(""), &["Lò Văn An"], &["Lò Văn Ân"]), nothing, "cleared before");
    }

    #[test]
    fn vietnamese_letters_are_characters_and_not_bytes() {
        let offers = offered(Some("Bản Phiêng Ban"), &["Bản Phiêng Ban 1"], &["Tổ dân phố Phiêng Ban"]);
        let woven = offers[0].clone().unwrap();
        assert_eq!(offers[1].as_deref(), Some(woven.as_str()));
        assert!(woven.ends_with("Phiêng Ban 1") && woven.starts_with("Tổ dân phố"), "{woven}");
    }
}
