//! The household book: what is in memory of it, and how pages see its rows.

mod doubles;
mod fill;
mod papers;
mod people;
mod search;
mod view;
mod work;

use crate::{Device, problem};
use book::{Book, Household, Person};
use dossier::AnswerText;
use dossier::answer::AnswerTooLong;
use std::sync::PoisonError;
use store::{BookChange, BookHousehold, Store, StoreError};
use wire::Problem;

impl Device {
    /// Works with the store and the book as it is now. The book is read when somebody first asks for it: unlocking does
    /// not wait for 50,000 names.
    fn with_book<T>(
        &self,
        action: &'static str,
        work: impl FnOnce(&mut Store, &Book) -> Result<T, StoreError>,
    ) -> Result<T, Problem> {
        let now = self.inner.clock.now();
        self.with_store(action, |store| {
            let mut guard = self.inner.book.lock().unwrap_or_else(PoisonError::into_inner);
            let fresh = !store.book_was_read();
            let changes = store.book_changes(now)?;
            let book = match (&mut *guard, fresh) {
                (Some(book), false) => book,
                // Another store, or its first reading.
                (slot, _) => slot.insert(Book::default()),
            };
            for change in changes {
                match change {
                    BookChange::Put(household) => book.put(household.row.id, searched(*household)),
                    BookChange::Removed(id) => book.remove(id),
                }
            }
            work(store, book)
        })
    }

    /// The store was locked: nobody's name stays in memory.
    pub(crate) fn forget_book(&self) {
        *self.inner.book.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn chance(&self) -> Result<[u8; 10], Problem> {
        let mut chance = [0u8; 10];
        getrandom::fill(&mut chance).map_err(|_| problem::from_store("draw an id", StoreError::Crypto))?;
        Ok(chance)
    }
}

fn searched(household: BookHousehold) -> Household {
    let persons = household
        .persons
        .into_iter()
        .map(|row| {
            Person::new(row.id, &row.full_name, row.order_key, &row.birth)
                .reached_by(&row.number, &row.phone)
                .merged_into(row.same_as)
        })
        .collect();
    let row = household.row;
    let place = [row.area.as_str(), row.street.as_str(), row.address.as_str()];
    Household::new(&row.head, household.order_key, place, &row.phone, persons)
}

/// A text for the book: on one line, and without the marks that turn the direction of writing, behind which a name would
/// show as another.
fn line(typed: &str) -> Result<AnswerText, Problem> {
    let plain: String =
        typed.chars().filter(|c| !is_direction_mark(*c)).map(|c| if c == '\n' { ' ' } else { c }).collect();
    text(plain.trim())
}

/// A text of several lines.
fn text(typed: &str) -> Result<AnswerText, Problem> {
    let plain: String = typed.chars().filter(|c| !is_direction_mark(*c)).collect();
    AnswerText::new(plain.trim()).map_err(too_long)
}

fn too_long(error: AnswerTooLong) -> Problem {
    Problem::AnswerTooLong {
        chars: u32::try_from(error.chars).unwrap_or(u32::MAX),
        max: u32::try_from(error.max).unwrap_or(u32::MAX),
    }
}

const fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
