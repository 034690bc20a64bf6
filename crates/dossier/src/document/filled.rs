//! Answers that came out of the household book: whom a dossier is about, and where each answer was taken from.
//!
//! Keys at the root: `person` and `source/<question>`. They stand beside the answers and never instead of them: the form
//! knows nothing of the book.

use super::written::{map_of, put_over, root_text};
use super::{Document, DocumentError, Kind};
use crate::{AnswerText, PersonField, PersonRef, QuestionName, Timestamp};
use automerge::{ROOT, ReadDoc, ScalarValueRef, ValueRef};
use std::collections::BTreeMap;

pub(super) const SOURCE: &str = "source/";
pub(super) const PERSON: &str = "person";

/// Where an answer was taken from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    pub of: PersonRef,
    pub field: PersonField,
    /// When the book was told, by the clock of whoever told it.
    pub known_since: Timestamp,
}

/// An answer out of the book.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FilledAnswer {
    pub question: QuestionName,
    pub answer: AnswerText,
    pub source: Source,
}

impl Source {
    fn to_stored(&self) -> String {
        format!("{} {} {}", self.of, self.field.as_str(), self.known_since.millis())
    }

    fn from_stored(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let of = PersonRef::parse(words.next()?)?;
        let field = PersonField::from_stored(words.next()?)?;
        let known_since = Timestamp::from_millis(words.next()?.parse().ok()?);
        Some(Self { of, field, known_since })
    }
}

impl Document {
    /// Says whom the dossier is about.
    pub fn set_person_of(&mut self, person: PersonRef, at: Timestamp) -> Result<(), DocumentError> {
        self.must_be(Kind::Dossier)?;
        self.write(at, |tx| put_over(tx, &ROOT, PERSON, &person.to_string()))
    }

    pub fn person_of(&self) -> Result<Option<PersonRef>, DocumentError> {
        self.must_be(Kind::Dossier)?;
        Ok(root_text(&self.doc, PERSON)?.and_then(|text| PersonRef::parse(&text)))
    }

    /// Writes what is known of a person into a section, with where it came from: one tap, one change.
    pub fn fill(&mut self, answers: &[FilledAnswer], at: Timestamp) -> Result<(), DocumentError> {
        self.must_be(Kind::Dossier)?;
        let map = map_of(&self.doc, "answers")?;
        self.write(at, |tx| {
            for FilledAnswer { question, answer, source } in answers {
                put_over(tx, &map, question.as_str(), answer.as_str())?;
                put_over(tx, &ROOT, &format!("{SOURCE}{question}"), &source.to_stored())?;
            }
            Ok(())
        })
    }

    /// Where answers were taken from; also of those that were changed since.
    pub fn sources(&self) -> Result<BTreeMap<QuestionName, Source>, DocumentError> {
        self.must_be(Kind::Dossier)?;
        let mut sources = BTreeMap::new();
        for item in self.doc.map_range(ROOT, SOURCE.to_owned()..) {
            let Some(question) = item.key.strip_prefix(SOURCE) else { break };
            if let ValueRef::Scalar(ScalarValueRef::Str(text)) = &item.value
                && let Some(source) = Source::from_stored(text)
            {
                sources.insert(QuestionName::from(question), source);
            }
        }
        Ok(sources)
    }
}
