//! What every backend of the store must do, run on each of them; and what is SQLite's own.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot set its scene up must fail at once"
)]

mod audit;
mod blobs;
mod contract;
mod earlier;
mod lists;
mod moves;
mod newest;
mod numbers;
mod sqlite;
mod together;
mod upkeep;

/// Runs a contract on every backend that this server has.
fn on_every_backend(contract: fn(&dyn server::store::Store)) {
    let folder = tempfile::tempdir().unwrap();
    contract(&server::store::sqlite::SqliteStore::create(folder.path()).unwrap());
}
