//! The packs that a device knows, and finding one by what people call it.

use crate::fold::{accented, fold};
use crate::{Blocks, Communes, LibraryError, LifeEvents, Pack, PackFiles, Procedure, built_in};
use dossier::ProcedureCode;

/// Packs, life events and communes.
#[derive(Clone, Debug)]
pub struct Library {
    packs: Vec<Indexed>,
    events: LifeEvents,
    communes: Communes,
}

/// A pack with the words that find it, folded once.
#[derive(Clone, Debug)]
struct Indexed {
    pack: Pack,
    /// From the most telling to the least: code, names, synonyms, field.
    words: Vec<Words>,
}

#[derive(Clone, Debug)]
struct Words {
    folded: String,
    accented: String,
    weight: u8,
}

impl Library {
    /// The packs and lists that are compiled in. They were checked by the tests: only their shape is looked at.
    pub fn built_in() -> Result<Self, LibraryError> {
        let blocks = Self::built_in_blocks()?;
        let packs = built_in::PACKS
            .iter()
            .map(|files| Pack::read_trusted(files, &blocks).map(Indexed::new))
            .collect::<Result<_, _>>()?;
        Ok(Self { packs, events: LifeEvents::read(built_in::EVENTS)?, communes: Communes::built_in()? })
    }
    /// The files of the packs that are compiled in.
    pub fn built_in_files() -> &'static [PackFiles<'static>] {
        built_in::PACKS
    }
    /// The question blocks that are compiled in.
    pub fn built_in_blocks() -> Result<Blocks, LibraryError> {
        Blocks::read(built_in::BLOCKS.iter().copied())
    }
    pub fn packs(&self) -> impl Iterator<Item = &Pack> {
        self.packs.iter().map(|p| &p.pack)
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
    /// Procedures that fit what was typed, best first: exact before beginning before words inside; names
    /// before plain names before synonyms. Accents are optional, and count when typed. Empty: all.
    pub fn find(&self, query: &str) -> Vec<&Pack> {
        let (folded, accented) = (fold(query), accented(query));
        let mut found: Vec<(u16, &Pack)> =
            self.packs.iter().filter_map(|p| Some((p.rank(&folded, &accented)?, &p.pack))).collect();
        found.sort_by(|(rank_a, a), (rank_b, b)| {
            (rank_a, &a.procedure.code).cmp(&(rank_b, &b.procedure.code))
        });
        found.into_iter().map(|(_, pack)| pack).collect()
    }
}

impl Indexed {
    fn new(pack: Pack) -> Self {
        let Procedure { code, name, plain_name, synonyms, field, .. } = &pack.procedure;
        let named =
            [(code.as_str(), 0), (&name.vi, 1), (&name.en, 1), (&plain_name.vi, 2), (&plain_name.en, 2)];
        let words = named
            .into_iter()
            .chain(synonyms.iter().map(|s| (s.as_str(), 3)))
            .chain([(field.vi.as_str(), 4), (field.en.as_str(), 4)])
            .map(|(text, weight)| Words { folded: fold(text), accented: accented(text), weight })
            .collect();
        Self { pack, words }
    }
    /// Smaller is better; `None`: does not fit.
    fn rank(&self, folded: &str, accented: &str) -> Option<u16> {
        if folded.is_empty() {
            return Some(0);
        }
        let best = self.words.iter().filter_map(|w| w.rank(folded, accented)).min();
        best.or_else(|| {
            // Words from several places, such as a name and a field.
            let known = |part: &str| self.words.iter().any(|w| begins_a_word(part, &w.folded));
            folded.split(' ').all(known).then_some(u16::MAX)
        })
    }
}

impl Words {
    fn rank(&self, folded: &str, accented: &str) -> Option<u16> {
        let closeness = if self.accented == accented {
            0
        } else if self.folded == folded {
            1
        } else if self.folded.starts_with(folded) {
            2
        } else if folded.split(' ').all(|part| begins_a_word(part, &self.folded)) {
            3
        } else {
            return None;
        };
        Some(closeness * 10 + u16::from(self.weight))
    }
}

fn begins_a_word(part: &str, text: &str) -> bool {
    text.split(' ').any(|word| word.starts_with(part))
}
