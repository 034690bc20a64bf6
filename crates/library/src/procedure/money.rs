//! What it costs, and who pays nothing or less.

use super::Bilingual;
use crate::yaml::record;
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Fee {
    pub what: Bilingual,
    /// Vietnamese đồng; `None` when the province sets it.
    pub dong: Option<u32>,
    #[serde(default)]
    pub note: Option<Bilingual>,
    /// An expression over the answers; empty means always.
    #[serde(default)]
    pub relevant: String,
    /// Whether the amount was read in a primary source.
    pub verified: bool,
    #[serde(default)]
    pub source: Option<String>,
}

record!(Fee { what, dong, note = None, relevant = String::new(), verified, source = None });

/// Who pays nothing, or less.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    pub who: Bilingual,
    /// When the answers show that it applies; empty: the answers cannot show it, so it is only told.
    #[serde(default)]
    pub relevant: String,
    #[serde(default)]
    pub source: Option<String>,
}

record!(Exemption { who, relevant = String::new(), source = None });
