//! Takes the changes out of a sync message.
//!
//! One element of a message may hold several chunks one after the other; the library's own reader of a
//! change refuses that, and its reader of a whole message passes over what it cannot read. Here every
//! byte is either a change or an error.

use automerge::{Automerge, Change, LoadOptions, OnPartialLoad, TextEncoding};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// Magic, checksum, type.
const HEADER: usize = 9;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ChunkError {
    #[error("not a chunk, or cut short")]
    Malformed,
    #[error("a chunk of type {0}, which is not taken here")]
    Unwanted(u8),
}

/// Every change in `bytes`, in order.
pub(crate) fn changes(bytes: &[u8]) -> Result<Vec<Change>, ChunkError> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (kind, chunk, after) = first_chunk(rest)?;
        match kind {
            0 => {
                let options = LoadOptions::new()
                    .on_partial_load(OnPartialLoad::Error)
                    .text_encoding(TextEncoding::UnicodeCodePoint);
                let doc = Automerge::load_with_options(chunk, options).map_err(|_| ChunkError::Malformed)?;
                found.extend(doc.get_changes(&[]));
            }
            1 | 2 => found.push(Change::from_bytes(chunk.to_vec()).map_err(|_| ChunkError::Malformed)?),
            other => return Err(ChunkError::Unwanted(other)),
        }
        rest = after;
    }
    Ok(found)
}

/// Type, the whole first chunk, and what follows it.
fn first_chunk(bytes: &[u8]) -> Result<(u8, &[u8], &[u8]), ChunkError> {
    let (header, body) = bytes.split_at_checked(HEADER).ok_or(ChunkError::Malformed)?;
    if !header.starts_with(&MAGIC) {
        return Err(ChunkError::Malformed);
    }
    let kind = header.last().copied().ok_or(ChunkError::Malformed)?;
    let (length, length_bytes) = leb128(body).ok_or(ChunkError::Malformed)?;
    let total = HEADER
        .checked_add(length_bytes)
        .and_then(|size| size.checked_add(length))
        .ok_or(ChunkError::Malformed)?;
    let (chunk, after) = bytes.split_at_checked(total).ok_or(ChunkError::Malformed)?;
    Ok((kind, chunk, after))
}

/// An unsigned LEB128 number and how many bytes it took.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0usize;
    for (place, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f).checked_shl(u32::try_from(place * 7).ok()?)?;
        if byte & 0x80 == 0 {
            return Some((value, place + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_endless_ones_refused() {
        assert_eq!(leb128(&[0x05]), Some((5, 1)));
        assert_eq!(leb128(&[0x80, 0x01]), Some((128, 2)));
        assert_eq!(leb128(&[0xff; 6]), None);
        assert_eq!(leb128(&[0x80]), None);
    }

    #[test]
    fn bytes_after_the_last_chunk_are_an_error() {
        assert_eq!(changes(b"hello").unwrap_err(), ChunkError::Malformed);
        assert_eq!(changes(&[]).unwrap(), []);
    }
}
