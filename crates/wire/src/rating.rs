//! How a villager rates the work on a dossier: five questions and free words, once a dossier.

use dossier::DossierId;
use serde::{Deserialize, Serialize};

/// Ease of finding what was needed, clear guidance, attitude, time, the result overall: in this order.
pub const QUESTIONS: usize = 5;
/// The best mark; the least is 1.
pub const BEST: u8 = 5;
pub const MAX_WORDS: usize = 500;
/// A rating is padded to a multiple of so many bytes before it is sealed: its length tells nothing of the marks.
pub const PADDED_TO: usize = 512;

/// What was tapped. On a volunteer's phone it exists until it is sealed, and nowhere else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// The version of the questions' wording.
    #[serde(rename = "v")]
    pub wording: String,
    #[serde(rename = "q")]
    pub marks: [u8; QUESTIONS],
    #[serde(rename = "w", default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

impl std::fmt::Debug for Rating {
    /// Never what somebody thinks of somebody.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rating").field("wording", &self.wording).finish_non_exhaustive()
    }
}

impl Rating {
    /// Five marks within their bounds, and no more words than there may be.
    pub fn is_whole(&self) -> bool {
        self.marks.iter().all(|mark| (1..=BEST).contains(mark))
            && self.words.chars().count() <= MAX_WORDS
            && self.wording.chars().count() <= 20
    }

    /// JSON with spaces behind it, which JSON does not mind. `None`: it cannot be written.
    pub fn padded(&self) -> Option<Vec<u8>> {
        let mut bytes = serde_json::to_vec(self).ok()?;
        bytes.resize(bytes.len().next_multiple_of(PADDED_TO), b' ');
        Some(bytes)
    }

    /// `None`: not a whole rating.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice::<Self>(bytes).ok().filter(Self::is_whole)
    }
}

/// `POST /v1/ratings`, JSON, under the device's token: ratings that were tapped on a volunteer's phone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SealedRatings {
    pub ratings: Vec<SealedRating>,
}

/// More are sent with the next request.
pub const RATINGS_AT_ONCE: usize = 20;
/// A rating of 500 letters of four bytes each, padded, with its box around it.
pub const MAX_SEALED: usize = 4096;

/// Only the commune's server opens it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SealedRating {
    pub dossier: DossierId,
    /// In base64.
    pub sealed: String,
}

/// The answer: what the server has on its disk, or does not want any more. What is in neither list is sent again.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct RatingsTaken {
    #[serde(default)]
    pub kept: Vec<DossierId>,
    /// Another rating of the dossier came first, or it does not open: sending it again changes nothing.
    #[serde(default)]
    pub dropped: Vec<DossierId>,
}

/// What a phone knows of the rating of a dossier: never what is in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RatingStanding {
    Waiting,
    Sent,
}
