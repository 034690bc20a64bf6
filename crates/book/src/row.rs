//! A household and its persons as they are searched: folded once, when they are entered.

use crate::birth::Birth;
use crate::words::{accented, any_order, digits, folded, phone_digits};
use dossier::{PersonId, PersonRef};

/// A household.
#[derive(Clone)]
pub struct Household {
    pub(crate) head: Name,
    /// Hamlet, street and address without accents.
    pub(crate) place: Box<str>,
    pub(crate) phone: Box<str>,
    pub(crate) persons: Vec<Person>,
}

/// A person.
#[derive(Clone)]
pub struct Person {
    pub(crate) id: PersonId,
    pub(crate) name: Name,
    pub(crate) any_order: u64,
    pub(crate) birth: Birth,
    pub(crate) number: Box<str>,
    pub(crate) phone: Box<str>,
    pub(crate) same_as: Option<PersonRef>,
}

/// A name as it is searched and ordered.
#[derive(Clone)]
pub(crate) struct Name {
    pub(crate) folded: Box<str>,
    pub(crate) accented: Box<str>,
    pub(crate) order: Box<[u8]>,
}

impl Name {
    fn new(name: &str, order: Vec<u8>) -> Self {
        Self { folded: folded(name), accented: accented(name), order: order.into() }
    }
}

impl Household {
    /// `order` is [`crate::order::name_key`] of the head, which is computed once and kept.
    pub fn new(head: &str, order: Vec<u8>, place: [&str; 3], phone: &str, persons: Vec<Person>) -> Self {
        Self {
            head: Name::new(head, order),
            place: folded(&place.join(" ")),
            phone: phone_digits(phone),
            persons,
        }
    }
}

impl Person {
    /// `order` as for [`Household::new`]; `birth` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or anything else for unknown.
    pub fn new(id: PersonId, name: &str, order: Vec<u8>, birth: &str) -> Self {
        let name = Name::new(name, order);
        Self {
            id,
            any_order: any_order(&name.folded),
            name,
            birth: Birth::read(birth),
            number: Box::default(),
            phone: Box::default(),
            same_as: None,
        }
    }
    #[must_use]
    pub fn reached_by(mut self, number: &str, phone: &str) -> Self {
        (self.number, self.phone) = (digits(number), phone_digits(phone));
        self
    }
    /// The same human being as another entry.
    #[must_use]
    pub const fn merged_into(mut self, other: Option<PersonRef>) -> Self {
        self.same_as = other;
        self
    }
}

impl std::fmt::Debug for Household {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Household").field("persons", &self.persons.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person").field("id", &self.id).finish_non_exhaustive()
    }
}
