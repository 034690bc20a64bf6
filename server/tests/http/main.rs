//! The server over real HTTP on loopback, with a real SQLite file. The modules mirror the routes.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot set its scene up must fail at once"
)]

mod audit;
mod blobs;
mod counter;
mod dossiers_acceptance;
mod dossiers_corrections;
mod dossiers_file;
mod dossiers_look;
mod dossiers_move;
mod dossiers_papers;
mod dossiers_settle;
mod dossiers_work;
mod events;
mod handovers;
mod healthz;
mod lists;
mod numbers;
mod odata;
mod openapi;
mod packs;
mod packs_workbook;
mod pages;
mod public;
mod public_rating;
mod quarantine;
mod rights;
mod schemathesis;
mod session;
mod settings;
mod support;
mod v1_blobs;
mod v1_blobs_bounds;
mod v1_blobs_keeping;
mod v1_blobs_killed;
mod v1_blobs_tus_js_client;
mod v1_enrol;
mod v1_sync;
mod v1_sync_bad_days;
mod v1_sync_restore;
