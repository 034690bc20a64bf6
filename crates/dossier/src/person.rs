//! A person of a household, as the household book knows them.

use crate::PersonId;
use serde::{Deserialize, Serialize};

/// What the household book says of a person. Every field but the id may be empty.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Person {
    pub id: PersonId,
    pub full_name: String,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: many elders know the year only.
    pub birth: String,
    /// Relation to the head of the household, in words.
    pub relation: String,
    /// Personal number (số định danh cá nhân), 12 digits. Sensitive: never logged, never a key.
    pub personal_number: String,
}
