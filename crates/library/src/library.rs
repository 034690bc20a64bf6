//! The packs that a device knows, and finding one by what people call it.

use crate::find::{Index, Searched};
use crate::{Blocks, Communes, LibraryError, LifeEvent, LifeEvents, Pack, PackFiles, Procedure, built_in};
use dossier::ProcedureCode;
use std::collections::BTreeMap;

/// Packs, life events and communes.
#[derive(Clone, Debug)]
pub struct Library {
    packs: Vec<Pack>,
    events: LifeEvents,
    communes: Communes,
    /// The newest pack of each procedure, as an index of `packs`, then every event.
    found: Vec<Entry>,
    index: Index,
}

#[derive(Clone, Copy, Debug)]
enum Entry {
    Pack(usize),
    Event(usize),
}

/// What a search finds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Found<'a> {
    Procedure(&'a Pack),
    Event(&'a LifeEvent),
}

impl Library {
    /// The packs and lists that are compiled in. They were checked by the tests: only their shape is looked at.
    pub fn built_in() -> Result<Self, LibraryError> {
        let blocks = Self::built_in_blocks()?;
        let packs = built_in::PACKS.iter().map(|files| Pack::read_trusted(files, &blocks));
        Ok(Self::new(
            packs.collect::<Result<_, _>>()?,
            LifeEvents::read(built_in::EVENTS)?,
            Communes::built_in()?,
        ))
    }
    /// A library of these packs; a procedure may be there in several versions.
    pub fn new(packs: Vec<Pack>, events: LifeEvents, communes: Communes) -> Self {
        let mut newest: BTreeMap<&ProcedureCode, (&str, usize)> = BTreeMap::new();
        for (index, pack) in packs.iter().enumerate() {
            let version = pack.procedure.version.as_str();
            let known = newest.entry(&pack.procedure.code).or_insert((version, index));
            if version > known.0 {
                *known = (version, index);
            }
        }
        let of_packs = newest.values().map(|(_, index)| Entry::Pack(*index));
        let of_events = (0..events.iter().count()).map(Entry::Event);
        let found: Vec<Entry> = of_packs.chain(of_events).collect();
        let index = Index::new(found.iter().map(|entry| match entry {
            Entry::Pack(at) => {
                packs.get(*at).map(|p| of_procedure(&p.procedure, &events)).unwrap_or_default()
            }
            Entry::Event(at) => events.iter().nth(*at).map(of_event).unwrap_or_default(),
        }));
        Self { packs, events, communes, found, index }
    }
    /// The files of the packs that are compiled in.
    pub fn built_in_files() -> &'static [PackFiles<'static>] {
        built_in::PACKS
    }
    /// The question blocks that are compiled in.
    pub fn built_in_blocks() -> Result<Blocks, LibraryError> {
        Blocks::read(built_in::BLOCKS.iter().copied())
    }
    /// The same library with these packs, each in place of every other one of its procedure.
    #[must_use]
    pub fn with(self, packs: Vec<Pack>) -> Self {
        let mut all = self.packs;
        all.retain(|known| packs.iter().all(|pack| pack.procedure.code != known.procedure.code));
        all.extend(packs);
        Self::new(all, self.events, self.communes)
    }
    pub fn packs(&self) -> impl Iterator<Item = &Pack> {
        self.packs.iter()
    }
    /// The newest pack of a procedure.
    pub fn pack(&self, code: &ProcedureCode) -> Option<&Pack> {
        self.packs()
            .filter(|p| p.procedure.code == *code)
            .max_by(|a, b| a.procedure.version.cmp(&b.procedure.version))
    }
    /// The pack that a draft was begun with.
    pub fn pack_version(&self, code: &ProcedureCode, version: &str) -> Option<&Pack> {
        self.packs().find(|p| p.procedure.code == *code && p.procedure.version == version)
    }
    pub fn events(&self) -> &LifeEvents {
        &self.events
    }
    pub fn communes(&self) -> &Communes {
        &self.communes
    }
    /// Procedures and life events that fit what was typed, best first. Nothing typed: every procedure.
    pub fn search(&self, query: &str) -> Vec<Found<'_>> {
        let Some(hits) = self.index.find(query) else {
            return self
                .found
                .iter()
                .filter(|e| matches!(e, Entry::Pack(_)))
                .filter_map(|e| self.at(*e))
                .collect();
        };
        hits.into_iter().filter_map(|(_, at)| self.at(*self.found.get(at)?)).collect()
    }
    /// The procedures alone of [`Library::search`].
    pub fn find(&self, query: &str) -> Vec<&Pack> {
        let procedure = |found| match found {
            Found::Procedure(pack) => Some(pack),
            Found::Event(_) => None,
        };
        self.search(query).into_iter().filter_map(procedure).collect()
    }
    fn at(&self, entry: Entry) -> Option<Found<'_>> {
        match entry {
            Entry::Pack(at) => self.packs.get(at).map(Found::Procedure),
            Entry::Event(at) => self.events.iter().nth(at).map(Found::Event),
        }
    }
}

/// The phrases that find a procedure: its own, then those of the life events that bring people to it.
fn of_procedure(procedure: &Procedure, events: &LifeEvents) -> Searched {
    let Procedure { code, name, plain_name, synonyms, field, life_events, .. } = procedure;
    let own = [(code.as_str(), 0), (&plain_name.vi, 0), (&name.vi, 1), (&plain_name.en, 1), (&name.en, 2)];
    let synonyms = synonyms.iter().map(|synonym| (synonym.as_str(), 1));
    let field = [(field.vi.as_str(), 9), (field.en.as_str(), 9)];
    let of_events = life_events.iter().filter_map(|id| events.get(id)).flat_map(|event| {
        // What a visit takes care of first is what was most likely meant.
        let place = event.bundle.iter().position(|part| part.code.as_ref() == Some(code));
        let weight = 1 + u16::try_from(place.unwrap_or(event.bundle.len())).unwrap_or(u16::MAX).min(4);
        let names = [event.name.vi.as_str(), event.name.en.as_str()];
        names.into_iter().chain(event.words.iter().map(String::as_str)).map(move |text| (text, weight))
    });
    // What nobody verified stands behind what fits as well.
    let behind = if procedure.verified { 0 } else { 2 };
    own.into_iter()
        .chain(synonyms)
        .chain(field)
        .chain(of_events)
        .map(|(text, weight)| (text.to_owned(), weight + behind))
        .collect()
}

fn of_event(event: &LifeEvent) -> Searched {
    let names = [(event.name.vi.as_str(), 0), (event.name.en.as_str(), 1)];
    let words = event.words.iter().map(|word| (word.as_str(), 1));
    names.into_iter().chain(words).map(|(text, weight)| (text.to_owned(), weight)).collect()
}
