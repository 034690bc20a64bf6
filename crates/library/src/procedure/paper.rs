//! The papers of a dossier (thành phần hồ sơ).

use super::Bilingual;
use crate::yaml::{Faults, Node, Place, Read, record};
use dossier::PaperId;
use serde::{Deserialize, Serialize};

/// A paper (thành phần hồ sơ).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Paper {
    pub id: PaperId,
    pub name: Bilingual,
    #[serde(default)]
    pub hint: Option<Bilingual>,
    pub handling: Handling,
    /// How many originals (bản chính) the office asks for.
    #[serde(default = "one")]
    pub originals: u32,
    /// How many copies (bản sao) besides.
    #[serde(default)]
    pub copies: u32,
    /// An expression over the answers; empty means always. Same language as the form's `relevant`.
    #[serde(default)]
    pub relevant: String,
    #[serde(default)]
    pub source: Option<String>,
}

const fn one() -> u32 {
    1
}

record!(Paper {
    id,
    name,
    hint = None,
    handling,
    originals = 1,
    copies = 0,
    relevant = String::new(),
    source = None,
});

/// Whether the office keeps the paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// Nộp: the office keeps it.
    HandIn,
    /// Xuất trình: the villager shows it and takes it home.
    Show,
}

impl Read for Handling {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        match node.text() {
            Some("hand_in") => Some(Self::HandIn),
            Some("show") => Some(Self::Show),
            _ => {
                faults.expected(node, place, crate::Wanted::Handling);
                None
            }
        }
    }
}
