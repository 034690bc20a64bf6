//! Where the facts come from, who checked them, and the ways a dossier can be handed in.

use super::Bilingual;
use crate::yaml::{Faults, Node, Place, Read, record};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Something that was read: a page, a form, a decree.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What `source:` of a fact names.
    pub id: String,
    pub name: Bilingual,
    #[serde(default)]
    pub url: Option<String>,
    pub read_on: NaiveDate,
}

record!(Source { id, name, url = None, read_on });

/// Who compared the pack with its sources. A role, never a person's name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Checked {
    pub on: NaiveDate,
    pub by: Bilingual,
}

record!(Checked { on, by });

/// The decision (quyết định công bố) that published the procedure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Decision {
    pub number: String,
    pub date: NaiveDate,
}

record!(Decision { number, date });

/// A way to hand a dossier in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// At the one-stop desk.
    Desk,
    /// On the national portal.
    Online,
    /// By public post.
    Post,
}

impl Read for Channel {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        match node.text() {
            Some("desk") => Some(Self::Desk),
            Some("online") => Some(Self::Online),
            Some("post") => Some(Self::Post),
            _ => {
                faults.expected(node, place, crate::Wanted::Channel);
                None
            }
        }
    }
}
