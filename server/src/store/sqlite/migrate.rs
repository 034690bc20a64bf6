//! Migrations of the server's database: embedded, append-only, counted in `user_version`.
//!
//! **Invariant:** a database that a newer server wrote is refused and not changed.

use super::StoreError;
use super::audit::chain_earlier_lines;
use super::columns::engine;
use super::lists;
use crate::clock::{Clock, SystemClock};
use rusqlite::{Connection, TransactionBehavior};

/// In their order; the position is the schema number. Only ever append.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../../migrations/server-sqlite/0001_commune_store.sql"),
    include_str!("../../../../migrations/server-sqlite/0002_packs.sql"),
    include_str!("../../../../migrations/server-sqlite/0003_quarantine.sql"),
    include_str!("../../../../migrations/server-sqlite/0004_handover.sql"),
    include_str!("../../../../migrations/server-sqlite/0005_folding.sql"),
    include_str!("../../../../migrations/server-sqlite/0006_blobs.sql"),
    include_str!("../../../../migrations/server-sqlite/0007_withdrawals.sql"),
    include_str!("../../../../migrations/server-sqlite/0008_recovery.sql"),
    include_str!("../../../../migrations/server-sqlite/0009_roles.sql"),
    include_str!("../../../../migrations/server-sqlite/0010_audit_chain.sql"),
    include_str!("../../../../migrations/server-sqlite/0011_settings.sql"),
    include_str!("../../../../migrations/server-sqlite/0012_case_work.sql"),
    include_str!("../../../../migrations/server-sqlite/0013_work_lists.sql"),
    include_str!("../../../../migrations/server-sqlite/0014_public_page.sql"),
    include_str!("../../../../migrations/server-sqlite/0015_numbers.sql"),
    include_str!("../../../../migrations/server-sqlite/0016_looked_at.sql"),
    include_str!("../../../../migrations/server-sqlite/0017_moves.sql"),
    include_str!("../../../../migrations/server-sqlite/0018_files.sql"),
    include_str!("../../../../migrations/server-sqlite/0019_quicker_lists.sql"),
    include_str!("../../../../migrations/server-sqlite/0020_snapshots.sql"),
];

/// The migrations after which the program itself has something to write.
const AUDIT_CHAIN: u32 = 10;
/// How the lists are written now.
const WORK_LISTS: u32 = 19;

/// The schema number that this server writes.
pub(super) fn known_schema() -> u32 {
    u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX)
}

/// The schema number of a database; 0 for an empty one.
pub(super) fn schema_of(connection: &Connection) -> Result<u32, StoreError> {
    connection
        .query_row("SELECT user_version FROM pragma_user_version", [], |row| row.get("user_version"))
        .map_err(engine("read the schema number"))
}

pub(super) fn bring_up_to_date(connection: &mut Connection) -> Result<(), StoreError> {
    let known = known_schema();
    let tx = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(engine("migrate the database"))?;
    let found = schema_of(&tx)?;
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    for (number, migration) in (1u32..).zip(MIGRATIONS).filter(|(number, _)| *number > found) {
        tx.execute_batch(migration).map_err(engine("migrate the database"))?;
        if number == AUDIT_CHAIN {
            chain_earlier_lines(&tx, SystemClock.now())?;
        }
        tx.pragma_update(None, "user_version", number).map_err(engine("migrate the database"))?;
    }
    // As this program writes them, from columns that later migrations have added.
    if found < WORK_LISTS {
        lists::fill(&tx)?;
    }
    tx.commit().map_err(engine("migrate the database"))
}
