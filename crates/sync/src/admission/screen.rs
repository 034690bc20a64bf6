//! The chunks of a message, each looked through before the library sees it: how much it inflates to, and how many
//! rows its columns unroll to.
//!
//! The library inflates whatever it is given to its end, and a run of a billion rows is six bytes. Here everything
//! is inflated through a counter first; a deflated change is handed on inflated.
//!
//! **Invariant:** every byte of the message is in a chunk that was looked through, or the push is refused.

use super::Limits;
use super::envelope::Input;
use super::rows::rows;
use crate::chunks::{ChunkError, DOCUMENT, checksum, first_chunk, whole};
use flate2::bufread::DeflateDecoder;
use std::borrow::Cow;
use std::io::Read;
use wire::sync::RefusalCode;

/// Bit of a column's specification: its bytes are deflated.
pub(crate) const DEFLATED: u32 = 0x08;
/// More kinds of columns than the library knows.
const MOST_COLUMNS: usize = 64;
const LONGEST_ACTOR: usize = 64;

const CHANGE: u8 = 1;
const DEFLATED_CHANGE: u8 = 2;

/// A whole chunk, header included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Chunk<'a> {
    Document(&'a [u8]),
    /// Plain, also when it came deflated.
    Change(Cow<'a, [u8]>),
}

/// The chunks of the elements, in order.
pub(crate) fn chunks<'a>(elements: &[&'a [u8]], limits: &Limits) -> Result<Vec<Chunk<'a>>, RefusalCode> {
    let mut screen = Screen { limits, inflated: 0 };
    let mut found = Vec::with_capacity(elements.len());
    for element in elements {
        let mut rest = *element;
        while !rest.is_empty() {
            if found.len() >= limits.changes {
                return Err(RefusalCode::TooLarge);
            }
            let chunk = first_chunk(rest).map_err(|error| match error {
                ChunkError::Malformed | ChunkError::Unwanted(_) => RefusalCode::Malformed,
            })?;
            found.push(match chunk.kind {
                DOCUMENT => {
                    screen.document(chunk.body)?;
                    if chunk.checksum != checksum(DOCUMENT, chunk.body) {
                        return Err(RefusalCode::Malformed);
                    }
                    Chunk::Document(chunk.whole)
                }
                CHANGE => {
                    screen.change(chunk.body)?;
                    if chunk.checksum != checksum(CHANGE, chunk.body) {
                        return Err(RefusalCode::Malformed);
                    }
                    Chunk::Change(Cow::Borrowed(chunk.whole))
                }
                DEFLATED_CHANGE => {
                    let body = screen.inflate(chunk.body)?;
                    screen.change(&body)?;
                    if chunk.checksum != checksum(CHANGE, &body) {
                        return Err(RefusalCode::Malformed);
                    }
                    Chunk::Change(Cow::Owned(whole(CHANGE, chunk.checksum, &body)))
                }
                // A bundle (3), or what nobody has heard of: nothing that writes to us makes one.
                _ => return Err(RefusalCode::Malformed),
            });
            rest = chunk.rest;
        }
    }
    Ok(found)
}

struct Screen<'a> {
    limits: &'a Limits,
    inflated: usize,
}

impl Screen<'_> {
    /// Inflates no more than what is left for the whole message.
    fn inflate(&mut self, deflated: &[u8]) -> Result<Vec<u8>, RefusalCode> {
        let left = self.limits.inflated_bytes.saturating_sub(self.inflated);
        let bound = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
        let mut plain = Vec::new();
        DeflateDecoder::new(deflated).take(bound).read_to_end(&mut plain).map_err(|error| {
            match error.kind() {
                std::io::ErrorKind::OutOfMemory => RefusalCode::TooCostly,
                _ => RefusalCode::Malformed,
            }
        })?;
        if plain.len() > left {
            return Err(RefusalCode::TooLarge);
        }
        self.inflated = self.inflated.saturating_add(plain.len());
        Ok(plain)
    }

    fn change(&mut self, body: &[u8]) -> Result<(), RefusalCode> {
        let mut input = Input(body);
        let deps = input.size().ok_or(RefusalCode::Malformed)?;
        if deps > self.limits.heads {
            return Err(RefusalCode::TooLarge);
        }
        input.take(deps.saturating_mul(32)).ok_or(RefusalCode::Malformed)?;
        actor(&mut input)?;
        let numbers = (input.number(), input.number(), input.signed());
        let (Some(_seq), Some(_start), Some(_time)) = numbers else { return Err(RefusalCode::Malformed) };
        let note = input.length_prefixed().ok_or(RefusalCode::Malformed)?;
        let others = input.size().ok_or(RefusalCode::Malformed)?;
        if note.len() > self.limits.note_bytes || others > self.limits.operations {
            return Err(RefusalCode::TooLarge);
        }
        for _ in 0..others {
            actor(&mut input)?;
        }
        let columns = columns(&mut input)?;
        if columns.iter().any(|(spec, _)| spec & DEFLATED != 0) {
            return Err(RefusalCode::Malformed);
        }
        self.data(&mut input, &columns, self.limits.operations)?;
        if input.0.len() > self.limits.note_bytes { Err(RefusalCode::TooLarge) } else { Ok(()) }
    }

    fn document(&mut self, body: &[u8]) -> Result<(), RefusalCode> {
        let mut input = Input(body);
        let actors = input.size().ok_or(RefusalCode::Malformed)?;
        if actors > self.limits.changes {
            return Err(RefusalCode::TooLarge);
        }
        for _ in 0..actors {
            actor(&mut input)?;
        }
        let heads = input.size().ok_or(RefusalCode::Malformed)?;
        if heads > self.limits.heads {
            return Err(RefusalCode::TooLarge);
        }
        input.take(heads.saturating_mul(32)).ok_or(RefusalCode::Malformed)?;
        let changes = columns(&mut input)?;
        let operations = columns(&mut input)?;
        self.data(&mut input, &changes, self.limits.changes)?;
        self.data(&mut input, &operations, self.limits.document_operations)?;
        // What follows are the places of the heads, a number each.
        if input.0.len() > heads.saturating_mul(10) { Err(RefusalCode::Malformed) } else { Ok(()) }
    }

    /// The bytes of the columns: inflated within the bound, and not longer than `most` rows.
    fn data(
        &mut self,
        input: &mut Input<'_>,
        columns: &[(u32, usize)],
        most: usize,
    ) -> Result<(), RefusalCode> {
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        for (spec, length) in columns {
            let bytes = input.take(*length).ok_or(RefusalCode::Malformed)?;
            let rows =
                if spec & DEFLATED == 0 { rows(*spec, bytes) } else { rows(*spec, &self.inflate(bytes)?) };
            if rows.ok_or(RefusalCode::Malformed)? > most {
                return Err(RefusalCode::TooLarge);
            }
        }
        Ok(())
    }
}

fn actor(input: &mut Input<'_>) -> Result<(), RefusalCode> {
    match input.length_prefixed() {
        Some(actor) if actor.len() <= LONGEST_ACTOR => Ok(()),
        Some(_) | None => Err(RefusalCode::Malformed),
    }
}

/// Specification and length of each column.
pub(crate) fn columns(input: &mut Input<'_>) -> Result<Vec<(u32, usize)>, RefusalCode> {
    let count = input.size().filter(|count| *count <= MOST_COLUMNS).ok_or(RefusalCode::Malformed)?;
    (0..count)
        .map(|_| {
            let spec = input.number().and_then(|spec| u32::try_from(spec).ok());
            spec.zip(input.size()).ok_or(RefusalCode::Malformed)
        })
        .collect()
}
