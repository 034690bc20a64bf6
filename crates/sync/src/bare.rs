//! A message that brings a whole document, without what the rest of it tells.
//!
//! Such a message has the hash of the document's newest change twice and a checksum over everything: 68 bytes that
//! nothing compresses, a sixth of what a new dossier costs on a slow link. They can be computed again by who loads
//! the document. Four bytes of the hash stay, and are compared.
//!
//! ```text
//! 01   flavour: 0 as the server writes, 1 as a device writes   four bytes of the head   actors   the chunk's body after its heads
//! ```

use crate::admission::Limits;
use crate::admission::envelope::Input;
use crate::admission::screen::chunks;
use crate::chunks::{DOCUMENT, checksum, first_chunk, leb128, load_unchecked, whole};
use automerge::ChangeHash;
use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use wire::sync::RefusalCode;

/// No message begins so.
const BARE: u8 = 1;
const HEAD: usize = 32;
const KEPT: usize = 4;

/// What stands around the chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flavour {
    /// Version 1, nothing of what the sender has: the feed.
    Server,
    /// Version 2, and a sender that shares nothing yet: a push.
    Device,
}

impl Flavour {
    const fn begin(self) -> u8 {
        match self {
            Self::Server => 0x42,
            Self::Device => 0x43,
        }
    }
    /// The list of what the sender has: none, or one of nothing with an empty filter.
    const fn have(self) -> &'static [u8] {
        match self {
            Self::Server => &[0],
            Self::Device => &[1, 0, 0],
        }
    }
    const fn as_byte(self) -> u8 {
        match self {
            Self::Server => 0,
            Self::Device => 1,
        }
    }
}

/// Whether these are the bytes of a bare message.
pub const fn is_bare(message: &[u8]) -> bool {
    matches!(message.first(), Some(&BARE))
}

/// About how long the message is when it is whole: what budgets count.
pub const fn whole_len(message: &[u8]) -> usize {
    // The hash twice, the checksum, and the heads of message and chunk.
    const TAKEN_OUT: usize = 2 * HEAD + 4 + 12 - KEPT;
    if is_bare(message) { message.len().saturating_add(TAKEN_OUT) } else { message.len() }
}

/// The message without its hashes. `None` when it is not one of those that can be told from the rest.
pub fn strip(message: &[u8]) -> Option<Vec<u8>> {
    let mut input = Input(message);
    let flavour = match input.byte()? {
        0x42 => Flavour::Server,
        0x43 => Flavour::Device,
        _ => return None,
    };
    (input.byte()? == 1).then_some(())?;
    let head: [u8; HEAD] = input.array()?;
    (input.byte()? == 0).then_some(())?;
    (input.take(flavour.have().len())? == flavour.have() && input.byte()? == 1).then_some(())?;
    let chunk = first_chunk(input.length_prefixed()?).ok().filter(|chunk| chunk.kind == DOCUMENT)?;
    let mut body = Input(chunk.body);
    actors(&mut body)?;
    let (before, _) = chunk.body.split_at_checked(chunk.body.len().checked_sub(body.0.len())?)?;
    (body.byte()? == 1 && body.array::<HEAD>()? == head).then_some(())?;
    let bare = [&[BARE, flavour.as_byte()], head.first_chunk::<KEPT>()?.as_slice(), before, body.0].concat();
    // Whatever else the message has in it that would not come back: then it goes as it is.
    let again = message_of(flavour, &head, before, body.0);
    (again == message).then_some(bare)
}

/// The message that [`strip`] was given. The document is loaded for it, behind the same screen as any other.
///
/// # Errors
///
/// As for a push: the bytes are not a bare message, are over a limit, or do not have the head that they say.
pub fn fill(bare: &[u8], limits: &Limits) -> Result<Vec<u8>, RefusalCode> {
    if bare.len() > limits.message_bytes {
        return Err(RefusalCode::TooLarge);
    }
    let Bare { flavour, kept, before, after } = Bare::read(bare).ok_or(RefusalCode::Malformed)?;
    let unsealed = chunk_of(&[0; HEAD], before, after);
    chunks(&[&unsealed], limits)?;
    let heads = std::panic::catch_unwind(AssertUnwindSafe(|| heads_by_changes(&unsealed)));
    let Ok(Some(heads)) = heads else { return Err(RefusalCode::Malformed) };
    let [head] = heads.as_slice() else { return Err(RefusalCode::Malformed) };
    if !head.0.starts_with(&kept) {
        return Err(RefusalCode::Malformed);
    }
    Ok(message_of(flavour, &head.0, before, after))
}

/// The changes on which no other builds. The document itself would repeat the heads that it was given.
fn heads_by_changes(chunk: &[u8]) -> Option<Vec<ChangeHash>> {
    let doc = load_unchecked(chunk).ok()?;
    let changes = doc.get_changes_meta(&[]);
    let built_on: HashSet<&ChangeHash> = changes.iter().flat_map(|change| &change.deps).collect();
    Some(changes.iter().map(|change| change.hash).filter(|hash| !built_on.contains(hash)).collect())
}

/// The bytes taken apart.
struct Bare<'a> {
    flavour: Flavour,
    /// The first bytes of the head.
    kept: [u8; KEPT],
    /// The chunk's body before its heads, and after them.
    before: &'a [u8],
    after: &'a [u8],
}

impl<'a> Bare<'a> {
    fn read(bare: &'a [u8]) -> Option<Self> {
        let mut input = Input(bare);
        (input.byte()? == BARE).then_some(())?;
        let flavour = match input.byte()? {
            0 => Flavour::Server,
            1 => Flavour::Device,
            _ => return None,
        };
        let kept = input.array()?;
        let rest = input.0;
        actors(&mut input)?;
        let (before, after) = rest.split_at_checked(rest.len().checked_sub(input.0.len())?)?;
        Some(Self { flavour, kept, before, after })
    }
}

/// Goes over the list of actors, with which a document's body begins.
fn actors(input: &mut Input<'_>) -> Option<()> {
    let count = input.size()?;
    for _ in 0..count {
        input.length_prefixed()?;
    }
    Some(())
}

fn chunk_of(head: &[u8; HEAD], before: &[u8], after: &[u8]) -> Vec<u8> {
    let body = [before, &[1], head, after].concat();
    whole(DOCUMENT, checksum(DOCUMENT, &body), &body)
}

fn message_of(flavour: Flavour, head: &[u8; HEAD], before: &[u8], after: &[u8]) -> Vec<u8> {
    let chunk = chunk_of(head, before, after);
    let mut message = vec![flavour.begin(), 1];
    message.extend_from_slice(head);
    message.push(0);
    message.extend_from_slice(flavour.have());
    message.push(1);
    message.extend_from_slice(&leb128(chunk.len()));
    message.extend_from_slice(&chunk);
    message
}

#[cfg(test)]
mod tests;
