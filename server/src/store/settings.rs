//! What a commune says about its own office: days, hours, the pattern of its numbers.
//!
//! **Invariant:** a version is never changed; what was accepted by it can be worked out by it again.

use super::StoreError;
use super::people::Standing;
use dossier::{CommuneCode, DossierId, MemberId, Timestamp};
use wire::settings::Settings;

/// One version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptSettings {
    /// 0: nothing was ever said.
    pub version: u32,
    pub at: Timestamp,
    /// `None`: from the command line.
    pub by: Option<MemberId>,
    pub settings: Settings,
}

pub trait UnitSettings {
    /// The newest version.
    fn settings(&self, commune: &CommuneCode) -> Result<KeptSettings, StoreError>;
    /// An earlier one. Errors: [`StoreError::Unknown`].
    fn settings_version(&self, commune: &CommuneCode, version: u32) -> Result<KeptSettings, StoreError>;
    /// Every version's number, moment and author, the newest first.
    fn settings_versions(
        &self,
        commune: &CommuneCode,
    ) -> Result<Vec<(u32, Timestamp, Option<MemberId>)>, StoreError>;
    /// Keeps the next version, with an audit line. Errors: [`StoreError::Stale`] when `after` is not the newest.
    fn keep_settings(
        &self,
        commune: &CommuneCode,
        after: u32,
        settings: &Settings,
        by: MemberId,
        now: Timestamp,
    ) -> Result<u32, StoreError>;
    /// By which version a dossier was accepted; `None`: it is not, or was before there were versions.
    fn settings_of(&self, commune: &CommuneCode, dossier: DossierId) -> Result<Option<u32>, StoreError>;
    /// Gives several people their roles in one step, each with an audit line when it is another than before.
    /// Errors: [`StoreError::Unknown`].
    fn set_standings(
        &self,
        commune: &CommuneCode,
        standings: &[(String, Standing)],
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
