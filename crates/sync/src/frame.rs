//! Sync frames as bytes: CBOR inside a zstd frame, both bounded.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Read;
use wire::sync::{SyncAnswer, SyncRequest};

/// Media type of both bodies; anything else that answers is not our server.
pub const MEDIA_TYPE: &str = "application/zstd";

/// Better than the default for texts of some kilobytes, and still under a millisecond.
const ZSTD_LEVEL: i32 = 9;

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
    encode(request)
}
pub fn decode_request(body: &[u8], max_inflated: usize) -> Result<SyncRequest, FrameError> {
    decode(body, max_inflated)
}
pub fn encode_answer(answer: &SyncAnswer) -> Result<Vec<u8>, FrameError> {
    encode(answer)
}
pub fn decode_answer(body: &[u8], max_inflated: usize) -> Result<SyncAnswer, FrameError> {
    decode(body, max_inflated)
}

fn encode(frame: &impl Serialize) -> Result<Vec<u8>, FrameError> {
    let cbor = minicbor_serde::to_vec(frame).map_err(|_| FrameError::Unwritable)?;
    zstd::bulk::compress(&cbor, ZSTD_LEVEL).map_err(|_| FrameError::Unwritable)
}

/// Never inflates more than `max_inflated` bytes, whatever the frame claims.
fn decode<T: DeserializeOwned>(body: &[u8], max_inflated: usize) -> Result<T, FrameError> {
    let decoder = zstd::stream::read::Decoder::new(body).map_err(|_| FrameError::NotCompressed)?;
    let bound = u64::try_from(max_inflated).unwrap_or(u64::MAX).saturating_add(1);
    let mut cbor = Vec::new();
    decoder.take(bound).read_to_end(&mut cbor).map_err(|_| FrameError::NotCompressed)?;
    if cbor.len() > max_inflated {
        return Err(FrameError::TooLarge { max: max_inflated });
    }
    minicbor_serde::from_slice(&cbor).map_err(|_| FrameError::NotExpected)
}
