//! The feed read from its end: newest first, each document once, none missed whatever happens meanwhile.

use crate::contract::{commit, commune};
use crate::on_every_backend;
use dossier::{CommuneCode, DocumentId, MemberId, TeamId};
use server::store::Store;
use server::store::documents::Commit;
use server::store::feed::{FeedEntry, FeedQuery, NewestPage, NewestQuery};
use std::collections::HashSet;
use wire::sync::NEWEST;

struct Team<'a> {
    store: &'a dyn Store,
    code: CommuneCode,
    team: TeamId,
    member: MemberId,
}

impl Team<'_> {
    fn at(store: &dyn Store) -> Team<'_> {
        let (code, team, member) = commune(store, "00001");
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
        let skip = HashSet::from([hash]);
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
