//! SQLite's own: versions and what stands on the disk.

use rusqlite::Connection;
use server::store::people::Standing;
use server::store::sqlite::{FILE_NAME, SqliteStore};
use server::store::{Documents, Packs, People, Store, StoreError};
use wire::Role;

#[test]
fn a_database_of_a_newer_server_is_refused_and_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    drop(SqliteStore::create(folder.path()).unwrap());
    let path = folder.path().join(FILE_NAME);
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = std::fs::read(&path).unwrap();
    for opened in [SqliteStore::open(folder.path()), SqliteStore::create(folder.path())] {
        assert!(matches!(opened, Err(StoreError::TooNew { found: 99, known: 20 })), "{opened:?}");
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_folder_without_a_database_is_not_filled_by_opening() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(SqliteStore::open(folder.path()), Err(StoreError::Missing { .. })));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn the_epoch_stays_over_a_restart_and_is_never_zero() {
    let folder = tempfile::tempdir().unwrap();
    let epoch = SqliteStore::create(folder.path()).unwrap().epoch().unwrap();
    assert_ne!(epoch.number, 0);
    assert_eq!(epoch.restored_at, None);
    assert_eq!(SqliteStore::open(folder.path()).unwrap().epoch().unwrap(), epoch);
}

#[test]
fn every_table_is_strict_and_every_key_begins_with_the_commune() {
    let folder = tempfile::tempdir().unwrap();
    drop(SqliteStore::create(folder.path()).unwrap());
    let database = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    let mut tables = database
        .prepare(
            // The search's own tables belong to the engine.
            "SELECT name, strict FROM pragma_table_list
             WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
        )
        .unwrap();
    let tables: Vec<(String, bool)> = tables
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(tables.len() > 15, "{tables:?}");
    for (table, strict) in tables {
        assert!(strict, "{table}");
        let first: String = database
            .query_row("SELECT name FROM pragma_table_info(?1) WHERE pk = 1", [&table], |row| row.get(0))
            .unwrap();
        // The server's own, of no commune.
        let of_the_server = ["meta", "signing_key"].contains(&table.as_str());
        assert!(first == "commune" || of_the_server, "{table} begins with {first}");
    }
}

#[test]
fn a_database_of_before_the_packs_gets_its_key_and_keeps_its_people() {
    let folder = tempfile::tempdir().unwrap();
    let first = include_str!("../../../migrations/server-sqlite/0001_commune_store.sql");
    let old = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    old.execute_batch(first).unwrap();
    old.execute_batch(
        "INSERT INTO commune (commune, name) VALUES ('03325', 'Xã Mẫu');
         INSERT INTO member (commune, id, name) VALUES ('03325', 1, 'Sơn Mẫu');
         INSERT INTO user (commune, name, member) VALUES ('03325', 'canbo1', 1);
         PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(old);
    let store = SqliteStore::open(folder.path()).unwrap();
    let user = store.user("canbo1").unwrap().unwrap();
    assert!(!user.standing.administrator, "nobody gets the right by an update");
    assert_eq!(
        user.standing,
        Standing::of(Role::Officer),
        "who worked on everything does, as far as there are roles for it"
    );
    let key = store.signing_seed().unwrap();
    assert_ne!(key, [0; 32]);
    assert_eq!(store.shelf_serial(&user.commune).unwrap(), 0);
    drop(store);
    assert_eq!(SqliteStore::open(folder.path()).unwrap().signing_seed().unwrap(), key);
}

#[test]
fn what_was_there_before_the_lists_is_in_them_after_the_update() {
    // Before there were lists, and before short ones had words of their own.
    for before in [12, 18] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        let (commune, team, member) = {
            let store = SqliteStore::create(folder.path()).unwrap();
            let (commune, team, member) = crate::contract::commune(&store, "00001");
            store.commit(&crate::contract::commit(&commune, team, member, 1, None)).unwrap();
            (commune, team, member)
        };
        crate::earlier::set_back(&path, before);
        let store = SqliteStore::open(folder.path()).unwrap();
        for words in ["", "an lo", "lan mau"] {
            let page = crate::lists::ask(&store, &commune, words);
            assert_eq!((page.rows.len(), page.numbers.unwrap().new), (1, 1), "{words}");
        }
        let mut next = crate::contract::commit(&commune, team, member, 2, Some(1));
        next.row.as_mut().unwrap().subject = "Lò Văn Bình".to_owned();
        store.commit(&next).unwrap();
        assert_eq!(crate::lists::ask(&store, &commune, "binh").rows.len(), 1, "and goes on from there");
        assert!(crate::lists::ask(&store, &commune, "an").rows.is_empty());
    }
}
