//! The audit's chain, against somebody who can write to the database past the server.

use crate::contract::{NOW, commit, commune};
use dossier::CommuneCode;
use rusqlite::Connection;
use server::audit::{Break, head_text, read_head, verify};
use server::store::audit::{BEFORE_THE_FIRST, Head, Look, StoredLine};
use server::store::sqlite::{FILE_NAME, SqliteStore};
use server::store::{Audit, Documents};
use std::path::Path;
use tempfile::TempDir;

/// A commune with ten lines.
fn ten_lines() -> (TempDir, CommuneCode) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(folder.path()).unwrap();
    let (code, team, member) = commune(&store, "00001");
    store.commit(&commit(&code, team, member, 1, None)).unwrap();
    look(&store, &code, 9);
    (folder, code)
}

fn look(store: &SqliteStore, code: &CommuneCode, times: usize) {
    for count in 0..times {
        let document = Some(dossier::DocumentId::from_bytes([7; 16]));
        let member = dossier::MemberId(1);
        store.note_look(&Look { commune: code, member, action: "read", document, count, now: NOW }).unwrap();
    }
}

fn broken(folder: &Path, code: &CommuneCode, noted: &[Head]) -> Option<Break> {
    verify(&SqliteStore::open(folder).unwrap(), code, noted).unwrap().broken
}

fn head(folder: &Path, code: &CommuneCode) -> Head {
    SqliteStore::open(folder).unwrap().audit_head(code).unwrap().unwrap()
}

fn past_the_server(folder: &Path) -> Connection {
    Connection::open(folder.join(FILE_NAME)).unwrap()
}

/// Whoever can write to the file can take the triggers out.
fn without_triggers(folder: &Path) -> Connection {
    let database = past_the_server(folder);
    database
        .execute_batch(
            "DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_taken_out;
             DROP TRIGGER audit_grows_at_its_end;",
        )
        .unwrap();
    database
}

#[test]
fn lines_follow_one_another_and_communes_have_chains_of_their_own() {
    let (folder, code) = ten_lines();
    let store = SqliteStore::open(folder.path()).unwrap();
    let (other, team, member) = commune(&store, "00002");
    store.commit(&commit(&other, team, member, 1, None)).unwrap();
    let verified = verify(&store, &code, &[]).unwrap();
    assert_eq!((verified.lines, verified.broken), (10, None));
    assert_eq!(verified.head, store.audit_head(&code).unwrap());
    assert_eq!(verify(&store, &other, &[]).unwrap().lines, 1);
    let lines = store.audit_lines(&code, 0, 100).unwrap();
    assert_eq!(lines[0].before, BEFORE_THE_FIRST);
    assert!(lines.windows(2).all(|two| two[1].before == two[0].hash && two[1].id == two[0].id + 1));
    let nobody = verify(&store, &CommuneCode::from("00003"), &[]).unwrap();
    assert_eq!((nobody.lines, nobody.head, nobody.broken), (0, None, None));
}

#[test]
fn the_database_itself_refuses_to_change_take_out_or_put_in() {
    let (folder, code) = ten_lines();
    let database = past_the_server(folder.path());
    for sql in [
        "UPDATE audit SET member = 2 WHERE id = 4",
        "DELETE FROM audit WHERE id = 10",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit (commune, id, before, hash) VALUES ('00001', 4, x'', x'')",
        "INSERT INTO audit (commune, id, before, hash) VALUES ('00001', 12, x'', x'')",
        "INSERT INTO audit (commune, id, before, hash) VALUES ('00001', 0, x'', x'')",
    ] {
        let refused = database.execute_batch(sql).unwrap_err();
        assert!(refused.to_string().contains("only ever added to"), "{sql}: {refused}");
    }
    assert_eq!(broken(folder.path(), &code, &[]), None);
}

#[test]
fn a_line_that_was_changed_taken_out_or_put_in_is_named() {
    for (sql, found) in [
        ("UPDATE audit SET at = at + 1 WHERE id = 4", Break::Changed { id: 4 }),
        ("UPDATE audit SET member = 2 WHERE id = 4", Break::Changed { id: 4 }),
        ("UPDATE audit SET device = x'01' WHERE id = 4", Break::Changed { id: 4 }),
        ("UPDATE audit SET action = 'look' WHERE id = 4", Break::Changed { id: 4 }),
        ("UPDATE audit SET document = x'' WHERE id = 4", Break::Changed { id: 4 }),
        ("UPDATE audit SET count = count + 1 WHERE id = 10", Break::Changed { id: 10 }),
        ("UPDATE audit SET hash = zeroblob(32) WHERE id = 4", Break::Changed { id: 4 }),
        ("UPDATE audit SET before = zeroblob(32) WHERE id = 4", Break::DoesNotFollow { id: 4 }),
        // A text that moves from one column to the next makes another line of it.
        ("UPDATE audit SET device = document, document = device WHERE id = 4", Break::Changed { id: 4 }),
        ("DELETE FROM audit WHERE id = 4", Break::Missing { id: 4 }),
        ("DELETE FROM audit WHERE id = 1", Break::Missing { id: 1 }),
        (
            "DELETE FROM audit WHERE id = 4; UPDATE audit SET id = id - 1 WHERE id > 4",
            Break::DoesNotFollow { id: 4 },
        ),
        (
            "UPDATE audit SET id = -id WHERE id > 4; UPDATE audit SET id = 1 - id WHERE id < 0;
             INSERT INTO audit (commune, id, before, hash) SELECT commune, 5, hash, zeroblob(32) FROM audit WHERE id = 4",
            Break::Changed { id: 5 },
        ),
        ("UPDATE audit SET commune = '00002' WHERE id = 10; DELETE FROM audit WHERE id = 9", Break::Missing { id: 0 }),
    ] {
        let (folder, code) = ten_lines();
        let store = SqliteStore::open(folder.path()).unwrap();
        let _other = commune(&store, "00002");
        drop(store);
        without_triggers(folder.path()).execute_batch(sql).unwrap();
        let said = broken(folder.path(), &code, &[]);
        match found {
            // Lines that went at the end are not seen here: the next test. The commune that got one has it in no place.
            Break::Missing { id: 0 } => {
                assert_eq!(said, None);
                let other = CommuneCode::from("00002");
                assert_eq!(broken(folder.path(), &other, &[]), Some(Break::Missing { id: 1 }));
            }
            found => assert_eq!(said, Some(found), "{sql}"),
        }
    }
}

/// Writes every line anew from `from` on, each as if it had always been so.
fn write_anew(database: &Connection, lines: &[StoredLine], from: i64) {
    let mut before = BEFORE_THE_FIRST.to_vec();
    for line in lines {
        let anew = StoredLine { before: before.clone(), ..line.clone() };
        before = anew.computed().to_vec();
        if line.id >= from {
            database
                .execute(
                    "UPDATE audit SET member = ?2, before = ?3, hash = ?4 WHERE id = ?1",
                    (line.id, line.member, &anew.before, &before),
                )
                .unwrap();
        }
    }
}

/// What the chain alone cannot show, and what a head shows that somebody has noted elsewhere.
#[test]
fn lines_that_were_cut_off_and_a_chain_that_was_written_anew_are_seen_by_a_noted_head_alone() {
    let (folder, code) = ten_lines();
    let noted = head(folder.path(), &code);
    assert_eq!(noted.id, 10);
    without_triggers(folder.path()).execute_batch("DELETE FROM audit WHERE id > 7").unwrap();
    assert_eq!(broken(folder.path(), &code, &[]), None, "a shorter chain is a chain");
    assert_eq!(broken(folder.path(), &code, &[noted]), Some(Break::EndsBefore { noted: 10 }));
    // It grows on, past the number that was noted.
    look(&SqliteStore::open(folder.path()).unwrap(), &code, 5);
    assert_eq!(broken(folder.path(), &code, &[]), None);
    assert_eq!(broken(folder.path(), &code, &[noted]), Some(Break::NotTheNoted { noted: 10 }));

    let (folder, code) = ten_lines();
    let store = SqliteStore::open(folder.path()).unwrap();
    let (early, noted) = (read_head(&head_text(&third(&store, &code))).unwrap(), head(folder.path(), &code));
    let mut lines = store.audit_lines(&code, 0, 100).unwrap();
    drop(store);
    lines[4].member = 99;
    write_anew(&without_triggers(folder.path()), &lines, 5);
    assert_eq!(broken(folder.path(), &code, &[]), None, "whoever writes all of it anew writes a chain");
    assert_eq!(broken(folder.path(), &code, &[early, noted]), Some(Break::NotTheNoted { noted: 10 }));
    assert_eq!(broken(folder.path(), &code, &[early]), None, "up to the third line nothing was touched");
}

fn third(store: &SqliteStore, code: &CommuneCode) -> Head {
    let line = store.audit_lines(code, 2, 1).unwrap().remove(0);
    Head { id: line.id, hash: line.hash.try_into().unwrap() }
}

#[test]
fn a_head_is_read_as_it_was_written_and_nothing_else_is_one() {
    let head = Head { id: 1234, hash: [0xab; 32] };
    assert_eq!(read_head(&format!(" {}\n", head_text(&head))), Some(head));
    for typed in [
        "",
        "1234",
        "1234:",
        "1234:abcd",
        "0:abab",
        &format!("x{}", head_text(&head)),
        &head_text(&head)[..60],
    ] {
        assert_eq!(read_head(typed), None, "{typed}");
    }
}

#[test]
fn lines_of_before_the_chain_are_in_it_in_their_order_with_a_line_that_says_how_many() {
    let folder = tempfile::tempdir().unwrap();
    let old = past_the_server(folder.path());
    for migration in [
        include_str!("../../../migrations/server-sqlite/0001_commune_store.sql"),
        include_str!("../../../migrations/server-sqlite/0002_packs.sql"),
        include_str!("../../../migrations/server-sqlite/0003_quarantine.sql"),
        include_str!("../../../migrations/server-sqlite/0004_handover.sql"),
        include_str!("../../../migrations/server-sqlite/0005_folding.sql"),
        include_str!("../../../migrations/server-sqlite/0006_blobs.sql"),
        include_str!("../../../migrations/server-sqlite/0007_withdrawals.sql"),
        include_str!("../../../migrations/server-sqlite/0008_recovery.sql"),
        include_str!("../../../migrations/server-sqlite/0009_roles.sql"),
    ] {
        old.execute_batch(migration).unwrap();
    }
    old.execute_batch(
        "INSERT INTO commune (commune, name) VALUES ('00001', 'Xã Một'), ('00002', 'Xã Hai'), ('00003', 'Xã Ba');
         INSERT INTO audit (commune, id, at, member, action, count)
         VALUES ('00001', 1, 5, 1, 'merge', 3), ('00001', 2, 6, 2, 'accept', 0), ('00002', 1, 7, 1, 'enrol', 0);
         PRAGMA user_version = 9;",
    )
    .unwrap();
    drop(old);
    let store = SqliteStore::open(folder.path()).unwrap();
    let said = |code: &str| -> Vec<(i64, String, i64)> {
        let lines = store.audit_lines(&CommuneCode::from(code), 0, 100).unwrap();
        lines.into_iter().map(|line| (line.id, line.action, line.count)).collect()
    };
    let of = |lines: &[(i64, &str, i64)]| -> Vec<(i64, String, i64)> {
        lines.iter().map(|(id, action, count)| (*id, (*action).to_owned(), *count)).collect()
    };
    assert_eq!(said("00001"), of(&[(1, "merge", 3), (2, "accept", 0), (3, "chain_begins", 2)]));
    assert_eq!(said("00002"), of(&[(1, "enrol", 0), (2, "chain_begins", 1)]));
    assert_eq!(said("00003"), of(&[]));
    for code in ["00001", "00002", "00003"] {
        assert_eq!(verify(&store, &CommuneCode::from(code), &[]).unwrap().broken, None, "{code}");
    }
    let first = store.audit_lines(&CommuneCode::from("00001"), 0, 1).unwrap().remove(0);
    assert_eq!((first.at, first.member), (5, 1), "as it stood");
    let there: i64 = past_the_server(folder.path())
        .query_row("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'audit_before%'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(there, 0);
}

#[test]
fn a_backup_has_a_whole_chain_and_a_restore_is_a_line_that_explains_what_is_gone() {
    let (folder, code) = ten_lines();
    let store = SqliteStore::open(folder.path()).unwrap();
    let to = folder.path().join("backup.db");
    let heads = store.back_up(&to, NOW).unwrap();
    let [(of, in_backup)] = heads.as_slice() else { panic!("{heads:?}") };
    assert_eq!((of, in_backup.id), (&code, 11), "the backup itself is a line");
    look(&store, &code, 3);
    let later = store.audit_head(&code).unwrap().unwrap();
    drop(store);
    server::store::sqlite::restore(folder.path(), &to, NOW).unwrap();
    assert_eq!(broken(folder.path(), &code, &[*in_backup]), None);
    let said = broken(folder.path(), &code, &[*in_backup, later]);
    assert_eq!(said, Some(Break::EndsBefore { noted: 14 }));
    let last = SqliteStore::open(folder.path()).unwrap().audit_lines(&code, 11, 10).unwrap();
    assert_eq!((last.len(), last[0].action.as_str()), (1, "restore"));
}
