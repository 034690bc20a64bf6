//! JPEG: a smaller inverse transform gives a smaller picture, so that the full one never exists.

use super::markers::{self, Markers};
use super::{Decoded, check_memory, check_size, guarded, orientation, working_long_side};
use crate::{Format, Limits, PhotoError};
use image::RgbImage;
use jpeg_decoder::{Decoder, Error, PixelFormat};
use std::io::{ErrorKind, Read};

const FORMAT: Format = Format::Jpeg;

pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, PhotoError> {
    let markers = markers::walk(bytes);
    if markers.width == 0 || markers.height == 0 {
        return Err(if markers.complete {
            PhotoError::Damaged { format: FORMAT }
        } else {
            PhotoError::Truncated { format: FORMAT, readable_percent: 0 }
        });
    }
    check_size(FORMAT, markers.width.into(), markers.height.into(), limits)?;
    if markers.scans > limits.scans {
        return Err(PhotoError::Unsupported { format: FORMAT });
    }
    let divisor = divisor(bytes.len(), &markers, limits)?;
    if !markers.complete {
        return Err(PhotoError::Truncated {
            format: FORMAT,
            readable_percent: readable_percent(bytes, &markers),
        });
    }
    let (picture, orientation) = read(bytes, &markers, divisor)?;
    Ok(Decoded { picture, reduced: divisor as f32, orientation })
}

/// 1, 2, 4 or 8: the smallest picture that still has enough for a page, smaller if memory says so.
fn divisor(file_bytes: usize, markers: &Markers, limits: &Limits) -> Result<u32, PhotoError> {
    let long_side = u32::from(markers.width.max(markers.height));
    let enough = working_long_side(limits);
    let wanted = [8, 4, 2].into_iter().find(|divisor| long_side / divisor >= enough).unwrap_or(1);
    // Half of what a page should have can still be read.
    let fits = |divisor: &u32| *divisor == wanted || long_side / divisor >= enough / 2;
    let mut result = Ok(wanted);
    for divisor in [1, 2, 4, 8].into_iter().filter(|divisor| *divisor >= wanted).take_while(fits) {
        match check_memory(FORMAT, needed(file_bytes, markers, divisor), limits) {
            Ok(()) => return Ok(divisor),
            Err(error) => result = Err(error),
        }
    }
    result
}

/// The file, the planes and the interleaved picture; a progressive one has all its coefficients as well.
fn needed(file_bytes: usize, markers: &Markers, divisor: u32) -> u64 {
    let pixels = u64::from(markers.width) * u64::from(markers.height);
    let reduced = pixels / u64::from(divisor * divisor);
    let coefficients = if markers.progressive { 2 * pixels * markers.samples_64 / 64 } else { 0 };
    file_bytes as u64 + reduced * markers.samples_64 / 64 + reduced * markers.components + coefficients
}

fn read(bytes: impl Read, markers: &Markers, divisor: u32) -> Result<(RgbImage, u8), PhotoError> {
    guarded(|| {
        let mut decoder = Decoder::new(bytes);
        let reduced = |side: u16| side.div_ceil(divisor as u16);
        let (width, height) =
            decoder.scale(reduced(markers.width), reduced(markers.height)).map_err(refused)?;
        let format = decoder.info().map(|info| info.pixel_format);
        let values = decoder.decode().map_err(refused)?;
        let orientation = orientation::read(decoder.exif_data());
        drop(decoder);
        let values = match format {
            Some(PixelFormat::RGB24) => values,
            Some(PixelFormat::L8) => values.into_iter().flat_map(|grey| [grey; 3]).collect(),
            Some(PixelFormat::CMYK32) => values.chunks_exact(4).flat_map(printed).collect(),
            Some(PixelFormat::L16) | None => return Err(PhotoError::Unsupported { format: FORMAT }),
        };
        RgbImage::from_raw(width.into(), height.into(), values)
            .map(|picture| (picture, orientation))
            .ok_or(PhotoError::Damaged { format: FORMAT })
    })
}

/// What an ink of each kind leaves of the paper's white; the decoder hands the inks over as amounts.
fn printed(inks: &[u8]) -> [u8; 3] {
    let ink = |place: usize| 255 - u32::from(inks.get(place).copied().unwrap_or(0));
    [0, 1, 2].map(|place| (ink(place) * ink(3) / 255) as u8)
}

fn refused(error: Error) -> PhotoError {
    match error {
        Error::Unsupported(_) => PhotoError::Unsupported { format: FORMAT },
        Error::Io(cause) if cause.kind() == ErrorKind::UnexpectedEof => {
            PhotoError::Truncated { format: FORMAT, readable_percent: 0 }
        }
        Error::Format(_) | Error::Io(_) | Error::Internal(_) => PhotoError::Damaged { format: FORMAT },
    }
}

/// How much of a picture that ends early is there: decoded small with an end put to it, what is missing has no
/// differences from left to right. A page that ends in pure white is told a little short.
fn readable_percent(bytes: &[u8], markers: &Markers) -> u8 {
    const END: &[u8] = &[0xFF, 0xD9];
    // A marker that was cut in two would take the end for its second half.
    let whole = bytes.strip_suffix(&[0xFF]).unwrap_or(bytes);
    let Ok((picture, _)) = read(whole.chain(END), markers, 8) else { return 0 };
    let rows = picture.height().max(1);
    let missing = picture.rows().rev().take_while(|row| {
        let mut values = row.clone().skip(row.len() / 8).map(|pixel| pixel.0);
        let first = values.next().unwrap_or_default();
        values.all(|value| value.iter().zip(first).all(|(one, other)| one.abs_diff(other) <= 2))
    });
    100 - (missing.count() as u32 * 100 / rows).min(100) as u8
}
