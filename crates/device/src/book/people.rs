//! Entering households and persons, and writing their fields: one field, one change, one commit.

use super::{line, text};
use crate::{Device, problem};
use dossier::{HouseholdField, HouseholdId, PersonField, PersonId, PersonRef};
use std::collections::BTreeMap;
use store::{Touched, Urgency};
use wire::Problem;
use wire::book::{HouseholdView, PersonView};
use wire::ipc::{
    AddHousehold, AddPerson, GetHousehold, GetPerson, MergePersons, SaveHousehold, SavePerson, UndoMerge,
};

impl Device {
    pub fn add_household(&self, request: AddHousehold) -> Result<HouseholdView, Problem> {
        let mut fields = BTreeMap::new();
        for (field, typed) in &request.fields {
            let value = household_text(*field, typed)?;
            if !value.is_empty() {
                fields.insert(*field, value);
            }
        }
        if !fields.contains_key(&HouseholdField::Head) {
            return Err(Problem::NothingWritten);
        }
        let now = self.inner.clock.now();
        let household = HouseholdId::new(now, self.chance()?);
        self.with_store("enter a household", |store| store.create_household(household, &fields, now))?;
        self.saved_something();
        self.get_household(GetHousehold { household })
    }

    pub fn save_household(&self, request: SaveHousehold) -> Result<HouseholdView, Problem> {
        let SaveHousehold { household, field, value } = request;
        let value = household_text(field, &value)?;
        self.change_household(household, |document, now| document.set_household_field(field, &value, now))?;
        self.get_household(GetHousehold { household })
    }

    pub fn add_person(&self, request: AddPerson) -> Result<PersonView, Problem> {
        let mut fields = BTreeMap::new();
        for (field, typed) in &request.fields {
            let value = person_text(*field, typed)?;
            if !value.is_empty() {
                fields.insert(*field, value);
            }
        }
        if !fields.contains_key(&PersonField::FullName) {
            return Err(Problem::NothingWritten);
        }
        let person = PersonId::new(self.inner.clock.now(), self.chance()?);
        let of = PersonRef { household: request.household, person };
        self.change_household(of.household, |document, now| document.set_person(person, &fields, now))?;
        self.get_person(GetPerson { of })
    }

    pub fn save_person(&self, request: SavePerson) -> Result<PersonView, Problem> {
        let SavePerson { of, field, value } = request;
        // A merge has a command of its own, which looks whom it names.
        if field == PersonField::SameAs {
            return Err(Problem::PersonUnknown);
        }
        let value = person_text(field, &value)?;
        self.get_person(GetPerson { of })?;
        self.change_household(of.household, |document, now| {
            document.set_person_field(of.person, field, &value, now)
        })?;
        self.get_person(GetPerson { of })
    }

    /// Written at `other` alone, in whichever household it stands: nothing of either entry is moved or lost.
    pub fn merge_persons(&self, request: MergePersons) -> Result<PersonView, Problem> {
        let MergePersons { keep, other } = request;
        let keep = self.with_book("look at the merge", |_, book| Ok(book.stands_for(keep)))?;
        let other = self.with_book("look at the merge", |_, book| Ok(book.stands_for(other)))?;
        if keep == other {
            return self.get_person(GetPerson { of: keep });
        }
        for of in [keep, other] {
            self.get_person(GetPerson { of })?;
        }
        self.write_same_as(other, &keep.to_string())?;
        self.get_person(GetPerson { of: keep })
    }

    pub fn undo_merge(&self, request: UndoMerge) -> Result<PersonView, Problem> {
        self.get_person(GetPerson { of: request.other })?;
        self.write_same_as(request.other, "")?;
        self.get_person(GetPerson { of: request.other })
    }

    fn write_same_as(&self, of: PersonRef, value: &str) -> Result<(), Problem> {
        let value = line(value)?;
        self.change_household(of.household, |document, now| {
            document.set_person_field(of.person, PersonField::SameAs, &value, now)
        })
    }

    pub(crate) fn change_household(
        &self,
        household: HouseholdId,
        change: impl FnOnce(
            &mut dossier::document::Document,
            dossier::Timestamp,
        ) -> Result<(), dossier::document::DocumentError>,
    ) -> Result<(), Problem> {
        let now = self.inner.clock.now();
        self.with_store("save in the household book", |store| {
            // Taken out of the book, and waiting to be told: nothing is written into it again.
            if store.book_household(household)?.is_none() {
                return Err(store::StoreError::Unknown(household.into()));
            }
            store.change(household.into(), Urgency::InHand, Touched::Other, now, |document| {
                change(document, now)
            })
        })
        .map_err(problem::of_household)?;
        self.saved_something();
        Ok(())
    }
}

fn household_text(field: HouseholdField, typed: &str) -> Result<dossier::AnswerText, Problem> {
    if field == HouseholdField::Note { text(typed) } else { line(typed) }
}

fn person_text(field: PersonField, typed: &str) -> Result<dossier::AnswerText, Problem> {
    match field {
        PersonField::Note => text(typed),
        // As the cards' numbers are printed and read aloud: in groups.
        PersonField::PersonalNumber => line(&typed.replace([' ', '.', '-'], "")),
        _ => line(typed),
    }
}
