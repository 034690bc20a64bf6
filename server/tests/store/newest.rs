//! The feed read from its end: newest first, each document once, none missed whatever happens meanwhile.

use crate::contract::{commit, commune};
use crate::on_every_backend;
use dossier::{CommuneCode, DocumentId, MemberId, TeamId};
use server::store::Store;
use server::store::documents::Commit;
use server::store::feed::{FeedEntry, FeedQuery, NewestPage, NewestQuery};
use server::store::upkeep::Fold;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use wire::sync::NEWEST;

struct Team<'a> {
    store: &'a dyn Store,
    code: CommuneCode,
    team: TeamId,
    member: MemberId,
}

impl Team<'_> {
    fn at(store: &dyn Store) -> Team<'_> {
        Team::of(store, "00001")
    }

    fn of<'a>(store: &'a dyn Store, code: &str) -> Team<'a> {
        let (code, team, member) = commune(store, code);
        Team { store, code, team, member }
    }

    /// Writes change `number` of a document; 1 begins it.
    fn write(&self, document: u8, number: u8) {
        let after = (number > 1).then(|| number - 1);
        let base = commit(&self.code, self.team, self.member, number, after);
        let changes = base
            .changes
            .into_iter()
            .map(|mut change| {
                change.hash[0] = document;
                change.actor = vec![document; 16];
                change
            })
            .collect();
        let row = base.row.map(|row| server::store::documents::DossierRow { submitted_at: None, ..row });
        self.store
            .commit(&Commit { document: DocumentId::from_bytes([document; 16]), changes, row, ..base })
            .unwrap();
    }

    fn page(&self, up_to: Option<u64>, below: u64, budget: usize) -> NewestPage {
        let skip = HashSet::new();
        let query = NewestQuery { commune: &self.code, team: self.team, up_to, below, budget, skip: &skip };
        self.store.newest(&query).unwrap()
    }

    /// Reads everything down, then the feed up; `meanwhile` happens after the first page.
    fn read_all(&self, budget: usize, meanwhile: &dyn Fn()) -> (Vec<u8>, Vec<u8>) {
        let mut page = self.page(None, NEWEST, budget);
        let up_to = page.up_to;
        let mut down = documents(&page.entries);
        meanwhile();
        while let Some(below) = page.below {
            page = self.page(Some(up_to), below, budget);
            assert_eq!(page.up_to, up_to);
            down.extend(documents(&page.entries));
        }
        let skip = HashSet::new();
        let query =
            FeedQuery { commune: &self.code, team: self.team, after: up_to, budget: 1 << 20, skip: &skip };
        (down, documents(&self.store.feed(&query).unwrap().entries))
    }
}

fn documents(entries: &[FeedEntry]) -> Vec<u8> {
    entries
        .iter()
        .filter_map(|entry| match entry {
            FeedEntry::Changes { document, .. } | FeedEntry::Whole { document, .. } => {
                Some(document.as_bytes()[0])
            }
            FeedEntry::Case { .. } | FeedEntry::Removed { .. } => None,
        })
        .collect()
}

#[test]
fn documents_come_whole_each_once_and_the_newest_first() {
    on_every_backend(|store| {
        let team = Team::at(store);
        for (document, number) in [(1, 1), (2, 1), (3, 1), (1, 2), (2, 2), (1, 3)] {
            team.write(document, number);
        }
        for budget in [1, 150, 1 << 20] {
            assert_eq!(team.read_all(budget, &|| ()), (vec![1, 2, 3], vec![]), "{budget}");
        }
        let page = team.page(None, NEWEST, 1);
        let [FeedEntry::Whole { chunks, actors, .. }] = page.entries.as_slice() else {
            panic!("one document a page: {page:?}")
        };
        assert_eq!(chunks.len(), 3, "all of its changes");
        assert_eq!(*actors, [vec![1; 16]]);
        assert_eq!(page.below, Some(6), "the place of its newest change");
    });
}

#[test]
fn what_changes_or_is_new_meanwhile_is_not_missed() {
    on_every_backend(|store| {
        let team = Team::at(store);
        for document in 1..=4 {
            team.write(document, 1);
        }
        // The first page brings document 4. Of the others one changes before it is read, and a new one is begun.
        let (down, up) = team.read_all(1, &|| {
            team.write(1, 2);
            team.write(4, 2);
            team.write(5, 1);
        });
        assert_eq!(down, [4, 3, 2, 1]);
        assert_eq!(up, [1, 4, 5]);
    });
}

#[test]
fn what_is_removed_meanwhile_is_told_and_what_was_removed_before_too() {
    on_every_backend(|store| {
        let team = Team::at(store);
        for document in 1..=3 {
            team.write(document, 1);
        }
        let remove =
            |n: u8| store.remove_document(&team.code, DocumentId::from_bytes([n; 16]), crate::contract::NOW);
        remove(1).unwrap();
        let page = team.page(None, NEWEST, 1 << 20);
        assert!(matches!(page.entries.first(), Some(FeedEntry::Removed { .. })), "{page:?}");
        assert_eq!(documents(&page.entries), [3, 2]);
        let (down, _) = team.read_all(1, &|| remove(2).unwrap());
        assert_eq!(down, [3], "what is gone is not sent");
        let skip = HashSet::new();
        let query = FeedQuery { commune: &team.code, team: team.team, after: 4, budget: 99, skip: &skip };
        assert!(matches!(store.feed(&query).unwrap().entries.as_slice(), [FeedEntry::Removed { .. }]));
    });
}

#[test]
fn a_document_whose_newest_change_the_reader_has_just_brought_is_left_out() {
    on_every_backend(|store| {
        let team = Team::at(store);
        team.write(1, 1);
        team.write(2, 1);
        let mut hash = [1; 32];
        hash[0] = 2;
        let skip = HashSet::from([(DocumentId::from_bytes([2; 16]), hash)]);
        let query = NewestQuery {
            commune: &team.code,
            team: team.team,
            up_to: None,
            below: NEWEST,
            budget: 1 << 20,
            skip: &skip,
        };
        assert_eq!(documents(&store.newest(&query).unwrap().entries), [1]);
    });
}

/// What a device would have: of each document the changes, told apart by document and number.
#[derive(Default)]
struct Reader {
    has: BTreeMap<u8, BTreeSet<u8>>,
}

impl Reader {
    fn take(&mut self, entries: &[FeedEntry]) {
        for entry in entries {
            let (document, chunks): (_, Vec<&[u8]>) = match entry {
                FeedEntry::Changes { document, changes, .. } => {
                    (document, changes.iter().map(|change| change.raw.as_slice()).collect())
                }
                FeedEntry::Whole { document, chunks, .. } => {
                    (document, chunks.iter().map(Vec::as_slice).collect())
                }
                FeedEntry::Removed { document, .. } => {
                    self.has.remove(&document.as_bytes()[0]);
                    continue;
                }
                FeedEntry::Case { .. } => continue,
            };
            let numbers = self.has.entry(document.as_bytes()[0]).or_default();
            numbers.extend(chunks.concat().chunks(RAW).map(|raw| raw[1]));
        }
    }
}

/// Bytes of a change in the story below: a snapshot is some of them one after the other.
const RAW: usize = 16;

/// A team whose documents are written, folded and removed by chance, and what it has written.
struct ByChance<'a> {
    team: Team<'a>,
    dice: u64,
    written: BTreeMap<u8, u8>,
}

impl ByChance<'_> {
    fn roll(&mut self, sides: u64) -> u64 {
        self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.dice >> 33) % sides
    }

    fn any(&mut self) -> Option<u8> {
        let at = self.roll(self.written.len().max(1) as u64) as usize;
        self.written.keys().copied().nth(at)
    }

    fn happens(&mut self, fresh: &mut u8) {
        match self.roll(10) {
            0..3 => {
                *fresh += 1;
                self.write(*fresh);
            }
            3..7 => {
                if let Some(document) = self.any() {
                    self.write(document);
                }
            }
            7..9 => {
                if let Some(document) = self.any() {
                    self.fold(document);
                }
            }
            _ => {
                if let Some(document) = self.any() {
                    self.written.remove(&document);
                    let id = DocumentId::from_bytes([document; 16]);
                    self.team.store.remove_document(&self.team.code, id, crate::contract::NOW).unwrap();
                }
            }
        }
    }

    fn write(&mut self, document: u8) {
        let number = self.written.entry(document).or_default();
        *number += 1;
        let number = *number;
        let after = (number > 1).then(|| number - 1);
        let base = commit(&self.team.code, self.team.team, self.team.member, number, after);
        let mut change = base.changes[0].clone();
        change.hash[0] = document;
        change.actor = vec![document; 16];
        change.raw = vec![number; RAW];
        change.raw[0] = document;
        let row = base.row.map(|row| server::store::documents::DossierRow { submitted_at: None, ..row });
        let id = DocumentId::from_bytes([document; 16]);
        self.team.store.commit(&Commit { document: id, changes: vec![change], row, ..base }).unwrap();
    }

    /// Everything up to some change goes into the snapshot.
    fn fold(&mut self, document: u8) {
        let id = DocumentId::from_bytes([document; 16]);
        let record = self.team.store.record(&self.team.code, id).unwrap().unwrap();
        let Some(last) = record.changes.last() else { return };
        let old_up_to = record.changes[self.roll(record.changes.len() as u64) as usize].seq;
        let snapshot: Vec<u8> = record.changes.iter().fold(record.snapshot.clone(), |mut all, change| {
            if change.seq > record.snapshot_seq {
                all.extend(&change.raw);
            }
            all
        });
        self.team
            .store
            .fold(&Fold {
                commune: &self.team.code,
                document: id,
                expected_heads: &record.heads,
                snapshot: &snapshot,
                snapshot_seq: last.seq,
                old_up_to,
            })
            .unwrap();
    }
}

#[test]
fn whatever_happens_between_two_pages_a_first_sync_and_the_feed_after_it_miss_nothing() {
    on_every_backend(|store| {
        for seed in 1..=30 {
            let code = format!("{seed:05}");
            let mut world = ByChance { team: Team::of(store, &code), dice: seed, written: BTreeMap::new() };
            let reader = read_while_things_happen(&mut world);
            let expected: BTreeMap<u8, BTreeSet<u8>> =
                world.written.iter().map(|(document, last)| (*document, (1..=*last).collect())).collect();
            assert_eq!(reader.has, expected, "seed {seed}");
        }
    });
}

fn read_while_things_happen(world: &mut ByChance<'_>) -> Reader {
    let mut fresh = 0;
    for _ in 0..25 {
        world.happens(&mut fresh);
    }
    let mut reader = Reader::default();
    let (mut up_to, mut below) = (None, Some(NEWEST));
    while let Some(place) = below {
        let page = world.team.page(up_to, place, 1);
        reader.take(&page.entries);
        (up_to, below) = (Some(page.up_to), page.below);
        world.happens(&mut fresh);
    }
    let mut after = up_to.unwrap();
    loop {
        let (skip, team) = (HashSet::new(), &world.team);
        let query = FeedQuery { commune: &team.code, team: team.team, after, budget: 1, skip: &skip };
        let page = team.store.feed(&query).unwrap();
        reader.take(&page.entries);
        after = page.up_to;
        if !page.more {
            return reader;
        }
    }
}
