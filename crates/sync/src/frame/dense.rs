//! The dense coding: PPMd, for links where a byte costs more than the search for a shorter way to write it.
//!
//! ```text
//! 01   length of the plain bytes, LEB128   four bytes of their SHA-256   PPMd7 (order 12, 8 MiB)
//! ```
//! The model has read [`DICTIONARY`] before the body begins. The coder's first bytes are then the same in every frame,
//! and do not travel.

use super::{DICTIONARY, FrameError};
use crate::admission::envelope::Input;
use crate::chunks::leb128;
use ppmd_rust::{Ppmd7Decoder, Ppmd7Encoder};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};
use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;

/// No zstd frame begins so.
const DENSE: u8 = 1;
/// How many bytes back the model looks: names of questions are about so long.
const ORDER: u32 = 12;
const MODEL_BYTES: u32 = 8 << 20;
/// Coding takes some ten megabytes a second: nobody may make the server do that for a minute.
const MOST: usize = 2 << 20;
/// The last bytes of a coded piece depend on what follows it.
const OPEN_END: usize = 8;

static PREFIX: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut coded = code(&[DICTIONARY]).unwrap_or_default();
    coded.truncate(coded.len().saturating_sub(OPEN_END));
    coded
});

pub(super) fn is_dense(body: &[u8]) -> bool {
    body.first() == Some(&DENSE)
}

/// `None`: it is too large, or of the kind that this cannot hold.
pub(super) fn compress(plain: &[u8]) -> Option<Vec<u8>> {
    if plain.len() > MOST {
        return None;
    }
    let coded = code(&[DICTIONARY, plain])?;
    // A carry of the coder may reach back into the prefix; that is rare, and then the frame is not for us.
    let own = coded.strip_prefix(PREFIX.as_slice())?;
    let mut body = vec![DENSE];
    body.extend_from_slice(&leb128(plain.len()));
    body.extend_from_slice(&checksum(plain));
    body.extend_from_slice(own);
    Some(body)
}

/// Never more than `max_inflated` bytes, whatever the frame claims.
pub(super) fn inflate(body: &[u8], max_inflated: usize) -> Result<Vec<u8>, FrameError> {
    let mut input = Input(body);
    let (Some(DENSE), Some(length), Some(sum)) = (input.byte(), input.size(), input.array()) else {
        return Err(FrameError::NotCompressed);
    };
    let max = max_inflated.min(MOST);
    if length > max {
        return Err(FrameError::TooLarge { max });
    }
    // The bytes are a stranger's; whatever the decoder does with them ends here.
    let decoded = std::panic::catch_unwind(AssertUnwindSafe(|| decode(input.0, length)));
    match decoded {
        Ok(Some(plain)) if checksum(&plain) == sum => Ok(plain),
        _ => Err(FrameError::NotCompressed),
    }
}

fn code(pieces: &[&[u8]]) -> Option<Vec<u8>> {
    let mut encoder = Ppmd7Encoder::new(Vec::new(), ORDER, MODEL_BYTES).ok()?;
    for piece in pieces {
        encoder.write_all(piece).ok()?;
    }
    encoder.finish(false).ok()
}

fn decode(coded: &[u8], length: usize) -> Option<Vec<u8>> {
    let input = PREFIX.as_slice().chain(coded);
    let mut decoder = Ppmd7Decoder::new(input, ORDER, MODEL_BYTES).ok()?;
    let mut dictionary = vec![0; DICTIONARY.len()];
    decoder.read_exact(&mut dictionary).ok()?;
    let mut plain = vec![0; length];
    decoder.read_exact(&mut plain).ok()?;
    Some(plain)
}

fn checksum(plain: &[u8]) -> [u8; 4] {
    let [a, b, c, d, ..]: [u8; 32] = Sha256::digest(plain).into();
    [a, b, c, d]
}
