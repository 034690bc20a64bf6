//! Sync frames as bytes: CBOR inside a zstd frame, both bounded.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{Read, Write};
use wire::packs::SignedCatalogue;
use wire::sync::{SyncAnswer, SyncRequest};
use zstd::zstd_safe::CParameter;

/// Media type of both bodies; anything else that answers is not our server.
pub const MEDIA_TYPE: &str = "application/zstd";

/// Many drafts of one form are alike: searching long for what they share is worth it on a volunteer's slow way
/// up, where a kilobyte costs more time than this.
const REQUEST_LEVEL: i32 = 22;
/// Where a link is quick, it is the phone's processor that a volunteer waits for: a tenth more bytes, in a fortieth
/// of the time.
const QUICK_REQUEST_LEVEL: i32 = 9;
/// The server answers many devices.
const ANSWER_LEVEL: i32 = 9;

/// A frame of an idle exchange. Its few repeated bytes are not worth a match: without one, its size does not
/// depend on what the numbers in it happen to be.
const SHORT: usize = 96;

/// What nearly every frame has in it, so that a single edit need not bring it. A prefix in zstd's sense: raw
/// content, as if it stood before the body. Part of the protocol: a change here is a new [`wire::sync::PROTOCOL`].
const DICTIONARY: &[u8] =
    b"submittedhouseholdprocedureformdossierkindschemapersonsconsentspapersanswersdonghanh-skel-v1";

/// A body that is not a frame.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    #[error("the body is not zstd")]
    NotCompressed,
    #[error("the body inflates to more than {max} bytes")]
    TooLarge { max: usize },
    #[error("the body is not the CBOR that was expected")]
    NotExpected,
    #[error("the frame cannot be written")]
    Unwritable,
}

pub fn encode_request(request: &SyncRequest) -> Result<Vec<u8>, FrameError> {
    encode(request, REQUEST_LEVEL)
}
/// The same for a link on which bytes cost less than searching for what they share.
pub fn encode_request_quickly(request: &SyncRequest) -> Result<Vec<u8>, FrameError> {
    encode(request, QUICK_REQUEST_LEVEL)
}
pub fn decode_request(body: &[u8], max_inflated: usize) -> Result<SyncRequest, FrameError> {
    decode(body, max_inflated)
}
pub fn encode_answer(answer: &SyncAnswer) -> Result<Vec<u8>, FrameError> {
    encode(answer, ANSWER_LEVEL)
}
pub fn decode_answer(body: &[u8], max_inflated: usize) -> Result<SyncAnswer, FrameError> {
    decode(body, max_inflated)
}

/// The signed catalogue of packs.
pub fn encode_catalogue(signed: &SignedCatalogue) -> Result<Vec<u8>, FrameError> {
    encode(signed, ANSWER_LEVEL)
}

pub fn decode_catalogue(body: &[u8], max_inflated: usize) -> Result<SignedCatalogue, FrameError> {
    decode(body, max_inflated)
}

/// A file of a pack: its bytes in a zstd frame, nothing around them.
pub fn encode_file(bytes: &[u8]) -> Result<Vec<u8>, FrameError> {
    compressed(bytes, ANSWER_LEVEL)
}

pub fn decode_file(body: &[u8], max_inflated: usize) -> Result<Vec<u8>, FrameError> {
    inflated(body, max_inflated)
}

fn encode(frame: &impl Serialize, level: i32) -> Result<Vec<u8>, FrameError> {
    compressed(&minicbor_serde::to_vec(frame).map_err(|_| FrameError::Unwritable)?, level)
}

fn compressed(plain: &[u8], level: i32) -> Result<Vec<u8>, FrameError> {
    let compress = || {
        let mut body = Vec::new();
        let mut encoder = zstd::stream::write::Encoder::with_ref_prefix(&mut body, level, DICTIONARY)?;
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

fn decode<T: DeserializeOwned>(body: &[u8], max_inflated: usize) -> Result<T, FrameError> {
    minicbor_serde::from_slice(&inflated(body, max_inflated)?).map_err(|_| FrameError::NotExpected)
}

/// Never inflates more than `max_inflated` bytes, whatever the frame claims.
fn inflated(body: &[u8], max_inflated: usize) -> Result<Vec<u8>, FrameError> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_with_any_one_bit_flipped_never_reads_as_another() {
        let request = SyncRequest {
            protocol: 1,
            cursor: 2,
            server_epoch: 7,
            scope_epoch: 1,
            catalogue: 0,
            push: Vec::new(),
            budget: wire::sync::DEFAULT_BUDGET,
            below: None,
        };
        let body = encode_request(&request).unwrap();
        assert_eq!(decode_request(&body, 1_000).unwrap(), request);
        for bit in 0..body.len() * 8 {
            let mut flipped = body.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            // zstd has a bit in its head that means nothing.
            let read = decode_request(&flipped, 1_000);
            assert!(read.as_ref().map_or(true, |read| *read == request), "bit {bit}: {read:?}");
        }
    }
}
