//! Likely doubles: of a person who is being entered, of a dossier that is being started.

use super::view::card_of;
use crate::Device;
use book::{Entered, Likeness};
use std::collections::BTreeSet;
use wire::Problem;
use wire::book::{Alike, DoubleView};
use wire::ipc::{DossierCard, FindDoubles, FindSameDossiers};

/// More than a handful helps nobody at a door.
const LIMIT: usize = 5;
/// Within so many days the same procedure is likely the same request.
const SAME_WITHIN_MS: i64 = 30 * 24 * 60 * 60 * 1000;

impl Device {
    pub fn find_doubles(&self, request: FindDoubles) -> Result<Vec<DoubleView>, Problem> {
        let mut entered = Entered::new(&request.name, &request.birth, &request.number, &request.phone);
        entered.household = request.household;
        entered.except = request.except;
        self.with_book("look for doubles", |store, book| {
            let mut doubles = Vec::new();
            for double in book.doubles(&entered, LIMIT) {
                let alike = double.alike.iter().map(|one| alike(*one)).collect();
                doubles.extend(card_of(store, book, double.of)?.map(|person| DoubleView { person, alike }));
            }
            Ok(doubles)
        })
    }

    pub fn find_same_dossiers(&self, request: FindSameDossiers) -> Result<Vec<DossierCard>, Problem> {
        let FindSameDossiers { procedure, household, of } = request;
        let since = self.inner.clock.now().plus_millis(-SAME_WITHIN_MS);
        self.with_book("look for the same dossier", |store, book| {
            let mut ids: BTreeSet<_> = match of {
                Some(_) => BTreeSet::new(),
                None => store.dossiers_of_household(household)?.into_iter().collect(),
            };
            for entry in of.into_iter().flat_map(|of| book.entries_of(of)) {
                ids.extend(store.dossiers_of_person(entry)?);
            }
            let mut cards = self.cards(store, ids.into_iter().collect())?;
            cards.retain(|card| card.procedure == procedure && card.changed_at >= since);
            Ok(cards)
        })
    }
}

const fn alike(likeness: Likeness) -> Alike {
    match likeness {
        Likeness::Number => Alike::Number,
        Likeness::Name => Alike::Name,
        Likeness::NearName => Alike::NearName,
        Likeness::Birth => Alike::Birth,
        Likeness::BirthSwapped => Alike::BirthSwapped,
        Likeness::NearBirth => Alike::NearBirth,
        Likeness::Phone => Alike::Phone,
        Likeness::Household => Alike::Household,
    }
}
