//! A page as bytes: JPEG, as good as its size allows.
//!
//! A page without colours is grey: that saves a quarter. Where there are some, they keep their full resolution, so
//! that a red stamp over black text stays a stamp over text.

use crate::PhotoError;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::thumbnail;
use image::{GenericImageView, PixelWithColorType, RgbImage, imageops};
use sha2::{Digest, Sha256};
use std::fmt;

/// Beyond this a page grows and nothing more can be read.
const BEST: u8 = 88;
/// Below this letters fray; a smaller picture is better then.
const WORST: u8 = 45;
/// Where the search begins: what most photos of papers end near.
const FIRST: u8 = 70;

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
    let coloured = is_coloured(picture);
    loop {
        let tried = if coloured {
            best_within(picture, most)
        } else {
            best_within(&imageops::grayscale(picture), most)
        };
        let too_large = match tried? {
            Tried::Within(quality, bytes) => return Ok(encoded(picture, quality, bytes)),
            Tried::TooLarge(bytes) => bytes,
        };
        if picture.width().max(picture.height()) < 64 {
            return Err(PhotoError::Unwritable);
        }
        // Bytes go with the area; a little less, so that the next try is the last.
        let share = (most as f32 / too_large as f32).sqrt().min(1.0) * 0.95;
        let side = |length: u32| ((length as f32 * share) as u32).max(1);
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

/// Whether one pixel in some thousands is of another colour than the paper: a stamp, blue ink, a photo. The paper's
/// own colour, and the lamp's, are none.
fn is_coloured(picture: &RgbImage) -> bool {
    // Noise is gone on this size.
    let longer = picture.width().max(picture.height()).max(1);
    let side = |length: u32| (length * longer.min(500) / longer).max(1);
    let small = thumbnail(picture, side(picture.width()), side(picture.height()));
    let tints = |of: fn([i32; 3]) -> i32| -> Vec<i32> {
        small.pixels().map(|pixel| of(pixel.0.map(i32::from))).collect()
    };
    // Dark is less tinted than bright: between black and the paper's tint nothing is a colour of its own.
    let coloured = |tints: Vec<i32>| {
        let mut sorted = tints.clone();
        sorted.sort_unstable();
        let usual = sorted.get(sorted.len() / 2).copied().unwrap_or(0);
        let (low, high) = (usual.min(0) - 22, usual.max(0) + 22);
        let count = tints.iter().filter(|tint| !(low..=high).contains(tint)).count();
        count * 3000 > tints.len()
    };
    coloured(tints(|[red, green, _]| red - green)) || coloured(tints(|[_, green, blue]| blue - green))
}

enum Tried {
    Within(u8, Vec<u8>),
    /// So many bytes at the worst quality.
    TooLarge(usize),
}

/// Ended early when nine tenths of the size are used: a page more exact than that is not worth an encoding.
fn best_within<P>(picture: &P, most: usize) -> Result<Tried, PhotoError>
where
    P: GenericImageView<Pixel: PixelWithColorType>,
{
    let (mut low, mut high) = (WORST, BEST);
    let mut good = None;
    let mut quality = FIRST;
    while low <= high {
        let bytes = jpeg(picture, quality)?;
        let size = bytes.len();
        if size > most {
            if quality == WORST {
                return Ok(Tried::TooLarge(size));
            }
            high = quality - 1;
        } else {
            low = quality + 1;
            good = Some((quality, bytes));
            if size * 10 >= most * 9 {
                break;
            }
        }
        quality = likely(quality, size, most).clamp(low.min(high), high);
    }
    Ok(good.map_or(Tried::TooLarge(most), |(quality, bytes)| Tried::Within(quality, bytes)))
}

/// The quality at which the size would be right: each step makes a page larger by some three per cent.
fn likely(quality: u8, size: usize, most: usize) -> u8 {
    let steps = (most as f32 * 0.95 / size.max(1) as f32).ln() / 0.03;
    (f32::from(quality) + steps).clamp(1.0, 100.0) as u8
}

fn jpeg<P>(picture: &P, quality: u8) -> Result<Vec<u8>, PhotoError>
where
    P: GenericImageView<Pixel: PixelWithColorType>,
{
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
