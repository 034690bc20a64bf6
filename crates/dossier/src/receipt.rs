//! The receipt that the office gives for a dossier (form 01), as it is signed: what was accepted, when, and until when the
//! office answers.
//!
//! **Invariant:** everything that is signed is in the case or in the document, so that whoever holds both can check the
//! receipt without a network. The text below is what is signed; it never changes for a version of it.

use crate::case::{Case, CaseState};
use crate::{CommuneCode, DossierId, PhotoHash, Timestamp};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// A receipt as a case carries it. The rest of what is signed is in the case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedReceipt {
    /// The document as it was accepted: its heads in hexadecimal digits.
    #[serde(rename = "v")]
    pub version: String,
    /// The day that was promised; another day may have come since.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, pattern = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$", example = "2026-11-27T17:00:00"))]
    pub due: Option<NaiveDateTime>,
    /// The photos of papers that were handed in, sorted.
    #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoHash>,
    /// Ed25519 over [`Receipt::text`], in base64.
    #[serde(rename = "s")]
    pub signature: String,
}

/// Everything that a receipt says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt<'a> {
    pub commune: &'a CommuneCode,
    pub dossier: DossierId,
    pub number: &'a str,
    pub version: &'a str,
    pub photos: &'a [PhotoHash],
    pub received_at: Timestamp,
    pub accepted_at: Timestamp,
    pub due: Option<NaiveDateTime>,
}

impl Receipt<'_> {
    /// What is signed: a line for each thing, in UTF-8, moments in milliseconds since 1970 and the day on the wall clock in
    /// Vietnam.
    pub fn text(&self) -> String {
        use std::fmt::Write as _;
        let due = self.due.map(|due| due.format("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default();
        let mut text = format!(
            "donghanh receipt v1\n{}\n{}\n{}\n{}\n{}\n{}\n{due}\n",
            self.commune,
            self.dossier,
            self.number,
            self.version,
            self.received_at.millis(),
            self.accepted_at.millis(),
        );
        for photo in self.photos {
            // Writing to a text never fails.
            let _ = writeln!(text, "{photo}");
        }
        text
    }
}

impl Case {
    /// What the receipt of this case says, of a case that `commune` has: the commune that gave it may be another. `None`
    /// before acceptance.
    pub fn receipt_of<'a>(&'a self, commune: &'a CommuneCode) -> Option<Receipt<'a>> {
        let signed = self.receipt.as_ref()?;
        Some(Receipt {
            commune: self.accepted_by(commune),
            dossier: self.dossier,
            number: self.number.as_deref()?,
            version: &signed.version,
            photos: &signed.photos,
            received_at: self.received_at,
            accepted_at: self.first(CaseState::Accepted)?.at,
            due: signed.due,
        })
    }
}
