//! What the office asks for before it goes on with a dossier: a supplement request (phiếu yêu cầu bổ sung, hoàn thiện hồ
//! sơ, form 02 of the one-stop mechanism), pinned to the places of the dossier that it is about.
//!
//! **Invariant:** the request is part of the office's record and the answers are part of the document: whatever is
//! written at the pinned places after the version that the officer saw is what came of it.

use crate::{PaperId, PhotoHash, QuestionName, Timestamp};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The place that something is asked about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "k", rename_all = "snake_case")]
pub enum Pin {
    Question {
        #[serde(rename = "q")]
        question: QuestionName,
    },
    Paper {
        #[serde(rename = "p")]
        paper: PaperId,
    },
    /// One photo of a paper.
    Page {
        #[serde(rename = "p")]
        paper: PaperId,
        #[serde(rename = "h")]
        photo: PhotoHash,
    },
}

impl Pin {
    pub fn question(&self) -> Option<&QuestionName> {
        match self {
            Self::Question { question } => Some(question),
            Self::Paper { .. } | Self::Page { .. } => None,
        }
    }
    /// The paper that it is about, as a whole or as one of its photos.
    pub fn paper(&self) -> Option<&PaperId> {
        match self {
            Self::Question { .. } => None,
            Self::Paper { paper } | Self::Page { paper, .. } => Some(paper),
        }
    }
}

/// One thing that is asked for, in the officer's words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ask {
    #[serde(rename = "a")]
    pub about: Pin,
    /// What is missing or wrong, and what to do.
    #[serde(rename = "w")]
    pub words: String,
}

/// What came of one thing that was asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Came {
    /// Something was written at its place since the officer looked.
    pub written: bool,
    /// Of a question: the answer that the officer saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}

/// How a request came to its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The team sent the dossier again.
    Answered,
    /// The office does not ask for it any more.
    TakenBack,
    /// The office accepted the dossier without waiting longer, for instance because the paper was brought to the desk.
    Accepted,
    /// The office refused the dossier, or the citizen asked to stop.
    Closed,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ended {
    /// The server's clock.
    #[serde(rename = "t")]
    pub at: Timestamp,
    #[serde(rename = "o")]
    pub outcome: Outcome,
}

/// One request, with everything that it asks for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Supplement {
    /// The server's clock: within a case it names the request, and whoever answers says which one by it.
    #[serde(rename = "t")]
    pub at: Timestamp,
    #[serde(rename = "o")]
    pub officer: String,
    #[serde(rename = "a")]
    pub asks: Vec<Ask>,
    /// Until when the office wants it; it may set none.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// The document that the officer saw: its heads in hexadecimal digits.
    #[serde(rename = "v")]
    pub seen: String,
    /// `None`: the office waits for it.
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
}

impl Supplement {
    /// More is no request any more but a new dossier.
    pub const MAX_ASKS: usize = 100;
    /// As long as a long answer.
    pub const MAX_WORDS: usize = 2_000;
}
