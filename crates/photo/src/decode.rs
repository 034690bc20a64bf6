//! From bytes to a picture that is just large enough, standing as it was taken.

mod guard;
mod jpeg;
mod markers;
mod orientation;
mod png;
mod webp;

use crate::content::{Format, recognise};
use crate::{Limits, PhotoError};
use image::RgbImage;

pub(crate) use guard::guarded;

/// A picture, scaled down while it was decoded.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) picture: RgbImage,
    /// How many pixels of the photo one of the picture stands for, along one side.
    pub(crate) reduced: f32,
    /// What EXIF says of how the phone was held: 1 to 8.
    pub(crate) orientation: u8,
}

pub(crate) fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, PhotoError> {
    if bytes.is_empty() {
        return Err(PhotoError::NoBytes);
    }
    if bytes.len() > limits.file_bytes {
        return Err(PhotoError::FileTooLarge { bytes: bytes.len(), limit: limits.file_bytes });
    }
    let format = recognise(bytes).map_err(|found| PhotoError::Mislabelled { found })?;
    let decoded = match format {
        Format::Jpeg => jpeg::decode(bytes, limits),
        Format::Png => png::decode(bytes, limits),
        Format::WebP => webp::decode(bytes, limits),
    }?;
    Ok(Decoded { picture: orientation::upright(decoded.picture, decoded.orientation), ..decoded })
}

/// Refuses what claims to be larger than any photo, and what is nothing at all.
fn check_size(format: Format, width: u32, height: u32, limits: &Limits) -> Result<(), PhotoError> {
    if width == 0 || height == 0 {
        return Err(PhotoError::Damaged { format });
    }
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(PhotoError::TooManyPixels { width, height, limit: limits.pixels });
    }
    Ok(())
}

fn check_memory(format: Format, needed: u64, limits: &Limits) -> Result<(), PhotoError> {
    if needed > limits.memory_bytes {
        return Err(PhotoError::NeedsTooMuchMemory { format, needed, limit: limits.memory_bytes });
    }
    Ok(())
}

/// The longer side that a decoded picture keeps at least: the paper is not the whole of it.
const fn working_long_side(limits: &Limits) -> u32 {
    limits.page_long_side + limits.page_long_side / 10
}
