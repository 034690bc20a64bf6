//! Who was merged into whom.
//!
//! Each merge is a field of one document, written by anybody without a network: two people may merge the same two entries
//! in opposite directions. Whatever was written, everybody computes the same answer.

use dossier::PersonRef;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(crate) struct Merged(BTreeMap<PersonRef, PersonRef>);

impl Merged {
    pub(crate) fn put(&mut self, entry: PersonRef, into: PersonRef) {
        if entry != into {
            self.0.insert(entry, into);
        }
    }

    pub(crate) fn remove(&mut self, entry: PersonRef) {
        self.0.remove(&entry);
    }

    /// The end of the chain; where it is a circle, the first of the circle by id.
    pub(crate) fn stands_for(&self, entry: PersonRef) -> PersonRef {
        let mut seen = BTreeSet::new();
        let mut at = entry;
        while let Some(next) = self.0.get(&at) {
            if !seen.insert(at) {
                return self.first_of_circle(at);
            }
            at = *next;
        }
        at
    }

    fn first_of_circle(&self, member: PersonRef) -> PersonRef {
        let mut first = member;
        let mut at = member;
        while let Some(next) = self.0.get(&at) {
            at = *next;
            first = first.min(at);
            if at == member {
                break;
            }
        }
        first
    }

    pub(crate) fn entries_of(&self, entry: PersonRef) -> Vec<PersonRef> {
        let stands = self.stands_for(entry);
        let others = self.0.keys().copied().filter(|one| *one != stands && self.stands_for(*one) == stands);
        std::iter::once(stands).chain(others).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::{HouseholdId, PersonId};

    fn entry(n: u8) -> PersonRef {
        PersonRef { household: HouseholdId::from_bytes([1; 16]), person: PersonId::from_bytes([n; 16]) }
    }

    #[test]
    fn a_chain_ends_at_its_end_and_a_circle_at_its_first_for_everybody() {
        let mut merged = Merged::default();
        for (one, into) in [(1, 2), (2, 3), (5, 6), (6, 7), (7, 5), (8, 7), (9, 9)] {
            merged.put(entry(one), entry(into));
        }
        for (one, stands) in [(1, 3), (2, 3), (3, 3), (5, 5), (6, 5), (7, 5), (8, 5), (9, 9)] {
            assert_eq!(merged.stands_for(entry(one)), entry(stands), "{one}");
        }
        assert_eq!(merged.entries_of(entry(2)), [entry(3), entry(1), entry(2)]);
        merged.remove(entry(2));
        assert_eq!(merged.entries_of(entry(2)), [entry(2), entry(1)]);
    }
}
