//! A person of a household, as the household book knows them.

use crate::household::stored_fields;
use crate::{HouseholdId, PersonId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a list needs of a person. Every field but the id may be empty.
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

stored_fields! {
    /// A field of a person. What the question blocks of the procedures ask for is kept in the words of their choices,
    /// so that it can be filled in as it is.
    PersonField {
        FullName = "full_name",
        /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
        Birth = "birth",
        /// `nam` or `nu`.
        Sex = "sex",
        /// Relation to the head of the household.
        Relation = "relation",
        PersonalNumber = "personal_number",
        /// A choice of the list `dan_toc`: asked, never guessed.
        EthnicGroup = "ethnic_group",
        EthnicOther = "ethnic_other",
        /// ISO 3166-1, or `khac`.
        Nationality = "nationality",
        NationalityOther = "nationality_other",
        /// Kind of the identity paper: a choice of the list `giay_to`.
        IdPaper = "id_paper",
        IdPaperName = "id_paper_name",
        /// Number of a paper that is no personal number, such as a passport's.
        IdPaperNumber = "id_paper_number",
        IdIssuedBy = "id_issued_by",
        /// ISO date.
        IdIssuedOn = "id_issued_on",
        /// CommuneCode of the residence.
        Commune = "commune",
        AddressDetail = "address_detail",
        Phone = "phone",
        Email = "email",
        /// The language that this person understands best.
        Language = "language",
        /// Words of [`NEEDS`], separated by spaces.
        Needs = "needs",
        Note = "note",
        /// Another [`PersonRef`]: the same human being, entered twice. Empty: this one stands for itself. Both stay in
        /// their documents, and an empty text takes the merge back.
        SameAs = "same_as",
    }
}

/// What a helper has to heed, as stored in [`PersonField::Needs`].
pub const NEEDS: &[&str] = &["hearing", "sight", "walking", "reading", "company"];

/// Where a person stands: a person's id alone does not say in which household's document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRef {
    pub household: HouseholdId,
    pub person: PersonId,
}

impl PersonRef {
    /// Reads what `Display` writes.
    pub fn parse(text: &str) -> Option<Self> {
        let (household, person) = text.split_once('/')?;
        Some(Self { household: HouseholdId::parse(household)?, person: PersonId::parse(person)? })
    }
}

impl fmt::Display for PersonRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.household, self.person)
    }
}
