//! The quick coding: zstd, with its checksum.

use super::{DICTIONARY, FrameError};
use std::io::{Read, Write};
use zstd::zstd_safe::CParameter;

/// For links that are quick and cost nothing, where both ends' time is what a sync takes: level 9 takes twice as long for a
/// twelfth of the bytes. Where bytes are dear they are coded otherwise ([`super::dense`]).
const LEVEL: i32 = 4;

/// A frame of an idle exchange. Its few repeated bytes are not worth a match: without one, its size does not
/// depend on what the numbers in it happen to be.
const SHORT: usize = 96;

pub(super) fn compress(plain: &[u8]) -> Result<Vec<u8>, FrameError> {
    let compress = || {
        let mut body = Vec::new();
        let mut encoder = zstd::stream::write::Encoder::with_ref_prefix(&mut body, LEVEL, DICTIONARY)?;
        encoder.set_pledged_src_size(u64::try_from(plain.len()).ok())?;
        // Four bytes, so that a flipped bit never reads as another cursor: TCP's own sum is too weak to promise that.
        encoder.include_checksum(true)?;
        if plain.len() <= SHORT {
            encoder.set_parameter(CParameter::MinMatch(7))?;
        }
        encoder.write_all(plain)?;
        encoder.finish()?;
        Ok(body)
    };
    compress().map_err(|_: std::io::Error| FrameError::Unwritable)
}

/// Never inflates more than `max_inflated` bytes, whatever the frame claims.
pub(super) fn inflate(body: &[u8], max_inflated: usize) -> Result<Vec<u8>, FrameError> {
    let decoder = zstd::stream::read::Decoder::with_ref_prefix(body, DICTIONARY)
        .map_err(|_| FrameError::NotCompressed)?;
    let bound = u64::try_from(max_inflated).unwrap_or(u64::MAX).saturating_add(1);
    let mut plain = Vec::new();
    decoder.take(bound).read_to_end(&mut plain).map_err(|_| FrameError::NotCompressed)?;
    if plain.len() > max_inflated {
        return Err(FrameError::TooLarge { max: max_inflated });
    }
    Ok(plain)
}
