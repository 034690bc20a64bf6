//! Pushes that were refused, kept for a look by a person.
//!
//! **Invariant:** bounded in entries and bytes, for each device and for the commune; one device cannot push out what
//! another one's pushes left, as long as the commune's bound holds.

use super::StoreError;
use dossier::{CommuneCode, DeviceId, DocumentId, MemberId, Timestamp};
use wire::sync::RefusalCode;

/// How much is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct QuarantineBounds {
    pub device_entries: u32,
    pub device_bytes: u32,
    pub commune_entries: u32,
    pub commune_bytes: u32,
    /// What is longer is kept by its first part.
    pub message_bytes: usize,
}

impl QuarantineBounds {
    pub const STANDARD: Self = Self {
        device_entries: 40,
        device_bytes: 2 * 1024 * 1024,
        commune_entries: 200,
        commune_bytes: 8 * 1024 * 1024,
        // Every message that is not too large by itself.
        message_bytes: 256 * 1024,
    };
}

/// A push that was refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quarantined {
    pub commune: CommuneCode,
    pub device: DeviceId,
    pub member: MemberId,
    pub document: DocumentId,
    pub reason: RefusalCode,
    pub message: Vec<u8>,
    pub now: Timestamp,
}

/// One as it is listed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuarantineLine {
    pub id: u64,
    pub at: Timestamp,
    pub device: DeviceId,
    /// Name of who sent it, and of the team; empty when they are not known any more.
    pub member: String,
    pub team: String,
    pub document: DocumentId,
    pub reason: RefusalCode,
    /// Bytes that were sent.
    pub size: u64,
    /// Bytes of it that are kept.
    pub kept: u64,
}

/// One with its bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuarantineFile {
    pub line: QuarantineLine,
    pub message: Vec<u8>,
}

pub trait Quarantine {
    /// The oldest entries make room. The same bytes twice are one entry.
    fn quarantine(&self, entry: &Quarantined) -> Result<(), StoreError>;
    /// The newest first.
    fn quarantined(&self, commune: &CommuneCode) -> Result<Vec<QuarantineLine>, StoreError>;
    /// Everything, with an audit line that says who took it.
    fn export_quarantine(
        &self,
        commune: &CommuneCode,
        by: MemberId,
        now: Timestamp,
    ) -> Result<Vec<QuarantineFile>, StoreError>;
}
