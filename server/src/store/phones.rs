//! The phones of the volunteers: the codes by which a forgotten PIN is replaced, and the rule for wrong PINs.
//!
//! **Invariant:** a code reaches the store sealed, and leaves it only in the transaction that writes who has seen it.

use super::StoreError;
use dossier::{CommuneCode, DeviceId, MemberId, TeamId, Timestamp};

/// A code that only [`crate::recovery`] can open.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedCode {
    pub number: u32,
    pub sealed: Vec<u8>,
}

impl std::fmt::Debug for SealedCode {
    /// Without the code.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedCode").field("number", &self.number).finish_non_exhaustive()
    }
}

/// A phone as the office sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhoneRow {
    pub device: DeviceId,
    pub member: String,
    pub team: String,
    pub of_team: TeamId,
    pub enrolled_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
    /// Number of the code that is kept; `None`: none is.
    pub number: Option<u32>,
    pub handed_at: Timestamp,
    pub told_at: Option<Timestamp>,
}

pub trait Phones {
    /// Newest enrolment first, those that are refused last.
    fn phones(&self, commune: &CommuneCode) -> Result<Vec<PhoneRow>, StoreError>;

    /// Keeps a device's newest code. One with the same or a smaller number changes nothing: it came late or twice.
    fn keep_code(
        &self,
        commune: &CommuneCode,
        device: DeviceId,
        code: &SealedCode,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// The code, and in the same transaction the audit line of who has seen it. `None`: there is none, or the device is
    /// revoked.
    fn tell_code(
        &self,
        commune: &CommuneCode,
        device: DeviceId,
        by: MemberId,
        now: Timestamp,
    ) -> Result<Option<SealedCode>, StoreError>;

    /// A code that cannot be opened any more is none: the device is asked for another.
    fn forget_code(&self, commune: &CommuneCode, device: DeviceId) -> Result<(), StoreError>;

    /// Notes which rule the device heeds.
    fn note_heeded(&self, commune: &CommuneCode, device: DeviceId, wipe_after: u32)
    -> Result<(), StoreError>;

    /// After so many wrong PINs a phone of the commune wipes itself; 0: never.
    fn wipe_rule(&self, commune: &CommuneCode) -> Result<u32, StoreError>;

    /// With an audit line. Errors: [`StoreError::Unknown`].
    fn set_wipe_rule(
        &self,
        commune: &CommuneCode,
        wipe_after: u32,
        by: MemberId,
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
