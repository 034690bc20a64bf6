//! A page as bytes: JPEG, as good as its size allows.
//!
//! Colours keep their full resolution, so that a red stamp over black text stays a stamp over text.

use crate::PhotoError;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::thumbnail;
use image::{RgbImage, imageops};
use sha2::{Digest, Sha256};
use std::fmt;

/// Beyond this a page grows and nothing more can be read.
const BEST: u8 = 88;
/// Below this letters fray; a smaller picture is better then.
const WORST: u8 = 45;

/// SHA-256 of the bytes, in lower-case hex: the name by which they are stored and asked for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ContentAddress(String);

impl ContentAddress {
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A JPEG without any metadata.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Encoded {
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
    /// The encoder's, 1 to 100.
    pub quality: u8,
    pub address: ContentAddress,
}

/// The best quality that stays within `most` bytes; a smaller picture when even the worst does not.
pub(crate) fn page(picture: &RgbImage, most: usize) -> Result<Encoded, PhotoError> {
    let mut smaller;
    let mut picture = picture;
    loop {
        if let Some((quality, bytes)) = best_within(picture, most, BEST)? {
            return Ok(encoded(picture, quality, bytes));
        }
        if picture.width().max(picture.height()) < 64 {
            return Err(PhotoError::Unwritable);
        }
        let side = |length: u32| (length * 5 / 6).max(1);
        smaller = imageops::thumbnail(picture, side(picture.width()), side(picture.height()));
        picture = &smaller;
    }
}

pub(crate) fn small(page: &RgbImage, long_side: u32, most: usize) -> Result<Encoded, PhotoError> {
    let longer = page.width().max(page.height()).max(1);
    let wanted = longer.min(long_side);
    let side = |length: u32| (length * wanted / longer).max(1);
    self::page(&thumbnail(page, side(page.width()), side(page.height())), most)
}

/// By halving the range of qualities, ended early when four fifths of the size are used.
fn best_within(picture: &RgbImage, most: usize, best: u8) -> Result<Option<(u8, Vec<u8>)>, PhotoError> {
    let (mut low, mut high) = (WORST, best);
    let mut good = None;
    let mut quality = best;
    while low <= high {
        let bytes = jpeg(picture, quality)?;
        if bytes.len() > most {
            high = quality - 1;
        } else {
            low = quality + 1;
            let enough = bytes.len() * 5 >= most * 4;
            good = Some((quality, bytes));
            if enough {
                break;
            }
        }
        quality = low.midpoint(high);
    }
    Ok(good)
}

fn jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, PhotoError> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(picture)
        .map_err(|_| PhotoError::Unwritable)?;
    Ok(bytes)
}

fn encoded(picture: &RgbImage, quality: u8, bytes: Vec<u8>) -> Encoded {
    let address = ContentAddress::of(&bytes);
    Encoded { bytes, width: picture.width(), height: picture.height(), quality, address }
}
