//! The checklist of papers: what the villager has, lacks, or is not sure of.

use serde::{Deserialize, Serialize};

/// State of one paper on the checklist.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaperState {
    /// Nobody has looked yet.
    #[default]
    NotChecked,
    /// The villager has it, and the volunteer has seen it.
    Seen,
    /// The villager does not have it yet.
    Missing,
}

impl PaperState {
    /// The word that is stored in the document.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotChecked => "not_checked",
            Self::Seen => "seen",
            Self::Missing => "missing",
        }
    }
    /// A word that this version does not know reads as "not checked": the worst it can do is to ask again.
    pub fn from_stored(word: &str) -> Self {
        match word {
            "seen" => Self::Seen,
            "missing" => Self::Missing,
            _ => Self::NotChecked,
        }
    }
}
