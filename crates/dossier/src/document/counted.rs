//! What the office's numbers count of a document, read from it once, when it changes. Nothing of it names a person.

use super::written::{map_of, root_text};
use super::{Document, DocumentError, Kind, filled};
use crate::VisitId;
use automerge::{ROOT, ReadDoc, ScalarValueRef, ValueRef};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Of a dossier its answers, of a household its visits.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Counted {
    /// Answers that are not empty.
    pub answers: u32,
    /// Of these, taken over from the household book and left as they were.
    pub answers_known: u32,
    /// Whom of the book it is about, by ids; empty: it does not say.
    pub person: String,
    pub visits: Vec<(VisitId, NaiveDate)>,
}

impl Document {
    pub fn counted(&self) -> Result<Counted, DocumentError> {
        match self.kind() {
            Kind::Dossier => self.counted_answers(),
            Kind::Household => {
                let visits = self.visits()?.into_iter().map(|visit| (visit.id, visit.on)).collect();
                Ok(Counted { visits, ..Counted::default() })
            }
        }
    }

    fn counted_answers(&self) -> Result<Counted, DocumentError> {
        let mut counted = Counted {
            person: root_text(&self.doc, filled::PERSON)?.unwrap_or_default(),
            ..Counted::default()
        };
        let map = map_of(&self.doc, "answers")?;
        let is_text = |value: &ValueRef<'_>| match value {
            ValueRef::Scalar(ScalarValueRef::Str(text)) => !text.is_empty(),
            ValueRef::Scalar(_) | ValueRef::Object(_) => false,
        };
        let answers = self.doc.map_range(&map, ..).filter(|item| is_text(&item.value)).count();
        counted.answers = u32::try_from(answers).unwrap_or(u32::MAX);
        for item in self.doc.map_range(ROOT, filled::SOURCE.to_owned()..) {
            let Some(question) = item.key.strip_prefix(filled::SOURCE) else { break };
            let (answer, source) = (self.doc.get(&map, question)?, self.doc.get(ROOT, item.key.as_ref())?);
            let (Some((answer, written)), Some((_, taken))) = (answer, source) else { continue };
            // One tap writes the answer and its source in one change: whoever wrote over the answer did it in another.
            let change = |id| self.doc.hash_for_opid(id);
            let is_as_it_was = change(&written).is_some() && change(&written) == change(&taken);
            if is_as_it_was && answer.as_str().is_some_and(|text| !text.is_empty()) {
                counted.answers_known = counted.answers_known.saturating_add(1);
            }
        }
        Ok(counted)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Actor, DossierFacts, FilledAnswer, HouseholdFacts, Source};
    use super::*;
    use crate::{AnswerText, HouseholdId, PersonField, PersonId, PersonRef, Timestamp, Visit};

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    #[test]
    fn an_answer_of_the_book_counts_as_known_until_somebody_writes_another() {
        let facts = DossierFacts { procedure: "1".into(), form_version: "1".into(), household: None };
        let mut document = Document::create_dossier(Actor([1; 16]), &facts, at(1)).unwrap();
        let of =
            PersonRef { household: HouseholdId::from_bytes([4; 16]), person: PersonId::from_bytes([5; 16]) };
        assert_eq!(document.counted().unwrap(), Counted::default());
        document.set_person_of(of, at(2)).unwrap();
        let known = |question: &str, text: &str| FilledAnswer {
            question: question.into(),
            answer: AnswerText::new(text).unwrap(),
            source: Source { of, field: PersonField::FullName, known_since: at(1) },
        };
        document.fill(&[known("a", "Lò Văn An"), known("b", "2001"), known("c", "Nam")], at(2)).unwrap();
        document.set_answer(&"d".into(), &AnswerText::new("x").unwrap(), at(2)).unwrap();
        document.set_answer(&"b".into(), &AnswerText::new("2002").unwrap(), at(2)).unwrap();
        document.set_answer(&"c".into(), &AnswerText::default(), at(3)).unwrap();
        let counted = document.counted().unwrap();
        assert_eq!((counted.answers, counted.answers_known), (3, 1), "a as it was, b and d typed, c emptied");
        assert_eq!(counted.person, of.to_string());
    }

    #[test]
    fn of_a_household_its_visits_count_with_their_days() {
        let facts =
            HouseholdFacts { head: "Lò Văn Mẫu".into(), area: "B".into(), address: String::new() };
        let mut document = Document::create_household(Actor([1; 16]), &facts, &[], at(1)).unwrap();
        let on = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        let id = VisitId::from_bytes([6; 16]);
        let visit =
            Visit {
                id, on, by: "Lan".into(), done: "Làm thẻ.".into(), next: None, next_for: String::new()
            };
        document.add_visit(&visit, at(2)).unwrap();
        assert_eq!(document.counted().unwrap(), Counted { visits: vec![(id, on)], ..Counted::default() });
    }
}
