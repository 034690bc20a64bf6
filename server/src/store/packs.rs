//! Procedure packs: what was published, what came with the program, and the catalogue's serial.
//!
//! **Invariant:** a version's files never change once it was published; a version that a dossier may use is never
//! deleted.

use super::StoreError;
use dossier::{CommuneCode, MemberId, ProcedureCode, Timestamp};
use std::collections::BTreeMap;
use wire::packs::{FileHash, PackFile, PackState};

/// Files of a pack by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// One version as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptPack {
    pub code: ProcedureCode,
    pub version: String,
    pub state: PackState,
    pub published_at: Timestamp,
    /// `None`: from the command line, or with the program.
    pub published_by: Option<MemberId>,
    /// By name.
    pub files: Vec<PackFile>,
}

/// Everything that is kept for a commune.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptShelf {
    pub serial: u64,
    /// By code, then version. A version of the commune's own stands in place of the same one of the program.
    pub packs: Vec<KeptPack>,
}

/// A version to publish. It was checked.
#[derive(Clone, Debug)]
pub struct NewPack<'a> {
    pub code: &'a ProcedureCode,
    pub version: &'a str,
    pub files: &'a Files,
}

/// Who publishes or withdraws, and when.
#[derive(Clone, Debug)]
pub struct By<'a> {
    pub commune: &'a CommuneCode,
    /// `None`: the command line.
    pub member: Option<MemberId>,
    pub now: Timestamp,
}

pub trait Packs {
    /// The secret half of the server's signing key; made when a store is opened for the first time.
    fn signing_seed(&self) -> Result<[u8; 32], StoreError>;
    /// 0: nothing was ever published.
    fn shelf_serial(&self, commune: &CommuneCode) -> Result<u64, StoreError>;
    fn shelf(&self, commune: &CommuneCode) -> Result<KeptShelf, StoreError>;
    /// A file of some pack of the commune, or of the program.
    fn pack_file(&self, commune: &CommuneCode, sha256: &FileHash) -> Result<Option<Vec<u8>>, StoreError>;
    /// Keeps packs that came with the program, so that a later program can show what was written with them.
    fn keep_built_in(&self, packs: &[NewPack<'_>], now: Timestamp) -> Result<(), StoreError>;
    /// Answers with the catalogue's new serial; the old one when this very version stands published already. One
    /// that was withdrawn is published again.
    ///
    /// Errors: [`StoreError::VersionTaken`] when the version is there with other files,
    /// [`StoreError::NotNewest`] when a newer one is there.
    fn publish(&self, pack: &NewPack<'_>, by: &By<'_>) -> Result<u64, StoreError>;
    /// Errors: [`StoreError::Unknown`] when no such version was published. Withdrawing twice is once.
    fn withdraw(&self, code: &ProcedureCode, version: &str, by: &By<'_>) -> Result<u64, StoreError>;
}
