//! The server's feed: a sync message built from stored changes, without loading the document.

use automerge::ChangeHash;
use automerge::sync::{ChunkList, Message, MessageVersion};
use dossier::document::Heads;

/// The heads are not a list of hashes: the stored row is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stored heads are damaged")]
pub struct FeedError;

/// A message that brings `changes` (raw, oldest first) and tells `heads` (32 bytes each).
///
/// `heads` must be what the receiver has once it applied the changes: the heads of the document when
/// the page goes up to its newest change, else the newest hashes of the page itself.
pub fn message(heads: &[u8], changes: Vec<Vec<u8>>) -> Result<Vec<u8>, FeedError> {
    let heads = Heads::from_bytes(heads).ok_or(FeedError)?;
    Ok(encode(heads.to_hashes(), changes))
}

pub(crate) fn encode(heads: Vec<ChangeHash>, changes: Vec<Vec<u8>>) -> Vec<u8> {
    let message = Message {
        heads,
        need: Vec::new(),
        have: Vec::new(),
        changes: ChunkList::from(changes),
        flags: None,
        version: MessageVersion::V1,
    };
    message.encode()
}
