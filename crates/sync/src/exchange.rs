//! The device's half of the exchange over one document.
//!
//! Every message is a genuine Automerge sync message. No sync state is kept between requests but the
//! heads that both sides are known to have: a lost message can then never leave an exchange waiting.

use crate::chunks;
use automerge::sync::{BloomFilter, ChunkList, Have, Message, MessageVersion};
use dossier::document::{Document, DocumentError, Heads};
use std::collections::HashMap;

#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    #[error("the message cannot be read")]
    Malformed,
    #[error("the message does not bring all changes that it speaks of")]
    Incomplete,
    #[error("the changes do not fit the document")]
    Document(#[from] DocumentError),
}

/// What the server has of a document, as far as its message tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The server's heads: from now on both sides have everything up to them.
    pub server_heads: Heads,
}

/// The message that brings the server everything it lacks, given that it had `shared` before. `None` when that
/// is nothing.
///
/// It is written as if the server had just told its heads to be `shared` (the optimistic state): when that is
/// true, one round trip is enough; when it is not, the server answers so and nothing is harmed. With empty
/// `shared` the whole document goes at once.
///
/// The library would write the same message, with the document's columns deflated one by one. Here they are
/// left plain: a batch of drafts of one form has much in common, and the frame around them finds it.
pub fn push_message(document: &Document, shared: &Heads) -> Option<Vec<u8>> {
    let heads = document.heads();
    if heads == *shared {
        return None;
    }
    let (chunks, version) = match worth_sending_alone(document, shared) {
        Some(raw) if raw.is_empty() => return None,
        Some(raw) => (ChunkList::from(raw), MessageVersion::V1),
        None => (ChunkList::from(document.save_plain()), MessageVersion::V2),
    };
    Some(encoded(&heads, shared, chunks, version))
}

/// The same of a document that the server has nothing of, as it was saved plain, without opening it: a device that has
/// worked offline for a week sends hundreds. `None`: it is something else, and has to be opened.
pub fn push_saved(saved: &[u8], heads: &Heads) -> Option<Vec<u8>> {
    chunks::is_plain_document(saved, heads)
        .then(|| encoded(heads, &Heads::default(), ChunkList::from(saved.to_vec()), MessageVersion::V2))
}

fn encoded(heads: &Heads, shared: &Heads, changes: ChunkList, version: MessageVersion) -> Vec<u8> {
    let have = vec![Have { last_sync: shared.to_hashes(), bloom: BloomFilter::default() }];
    Message { heads: heads.to_hashes(), need: Vec::new(), have, changes, flags: None, version }.encode()
}

/// The changes since `shared`, unless the whole document is shorter: some new changes cost about 120 bytes each, a
/// document with its whole history often less than those.
fn worth_sending_alone(document: &Document, shared: &Heads) -> Option<Vec<Vec<u8>>> {
    if shared.is_empty() {
        return None;
    }
    let raw: Vec<_> =
        document.changes_since(shared).iter().map(|change| change.raw_bytes().to_vec()).collect();
    let bytes: usize = raw.iter().map(Vec::len).sum();
    (bytes <= document.save_plain().len()).then_some(raw)
}

/// Applies the server's message to the document. On an error the document may have been changed in
/// memory: the caller throws it away and loads it again.
pub fn receive(document: &mut Document, message: &[u8]) -> Result<Received, ExchangeError> {
    let message = Message::decode(message).map_err(|_| ExchangeError::Malformed)?;
    let mut new = Vec::new();
    for element in message.changes.iter() {
        new.extend(chunks::changes(element).map_err(|_| ExchangeError::Malformed)?);
    }
    document.apply(new)?;
    let server_heads: Heads = message.heads.iter().map(|hash| hash.0).collect();
    if !document.contains(&server_heads) {
        return Err(ExchangeError::Incomplete);
    }
    Ok(Received { server_heads })
}

/// Whether the server's message brings another change under a number that an actor has used here already. Then two copies
/// of one device have written: see `docs/sync-protocol.md`, "Refusals". What cannot be read is [`receive`]'s to tell.
pub fn writes_twice(document: &Document, message: &[u8]) -> bool {
    let Ok(message) = Message::decode(message) else { return false };
    let new: Vec<_> =
        message.changes.iter().filter_map(|element| chunks::changes(element).ok()).flatten().collect();
    let known = document.automerge();
    let unknown = |change: &&automerge::Change| known.get_change_meta_by_hash(&change.hash()).is_none();
    let mut unknown = new.iter().filter(unknown).peekable();
    if unknown.peek().is_none() {
        return false;
    }
    let mut used: HashMap<Vec<u8>, u64> = HashMap::new();
    for meta in known.get_changes_meta(&[]) {
        let last = used.entry(meta.actor.to_bytes().to_vec()).or_default();
        *last = (*last).max(meta.seq);
    }
    unknown.any(|change| used.get(change.actor_id().to_bytes()).is_some_and(|last| change.seq() <= *last))
}

/// A document that the device does not have yet, out of the server's first message.
pub fn receive_new(message: &[u8]) -> Result<(Document, Received), ExchangeError> {
    let decoded = Message::decode(message).map_err(|_| ExchangeError::Malformed)?;
    if let Some(document) = whole(&decoded) {
        return received_new(document, &decoded);
    }
    let mut raw = Vec::new();
    for element in decoded.changes.iter() {
        raw.extend(chunks::changes(element).map_err(|_| ExchangeError::Malformed)?);
    }
    let document =
        Document::load(&[], raw.iter().map(automerge::Change::raw_bytes)).map_err(|error| match error {
            DocumentError::MissingChanges | DocumentError::WrongShape => ExchangeError::Incomplete,
            other => ExchangeError::Document(other),
        })?;
    received_new(document, &decoded)
}

fn received_new(document: Document, message: &Message) -> Result<(Document, Received), ExchangeError> {
    let server_heads: Heads = message.heads.iter().map(|hash| hash.0).collect();
    if !document.contains(&server_heads) {
        return Err(ExchangeError::Incomplete);
    }
    Ok((document, Received { server_heads }))
}

/// Hashes of the changes that a message brings, whether or not they can stand alone.
pub fn brought(message: &[u8]) -> Result<Vec<[u8; 32]>, ExchangeError> {
    let message = Message::decode(message).map_err(|_| ExchangeError::Malformed)?;
    let mut hashes = Vec::new();
    for element in message.changes.iter() {
        let changes = chunks::changes(element).map_err(|_| ExchangeError::Malformed)?;
        hashes.extend(changes.iter().map(|change| change.hash().0));
    }
    Ok(hashes)
}

/// A message that begins with a saved document is read as one: taking its changes out and applying them one by one
/// would cost several times as much. `None` when it is not of that form.
fn whole(message: &Message) -> Option<Document> {
    let mut elements = message.changes.iter();
    let first = elements.next().filter(|first| chunks::begins_document(first))?;
    Document::load(first, elements).ok()
}

/// A new document as the server had saved it, when the message is that and nothing else: it need not be saved once more.
pub fn saved_in(message: &[u8], heads: &Heads) -> Option<Vec<u8>> {
    let message = Message::decode(message).ok()?;
    let mut elements = message.changes.iter();
    let saved = elements.next().filter(|saved| chunks::is_plain_document(saved, heads))?;
    elements.next().is_none().then(|| saved.to_vec())
}

/// The heads that a message tells, when it brings no changes.
pub fn heads_alone(message: &[u8]) -> Option<Heads> {
    let message = Message::decode(message).ok()?;
    let alone = message.changes.iter().next().is_none();
    alone.then(|| message.heads.iter().map(|hash| hash.0).collect())
}

/// The message of someone who has nothing of a document: the server answers with all of it.
pub fn ask_for_whole() -> Vec<u8> {
    crate::feed::encode(Vec::new(), Vec::new())
}
