//! Reading and writing a dossier. Every write is one change: one field left is one commit.

use super::written::{field, map_of, put_over, root_text, root_time};
use super::{Actor, Document, DocumentError, Field, Kind};
use crate::paper::PaperState;
use crate::{AnswerText, HouseholdId, PaperId, ProcedureCode, QuestionName, Timestamp};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ObjId, ROOT, ReadDoc, ScalarValueRef, ValueRef};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a dossier is: procedure and household are fixed when it is started.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DossierFacts {
    pub procedure: ProcedureCode,
    /// The version of the form that the answers belong to. It moves only together with them: see
    /// [`Document::move_form`].
    pub form_version: String,
    pub household: Option<HouseholdId>,
}

impl Document {
    /// Starts a dossier: the skeleton, and one change by `actor` with the facts.
    pub fn create_dossier(actor: Actor, facts: &DossierFacts, at: Timestamp) -> Result<Self, DocumentError> {
        let mut document = Self::created(Kind::Dossier, actor)?;
        document.write(at, |tx| {
            tx.put(ROOT, "procedure", facts.procedure.as_str())?;
            tx.put(ROOT, "form", facts.form_version.as_str())?;
            if let Some(household) = facts.household {
                tx.put(ROOT, "household", household.to_string())?;
            }
            Ok(())
        })?;
        Ok(document)
    }

    pub fn facts(&self) -> Result<DossierFacts, DocumentError> {
        self.must_be(Kind::Dossier)?;
        let (Some(procedure), Some(form_version)) =
            (root_text(&self.doc, "procedure")?, root_text(&self.doc, "form")?)
        else {
            return Err(DocumentError::WrongShape);
        };
        let household = root_text(&self.doc, "household")?.and_then(|text| HouseholdId::parse(&text));
        Ok(DossierFacts { procedure: ProcedureCode::new(procedure), form_version, household })
    }

    /// Writes one answer; the empty text clears it. Settles any conflict on the question.
    ///
    /// Clearing writes the empty text instead of deleting the key: a deletion would lose silently
    /// against any concurrent answer, an empty answer is shown beside it.
    pub fn set_answer(
        &mut self,
        question: &QuestionName,
        answer: &AnswerText,
        at: Timestamp,
    ) -> Result<(), DocumentError> {
        self.put_text("answers", question.as_str(), answer.as_str(), at)
    }

    /// Every question that was ever answered, with concurrent answers; cleared ones have an empty text.
    pub fn answers(&self) -> Result<BTreeMap<QuestionName, Field>, DocumentError> {
        Ok(self
            .fields("answers")?
            .into_iter()
            .map(|(name, field)| (QuestionName::new(name), field))
            .collect())
    }

    /// One answer, without reading the others.
    pub fn answer(&self, question: &QuestionName) -> Result<Option<Field>, DocumentError> {
        self.must_be(Kind::Dossier)?;
        field(&self.doc, &map_of(&self.doc, "answers")?, question.as_str())
    }

    /// The plain values, as the form engine takes them.
    pub fn values(&self) -> Result<BTreeMap<String, String>, DocumentError> {
        self.must_be(Kind::Dossier)?;
        let answers = map_of(&self.doc, "answers")?;
        // One walk over the map; looking each key up by itself takes many times as long.
        let standing = self.doc.map_range(&answers, ..).map(|item| {
            let text = match item.value {
                ValueRef::Scalar(ScalarValueRef::Str(text)) => text.into_owned(),
                ValueRef::Scalar(_) | ValueRef::Object(_) => String::new(),
            };
            (item.key.into_owned(), text)
        });
        Ok(standing.collect())
    }

    pub fn set_paper(
        &mut self,
        paper: &PaperId,
        state: PaperState,
        at: Timestamp,
    ) -> Result<(), DocumentError> {
        self.put_text("papers", paper.as_str(), state.as_str(), at)
    }

    pub fn papers(&self) -> Result<BTreeMap<PaperId, PaperState>, DocumentError> {
        // Behind a slash stands a page of the paper.
        Ok(self
            .fields("papers")?
            .into_iter()
            .filter(|(name, _)| !name.contains('/'))
            .map(|(name, field)| (PaperId::new(name), PaperState::from_stored(&field.current.text)))
            .collect())
    }

    /// The volunteer handed the dossier over to the office.
    pub fn set_submitted(&mut self, at: Timestamp) -> Result<(), DocumentError> {
        self.must_be(Kind::Dossier)?;
        self.write(at, |tx| tx.put(ROOT, "submitted", at.millis()))
    }

    /// When it was handed over, by the device's clock.
    pub fn submitted_at(&self) -> Result<Option<Timestamp>, DocumentError> {
        root_time(&self.doc, "submitted")
    }

    /// The actor that handed it over.
    pub fn submitted_by(&self) -> Result<Option<Vec<u8>>, DocumentError> {
        Ok(self.doc.get(ROOT, "submitted")?.and_then(|(_, id)| match id {
            ObjId::Root => None,
            ObjId::Id(_, actor, _) => Some(actor.to_bytes().to_vec()),
        }))
    }

    /// Questions with values that were written at the same time and differ.
    pub fn conflicts(&self) -> Result<Vec<QuestionName>, DocumentError> {
        Ok(self
            .answers()?
            .into_iter()
            .filter(|(_, field)| !field.others.is_empty())
            .map(|(name, _)| name)
            .collect())
    }

    /// How many questions are in conflict; cheaper than listing them.
    pub fn count_conflicts(&self) -> Result<usize, DocumentError> {
        self.must_be(Kind::Dossier)?;
        let answers = map_of(&self.doc, "answers")?;
        let mut count = 0usize;
        for item in self.doc.map_range(&answers, ..).filter(|item| item.conflict) {
            let values = self.doc.get_all(&answers, item.key.as_ref())?;
            let mut texts = values.iter().map(|(value, _)| value.as_str());
            let first = texts.next();
            if texts.any(|text| Some(text) != first) {
                count = count.saturating_add(1);
            }
        }
        Ok(count)
    }

    pub(super) fn must_be(&self, kind: Kind) -> Result<(), DocumentError> {
        if self.kind() == kind { Ok(()) } else { Err(DocumentError::WrongKind) }
    }

    pub(super) fn fields(&self, map: &str) -> Result<BTreeMap<String, Field>, DocumentError> {
        self.must_be(Kind::Dossier)?;
        let map = map_of(&self.doc, map)?;
        let mut fields = BTreeMap::new();
        for key in self.doc.keys(&map) {
            if let Some(found) = field(&self.doc, &map, &key)? {
                fields.insert(key, found);
            }
        }
        Ok(fields)
    }

    pub(super) fn put_text(
        &mut self,
        map: &str,
        key: &str,
        text: &str,
        at: Timestamp,
    ) -> Result<(), DocumentError> {
        self.must_be(Kind::Dossier)?;
        let map = map_of(&self.doc, map)?;
        self.write(at, |tx| put_over(tx, &map, key, text))
    }

    /// One change with its time. On an error nothing of it stays.
    pub(super) fn write(
        &mut self,
        at: Timestamp,
        change: impl FnOnce(&mut automerge::transaction::Transaction<'_>) -> Result<(), automerge::AutomergeError>,
    ) -> Result<(), DocumentError> {
        let mut tx = self.doc.transaction();
        match change(&mut tx) {
            Ok(()) => {
                // To the minute: a whole dossier's times then cost a few bytes on the wire, not two an answer.
                tx.commit_with(CommitOptions::default().with_time(at.to_the_minute().millis()));
                Ok(())
            }
            Err(error) => {
                tx.rollback();
                Err(error.into())
            }
        }
    }
}
