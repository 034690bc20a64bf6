//! Keys with which a program of the office, such as Excel or Power BI, reads numbers and nothing else.
//!
//! **Invariant:** a key reaches the store as its SHA-256 only.

use super::StoreError;
use super::access::SecretHash;
use dossier::{CommuneCode, MemberId, Timestamp};
use wire::feed::FeedKey;

/// A key as its hash shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownKey {
    pub commune: CommuneCode,
    pub id: u32,
    pub revoked: bool,
    /// To be compared in constant time by the caller.
    pub key_hash: SecretHash,
}

pub trait FeedKeys {
    /// With an audit line. Answers the key's number.
    fn add_feed_key(
        &self,
        commune: &CommuneCode,
        name: &str,
        key_hash: &SecretHash,
        by: MemberId,
        now: Timestamp,
    ) -> Result<u32, StoreError>;
    /// The newest first, also those that were revoked.
    fn feed_keys(&self, commune: &CommuneCode) -> Result<Vec<FeedKey>, StoreError>;
    /// With an audit line; revoking twice is one revocation. Errors: [`StoreError::Unknown`].
    fn revoke_feed_key(
        &self,
        commune: &CommuneCode,
        id: u32,
        by: MemberId,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    fn feed_key(&self, key_hash: &SecretHash) -> Result<Option<KnownKey>, StoreError>;
}
