//! The same sentence in Vietnamese and in English.

use crate::yaml::record;
use serde::{Deserialize, Serialize};

/// The same sentence in Vietnamese and in English. In a file neither may be empty.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    pub vi: String,
    pub en: String,
}

record!(Bilingual { vi, en });
