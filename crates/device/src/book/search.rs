//! The team's area as lists, and finding people in it.

use super::view::{card_of, household_card};
use crate::Device;
use std::collections::BTreeMap;
use wire::Problem;
use wire::book::{AreaView, BookView, FoundInBook, HouseholdPage, StreetView};
use wire::ipc::{FindHouseholds, FindInBook, GetBook, HouseholdCard, ListHouseholds};

/// A screen or two: whoever wants more asks for more.
const PAGE: u32 = 50;
const FOUND: usize = 30;
/// For choosing a household out of a short list.
const HOUSEHOLDS: u32 = 100;

impl Device {
    pub fn get_book(&self, _: GetBook) -> Result<BookView, Problem> {
        let rows = self.with_store("list the hamlets", |store| store.streets())?;
        let mut areas: Vec<AreaView> = Vec::new();
        for row in rows {
            let street = StreetView { street: row.street, households: row.households, persons: row.persons };
            match areas.last_mut().filter(|last| last.area == row.area) {
                Some(last) => last.streets.push(street),
                None => areas.push(AreaView { area: row.area, streets: vec![street] }),
            }
        }
        Ok(BookView { areas })
    }

    pub fn list_households(&self, request: ListHouseholds) -> Result<HouseholdPage, Problem> {
        let ListHouseholds { area, street, skip } = request;
        let mut rows = self.with_store("list the households", |store| {
            store.households_of(&area, street.as_deref(), skip, PAGE.saturating_add(1))
        })?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        Ok(HouseholdPage { households: rows.into_iter().map(household_card).collect(), more })
    }

    pub fn find_in_book(&self, request: FindInBook) -> Result<FoundInBook, Problem> {
        self.with_book("search the household book", |store, book| {
            let found = book.find(&request.query, FOUND);
            let mut persons = Vec::new();
            for of in found.persons {
                persons.extend(card_of(store, book, of)?);
            }
            let mut households = Vec::new();
            for id in found.households {
                households.extend(store.book_household(id)?.map(|known| household_card(known.row)));
            }
            Ok(FoundInBook { persons, households, more: found.more })
        })
    }

    /// Households by any word of them or their people; nothing typed lists the first by hamlet.
    pub fn find_households(&self, request: FindHouseholds) -> Result<Vec<HouseholdCard>, Problem> {
        if request.query.trim().is_empty() {
            let rows = self.with_store("list the households", |store| store.first_households(HOUSEHOLDS))?;
            return Ok(rows.into_iter().map(household_card).collect());
        }
        self.with_book("search the household book", |store, book| {
            let found = book.find(&request.query, FOUND);
            let of_persons = found.persons.iter().map(|of| of.household);
            let mut households = BTreeMap::new();
            for (place, id) in of_persons.chain(found.households.iter().copied()).enumerate() {
                households.entry(id).or_insert(place);
            }
            let mut ids: Vec<_> = households.into_iter().collect();
            ids.sort_by_key(|(_, place)| *place);
            let mut cards = Vec::new();
            for (id, _) in ids {
                cards.extend(store.book_household(id)?.map(|known| household_card(known.row)));
            }
            Ok(cards)
        })
    }
}
