//! Takes the changes out of a message of the server's, and chunks out of anybody's.
//!
//! One element of a message may hold several chunks one after the other; the library's own reader of a
//! change refuses that, and its reader of a whole message passes over what it cannot read. Here every
//! byte is either a change or an error.
//!
//! ```text
//! 85 6f 4a 83   checksum, 4 bytes   type   length, LEB128   body
//! ```

use crate::admission::envelope::Input;
use crate::admission::screen::{DEFLATED, columns};
use automerge::{Automerge, Change, LoadOptions, OnPartialLoad, TextEncoding, VerificationMode};
use dossier::document::Heads;
use sha2::{Digest, Sha256};

/// The type of a chunk that is a whole document.
pub(crate) const DOCUMENT: u8 = 0;
pub(crate) const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ChunkError {
    #[error("not a chunk, or cut short")]
    Malformed,
    #[error("a chunk of type {0}, which is not taken here")]
    Unwanted(u8),
}

/// A chunk, and what follows it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawChunk<'a> {
    pub(crate) kind: u8,
    pub(crate) checksum: [u8; 4],
    pub(crate) body: &'a [u8],
    /// With its header.
    pub(crate) whole: &'a [u8],
    pub(crate) rest: &'a [u8],
}

/// Every change in `bytes`, in order.
pub(crate) fn changes(bytes: &[u8]) -> Result<Vec<Change>, ChunkError> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let chunk = first_chunk(rest)?;
        match chunk.kind {
            DOCUMENT => {
                let doc = load(chunk.whole).map_err(|_| ChunkError::Malformed)?;
                found.extend(doc.get_changes(&[]));
            }
            1 | 2 => {
                found.push(Change::from_bytes(chunk.whole.to_vec()).map_err(|_| ChunkError::Malformed)?);
            }
            other => return Err(ChunkError::Unwanted(other)),
        }
        rest = chunk.rest;
    }
    Ok(found)
}

/// Whether the bytes begin with a saved document.
pub(crate) fn begins_document(bytes: &[u8]) -> bool {
    first_chunk(bytes).is_ok_and(|chunk| chunk.kind == 0)
}

/// A document chunk, read as all our documents are.
pub(crate) fn load(chunk: &[u8]) -> Result<Automerge, automerge::AutomergeError> {
    load_with(chunk, VerificationMode::Check)
}

/// The same for one whose heads are not yet those of its changes.
pub(crate) fn load_unchecked(chunk: &[u8]) -> Result<Automerge, automerge::AutomergeError> {
    load_with(chunk, VerificationMode::DontCheck)
}

fn load_with(chunk: &[u8], verification: VerificationMode) -> Result<Automerge, automerge::AutomergeError> {
    let options = LoadOptions::new()
        .on_partial_load(OnPartialLoad::Error)
        .verification_mode(verification)
        .text_encoding(TextEncoding::UnicodeCodePoint);
    Automerge::load_with_options(chunk, options)
}

pub(crate) fn first_chunk(bytes: &[u8]) -> Result<RawChunk<'_>, ChunkError> {
    let split = || {
        let mut input = Input(bytes);
        let magic: [u8; 4] = input.array()?;
        let checksum = input.array()?;
        let kind = input.byte()?;
        let body = input.length_prefixed()?;
        let (whole, rest) = bytes.split_at_checked(bytes.len().checked_sub(input.0.len())?)?;
        (magic == MAGIC).then_some(RawChunk { kind, checksum, body, whole, rest })
    };
    split().ok_or(ChunkError::Malformed)
}

/// What stands before the columns' bytes in the body of a document's chunk.
#[derive(Debug)]
pub(crate) struct DocumentHead<'a> {
    pub(crate) actors: Vec<&'a [u8]>,
    pub(crate) heads: Vec<[u8; 32]>,
    /// Specification and length of each column.
    pub(crate) changes: Vec<(u32, usize)>,
    pub(crate) operations: Vec<(u32, usize)>,
    /// The columns' bytes, and what follows them.
    pub(crate) data: Input<'a>,
}

impl<'a> DocumentHead<'a> {
    pub(crate) fn read(body: &'a [u8]) -> Option<Self> {
        let mut data = Input(body);
        let actors = (0..data.size()?).map(|_| data.length_prefixed()).collect::<Option<_>>()?;
        let heads = (0..data.size()?).map(|_| data.array()).collect::<Option<_>>()?;
        let (changes, operations) = (columns(&mut data).ok()?, columns(&mut data).ok()?);
        Some(Self { actors, heads, changes, operations, data })
    }
}

/// Whether the bytes are one document, whole, with these heads and with nothing in it deflated.
pub(crate) fn is_plain_document(bytes: &[u8], heads: &Heads) -> bool {
    let Ok(chunk) = first_chunk(bytes) else { return false };
    if chunk.kind != DOCUMENT || !chunk.rest.is_empty() || chunk.checksum != checksum(DOCUMENT, chunk.body) {
        return false;
    }
    DocumentHead::read(chunk.body).is_some_and(|head| {
        let mut columns = head.changes.iter().chain(&head.operations);
        head.heads.into_iter().collect::<Heads>() == *heads && columns.all(|(spec, _)| spec & DEFLATED == 0)
    })
}

/// Of a chunk with this body: the first bytes of what also makes the hash of a change.
pub(crate) fn checksum(kind: u8, body: &[u8]) -> [u8; 4] {
    let mut hasher = Sha256::new();
    hasher.update([kind]);
    hasher.update(leb128(body.len()));
    hasher.update(body);
    let [a, b, c, d, ..]: [u8; 32] = hasher.finalize().into();
    [a, b, c, d]
}

/// A chunk, header included.
pub(crate) fn whole(kind: u8, checksum: [u8; 4], body: &[u8]) -> Vec<u8> {
    [&MAGIC[..], &checksum, &[kind], &leb128(body.len()), body].concat()
}

pub(crate) fn leb128(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(5);
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_after_the_last_chunk_are_an_error() {
        assert_eq!(changes(b"hello").unwrap_err(), ChunkError::Malformed);
        assert_eq!(changes(&[]).unwrap(), []);
    }

    #[test]
    fn a_length_that_never_ends_is_an_error() {
        let endless = [&MAGIC[..], &[0; 4], &[1], &[0xff; 20]].concat();
        assert_eq!(first_chunk(&endless).unwrap_err(), ChunkError::Malformed);
    }
}
