//! A sync message taken apart without the library, which panics on some filters and burns seconds on others.
//!
//! ```text
//! 0x42 | 0x43   heads   need   have = [(last_sync, filter)]   changes = [bytes]   flags, may be absent
//! ```
//! Lists begin with their length, hashes are 32 bytes, numbers LEB128.

use super::Limits;
use wire::sync::RefusalCode;

const MESSAGE_V1: u8 = 0x42;
const MESSAGE_V2: u8 = 0x43;
/// The library's own filter. Nothing else is taken, also from a library that would write another one.
const BITS_PER_ENTRY: u64 = 10;
const PROBES: u64 = 7;
const MOST_FLAGS: usize = 16;

/// What is used of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Envelope<'a> {
    pub(crate) heads: Vec<[u8; 32]>,
    /// Each is one or more chunks.
    pub(crate) elements: Vec<&'a [u8]>,
}

impl<'a> Envelope<'a> {
    pub(crate) fn open(message: &'a [u8], limits: &Limits) -> Result<Self, RefusalCode> {
        if message.len() > limits.message_bytes {
            return Err(RefusalCode::TooLarge);
        }
        let mut input = Input(message);
        match input.byte() {
            Some(MESSAGE_V1 | MESSAGE_V2) => {}
            Some(_) | None => return Err(RefusalCode::Malformed),
        }
        let heads = hashes(&mut input, limits)?;
        hashes(&mut input, limits)?;
        let have = count(&mut input, limits.heads)?;
        for _ in 0..have {
            hashes(&mut input, limits)?;
            let filter = input.length_prefixed().ok_or(RefusalCode::Malformed)?;
            check_filter(filter, limits)?;
        }
        let elements = (0..count(&mut input, limits.changes)?)
            .map(|_| input.length_prefixed().ok_or(RefusalCode::Malformed))
            .collect::<Result<_, _>>()?;
        if !input.0.is_empty() {
            let flags = input.length_prefixed().ok_or(RefusalCode::Malformed)?;
            if flags.len() > MOST_FLAGS || !input.0.is_empty() {
                return Err(RefusalCode::Malformed);
            }
        }
        Ok(Self { heads, elements })
    }
}

fn count(input: &mut Input<'_>, most: usize) -> Result<usize, RefusalCode> {
    let count = input.size().ok_or(RefusalCode::Malformed)?;
    if count > most { Err(RefusalCode::TooLarge) } else { Ok(count) }
}

fn hashes(input: &mut Input<'_>, limits: &Limits) -> Result<Vec<[u8; 32]>, RefusalCode> {
    (0..count(input, limits.heads)?).map(|_| input.array().ok_or(RefusalCode::Malformed)).collect()
}

fn check_filter(filter: &[u8], limits: &Limits) -> Result<(), RefusalCode> {
    if filter.is_empty() {
        return Ok(());
    }
    let mut input = Input(filter);
    let (entries, bits, probes) = (input.size(), input.number(), input.number());
    let (Some(entries), Some(BITS_PER_ENTRY), Some(PROBES)) = (entries, bits, probes) else {
        return Err(RefusalCode::Malformed);
    };
    if entries > limits.bloom_entries {
        return Err(RefusalCode::TooLarge);
    }
    // Ten bits an entry.
    let bytes = entries.saturating_mul(10).div_ceil(8);
    if input.0.len() == bytes { Ok(()) } else { Err(RefusalCode::Malformed) }
}

/// Bytes that are read from the front.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Input<'a>(pub(crate) &'a [u8]);

impl<'a> Input<'a> {
    pub(crate) fn take(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(taken)
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    /// An unsigned LEB128 number.
    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for place in 0..10u32 {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if place == 9 && bits > 1 {
                return None;
            }
            value |= bits.checked_shl(place.saturating_mul(7))?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A signed LEB128 number.
    pub(crate) fn signed(&mut self) -> Option<i64> {
        let mut value = 0i64;
        for place in 0..10u32 {
            let byte = self.byte()?;
            let shift = place.saturating_mul(7);
            value |= i64::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                if byte & 0x40 != 0 && shift < 57 {
                    value |= (-1i64).checked_shl(shift.saturating_add(7))?;
                }
                return Some(value);
            }
        }
        None
    }

    /// A number that counts or measures what is in memory.
    pub(crate) fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    pub(crate) fn length_prefixed(&mut self) -> Option<&'a [u8]> {
        let length = self.size()?;
        self.take(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_and_endless_ones_are_none() {
        for (bytes, expected) in [
            (&[0x05][..], Some(5)),
            (&[0x80, 0x01], Some(128)),
            (&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], Some(u64::MAX)),
            (&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02], None),
            (&[0xff; 12], None),
            (&[0x80], None),
        ] {
            assert_eq!(Input(bytes).number(), expected, "{bytes:?}");
        }
        for (bytes, expected) in [
            (&[0x00][..], 0),
            (&[0x7f], -1),
            (&[0x40], -64),
            (&[0x80, 0x40], -8192),
            (&[0xff, 0x3f], 8191),
            (&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f], i64::MIN),
            (&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00], i64::MAX),
        ] {
            assert_eq!(Input(bytes).signed(), Some(expected), "{bytes:?}");
        }
    }

    #[test]
    fn the_library_s_own_message_is_opened_as_the_library_reads_it() {
        use automerge::sync::{BloomFilter, ChunkList, Have, Message, MessageFlags, MessageVersion};
        let hashes = [automerge::ChangeHash([7; 32]), automerge::ChangeHash([8; 32])];
        let message = Message {
            heads: hashes.to_vec(),
            need: vec![automerge::ChangeHash([9; 32])],
            have: vec![Have { last_sync: hashes.to_vec(), bloom: BloomFilter::from_hashes(hashes.iter()) }],
            changes: ChunkList::from(vec![vec![1, 2, 3], vec![4]]),
            flags: Some(MessageFlags::new()),
            version: MessageVersion::V2,
        };
        let bytes = message.encode();
        let envelope = Envelope::open(&bytes, &Limits::STANDARD).unwrap();
        assert_eq!(envelope.heads, [[7; 32], [8; 32]]);
        assert_eq!(envelope.elements, [&[1, 2, 3][..], &[4]]);
        for end in 0..bytes.len() - 3 {
            assert!(Envelope::open(&bytes[..end], &Limits::STANDARD).is_err(), "cut after {end}");
        }
    }

    #[test]
    fn a_filter_with_other_constants_is_refused() {
        let named: [(&str, &[u8], Result<(), RefusalCode>); 6] = [
            ("none", &[], Ok(())),
            ("of one entry", &[1, 10, 7, 0xff, 0xff], Ok(())),
            ("no bits an entry", &[5, 0, 7], Err(RefusalCode::Malformed)),
            ("200,000,000 probes", &[1, 10, 0x80, 0x84, 0xaf, 0x5f, 0xff, 0xff], Err(RefusalCode::Malformed)),
            ("shorter than it says", &[2, 10, 7, 0xff], Err(RefusalCode::Malformed)),
            ("16,384 entries", &[0x80, 0x80, 1, 10, 7], Err(RefusalCode::TooLarge)),
        ];
        for (name, filter, expected) in named {
            assert_eq!(check_filter(filter, &Limits::STANDARD), expected, "{name}");
        }
    }
}
