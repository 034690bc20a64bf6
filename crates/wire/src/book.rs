//! The household book as pages show it.

use crate::ipc::{DossierCard, HouseholdCard};
use crate::view::{AnswerView, ConsentView};
use chrono::NaiveDate;
use dossier::{
    DocumentId, DossierId, HouseholdField, HouseholdId, PaperId, PersonField, PersonRef, TaskId, Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use dossier::household::{Task, Visit};

/// The team's area: hamlets with their streets.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BookView {
    pub areas: Vec<AreaView>,
}

/// A hamlet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AreaView {
    /// Empty: households of which it is not known.
    pub area: String,
    pub streets: Vec<StreetView>,
}

/// A street of a hamlet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StreetView {
    /// Empty: households of which it is not known.
    pub street: String,
    pub households: u32,
    pub persons: u32,
}

/// A page of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HouseholdPage {
    pub households: Vec<HouseholdCard>,
    /// There are more after these.
    pub more: bool,
}

/// What a search of the book finds, best first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FoundInBook {
    pub persons: Vec<PersonCard>,
    pub households: Vec<HouseholdCard>,
    /// There are more than are told: one more word helps.
    pub more: bool,
}

/// A person in a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PersonCard {
    pub of: PersonRef,
    pub full_name: String,
    pub birth: String,
    pub relation: String,
    /// The last digits of the personal number, by which one number is told from another; empty: none is known.
    pub number_end: String,
    pub phone: String,
    /// Head and hamlet of the household.
    pub head: String,
    pub area: String,
    /// It was merged into another entry.
    pub merged: bool,
}

/// A household, whole.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct HouseholdView {
    pub id: HouseholdId,
    /// Those that were ever written.
    pub fields: BTreeMap<HouseholdField, AnswerView>,
    /// By given name.
    pub persons: Vec<PersonCard>,
    /// The newest day first.
    pub visits: Vec<Visit>,
    pub tasks: Vec<Task>,
    pub dossiers: Vec<DossierCard>,
    /// By purpose: whether the household's data may be kept in the book.
    #[serde(default)]
    pub consents: BTreeMap<String, ConsentView>,
}

/// A person, whole.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PersonView {
    pub of: PersonRef,
    pub household: HouseholdCard,
    /// Those that were ever written.
    pub fields: BTreeMap<PersonField, AnswerView>,
    /// Entries that were merged into this one, each with what it says otherwise or more.
    pub also: Vec<AlsoEntered>,
    /// The entry that stands for this one, when this one was merged.
    pub stands: Option<PersonCard>,
    /// Also those of the merged entries.
    pub dossiers: Vec<DossierCard>,
}

/// Another entry of the same human being.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AlsoEntered {
    pub card: PersonCard,
    pub says: BTreeMap<PersonField, String>,
}

/// What is to be done now.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Today {
    /// What the office asks for comes before what a team set itself.
    #[serde(default)]
    pub asked: Vec<AskedCard>,
    pub tasks: Vec<TaskCard>,
    pub visits: Vec<VisitCard>,
}

/// A dossier for which the office asks for a supplement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AskedCard {
    pub dossier: DossierId,
    /// Whom it is about.
    pub name: String,
    pub procedure_name: library::Bilingual,
    /// How much is asked for.
    pub asks: u32,
    pub due: Option<NaiveDate>,
    /// Its day is over.
    pub late: bool,
}

/// An open task.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TaskCard {
    pub of: TaskOf,
    pub task: TaskId,
    pub what: String,
    pub due: Option<NaiveDate>,
    /// Its day is over.
    pub late: bool,
    /// Head of the household, or whom the dossier is about.
    pub name: String,
    pub area: String,
}

/// What a task belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum TaskOf {
    Household(HouseholdId),
    Dossier(DossierId),
}

impl From<TaskOf> for DocumentId {
    fn from(of: TaskOf) -> Self {
        match of {
            TaskOf::Household(id) => id.into(),
            TaskOf::Dossier(id) => id.into(),
        }
    }
}

/// A visit that was agreed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct VisitCard {
    pub household: HouseholdId,
    pub head: String,
    pub area: String,
    pub due: NaiveDate,
    pub late: bool,
    pub what_for: String,
}

/// A likely double, with what is alike.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DoubleView {
    pub person: PersonCard,
    pub alike: Vec<Alike>,
}

/// In what two entries are alike.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alike {
    Number,
    Name,
    NearName,
    Birth,
    BirthSwapped,
    NearBirth,
    Phone,
    Household,
}

/// What the book says about a question of a dossier.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookAnswer {
    pub of: PersonRef,
    /// Whose data it is.
    pub name: String,
    pub field: PersonField,
    /// The answer was filled in out of the book, which was told then. `None`: it was typed, or is not answered.
    pub since: Option<Timestamp>,
    /// What the book says now, as the question takes it; empty: nothing.
    pub says: String,
}

/// A paper that was there for another dossier of the same person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KnownPaper {
    pub paper: PaperId,
    pub dossier: DossierId,
    pub local_code: String,
    pub procedure_name: library::Bilingual,
    /// When that dossier last changed, by this device's clock.
    pub at: Timestamp,
}
