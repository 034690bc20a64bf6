//! Reading and writing a household and its persons.

use super::written::{map_of, root_text};
use super::{Actor, Document, DocumentError, Kind};
use crate::person::Person;
use crate::{PersonId, Timestamp};
use automerge::transaction::Transactable;
use automerge::{ObjId, ObjType, ROOT, ReadDoc};

/// What a household is called and where it lives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HouseholdFacts {
    /// Name of the head of the household.
    pub head: String,
    /// Hamlet (thôn, bản, tổ dân phố).
    pub area: String,
    pub address: String,
}

impl Document {
    /// Starts a household with its first persons in one change.
    pub fn create_household(
        actor: Actor,
        facts: &HouseholdFacts,
        persons: &[Person],
        at: Timestamp,
    ) -> Result<Self, DocumentError> {
        let mut document = Self::created(Kind::Household, actor)?;
        let map = map_of(&document.doc, "persons")?;
        document.write(at, |tx| {
            tx.put(ROOT, "head", facts.head.as_str())?;
            tx.put(ROOT, "area", facts.area.as_str())?;
            tx.put(ROOT, "address", facts.address.as_str())?;
            for person in persons {
                // A person's id is random, so nobody else makes a map under the same key.
                let entry = tx.put_object(&map, person.id.to_string(), ObjType::Map)?;
                put_person(tx, &entry, person)?;
            }
            Ok(())
        })?;
        Ok(document)
    }

    pub fn household(&self) -> Result<HouseholdFacts, DocumentError> {
        self.must_be(Kind::Household)?;
        let text = |key| Ok::<_, DocumentError>(root_text(&self.doc, key)?.unwrap_or_default());
        Ok(HouseholdFacts { head: text("head")?, area: text("area")?, address: text("address")? })
    }

    /// The persons, in the order of their ids (which is the order in which they were entered).
    pub fn persons(&self) -> Result<Vec<Person>, DocumentError> {
        self.must_be(Kind::Household)?;
        let map = map_of(&self.doc, "persons")?;
        let mut persons = Vec::new();
        for key in self.doc.keys(&map) {
            let (Some(id), Some((_, entry))) = (PersonId::parse(&key), self.doc.get(&map, key.as_str())?)
            else {
                continue;
            };
            persons.push(self.person(id, &entry)?);
        }
        Ok(persons)
    }

    fn person(&self, id: PersonId, entry: &ObjId) -> Result<Person, DocumentError> {
        let text = |key: &str| {
            let found = self.doc.get(entry, key)?;
            let text = found.and_then(|(value, _)| value.as_str().map(str::to_owned));
            Ok::<_, DocumentError>(text.unwrap_or_default())
        };
        Ok(Person {
            id,
            full_name: text("full_name")?,
            birth: text("birth")?,
            relation: text("relation")?,
            personal_number: text("personal_number")?,
        })
    }
}

fn put_person(
    tx: &mut automerge::transaction::Transaction<'_>,
    entry: &ObjId,
    person: &Person,
) -> Result<(), automerge::AutomergeError> {
    tx.put(entry, "full_name", person.full_name.as_str())?;
    tx.put(entry, "birth", person.birth.as_str())?;
    tx.put(entry, "relation", person.relation.as_str())?;
    tx.put(entry, "personal_number", person.personal_number.as_str())
}
