//! PNG, row by row. An interlaced one does not come in rows and has to fit into memory whole.

use super::{Decoded, check_memory, check_size, guarded, orientation, working_long_side};
use crate::shrink::Shrinking;
use crate::{Format, Limits, PhotoError};
use image::RgbImage;
use png::{ColorType, Decoder, DecodingError, Transformations};
use std::io::{Cursor, ErrorKind};

const FORMAT: Format = Format::Png;

pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, PhotoError> {
    guarded(|| read(bytes, limits))
}

fn read(bytes: &[u8], limits: &Limits) -> Result<Decoded, PhotoError> {
    // Rows and small chunks; nothing of a photo is larger.
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: 16_000_000 });
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let header = decoder.read_header_info().map_err(|error| refused(&error, 0))?;
    let (width, height, interlaced) = (header.width, header.height, header.interlaced);
    check_size(FORMAT, width, height, limits)?;
    let divisor = (width.max(height) / working_long_side(limits)).max(1);
    let squares = u64::from(width / divisor) * u64::from(height / divisor);
    // An interlaced picture is put together whole.
    let whole = if interlaced { 4 * u64::from(width) * u64::from(height) } else { 0 };
    check_memory(FORMAT, bytes.len() as u64 + squares * 3 + whole, limits)?;

    let mut reader = decoder.read_info().map_err(|error| refused(&error, 0))?;
    let orientation = orientation::read(reader.info().exif_metadata.as_deref());
    let channels = reader.output_color_type().0;
    let picture = if interlaced {
        let mut values = vec![0; reader.output_buffer_size().ok_or(PhotoError::Damaged { format: FORMAT })?];
        reader.next_frame(&mut values).map_err(|error| refused(&error, 0))?;
        let length = channels.samples() * width as usize;
        shrunk(width, height, divisor, values.chunks_exact(length.max(1)), channels)
    } else {
        let mut shrinking = Shrinking::new(width, height, divisor);
        for y in 0..height {
            let percent = (u64::from(y) * 100 / u64::from(height)) as u8;
            let row = reader.next_row().map_err(|error| refused(&error, percent))?;
            let row = row.ok_or(PhotoError::Truncated { format: FORMAT, readable_percent: percent })?;
            shrinking.take(y as usize, colours(row.data(), channels));
        }
        shrinking.finish()
    };
    // The sums at the end say whether the rows were right.
    reader.finish().map_err(|error| refused(&error, 100))?;
    let picture = picture.ok_or(PhotoError::Damaged { format: FORMAT })?;
    Ok(Decoded { picture, reduced: divisor as f32, orientation })
}

fn shrunk<'a>(
    width: u32,
    height: u32,
    divisor: u32,
    rows: impl Iterator<Item = &'a [u8]>,
    channels: ColorType,
) -> Option<RgbImage> {
    let mut shrinking = Shrinking::new(width, height, divisor);
    for (y, row) in rows.enumerate() {
        shrinking.take(y, colours(row, channels));
    }
    shrinking.finish()
}

/// A row's pixels on white paper.
fn colours(row: &[u8], channels: ColorType) -> impl Iterator<Item = [u8; 3]> {
    row.chunks_exact(channels.samples().max(1)).map(|pixel| match *pixel {
        [grey] => [grey; 3],
        [grey, alpha] => [on_white(grey, alpha); 3],
        [red, green, blue] => [red, green, blue],
        [red, green, blue, alpha] => [red, green, blue].map(|value| on_white(value, alpha)),
        _ => [u8::MAX; 3],
    })
}

pub(super) fn on_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    ((value * alpha + 255 * (255 - alpha)) / 255) as u8
}

fn refused(error: &DecodingError, readable_percent: u8) -> PhotoError {
    match error {
        DecodingError::IoError(cause) if cause.kind() == ErrorKind::UnexpectedEof => {
            PhotoError::Truncated { format: FORMAT, readable_percent }
        }
        DecodingError::IoError(_) | DecodingError::Format(_) | DecodingError::Parameter(_) => {
            PhotoError::Damaged { format: FORMAT }
        }
        DecodingError::LimitsExceeded => PhotoError::Unsupported { format: FORMAT },
    }
}
