//! What lists show of a dossier, read from it once: plain, so that it can cross to another process.

use super::{Document, DocumentError, DossierFacts, Kind};
use crate::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reading {
    pub facts: DossierFacts,
    /// The values that stand, as the form engine takes them.
    pub values: BTreeMap<String, String>,
    pub has_conflicts: bool,
    /// By the device's clock; `None` while it is a draft.
    pub submitted_at: Option<Timestamp>,
    /// The actor that handed it over; empty while it is a draft.
    pub submitted_by: Vec<u8>,
    /// The newest request of the office that was answered.
    pub supplemented: Option<Timestamp>,
}

impl Document {
    /// `None` for a household.
    pub fn reading(&self) -> Result<Option<Reading>, DocumentError> {
        if self.kind() != Kind::Dossier {
            return Ok(None);
        }
        Ok(Some(Reading {
            facts: self.facts()?,
            values: self.values()?,
            has_conflicts: self.count_conflicts()? > 0,
            submitted_at: self.submitted_at()?,
            submitted_by: self.submitted_by()?.unwrap_or_default(),
            supplemented: self.supplemented()?,
        }))
    }
}
