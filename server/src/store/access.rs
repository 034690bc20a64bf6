//! Who may speak to the server: invitations, devices with their tokens, sessions of officers.
//!
//! **Invariant:** secrets reach the store as SHA-256 only; nothing in it can be used to log in.

use super::StoreError;
use super::people::{Member, Standing, Team};
use dossier::{CommuneCode, DeviceId, MemberId, TeamId, Timestamp};

/// SHA-256 of a token or a code.
pub type SecretHash = [u8; 32];

/// A one-time code for a member's next device.
#[derive(Clone, Debug)]
pub struct Invite {
    pub commune: CommuneCode,
    pub member: MemberId,
    pub code_hash: SecretHash,
    pub expires_at: Timestamp,
}

/// A device that an invitation made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enrolled {
    pub commune: super::people::Commune,
    pub member: Member,
    pub team: Team,
}

/// A device as its token shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownDevice {
    pub id: DeviceId,
    pub commune: CommuneCode,
    pub member: MemberId,
    pub team: TeamId,
    pub scope_epoch: u32,
    /// Serial of the commune's catalogue of packs: read with the device, so that a sync need not ask for it.
    pub catalogue: u64,
    pub revoked: bool,
    /// No code of it is kept that nobody was told.
    pub lacks_code: bool,
    /// It does not heed the commune's rule for wrong PINs, as far as is known.
    pub heeds_another_rule: bool,
    /// To be compared in constant time by the caller.
    pub token_hash: SecretHash,
}

/// An officer's session as its cookie shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    pub commune: CommuneCode,
    pub commune_name: String,
    pub user: String,
    pub member: MemberId,
    /// The officer's name as villagers may read it.
    pub name: String,
    /// The team that she serves; the office's for everybody but a team lead.
    pub team: TeamId,
    pub standing: Standing,
    pub expires_at: Timestamp,
    /// To be compared in constant time by the caller.
    pub token_hash: SecretHash,
}

pub trait Access {
    /// Errors: [`StoreError::Unknown`] when the member is not of this commune or is an officer.
    fn add_invite(&self, invite: &Invite, now: Timestamp) -> Result<(), StoreError>;
    /// Spends the code and creates the device in one step. `None`: the code is unknown, used or expired.
    fn redeem_invite(
        &self,
        code_hash: &SecretHash,
        device: DeviceId,
        token_hash: &SecretHash,
        now: Timestamp,
    ) -> Result<Option<Enrolled>, StoreError>;

    fn device_by_token(&self, token_hash: &SecretHash) -> Result<Option<KnownDevice>, StoreError>;
    /// Errors: [`StoreError::Unknown`]. Revoking twice is one revocation.
    fn revoke_device(
        &self,
        commune: &CommuneCode,
        device: DeviceId,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// Ids of the member's devices that are not revoked.
    fn devices_of(&self, commune: &CommuneCode, member: MemberId) -> Result<Vec<DeviceId>, StoreError>;

    /// Opens a session for a user of the commune, and forgets those that have ended.
    fn open_session(
        &self,
        commune: &CommuneCode,
        user: &str,
        token_hash: &SecretHash,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    fn session(&self, token_hash: &SecretHash, now: Timestamp) -> Result<Option<Session>, StoreError>;
    fn close_session(&self, token_hash: &SecretHash) -> Result<(), StoreError>;
}
