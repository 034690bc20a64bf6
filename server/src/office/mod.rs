//! What officers do: log in, read the lists and a dossier, take one in at the counter, settle concurrent values, ask for supplements, accept.
//!
//! **Invariant:** every use case but the login takes a [`crate::store::access::Session`] and stays within
//! its commune and its rights ([`rights`]); a dossier that was not handed over is nobody's business here.

pub mod acceptance;
pub mod blobs;
pub mod counter;
pub(crate) mod days;
pub mod dossier_view;
pub mod feed_keys;
pub mod files;
pub mod handovers;
pub mod lists;
pub mod login;
pub mod moving;
pub mod numbers;
pub mod papers;
pub mod phones;
pub mod quarantine;
pub mod register;
pub mod report;
pub mod rights;
pub mod settings;
pub mod settle;
pub mod supplements;
pub mod work;

/// Of a reason, a note or a result: as long as a long answer.
const MAX_WORDS: usize = 2_000;
