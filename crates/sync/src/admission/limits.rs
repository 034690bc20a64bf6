//! How much one push may be.

/// Bounds on one push. People stay far below each of them.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The message as it came.
    pub message_bytes: usize,
    /// Hashes in each of the message's lists, and entries of its list of what the peer has.
    pub heads: usize,
    /// Entries of a Bloom filter: as many as a document may have changes.
    pub bloom_entries: usize,
    /// Changes in one push, and in a document that comes whole.
    pub changes: usize,
    /// Operations in one change: one field left is one, a household's first change some hundreds.
    pub operations: usize,
    /// Operations in a document that comes whole.
    pub document_operations: usize,
    /// What everything deflated in the message may inflate to, together.
    pub inflated_bytes: usize,
    /// The text beside a change. Nothing that we write has one.
    pub note_bytes: usize,
}

impl Limits {
    pub const STANDARD: Self = Self {
        message_bytes: 256 * 1024,
        heads: 64,
        bloom_entries: 10_000,
        changes: 10_000,
        operations: 5_000,
        document_operations: 50_000,
        inflated_bytes: 4 * 1024 * 1024,
        note_bytes: 256,
    };

    /// Of what our own server sends: whatever it took, in however many pushes.
    pub const OF_THE_SERVER: Self = Self {
        message_bytes: 32 * 1024 * 1024,
        heads: 4_096,
        changes: 1_000_000,
        document_operations: 4_000_000,
        inflated_bytes: 64 * 1024 * 1024,
        ..Self::STANDARD
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::STANDARD
    }
}
