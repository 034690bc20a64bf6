//! WebP. It cannot be decoded in pieces, so that its size is bounded by memory. Messengers send it small.

use super::png::on_white;
use super::{Decoded, check_memory, check_size, guarded, orientation};
use crate::{Format, Limits, PhotoError};
use image::RgbImage;
use image_webp::{DecodingError, WebPDecoder};
use std::io::{Cursor, ErrorKind};

const FORMAT: Format = Format::WebP;

pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, PhotoError> {
    // The container says how long it is.
    let claimed = bytes.get(4..8).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes);
    if u64::from(claimed) + 8 > bytes.len() as u64 {
        return Err(PhotoError::Truncated { format: FORMAT, readable_percent: 0 });
    }
    guarded(|| read(bytes, limits))
}

fn read(bytes: &[u8], limits: &Limits) -> Result<Decoded, PhotoError> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(refused)?;
    let (width, height) = decoder.dimensions();
    check_size(FORMAT, width, height, limits)?;
    // Either four bytes a pixel of a lossless picture, or planes and alpha of a lossy one, beside what comes out.
    let pixels = u64::from(width) * u64::from(height);
    check_memory(FORMAT, bytes.len() as u64 + pixels * 8, limits)?;
    decoder.set_memory_limit(limits.memory_bytes as usize);
    let mut values = vec![0; decoder.output_buffer_size().ok_or(PhotoError::Damaged { format: FORMAT })?];
    decoder.read_image(&mut values).map_err(refused)?;
    let exif = decoder.exif_metadata().ok().flatten();
    let orientation = orientation::read(exif.as_deref());
    if decoder.has_alpha() {
        values = values
            .chunks_exact(4)
            .flat_map(|pixel| match *pixel {
                [red, green, blue, alpha] => [red, green, blue].map(|value| on_white(value, alpha)),
                _ => [u8::MAX; 3],
            })
            .collect();
    }
    let picture = RgbImage::from_raw(width, height, values).ok_or(PhotoError::Damaged { format: FORMAT })?;
    Ok(Decoded { picture, reduced: 1.0, orientation })
}

fn refused(error: DecodingError) -> PhotoError {
    match error {
        DecodingError::IoError(cause) if cause.kind() == ErrorKind::UnexpectedEof => {
            PhotoError::Truncated { format: FORMAT, readable_percent: 0 }
        }
        DecodingError::ImageTooLarge | DecodingError::MemoryLimitExceeded => {
            PhotoError::Unsupported { format: FORMAT }
        }
        _ => PhotoError::Damaged { format: FORMAT },
    }
}
