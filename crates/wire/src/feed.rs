//! The keys with which programs of the office read its numbers.

use dossier::Timestamp;
use serde::{Deserialize, Serialize};

/// A key, without what opens.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedKey {
    pub id: u32,
    /// What it is for.
    pub name: String,
    pub made_at: Timestamp,
    /// Name of who made it; empty: not known any more.
    pub made_by: String,
    pub revoked_at: Option<Timestamp>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedKeys {
    pub keys: Vec<FeedKey>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MakeFeedKey {
    pub name: String,
}

/// Told once; nobody can read it again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedKeyMade {
    pub key: String,
    pub keys: FeedKeys,
}

impl std::fmt::Debug for FeedKeyMade {
    /// The key is never printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FeedKeyMade").field("keys", &self.keys).finish_non_exhaustive()
    }
}
