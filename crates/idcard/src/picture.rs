//! From the bytes of a picture's file to grey values, within bounds that hold before anything is unpacked.

use crate::look::Grey;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// A file cannot be taken as a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    #[error("the file is empty")]
    Empty,
    #[error("the file has {bytes} bytes; at most {most} are read")]
    FileTooLarge { bytes: usize, most: usize },
    #[error("the file is not a JPEG, PNG or WebP picture")]
    UnknownFormat,
    #[error("the picture is {width} by {height} pixels; at most {most} pixels are read")]
    TooManyPixels { width: u32, height: u32, most: u64 },
    #[error("the picture would take {bytes} bytes when unpacked; at most {most} are given to it")]
    TooMuchMemory { bytes: u64, most: u64 },
    #[error("the file ends before the picture does")]
    Truncated,
    #[error("the file begins like a picture but cannot be unpacked as one")]
    Damaged,
}

/// A photo as it comes from a phone is below this, and it is held in memory beside the picture.
const MOST_FILE_BYTES: usize = 24 << 20;
/// A phone's photo of 16 megapixels.
const MOST_PIXELS: u64 = 1 << 24;
/// What the picture itself may take when it is unpacked, in the file's own colours.
const MOST_BYTES: u64 = 4 * MOST_PIXELS;

pub(crate) struct Picture {
    pub(crate) grey: Grey,
    /// The file ends too early, and what came of it may still be enough.
    pub(crate) truncated: bool,
}

pub(crate) fn unpacked(file: &[u8]) -> Result<Picture, PictureError> {
    if file.is_empty() {
        return Err(PictureError::Empty);
    }
    if file.len() > MOST_FILE_BYTES {
        return Err(PictureError::FileTooLarge { bytes: file.len(), most: MOST_FILE_BYTES });
    }
    // By its first bytes: what the file is called may be wrong.
    let format = image::guess_format(file).map_err(|_| PictureError::UnknownFormat)?;
    let truncated = match format {
        ImageFormat::Jpeg => !ends_as_jpeg(file),
        ImageFormat::Png => !file.windows(4).rev().take(64).any(|chunk| chunk == b"IEND"),
        ImageFormat::WebP => riff_length(file).is_none_or(|length| length > file.len()),
        _ => return Err(PictureError::UnknownFormat),
    };
    let broken = |error: ImageError| match error {
        ImageError::Limits(_) => PictureError::TooMuchMemory { bytes: MOST_BYTES + 1, most: MOST_BYTES },
        _ if truncated => PictureError::Truncated,
        _ => PictureError::Damaged,
    };
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits());
    let decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::TooManyPixels { width, height, most: MOST_PIXELS });
    }
    let bytes = decoder.total_bytes();
    if bytes > MOST_BYTES {
        return Err(PictureError::TooMuchMemory { bytes, most: MOST_BYTES });
    }
    let picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    let grey = picture.into_luma8();
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let grey = Grey::new(width, height, grey.into_raw()).ok_or(PictureError::Damaged)?;
    Ok(Picture { grey, truncated })
}

/// The side only is bounded here; pixels are counted as soon as both sides are known, so that the error can tell them.
fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_BYTES + (16 << 20));
    limits
}

/// Whether the end-of-image marker is there. Phones append to a photo (a film, a second photo, zeros): it may be
/// anywhere behind the middle.
fn ends_as_jpeg(file: &[u8]) -> bool {
    let behind = file.get(file.len() / 2..).unwrap_or_default();
    behind.windows(2).any(|marker| marker == [0xFF, 0xD9])
}

/// How long a RIFF file says it is, its head with it.
fn riff_length(file: &[u8]) -> Option<usize> {
    let length: [u8; 4] = file.get(4..8)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(length)).ok()?.checked_add(8)
}
