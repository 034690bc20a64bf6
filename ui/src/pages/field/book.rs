//! The household book: the team's area, households, persons, visits, tasks.

mod area;
mod cards;
mod consent;
mod doubles;
mod fields;
mod household;
mod new_household;
mod new_person;
mod person;
mod tasks;
mod today;
mod visit;

pub(super) use area::{AreaPage, BookPage};
pub(super) use household::HouseholdPages;
pub(super) use new_household::NewHouseholdPage;
pub(super) use person::PersonPage;
pub(super) use tasks::DossierTasks;
pub(super) use today::Today;
