//! Sync frames as bytes: CBOR, coded in one of two ways, both bounded.
//!
//! Where a link is quick it is the phone's processor that a volunteer waits for, and zstd is used. Where bytes are
//! dear, PPMd codes the same CBOR a third smaller: see [`dense`]. The server answers in the coding in which it was asked.

mod dense;
mod zipped;

use crate::admission::Limits;
use crate::bare;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wire::packs::SignedCatalogue;
use wire::sync::{FeedItem, SyncAnswer, SyncRequest};

/// Media type of both bodies; anything else that answers is not our server.
pub const MEDIA_TYPE: &str = "application/zstd";
/// And of those that are coded densely.
pub const DENSE_MEDIA_TYPE: &str = "application/x-ppmd";

/// What nearly every frame has in it, so that a single edit need not bring it: raw content, as if it stood before the
/// body. Part of the protocol: a change here is a new [`wire::sync::PROTOCOL`].
const DICTIONARY: &[u8] =
    b"submittedhouseholdprocedureformdossierkindschemapersonsconsentspapersanswersdonghanh-skel-v1";

/// How a frame is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Coding {
    /// zstd: in no time.
    #[default]
    Quick,
    /// PPMd, and whole documents without their hashes: as few bytes as we know how.
    Dense,
}

impl Coding {
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Quick => MEDIA_TYPE,
            Self::Dense => DENSE_MEDIA_TYPE,
        }
    }
    /// Of a body, by its first byte.
    fn of(body: &[u8]) -> Self {
        if dense::is_dense(body) { Self::Dense } else { Self::Quick }
    }
}

/// A body that is not a frame.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    #[error("the body is in neither coding")]
    NotCompressed,
    #[error("the body inflates to more than {max} bytes")]
    TooLarge { max: usize },
    #[error("the body is not the CBOR that was expected")]
    NotExpected,
    #[error("the frame cannot be written")]
    Unwritable,
}

/// A request. What is too large for a dense frame goes out in a quick one.
pub fn encode_request(request: &SyncRequest, coding: Coding) -> Result<Vec<u8>, FrameError> {
    if coding == Coding::Quick {
        return zipped::compress(&cbor(request)?);
    }
    let mut short = request.clone();
    for push in &mut short.push {
        strip(&mut push.message);
    }
    squeeze(&cbor(&short)?, || zipped::compress(&cbor(request)?))
}

/// A request, and how it was coded. Messages of a dense one may be [bare](crate::bare): only who may load a stranger's
/// document can fill them again, which is the admission.
pub fn decode_request(body: &[u8], max_inflated: usize) -> Result<(SyncRequest, Coding), FrameError> {
    Ok((decode(body, max_inflated)?, Coding::of(body)))
}

pub fn encode_answer(answer: &SyncAnswer, coding: Coding) -> Result<Vec<u8>, FrameError> {
    if coding == Coding::Quick {
        return zipped::compress(&cbor(answer)?);
    }
    let mut short = answer.clone();
    for item in &mut short.feed {
        if let FeedItem::Document { message, .. } = item {
            strip(message);
        }
    }
    squeeze(&cbor(&short)?, || zipped::compress(&cbor(answer)?))
}

/// The server's answer, its messages whole again. One that cannot be filled stays as it came: that document alone is
/// then asked for once more.
pub fn decode_answer(body: &[u8], max_inflated: usize) -> Result<SyncAnswer, FrameError> {
    let mut answer = decode_answer_as_sent(body, max_inflated)?;
    for item in &mut answer.feed {
        if let FeedItem::Document { message, .. } = item
            && let Some(filled) = filled(message)
        {
            *message = filled;
        }
    }
    Ok(answer)
}

/// The server's answer with its messages as they came: whoever reads them fills them, several at a time, when the next
/// request is under way.
pub fn decode_answer_as_sent(body: &[u8], max_inflated: usize) -> Result<SyncAnswer, FrameError> {
    decode(body, max_inflated)
}

/// The whole of a server's message that came [bare](crate::bare); `None` when it did not, or cannot be filled.
pub fn filled(message: &[u8]) -> Option<Vec<u8>> {
    bare::is_bare(message).then(|| bare::fill(message, &Limits::OF_THE_SERVER).ok()).flatten()
}

fn strip(message: &mut Vec<u8>) {
    if let Some(bare) = bare::strip(message) {
        *message = bare;
    }
}

fn squeeze(
    plain: &[u8],
    otherwise: impl FnOnce() -> Result<Vec<u8>, FrameError>,
) -> Result<Vec<u8>, FrameError> {
    match dense::compress(plain) {
        Some(body) => Ok(body),
        None => otherwise(),
    }
}

/// The signed catalogue of packs.
pub fn encode_catalogue(signed: &SignedCatalogue) -> Result<Vec<u8>, FrameError> {
    zipped::compress(&cbor(signed)?)
}

pub fn decode_catalogue(body: &[u8], max_inflated: usize) -> Result<SignedCatalogue, FrameError> {
    decode(body, max_inflated)
}

/// A file of a pack: its bytes in a zstd frame, nothing around them.
pub fn encode_file(bytes: &[u8]) -> Result<Vec<u8>, FrameError> {
    zipped::compress(bytes)
}

pub fn decode_file(body: &[u8], max_inflated: usize) -> Result<Vec<u8>, FrameError> {
    zipped::inflate(body, max_inflated)
}

fn cbor(frame: &impl Serialize) -> Result<Vec<u8>, FrameError> {
    minicbor_serde::to_vec(frame).map_err(|_| FrameError::Unwritable)
}

fn decode<T: DeserializeOwned>(body: &[u8], max_inflated: usize) -> Result<T, FrameError> {
    let plain = match Coding::of(body) {
        Coding::Quick => zipped::inflate(body, max_inflated)?,
        Coding::Dense => dense::inflate(body, max_inflated)?,
    };
    minicbor_serde::from_slice(&plain).map_err(|_| FrameError::NotExpected)
}

#[cfg(test)]
mod tests;
