//! The household book in memory: finding people by what one remembers of them, and noticing who is entered twice.
//!
//! Pure: rows are handed in, ids come out. [`Book`] holds names, numbers and places of every person of the team, folded
//! once; a search looks through all of them, written one after the other, which for 50,000 persons takes a few
//! milliseconds and needs no index that could be out of date.
//!
//! **Invariant:** nothing here decides. A likely double is a question to a person, and a merge is a field of a document.

mod birth;
mod doubles;
mod find;
mod lines;
mod merged;
pub mod order;
mod row;
mod words;

pub use doubles::{Double, Entered, Likeness};
pub use find::Found;
pub use row::{Household, Person};
pub use words::phone_digits;

use dossier::{HouseholdId, PersonRef};
use lines::Lines;
use merged::Merged;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Everybody in the book.
#[derive(Default)]
pub struct Book {
    households: HashMap<HouseholdId, Household>,
    merged: Merged,
    /// Empty after every change.
    lines: OnceLock<Lines>,
}

impl Book {
    /// Enters a household, or what it is now.
    pub fn put(&mut self, id: HouseholdId, household: Household) {
        self.remove(id);
        for person in &household.persons {
            if let Some(other) = person.same_as {
                self.merged.put(PersonRef { household: id, person: person.id }, other);
            }
        }
        self.households.insert(id, household);
    }

    pub fn remove(&mut self, id: HouseholdId) {
        self.lines = OnceLock::new();
        let Some(household) = self.households.remove(&id) else { return };
        for person in &household.persons {
            self.merged.remove(PersonRef { household: id, person: person.id });
        }
    }

    /// The entry that stands for this one: itself unless it was merged into another.
    pub fn stands_for(&self, entry: PersonRef) -> PersonRef {
        self.merged.stands_for(entry)
    }

    /// Every entry of the same human being, the one that stands first.
    pub fn entries_of(&self, entry: PersonRef) -> Vec<PersonRef> {
        self.merged.entries_of(entry)
    }

    pub fn households(&self) -> usize {
        self.households.len()
    }

    pub fn persons(&self) -> usize {
        self.households.values().map(|household| household.persons.len()).sum()
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(&self.households))
    }

    fn person(&self, of: PersonRef) -> Option<&Person> {
        self.households.get(&of.household)?.persons.iter().find(|person| person.id == of.person)
    }
}

impl std::fmt::Debug for Book {
    /// Nobody's name.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Book").field("households", &self.households.len()).finish_non_exhaustive()
    }
}
