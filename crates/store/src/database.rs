//! Opening the database: key, settings, a look at its health, migrations.

use crate::StoreError;
use crate::files::DATABASE;
use crate::vault::DatabaseKey;
use data_encoding::HEXLOWER;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use std::path::Path;
use zeroize::Zeroizing;

/// In order; a migration that was released is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/device/0001_first.sql"),
    include_str!("../../../migrations/device/0002_packs.sql"),
    include_str!("../../../migrations/device/0003_refusals_and_scope.sql"),
    include_str!("../../../migrations/device/0004_link.sql"),
    include_str!("../../../migrations/device/0005_households.sql"),
    include_str!("../../../migrations/device/0006_photos.sql"),
    include_str!("../../../migrations/device/0009_news.sql"),
    include_str!("../../../migrations/device/0010_withdrawals.sql"),
    include_str!("../../../migrations/device/0011_place.sql"),
    include_str!("../../../migrations/device/0012_recovery.sql"),
    include_str!("../../../migrations/device/0013_typed.sql"),
    include_str!("../../../migrations/device/0014_supplements.sql"),
    include_str!("../../../migrations/device/0015_ratings.sql"),
    include_str!("../../../migrations/device/0016_snapshots.sql"),
];

/// Up to this size the whole file is checked at every start (some tens of milliseconds).
const FULL_CHECK_BYTES: u64 = 16 * 1024 * 1024;

/// The settings under which every answer is committed; benchmarks use the very same for their bare commit.
pub const SETTINGS: &str = "
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA secure_delete = ON;
";

/// What the caller knows of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expect {
    /// First start: there is none.
    Nothing,
    /// A store was created here before: an empty file is damage, not an invitation to begin again.
    AStore,
}

pub(crate) fn open(path: &Path, key: &DatabaseKey, expect: Expect) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    // Closing a database that cannot be read would sweep away its write-ahead log, in which the newest
    // answers are: until the store has proved sound, closing leaves every file as it is.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let hex = Zeroizing::new(HEXLOWER.encode(key.as_slice()));
    // A raw key: the PIN was stretched by Argon2id already, SQLCipher need not do it again.
    let pragma = Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", hex.as_str()));
    connection.execute_batch(&pragma)?;
    if expect == Expect::AStore {
        check_health(&connection, path)?;
    }
    connection.execute_batch(SETTINGS)?;
    migrate(&connection)?;
    crate::book::watch(&connection)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(connection)
}

/// A key that does not fit, a damaged page or an emptied file shows here, before anything is written.
fn check_health(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let damaged = || StoreError::Damaged { file: DATABASE.to_owned() };
    connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE")?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
    if tables == 0 {
        return Err(damaged());
    }
    if std::fs::metadata(path).is_ok_and(|file| file.len() <= FULL_CHECK_BYTES) {
        let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(damaged());
        }
    }
    Ok(())
}

fn migrate(connection: &Connection) -> Result<(), StoreError> {
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    let done = usize::try_from(found).unwrap_or(0);
    for (index, migration) in MIGRATIONS.iter().enumerate().skip(done) {
        let version = index.saturating_add(1);
        connection.execute_batch(&format!("BEGIN; {migration} PRAGMA user_version = {version}; COMMIT;"))?;
    }
    Ok(())
}

/// The bound is the connection's, not the file's: opening the store again takes it away.
#[cfg(feature = "simulation")]
pub(crate) fn limit_growth(connection: &Connection, pages: Option<u32>) -> Result<(), StoreError> {
    let now: u32 = connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    let most = pages.map_or(u32::MAX - 1, |pages| now.saturating_add(pages));
    connection.query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_of_schema_2_comes_along_with_what_it_shared_and_with_whom() {
        let connection = Connection::open_in_memory().unwrap();
        for migration in MIGRATIONS.iter().take(2) {
            connection.execute_batch(migration).unwrap();
        }
        connection
            .execute_batch(
                "PRAGMA user_version = 2;
                 UPDATE device SET commune = '00004';
                 INSERT INTO document (id, kind, actor, heads, shared_heads)
                 VALUES (x'01', 'dossier', x'', x'aa', x'aa'), (x'02', 'dossier', x'', x'bb', x'');
                 INSERT INTO outbox (document, since_ms) VALUES (x'02', 1);",
            )
            .unwrap();
        migrate(&connection).unwrap();
        let communes: Vec<String> = connection
            .prepare("SELECT commune FROM document WHERE in_scope = 1 AND away = 0 ORDER BY id")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(communes, ["00004", ""]);
        let waits: (bool, String) = connection
            .query_row("SELECT whole, forked FROM outbox", [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        assert_eq!(waits, (false, String::new()));
    }

    #[test]
    fn a_store_of_schema_13_keeps_its_snapshots_and_they_go_with_their_documents() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(SETTINGS).unwrap();
        for migration in MIGRATIONS.iter().take(13) {
            connection.execute_batch(migration).unwrap();
        }
        connection
            .execute_batch(
                "PRAGMA user_version = 13;
                 INSERT INTO document (id, kind, actor, heads)
                 VALUES (x'01', 'dossier', x'', x'aa'), (x'02', 'dossier', x'', x'bb');
                 INSERT INTO snapshot (document, bytes) VALUES (x'01', x'0a'), (x'02', x'0b');",
            )
            .unwrap();
        migrate(&connection).unwrap();
        let kept = || -> Vec<Vec<u8>> {
            let mut kept = connection.prepare("SELECT bytes FROM snapshot ORDER BY document").unwrap();
            kept.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
        };
        assert_eq!(kept(), [[0x0a], [0x0b]]);
        connection.execute_batch("DELETE FROM document WHERE id = x'01'").unwrap();
        assert_eq!(kept(), [[0x0b]]);
    }
}
