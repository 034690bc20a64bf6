//! Reading and writing a household, its persons and its visits.
//!
//! Everything is a flat map of texts: a person's fields are keys `<person>/<field>` of the map `persons`, a visit's are
//! keys `visit/<id>/<field>` of the root. Ids are random, so nobody else writes under them by accident, and no map is
//! ever made by two people.

use super::written::{field, map_of, put_over, root_text};
use super::{Actor, Document, DocumentError, Field, Kind};
use crate::person::Person;
use crate::{AnswerText, HouseholdField, PersonField, PersonId, Timestamp, Visit, VisitId};
use automerge::transaction::{Transactable, Transaction};
use automerge::{AutomergeError, ROOT, ReadDoc};
use std::collections::BTreeMap;

pub(super) const VISIT: &str = "visit/";
pub(super) const VISIT_FIELDS: [&str; 5] = ["on", "by", "done", "next", "next_for"];

/// What a household is called and where it lives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HouseholdFacts {
    /// Name of the head of the household.
    pub head: String,
    /// Hamlet (thôn, bản, tổ dân phố).
    pub area: String,
    pub address: String,
}

/// The fields of one person, with concurrent values.
pub type PersonFields = BTreeMap<PersonField, Field>;

impl Document {
    /// Starts a household with its first persons in one change.
    pub fn create_household(
        actor: Actor,
        facts: &HouseholdFacts,
        persons: &[Person],
        at: Timestamp,
    ) -> Result<Self, DocumentError> {
        let fields = [
            (HouseholdField::Head, &facts.head),
            (HouseholdField::Area, &facts.area),
            (HouseholdField::Address, &facts.address),
        ];
        let fields: Vec<_> = fields.into_iter().map(|(field, text)| (field, text.as_str())).collect();
        let mut document = Self::created(Kind::Household, actor)?;
        let map = map_of(&document.doc, "persons")?;
        document.write(at, |tx| {
            put_fields(tx, &fields)?;
            for person in persons {
                let known = [
                    (PersonField::FullName, &person.full_name),
                    (PersonField::Birth, &person.birth),
                    (PersonField::Relation, &person.relation),
                    (PersonField::PersonalNumber, &person.personal_number),
                ];
                for (field, text) in known.into_iter().filter(|(_, text)| !text.is_empty()) {
                    tx.put(&map, person_key(person.id, field), text.as_str())?;
                }
            }
            Ok(())
        })?;
        Ok(document)
    }

    /// Starts a household out of whichever fields are known.
    pub fn create_household_with(
        actor: Actor,
        fields: &BTreeMap<HouseholdField, AnswerText>,
        at: Timestamp,
    ) -> Result<Self, DocumentError> {
        let fields: Vec<_> = fields.iter().map(|(field, text)| (*field, text.as_str())).collect();
        let mut document = Self::created(Kind::Household, actor)?;
        document.write(at, |tx| put_fields(tx, &fields))?;
        Ok(document)
    }

    pub fn household(&self) -> Result<HouseholdFacts, DocumentError> {
        self.must_be(Kind::Household)?;
        let text = |key| Ok::<_, DocumentError>(root_text(&self.doc, key)?.unwrap_or_default());
        Ok(HouseholdFacts { head: text("head")?, area: text("area")?, address: text("address")? })
    }

    /// The fields that were ever written, with concurrent values.
    pub fn household_fields(&self) -> Result<BTreeMap<HouseholdField, Field>, DocumentError> {
        self.must_be(Kind::Household)?;
        let mut fields = BTreeMap::new();
        for one in HouseholdField::ALL {
            if let Some(found) = field(&self.doc, &ROOT, one.as_str())? {
                fields.insert(*one, found);
            }
        }
        Ok(fields)
    }

    /// Writes one field; the empty text clears it, and is shown beside a concurrent one. Settles any conflict on it.
    pub fn set_household_field(
        &mut self,
        field: HouseholdField,
        text: &AnswerText,
        at: Timestamp,
    ) -> Result<(), DocumentError> {
        self.must_be(Kind::Household)?;
        self.write(at, |tx| put_over(tx, &ROOT, field.as_str(), text.as_str()))
    }

    /// Writes a person's field; a person is whoever has one. Otherwise as [`Document::set_household_field`].
    pub fn set_person_field(
        &mut self,
        person: PersonId,
        field: PersonField,
        text: &AnswerText,
        at: Timestamp,
    ) -> Result<(), DocumentError> {
        self.set_person(person, &BTreeMap::from([(field, text.clone())]), at)
    }

    /// Writes several fields of a person in one change: a new person, or what a card says.
    pub fn set_person(
        &mut self,
        person: PersonId,
        fields: &BTreeMap<PersonField, AnswerText>,
        at: Timestamp,
    ) -> Result<(), DocumentError> {
        self.must_be(Kind::Household)?;
        let map = map_of(&self.doc, "persons")?;
        self.write(at, |tx| {
            fields
                .iter()
                .try_for_each(|(field, text)| put_over(tx, &map, &person_key(person, *field), text.as_str()))
        })
    }

    /// What stands of every person, in the order of their ids (which is the order in which they were entered).
    pub fn people(&self) -> Result<BTreeMap<PersonId, BTreeMap<PersonField, String>>, DocumentError> {
        self.must_be(Kind::Household)?;
        let map = map_of(&self.doc, "persons")?;
        let mut people: BTreeMap<PersonId, BTreeMap<PersonField, String>> = BTreeMap::new();
        // One walk over the map; looking each key up by itself takes many times as long.
        for item in self.doc.map_range(&map, ..) {
            let text = match item.value {
                automerge::ValueRef::Scalar(automerge::ScalarValueRef::Str(text)) => text.into_owned(),
                automerge::ValueRef::Scalar(_) | automerge::ValueRef::Object(_) => continue,
            };
            if let Some((person, field)) = read_person_key(&item.key) {
                people.entry(person).or_default().insert(field, text);
            }
        }
        Ok(people)
    }

    /// One person's fields with who and when, and concurrent values; empty when there is no such person.
    pub fn person_fields(&self, person: PersonId) -> Result<PersonFields, DocumentError> {
        self.must_be(Kind::Household)?;
        let map = map_of(&self.doc, "persons")?;
        let mut fields = BTreeMap::new();
        for one in PersonField::ALL {
            if let Some(found) = field(&self.doc, &map, &person_key(person, *one))? {
                fields.insert(*one, found);
            }
        }
        Ok(fields)
    }

    /// The persons as lists show them.
    pub fn persons(&self) -> Result<Vec<Person>, DocumentError> {
        let person = |(id, mut fields): (PersonId, BTreeMap<PersonField, String>)| {
            let mut take = |field| fields.remove(&field).unwrap_or_default();
            Person {
                id,
                full_name: take(PersonField::FullName),
                birth: take(PersonField::Birth),
                relation: take(PersonField::Relation),
                personal_number: take(PersonField::PersonalNumber),
            }
        };
        Ok(self.people()?.into_iter().map(person).collect())
    }

    /// Fields of the household or its persons that two people wrote at the same time and differently.
    pub fn count_household_conflicts(&self) -> Result<usize, DocumentError> {
        self.must_be(Kind::Household)?;
        let map = map_of(&self.doc, "persons")?;
        let mut count = 0usize;
        for (object, item) in self
            .doc
            .map_range(&map, ..)
            .map(|item| (&map, item))
            .chain(self.doc.map_range(ROOT, ..).map(|item| (&ROOT, item)))
            .filter(|(_, item)| item.conflict)
        {
            if field(&self.doc, object, &item.key)?.is_some_and(|found| !found.others.is_empty()) {
                count = count.saturating_add(1);
            }
        }
        Ok(count)
    }

    /// Enters a visit: one change.
    pub fn add_visit(&mut self, visit: &Visit, at: Timestamp) -> Result<(), DocumentError> {
        self.must_be(Kind::Household)?;
        let next = visit.next.map(|day| day.to_string()).unwrap_or_default();
        let on = visit.on.to_string();
        let values = [&on, &visit.by, &visit.done, &next, &visit.next_for];
        self.write(at, |tx| {
            VISIT_FIELDS.iter().zip(values).filter(|(_, text)| !text.is_empty()).try_for_each(
                |(field, text)| tx.put(ROOT, format!("{VISIT}{}/{field}", visit.id), text.as_str()),
            )
        })
    }

    /// The visit log, newest day first.
    pub fn visits(&self) -> Result<Vec<Visit>, DocumentError> {
        self.must_be(Kind::Household)?;
        let mut visits: Vec<Visit> = super::entries::read(&self.doc, VISIT)
            .into_iter()
            .filter_map(|(id, mut fields)| {
                let mut take = |field: &str| fields.remove(field).unwrap_or_default();
                Some(Visit {
                    id: VisitId::parse(&id)?,
                    on: take("on").parse().ok()?,
                    by: take("by"),
                    done: take("done"),
                    next: take("next").parse().ok(),
                    next_for: take("next_for"),
                })
            })
            .collect();
        visits.sort_by(|a, b| b.on.cmp(&a.on).then(b.id.cmp(&a.id)));
        Ok(visits)
    }
}

/// The key of a person's field in the map `persons`.
pub(super) fn person_key(person: PersonId, field: PersonField) -> String {
    format!("{person}/{}", field.as_str())
}

pub(super) fn read_person_key(key: &str) -> Option<(PersonId, PersonField)> {
    let (person, field) = key.split_once('/')?;
    Some((PersonId::parse(person)?, PersonField::from_stored(field)?))
}

fn put_fields(tx: &mut Transaction<'_>, fields: &[(HouseholdField, &str)]) -> Result<(), AutomergeError> {
    fields.iter().try_for_each(|(field, text)| tx.put(ROOT, field.as_str(), *text))
}
