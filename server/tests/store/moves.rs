//! A dossier goes to another commune: all of it, at one moment, and one line stays.

use crate::contract::{NOW, as_number, commit, commune};
use crate::on_every_backend;
use dossier::case::{Case, CaseState, Move, NotNow};
use dossier::{CommuneCode, DeviceId, DossierId, MemberId, TeamId, Timestamp};
use rusqlite::Connection;
use server::store::cases::{Acceptance, Hand, Reckoned};
use server::store::documents::Commit;
use server::store::feed::{FeedEntry, FeedQuery};
use server::store::handovers::NewHandover;
use server::store::lists::{ListQuery, Reach};
use server::store::moves::MoveOut;
use server::store::numbers::{Between, Happened};
use server::store::people::OFFICE;
use server::store::sqlite::{FILE_NAME, SqliteStore};
use server::store::{Documents, Handovers, Looks, Store, StoreError, Upkeep};
use std::collections::HashSet;
use wire::lists::List;
use wire::work::Step;

const DOSSIER: DossierId = DossierId::from_bytes([7; 16]);
const HOUR_MS: i64 = 60 * 60 * 1000;

fn later(hours: i64) -> Timestamp {
    NOW.plus_millis(hours * HOUR_MS)
}

fn move_it(
    store: &dyn Store,
    from: &CommuneCode,
    to: &CommuneCode,
    officer: MemberId,
    numbered: bool,
    now: Timestamp,
) -> Result<Case, StoreError> {
    let moved = Move {
        at: now,
        officer: "Sơn Mẫu".to_owned(),
        from: from.clone(),
        from_name: "Xã Mẫu".to_owned(),
        to: to.clone(),
        to_name: "Xã Mẫu".to_owned(),
        reason: "Nơi ở thuộc xã khác.".to_owned(),
        numbered,
    };
    store.move_to_commune(&MoveOut {
        from,
        to,
        dossier: DOSSIER,
        officer,
        reason: "Nơi ở thuộc xã khác.",
        numbered,
        change: &|case| case.moved(moved.clone()),
        settings: 0,
        reckon: &|case| Reckoned { warn: case.due, ..Reckoned::default() },
        now,
    })
}

fn accept(store: &dyn Store, code: &CommuneCode, officer: MemberId, heads: u8) -> Result<Case, StoreError> {
    store.accept(&Acceptance {
        commune: code,
        dossier: DOSSIER,
        expected_heads: &[heads; 32],
        officer,
        day: "261123",
        accepted: &|number| as_number(format!("H01-261123-{number:04}")),
        settings: 0,
        step_due: None,
        reckon: &|_| Reckoned { waited: Some(60), ..Reckoned::default() },
        now: NOW,
    })
}

/// How many are in each list, and whom the newest page names.
fn list(store: &dyn Store, code: &CommuneCode, words: &str) -> (u32, u32, Vec<(String, String, String)>) {
    let reach = Reach::default();
    let page = store
        .list(&ListQuery {
            commune: code,
            list: List::All,
            reach: &reach,
            volunteer: None,
            holder: None,
            from: None,
            until: None,
            words,
            after: None,
            limit: 10,
            now: later(2),
        })
        .unwrap();
    let rows = page.rows.into_iter().map(|row| (row.subject, row.volunteer, row.team)).collect();
    let numbers = page.numbers.unwrap();
    (numbers.new, numbers.work, rows)
}

fn feed(store: &dyn Store, code: &CommuneCode, team: TeamId) -> Vec<FeedEntry> {
    let skip = HashSet::new();
    store.feed(&FeedQuery { commune: code, team, after: 0, budget: 1 << 20, skip: &skip }).unwrap().entries
}

fn happened(store: &dyn Store, code: &CommuneCode) -> Vec<&'static str> {
    let mut all = Vec::new();
    let day = Between { from: later(-24), until: later(24) };
    store
        .happened(code, day, &mut |_, one| {
            all.push(match one {
                Happened::Received { .. } => "received",
                Happened::Accepted { .. } => "accepted",
                Happened::Ended { .. } => "ended",
                Happened::Open { .. } => "open",
                Happened::Moved { .. } => "moved",
                Happened::Withdrawn { .. } => "withdrawn",
            });
        })
        .unwrap();
    all.sort_unstable();
    all
}

#[test]
fn before_its_number_it_is_new_at_the_other_commune_and_a_line_stays() {
    on_every_backend(|store| {
        let (one, team, lan) = commune(store, "00001");
        let (two, other_team, _) = commune(store, "00002");
        store.commit(&commit(&one, team, lan, 1, None)).unwrap();
        store.commit(&commit(&one, team, lan, 2, Some(1))).unwrap();
        let case = move_it(store, &one, &two, lan, false, later(1)).unwrap();
        assert_eq!((case.state, case.arrived_at()), (CaseState::Received, later(1)));

        assert_eq!(list(store, &one, ""), (0, 0, vec![]));
        let there = vec![("Lò Văn An".to_owned(), "Lan Mẫu".to_owned(), "Tổ Mẫu, Xã Mẫu".to_owned())];
        for words in ["", "an lo", "lan mau"] {
            assert_eq!(list(store, &two, words), (1, 0, there.clone()), "{words}");
        }
        assert!(store.load_document(&one, DOSSIER.into()).unwrap().is_none());
        let stored = store.load_document(&two, DOSSIER.into()).unwrap().unwrap();
        assert_eq!((stored.team, stored.heads, stored.log.len()), (OFFICE, vec![2; 32], 2));
        let authors = store.authors(&two, &[vec![9; 16]]).unwrap();
        assert_eq!(authors, [(vec![9; 16], MemberId(0), "Lan Mẫu".to_owned())], "by name, as nobody of here");
        assert_eq!((happened(store, &one), happened(store, &two)), (vec!["moved"], vec!["open", "received"]));

        assert!(
            matches!(feed(store, &one, team).as_slice(), [FeedEntry::Removed { document, .. }] if *document == DOSSIER.into())
        );
        assert!(feed(store, &two, other_team).is_empty(), "no team there has it yet");
        store.move_document(&two, DOSSIER.into(), other_team, later(1)).unwrap();
        let given = feed(store, &two, other_team);
        assert!(
            matches!(given.as_slice(), [FeedEntry::Changes { changes, .. }, FeedEntry::Case { .. }] if changes.len() == 2),
            "{given:?}"
        );

        for (words, found) in [("", 1), ("lo an", 1), ("lo binh", 0), ("bình", 0), ("?", 0)] {
            assert_eq!(store.moved(&one, words, 10).unwrap().len(), found, "{words}");
        }
        let line = store.moved_away(&one, DOSSIER).unwrap().unwrap();
        assert_eq!(
            (line.subject.as_str(), line.volunteer.as_str(), line.team),
            ("Lò Văn An", "Lan Mẫu", team)
        );
        assert_eq!((line.reason.as_str(), line.accepted_at), ("Nơi ở thuộc xã khác.", None));

        // Gone for good over there: the line names nobody any more.
        store.remove_document(&two, DOSSIER.into(), later(2)).unwrap();
        assert_eq!(store.moved_away(&one, DOSSIER).unwrap().unwrap().subject, "");
    });
}

#[test]
fn with_its_number_it_waits_as_new_until_somebody_takes_it_on() {
    on_every_backend(|store| {
        let (one, team, lan) = commune(store, "00001");
        let (two, _, hoa) = commune(store, "00002");
        store.commit(&commit(&one, team, lan, 1, None)).unwrap();
        let given = accept(store, &one, lan, 1).unwrap();
        let case = move_it(store, &one, &two, lan, true, later(1)).unwrap();
        assert_eq!((&case.number, case.due), (&given.number, given.due));
        assert_eq!(
            (list(store, &two, "").0, list(store, &two, "0001").0),
            (1, 1),
            "new, and found by its number"
        );
        assert_eq!(happened(store, &one), ["moved"]);
        assert_eq!(happened(store, &two), ["accepted", "open", "received"]);
        let day = Between { from: later(-1), until: later(0).plus_millis(1) };
        let register = store.moved_after_acceptance(&one, day).unwrap();
        assert_eq!(register.iter().map(|line| line.number.as_str()).collect::<Vec<_>>(), ["H01-261123-0001"]);
        let there = Between { from: later(0), until: later(2) };
        assert_eq!(
            store.accepted_between(&two, there).unwrap().len(),
            1,
            "in its register from its arrival on"
        );

        let hand = Hand { taker: hoa, step: Step::Handle, due: None, note: "" };
        store
            .change_case(&server::store::cases::CaseChange {
                commune: &two,
                dossier: DOSSIER,
                officer: hoa,
                action: "hand on",
                change: &|case| case.handed_to("Hoa Mẫu"),
                hand: Some(hand),
                reckon: &|_| Reckoned::default(),
                now: later(2),
            })
            .unwrap();
        assert_eq!((list(store, &two, "").0, list(store, &two, "").1), (0, 1));
        let sheet = store.control_sheet(&two, DOSSIER, hoa, later(2)).unwrap();
        let takers: Vec<_> = sheet.iter().map(|line| line.taker.as_str()).collect();
        assert_eq!(takers, ["Lan Mẫu", "Lan Mẫu"], "the first of the one commune, the second of the other");
        assert_eq!(store.list_anew().unwrap(), 1);
    });
}

#[test]
fn what_cannot_be_moved_stays_whole() {
    on_every_backend(|store| {
        let (one, team, lan) = commune(store, "00001");
        let (two, other_team, hoa) = commune(store, "00002");
        let nowhere = CommuneCode::from("99999");
        assert!(matches!(
            move_it(store, &one, &two, lan, false, NOW),
            Err(StoreError::Unknown { what: "case" })
        ));
        store.commit(&commit(&one, team, lan, 1, None)).unwrap();
        assert!(matches!(
            move_it(store, &one, &nowhere, lan, false, NOW),
            Err(StoreError::Unknown { what: "commune" })
        ));
        assert!(matches!(
            move_it(store, &two, &one, hoa, false, NOW),
            Err(StoreError::Unknown { what: "case" })
        ));
        // The other commune has a document of this id.
        let draft = Commit { row: None, ..commit(&two, other_team, hoa, 1, None) };
        store.commit(&draft).unwrap();
        assert!(matches!(move_it(store, &one, &two, lan, false, NOW), Err(StoreError::Exists { .. })));
        // An officer was quicker with the number: who meant a dossier without one is told.
        accept(store, &one, lan, 1).unwrap();
        let told = move_it(store, &one, &two, lan, false, NOW);
        assert!(matches!(told, Err(StoreError::NotNow(NotNow::AlreadyAccepted { .. }))), "{told:?}");
        assert_eq!((list(store, &one, "").1, store.moved(&one, "", 10).unwrap().len()), (1, 0));
        // Its person takes it back meanwhile.
        store.commit(&Commit { withdrawn: true, ..commit(&one, team, lan, 2, Some(1)) }).unwrap();
        let (three, _, _) = commune(store, "00003");
        assert!(matches!(move_it(store, &one, &three, lan, true, NOW), Err(StoreError::Stale)));
    });
}

#[test]
fn there_and_back_it_is_one_dossier_and_each_commune_knows_its_own_people() {
    on_every_backend(|store| {
        let (one, team, lan) = commune(store, "00001");
        let (two, _, hoa) = commune(store, "00002");
        store.commit(&commit(&one, team, lan, 1, None)).unwrap();
        move_it(store, &one, &two, lan, false, later(1)).unwrap();
        let back = move_it(store, &two, &one, hoa, false, later(2)).unwrap();
        assert_eq!(back.moves.len(), 2);
        assert_eq!((list(store, &one, "").0, list(store, &two, "").0), (1, 0));
        assert!(store.moved(&one, "", 10).unwrap().is_empty(), "what is here went nowhere");
        assert_eq!(store.moved(&two, "", 10).unwrap().len(), 1);
        assert_eq!((happened(store, &one), happened(store, &two)), (vec!["open", "received"], vec!["moved"]));
        let authors = store.authors(&one, &[vec![9; 16]]).unwrap();
        assert_eq!(authors, [(vec![9; 16], lan, "Lan Mẫu".to_owned())]);
        assert_eq!(accept(store, &one, lan, 1).unwrap().accepted_by(&one), &one);
    });
}

/// Every table that speaks of documents is looked at, also those that come later.
#[test]
fn nothing_of_it_stays_behind_but_the_line_and_what_the_commune_itself_did() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(folder.path()).unwrap();
    let (one, team, lan) = commune(&store, "00001");
    let (two, _, _) = commune(&store, "00002");
    store.commit(&commit(&one, team, lan, 1, None)).unwrap();
    let waiting = NewHandover {
        commune: one.clone(),
        document: DOSSIER.into(),
        device: DeviceId::from_bytes([4; 16]),
        from_commune: one.clone(),
        member: lan,
        from_team: team,
        home: None,
        hashes: vec![[5; 32]],
        numbers: vec![(vec![5; 16], 1)],
        actors: std::iter::once(vec![5; 16]).collect(),
        message: vec![1, 2, 3],
        now: NOW,
    };
    store.park(&waiting).unwrap();
    store.note_looked_at(&one, DOSSIER, lan, "aa").unwrap();
    accept(&store, &one, lan, 1).unwrap();
    let tables = |code: &CommuneCode| -> Vec<String> {
        let database = Connection::open(folder.path().join(FILE_NAME)).unwrap();
        let columns: Vec<(String, String)> = database
            .prepare(
                "SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c
                 WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'work_search%'
                   AND (c.name IN ('dossier', 'document') OR t.name = 'document' AND c.name = 'id')",
            )
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert!(columns.len() > 15, "{columns:?}");
        let has = |(table, column): &(String, String)| -> bool {
            let sql = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE commune = ?1 AND {column} = ?2)");
            database.query_row(&sql, (code.as_str(), DOSSIER.as_bytes()), |row| row.get(0)).unwrap()
        };
        let mut having: Vec<String> = columns.into_iter().filter(has).map(|(table, _)| table).collect();
        having.sort_unstable();
        having
    };
    let before = tables(&one);
    move_it(&store, &one, &two, lan, true, later(1)).unwrap();
    assert_eq!(tables(&one), ["audit", "moved_dossier", "removal"]);
    let there = tables(&two);
    // Who looked is the officers' own, and what was done before is in the other commune's audit.
    let gone: Vec<_> = before.iter().filter(|table| !there.contains(table)).collect();
    assert_eq!(gone, ["looked_at"]);
    let box_there = store.handovers(&two).unwrap();
    assert_eq!((box_there[0].from_commune.clone(), box_there[0].member_name.as_str()), (one, "Lan Mẫu"));
    assert_eq!(store.file_faults().unwrap(), Vec::<String>::new());
}
