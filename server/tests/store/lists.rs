//! The contract of [`server::store::Lists`]: whoever writes a case, a row or a team writes the lists with it.

use crate::contract::{NOW, commit, commune};
use crate::on_every_backend;
use dossier::document::Kind;
use dossier::{CommuneCode, DocumentId, DossierId, MemberId, ProcedureCode, TeamId, Timestamp};
use server::store::Store;
use server::store::cases::{CaseChange, Reckoned};
use server::store::documents::Commit;
use server::store::lists::{COUNTED_IN_A_SEARCH, ListQuery, Page, Reach};
use wire::lists::{List, Numbers};

const EVERYTHING: Reach = Reach { procedures: None, team: None };

fn query<'a>(commune: &'a CommuneCode, words: &'a str) -> ListQuery<'a> {
    ListQuery {
        commune,
        list: List::All,
        reach: &EVERYTHING,
        volunteer: None,
        holder: None,
        from: None,
        until: None,
        words,
        after: None,
        limit: 50,
        now: NOW,
    }
}

/// The first page of everything that has these words.
pub(crate) fn ask(store: &dyn Store, commune: &CommuneCode, words: &str) -> Page {
    store.list(&query(commune, words)).unwrap()
}

fn id(number: u32) -> DocumentId {
    let mut bytes = [1; 16];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    DocumentId::from_bytes(bytes)
}

/// A dossier that comes handed over.
fn arrives(
    store: &dyn Store,
    code: &CommuneCode,
    (team, member): (TeamId, MemberId),
    number: u32,
    subject: &str,
    now: Timestamp,
) {
    let mut new = commit(code, team, member, 1, None);
    new.document = id(number);
    new.now = now;
    for change in &mut new.changes {
        change.actor = id(number).as_bytes().to_vec();
    }
    let row = new.row.as_mut().unwrap();
    row.subject = subject.to_owned();
    row.submitted_by = id(number).as_bytes().to_vec();
    store.commit(&new).unwrap();
}

fn refuse(store: &dyn Store, commune: &CommuneCode, number: u32, member: MemberId) {
    let change = CaseChange {
        commune,
        dossier: DossierId::from(id(number)),
        officer: member,
        action: "refuse",
        change: &|case| case.refused(NOW, "Sơn Mẫu", "x".to_owned()),
        hand: None,
        reckon: &|_| Reckoned::default(),
        now: NOW,
    };
    store.change_case(&change).unwrap();
}

#[test]
fn more_than_a_moment_has_room_for_keep_their_order_and_every_page_is_read_once() {
    on_every_backend(|store| {
        let (code, team, member) = commune(store, "00001");
        // The clock stands: a restored device may bring hundreds at once.
        for number in 0..150 {
            arrives(store, &code, (team, member), number, "Lò Văn An", NOW);
        }
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = store.list(&ListQuery { after, limit: 40, ..query(&code, "") }).unwrap();
            all.extend(page.rows.into_iter().map(|row| DocumentId::from(row.dossier)));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(all, (0..150).rev().map(id).collect::<Vec<_>>());
    });
}

#[test]
fn a_search_that_finds_too_many_counts_nothing_and_still_goes_on_page_by_page_and_list_by_list() {
    on_every_backend(|store| {
        let (code, team, member) = commune(store, "00001");
        let many = u32::try_from(COUNTED_IN_A_SEARCH).unwrap() + 5;
        let commits: Vec<Commit> = (0..many)
            .map(|number| {
                let mut new = commit(&code, team, member, 1, None);
                new.document = id(number);
                new
            })
            .collect();
        assert!(store.commit_all(commits).iter().all(Result::is_ok));
        for number in [3, 300] {
            refuse(store, &code, number, member);
        }
        let page = ask(store, &code, "lo van");
        assert_eq!((page.rows.len(), page.numbers, page.next.is_some()), (50, None, true));
        let next = store.list(&ListQuery { after: page.next, ..query(&code, "lo van") }).unwrap();
        assert!(next.rows.iter().all(|row| !page.rows.contains(row)));
        let done = store.list(&ListQuery { list: List::Done, ..query(&code, "lo van") }).unwrap();
        let done: Vec<_> = done.rows.into_iter().map(|row| DocumentId::from(row.dossier)).collect();
        assert_eq!(done, [id(300), id(3)]);
        assert_eq!(
            ask(store, &code, "").numbers.unwrap(),
            Numbers { new: many - 2, done: 2, all: many, ..Numbers::default() }
        );
        let late = store.list(&ListQuery { list: List::Late, ..query(&code, "lo van") }).unwrap();
        assert!(late.rows.is_empty());
    });
}

/// Of a stretch with most of the rows those outside are counted, of a short one those within.
#[test]
fn a_stretch_of_days_is_counted_the_same_whether_it_is_long_or_short() {
    on_every_backend(|store| {
        let (code, team, member) = commune(store, "00001");
        for number in 0..20 {
            arrives(store, &code, (team, member), number, "Lò Văn An", NOW.plus_millis(i64::from(number)));
        }
        for number in [1, 5, 18] {
            refuse(store, &code, number, member);
        }
        let at = |millis| Some(NOW.plus_millis(millis));
        for (from, until, new, done) in [
            (None, None, 17, 3),
            (at(2), at(18), 15, 1),
            (at(2), None, 16, 2),
            (None, at(18), 16, 2),
            (at(4), at(7), 2, 1),
            (at(30), None, 0, 0),
            (at(18), at(2), 0, 0),
        ] {
            let page = store.list(&ListQuery { from, until, ..query(&code, "") }).unwrap();
            let numbers = Numbers { new, done, all: new + done, ..Numbers::default() };
            assert_eq!(page.numbers, Some(numbers), "{from:?} {until:?}");
            assert_eq!(page.rows.len(), usize::try_from(new + done).unwrap(), "{from:?} {until:?}");
        }
    });
}

#[test]
fn communes_of_one_server_find_and_count_their_own() {
    on_every_backend(|store| {
        let (one, team, member) = commune(store, "00001");
        let (two, other_team, other) = commune(store, "00002");
        arrives(store, &one, (team, member), 1, "Lò Văn An", NOW);
        arrives(store, &two, (other_team, other), 2, "Lò Văn An", NOW);
        for (code, number) in [(&one, 1), (&two, 2)] {
            for words in ["", "lo van an"] {
                let page = ask(store, code, words);
                let seen: Vec<_> = page.rows.iter().map(|row| DocumentId::from(row.dossier)).collect();
                assert_eq!((seen, page.numbers.unwrap().all), (vec![id(number)], 1), "{words}");
            }
        }
    });
}

#[test]
fn written_anew_the_lists_are_what_the_writers_left() {
    on_every_backend(|store| {
        let (code, team, member) = commune(store, "00001");
        for number in 0..70 {
            let name = if number % 2 == 0 { "Lò Văn An" } else { "Vàng A Mẫu" };
            arrives(store, &code, (team, member), number, name, NOW.plus_millis(i64::from(number)));
        }
        for number in [4, 5, 6] {
            refuse(store, &code, number, member);
        }
        store.remove_document(&code, id(9), NOW).unwrap();
        let reach = Reach { procedures: Some(vec![ProcedureCode::from("1.001193")]), team: Some(team) };
        let all = |words| {
            let narrow = ListQuery { reach: &reach, limit: 500, ..query(&code, words) };
            (ask(store, &code, words), store.list(&narrow).unwrap())
        };
        let before = (all(""), all("vang"));
        assert_eq!(before.0.1.numbers.unwrap(), Numbers { new: 66, done: 3, all: 69, ..Numbers::default() });
        assert_eq!(store.list_anew().unwrap(), 69);
        assert_eq!((all(""), all("vang")), before);
    });
}

#[test]
fn a_draft_and_a_household_are_in_no_list() {
    on_every_backend(|store| {
        let (code, team, member) = commune(store, "00001");
        let mut draft = commit(&code, team, member, 1, None);
        draft.row.as_mut().unwrap().submitted_at = None;
        store.commit(&draft).unwrap();
        let household = Commit {
            document: id(2),
            kind: Kind::Household,
            row: None,
            ..commit(&code, team, member, 3, None)
        };
        store.commit(&household).unwrap();
        assert_eq!(ask(store, &code, "").numbers.unwrap(), Numbers::default());
        let handed_over = Commit { now: NOW.plus_millis(5), ..commit(&code, team, member, 2, Some(1)) };
        store.commit(&handed_over).unwrap();
        let page = ask(store, &code, "lo");
        assert_eq!(page.rows[0].received_at, Timestamp::from_millis(NOW.millis() + 5));
    });
}
