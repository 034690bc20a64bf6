//! The audit: who did and who read what, one line after the other.
//!
//! **Invariant:** lines are only ever added, each with the hash of the line before it and its own. Whoever can write to the
//! database can write the whole chain anew; what the chain shows is whether it still holds a head that was noted elsewhere.

use super::StoreError;
use dossier::{CommuneCode, DocumentId, MemberId, Timestamp};
use sha2::{Digest, Sha256};

/// SHA-256 of a line.
pub type LineHash = [u8; 32];

/// What the first line of a commune has in the place of the hash before it.
pub const BEFORE_THE_FIRST: LineHash = [0; 32];

/// A line as it is stored, without names: ids and codes only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredLine {
    pub commune: CommuneCode,
    /// Counts up from 1 in each commune, without a gap.
    pub id: i64,
    /// Milliseconds since 1970 by the server's clock.
    pub at: i64,
    /// Who; 0: the server by itself, or its administrator at the command line.
    pub member: u32,
    /// With which device; empty: none.
    pub device: Vec<u8>,
    pub action: String,
    /// On which document; empty: none.
    pub document: Vec<u8>,
    pub count: i64,
    /// The hash of the line before.
    pub before: Vec<u8>,
    /// As it is stored; [`Self::computed`] is what it must be.
    pub hash: Vec<u8>,
}

impl StoredLine {
    /// SHA-256 over `donghanh audit 1`, then the hash before and every column in its order, each with its length in bytes
    /// before it. Lengths and numbers are eight bytes, the most significant first.
    pub fn computed(&self) -> LineHash {
        let mut hasher = Sha256::new();
        hasher.update(b"donghanh audit 1");
        let mut bytes = |bytes: &[u8]| {
            hasher.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(bytes);
        };
        bytes(&self.before);
        bytes(self.commune.as_str().as_bytes());
        bytes(&self.id.to_be_bytes());
        bytes(&self.at.to_be_bytes());
        bytes(&i64::from(self.member).to_be_bytes());
        bytes(&self.device);
        bytes(self.action.as_bytes());
        bytes(&self.document);
        bytes(&self.count.to_be_bytes());
        hasher.finalize().into()
    }
}

/// The last line of a commune's audit, to be noted somewhere else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Head {
    pub id: i64,
    pub hash: LineHash,
}

/// Somebody of the office has looked at something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look<'a> {
    pub commune: &'a CommuneCode,
    pub member: MemberId,
    pub action: &'static str,
    pub document: Option<DocumentId>,
    /// How many it showed.
    pub count: usize,
    pub now: Timestamp,
}

pub trait Audit {
    /// On the disk when it returns: what was read may be shown then.
    fn note_look(&self, look: &Look<'_>) -> Result<(), StoreError>;
    /// `None`: nothing has happened yet.
    fn audit_head(&self, commune: &CommuneCode) -> Result<Option<Head>, StoreError>;
    /// The lines after `after`, in their order, at most `limit`.
    fn audit_lines(
        &self,
        commune: &CommuneCode,
        after: i64,
        limit: u32,
    ) -> Result<Vec<StoredLine>, StoreError>;
}
