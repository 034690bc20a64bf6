//! Rows and documents of the book as pages see them.

use crate::dossiers::Names;
use crate::lists::card;
use crate::{Device, consents, problem};
use book::Book;
use dossier::document::Document;
use dossier::{DossierId, HouseholdId, PersonField, PersonRef};
use std::collections::BTreeMap;
use store::{HouseholdRow, PersonRow, Store, StoreError};
use wire::Problem;
use wire::book::{AlsoEntered, HouseholdView, PersonCard, PersonView};
use wire::ipc::{DossierCard, GetHousehold, GetPerson, HouseholdCard};

/// So many digits tell one number from another at a door.
const NUMBER_END: usize = 4;

impl Device {
    pub fn get_household(&self, request: GetHousehold) -> Result<HouseholdView, Problem> {
        let id = request.household;
        self.with_book("open the household", |store, book| {
            let document = household(store, id)?;
            let mut names = Names::of(store, &document);
            let consents = consents::views(&document, &mut names)?;
            let fields = document
                .household_fields()?
                .into_iter()
                .map(|(field, value)| Ok((field, names.answer(value)?)))
                .collect::<Result<_, StoreError>>()?;
            let known = store.book_household(id)?.ok_or(StoreError::Unknown(id.into()))?;
            let dossiers = self.cards(store, store.dossiers_of_household(id)?)?;
            Ok(HouseholdView {
                id,
                fields,
                persons: known.persons.iter().map(|row| person_card(&known.row, row, book)).collect(),
                visits: document.visits()?,
                tasks: document.tasks()?,
                dossiers,
                consents,
            })
        })
        .map_err(problem::of_household)
    }

    pub fn get_person(&self, request: GetPerson) -> Result<PersonView, Problem> {
        let of = request.of;
        self.with_book("open the person", |store, book| {
            let document = household(store, of.household)?;
            let mut names = Names::of(store, &document);
            let fields: BTreeMap<_, _> = document
                .person_fields(of.person)?
                .into_iter()
                .map(|(field, value)| Ok((field, names.answer(value)?)))
                .collect::<Result<_, StoreError>>()?;
            let known =
                store.book_household(of.household)?.ok_or(StoreError::Unknown(of.household.into()))?;
            if fields.is_empty() {
                return Ok(None);
            }
            let stands = book.stands_for(of);
            let entries = book.entries_of(of);
            let mut also = Vec::new();
            for other in entries.iter().filter(|other| **other != of && stands == of) {
                also.extend(also_entered(store, book, *other, &document, of)?);
            }
            let mut dossiers: Vec<DossierId> = Vec::new();
            for entry in &entries {
                for dossier in store.dossiers_of_person(*entry)? {
                    if !dossiers.contains(&dossier) {
                        dossiers.push(dossier);
                    }
                }
            }
            let stands = match stands == of {
                true => None,
                false => card_of(store, book, stands)?,
            };
            let dossiers = self.cards(store, dossiers)?;
            Ok(Some(PersonView { of, household: household_card(known.row), fields, also, stands, dossiers }))
        })
        .map_err(problem::of_household)?
        .ok_or(Problem::PersonUnknown)
    }

    pub(super) fn cards(&self, store: &Store, ids: Vec<DossierId>) -> Result<Vec<DossierCard>, StoreError> {
        let catalogue = self.inner.shelf.now();
        let mut cards = Vec::new();
        for id in ids {
            cards.extend(store.dossier_row(id)?.map(|row| card(&catalogue, row)));
        }
        cards.sort_by(|a, b| b.changed_at.cmp(&a.changed_at).then(a.id.cmp(&b.id)));
        Ok(cards)
    }
}

/// The document, read beside the one that is being worked on.
pub(super) fn household(store: &mut Store, id: HouseholdId) -> Result<Document, StoreError> {
    store.document_beside(id.into())
}

/// What another entry of the same human being says otherwise, or more.
fn also_entered(
    store: &mut Store,
    book: &Book,
    other: PersonRef,
    document: &Document,
    of: PersonRef,
) -> Result<Option<AlsoEntered>, StoreError> {
    let Some(card) = card_of(store, book, other)? else { return Ok(None) };
    let mine = document.people()?.remove(&of.person).unwrap_or_default();
    let theirs = match other.household == of.household {
        true => document.people()?.remove(&other.person),
        false => household(store, other.household)?.people()?.remove(&other.person),
    };
    let says = theirs
        .unwrap_or_default()
        .into_iter()
        .filter(|(field, text)| {
            *field != PersonField::SameAs && !text.is_empty() && mine.get(field) != Some(text)
        })
        .collect();
    Ok(Some(AlsoEntered { card, says }))
}

pub(super) fn card_of(store: &Store, book: &Book, of: PersonRef) -> Result<Option<PersonCard>, StoreError> {
    let Some(household) = store.book_household(of.household)? else { return Ok(None) };
    let row = household.persons.iter().find(|row| row.id == of.person);
    Ok(row.map(|row| person_card(&household.row, row, book)))
}

pub(super) fn person_card(household: &HouseholdRow, row: &PersonRow, book: &Book) -> PersonCard {
    let of = PersonRef { household: household.id, person: row.id };
    let digits: Vec<char> = row.number.chars().collect();
    let from = digits.len().saturating_sub(NUMBER_END);
    PersonCard {
        of,
        full_name: row.full_name.clone(),
        birth: row.birth.clone(),
        relation: row.relation.clone(),
        number_end: digits.get(from..).unwrap_or_default().iter().collect(),
        phone: row.phone.clone(),
        head: household.head.clone(),
        area: household.area.clone(),
        merged: book.stands_for(of) != of,
    }
}

pub(crate) fn household_card(row: HouseholdRow) -> HouseholdCard {
    HouseholdCard {
        id: row.id,
        head: row.head,
        area: row.area,
        persons: row.persons,
        street: row.street,
        address: row.address,
        phone: row.phone,
        conflicts: row.conflicts,
    }
}
