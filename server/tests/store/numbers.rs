//! What is counted, beside what it is counted of: dossiers of before the numbers, and how long a month of a million takes
//! (`cargo test --workspace --test store -- --ignored --nocapture numbers::`).

use crate::contract::{NOW, as_number, commit, commune};
use dossier::case::{CaseResult, Extension};
use dossier::supplement::Supplement;
use dossier::{DocumentId, DossierId, PhotoHash};
use rusqlite::Connection;
use server::numbers::Span;
use server::store::Numbers;
use server::store::cases::{Acceptance, CaseChange, Cases, Reckoned};
use server::store::documents::{Commit, Documents};
use server::store::sqlite::{FILE_NAME, SqliteStore};
use std::time::Instant;

/// Four years of dossiers, one every two minutes, each with everything that is counted.
const FILL: &str = "
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999999)
    INSERT INTO counted_case (commune, dossier, procedure, team, holder, channel, state, received_at, accepted_at,
        ended_at, due_at, waited, handled, put_off, scanned, answers, answers_known, person)
    SELECT '00001', randomblob(16), '1.00' || (1000 + i % 60), 1 + i % 90, 100 + i % 20, 'volunteer',
           iif(i < 995000, 'done', 'accepted'), 1669827600000 + i * 126000, 1669827600000 + i * 126000 + 3600000,
           iif(i < 995000, 1669827600000 + i * 126000 + 86400000 * (i % 9), 0),
           1669827600000 + i * 126000 + 86400000 * 7, i % 480, i % 4000, i % 50 = 0, i % 3 > 0, 40, i % 40,
           'person ' || (i / 2)
    FROM n";

#[test]
#[ignore = "fills a million rows; run by hand"]
#[expect(clippy::disallowed_methods, reason = "it measures")]
fn a_month_of_a_million_dossiers_is_read_within_two_seconds() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(folder.path()).unwrap();
    let (code, ..) = commune(&store, "00001");
    Connection::open(folder.path().join(FILE_NAME)).unwrap().execute_batch(FILL).unwrap();
    let month = Span::parse("2026-10").unwrap();
    for (what, span) in [("month", month), ("year", month.with_its_year())] {
        let begun = Instant::now();
        let mut cells = server::numbers::Cells::at(server::clock::Clock::now(&server::clock::SystemClock));
        let mut rows = 0_u64;
        store
            .happened(&code, span.between(), &mut |place, happened| {
                rows += 1;
                cells.add(place, &happened);
            })
            .unwrap();
        let took = begun.elapsed();
        println!("{what}: {rows} rows in {} ms", took.as_millis());
        assert!(what == "year" || took.as_millis() <= 2_000, "{took:?}");
        assert!(rows > 20_000, "{rows}");
    }
}

/// Every counted row in words, without what only the calendar and the documents could say.
fn counted(folder: &std::path::Path) -> Vec<String> {
    let database = Connection::open(folder.join(FILE_NAME)).unwrap();
    let mut rows = database
        .prepare(
            "SELECT concat_ws(' ', hex(dossier), procedure, team, holder, channel, state, received_at, accepted_at,
                    ended_at, due_at, stands_since, put_off, supplements, scanned, way) AS line
             FROM counted_case ORDER BY dossier",
        )
        .unwrap();
    rows.query_map([], |row| row.get("line")).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn dossiers_of_before_the_numbers_are_counted_as_those_that_come_after() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(folder.path()).unwrap();
    let (code, team, member) = commune(&store, "00001");
    let later = NOW.plus_millis(7_200_000);
    for number in 1..=4 {
        let document = DocumentId::from_bytes([number; 16]);
        let mut change = commit(&code, team, member, 1, None);
        change.changes.iter_mut().for_each(|one| one.actor = vec![number; 16]);
        change.row.iter_mut().for_each(|row| row.submitted_by = vec![number; 16]);
        store.commit(&Commit { document, ..change }).unwrap();
        if number == 1 {
            continue;
        }
        let dossier = DossierId::from(document);
        store
            .accept(&Acceptance {
                commune: &code,
                dossier,
                expected_heads: &[1; 32],
                officer: member,
                day: "261123",
                accepted: &|sequence| as_number(format!("H01-261123-{sequence:04}")),
                settings: 0,
                step_due: None,
                reckon: &|_| Reckoned::default(),
                now: NOW,
            })
            .unwrap();
        let supplement = Supplement {
            at: later,
            officer: "Sơn Mẫu".into(),
            asks: Vec::new(),
            due: None,
            seen: String::new(),
            ended: None,
        };
        let result = CaseResult { words: "x".into(), scan: Some(PhotoHash::from_bytes([1; 32])), way: None };
        let changed = store.change_case(&CaseChange {
            commune: &code,
            dossier,
            officer: member,
            action: "test",
            change: &|case| match number {
                2 => case.asked(supplement.clone()),
                3 => case.resolved(later, "Sơn Mẫu", result.clone()),
                _ => {
                    let from = case.due.unwrap();
                    let to = from + chrono::TimeDelta::days(1);
                    let words = "x".to_owned();
                    let put = Extension {
                        at: later,
                        officer: words.clone(),
                        from,
                        to,
                        reason: words.clone(),
                        signer: words,
                    };
                    case.extended(put)
                }
            },
            hand: None,
            reckon: &|_| Reckoned::default(),
            now: later,
        });
        changed.unwrap();
    }
    drop(store);
    let before = counted(folder.path());
    assert_eq!(before.len(), 4);
    assert!(before[2].contains(" done ") && before[0].contains(" received "), "{before:?}");
    crate::earlier::set_back(&folder.path().join(FILE_NAME), 14);
    drop(SqliteStore::open(folder.path()).unwrap());
    assert_eq!(counted(folder.path()), before);
}
