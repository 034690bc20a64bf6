//! What the household book says of a household beside its persons: fields, visits, tasks.

use crate::{TaskId, VisitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Fields with the word under which each is stored.
macro_rules! stored_fields {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$field_doc])* $variant),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
            pub fn from_stored(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}
pub(crate) use stored_fields;

stored_fields! {
    /// A field of a household. All may be empty; each is written by itself.
    HouseholdField {
        /// Name of the head of the household.
        Head = "head",
        /// Hamlet (thôn, bản, tổ dân phố).
        Area = "area",
        /// Street, lane, or group of houses within the hamlet.
        Street = "street",
        /// House number and what else helps to find the door.
        Address = "address",
        Phone = "phone",
        /// Who answers that number, where it is not the head.
        Contact = "contact",
        /// The language that is spoken at home.
        Language = "language",
        /// What a visit has to heed: a dog, a steep path, at home only in the evening.
        Note = "note",
    }
}

/// One visit. Written once and not changed: what was done was done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Visit {
    pub id: VisitId,
    pub on: NaiveDate,
    /// Who went, as the team calls them.
    pub by: String,
    pub done: String,
    /// When somebody should come again.
    pub next: Option<NaiveDate>,
    /// What for.
    pub next_for: String,
}

/// Something that is to be done, of a household or of a dossier.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Task {
    pub id: TaskId,
    pub what: String,
    pub due: Option<NaiveDate>,
    /// Somebody has done it. Where one says so and another at the same time does not, it is done.
    pub done: bool,
}
